"""The published schemas of the JSON forms."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hc_builder.gaps.model.report import build_schema
from hc_builder.gaps.model.sheet import build_sheet_schema

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("name", "build"), [("gap-report.schema.json", build_schema), ("report.schema.json", build_sheet_schema)]
)
def test_the_published_schema_is_that_of_the_code(name: str, build: Callable[[], dict[str, Any]]) -> None:
    assert json.loads((DOCS / name).read_text(encoding="utf-8")) == json.loads(json.dumps(build()))
