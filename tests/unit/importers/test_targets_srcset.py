"""The candidates of a `srcset` are changed one by one."""

import pytest

from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets

SAME = [
    '<img srcset="keep.webp  1x,keep.webp 2x">',
    '<img srcset="">',
]
CHANGED = {
    '<img srcset="data:image/png;base64,AA 1x, a.webp 2x">': (
        '<img srcset="data:image/png;base64,AA 1x, new/a.webp 2x">'
    ),
    '<source srcset="a.webp">': '<source srcset="new/a.webp">',
    '<img srcset="a.webp 1x,\n b.webp 2x" src="a.webp">': (
        '<img srcset="new/a.webp 1x,\n new/b.webp 2x" src="new/a.webp">'
    ),
}


@pytest.mark.parametrize(("written", "changed"), [*CHANGED.items(), *zip(SAME, SAME, strict=True)])
def test_each_candidate_follows(written: str, changed: str) -> None:
    prose = Prose(written, "")
    change_targets(prose, lambda target, is_shown: target if target.startswith(("keep", "data:")) else f"new/{target}")
    assert prose.finish() == changed
