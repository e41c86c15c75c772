"""A faulty `mkdocs.yml` is told as a fault, whatever is wrong in it; none ends a command with a traceback."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main

CONFIG = """
site_name: 시험
site_url: https://help.example/
docs_dir: content
theme: {{name: helpcenter, language: ko}}
plugins:
  - helpcenter:
      contact: {{hours: {{{hours}}}}}
"""


def check(folder: Path, hours: str) -> tuple[int, str]:
    """Exit code and output of `hc check` on a site with these opening hours."""
    (folder / "content").mkdir()
    (folder / "content" / "a.md").write_text("---\ntitle: 하나\n---\n본문이에요.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(hours=hours), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml")], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("weekdays: 9-18", "hours: weekdays`: `9-18` can't be read\n  hint: write it as 09:00-18:00, or leave"),
        ("zone: Asia/Soul", "hours: zone`: `Asia/Soul` can't be read\n  hint: use a name such as Asia/Seoul"),
        ("holidays: Korea", "hours: holidays`: `Korea` can't be read\n  hint: use a country code such as KR"),
        ("closed: [tomorrow]", "hours: closed`: `tomorrow` can't be read\n  hint: write days as 2026-05-01"),
        ("closed: [2026-13-01]", "hours: closed`: `2026-13-01` can't be read\n  hint: write days as 2026-05-01"),
    ],
)
def test_opening_hours_that_cannot_be_read_are_told(hours: str, told: str, tmp_path: Path) -> None:
    code, output = check(tmp_path, hours)
    assert f"mkdocs.yml:8: error[HC06]: setting `helpcenter: contact: {told}" in output
    assert output.endswith("1 error, 0 warnings\n")
    assert code == 1


def test_good_hours_are_accepted_as_yaml_reads_them(tmp_path: Path) -> None:
    assert check(tmp_path, "weekdays: 09:00-18:00, closed: [2026-12-24]") == (0, "0 errors, 0 warnings\n")
