"""Every form a writer may bring: `rendering/NAME.md` must give `rendering/NAME.html`. A new case is two files.
`UPDATE_GOLDEN=1` writes the HTML anew, to be read before it is committed."""

import os
from pathlib import Path

import pytest

from hc_builder.content.markup import Renderer

CASES = sorted((Path(__file__).parent / "rendering").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_markdown_renders_as_meant(case: Path) -> None:
    html = Renderer().render(case.read_text(encoding="utf-8"), "ko").html
    golden = case.with_suffix(".html")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(html, encoding="utf-8")
    assert html == golden.read_text(encoding="utf-8")
