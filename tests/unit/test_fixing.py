"""What `hc check --fix` mends on the broken shelf, and what it leaves alone."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main

SHELF = Path(__file__).parents[1] / "sites"


def fix(name: str, folder: Path) -> tuple[Path, str]:
    """A copy of the shelf's site after `--fix`, and what is still told."""
    site = folder / name
    shutil.copytree(SHELF / name, site)
    result = CliRunner().invoke(main, ["check", "--fix", "-f", str(site / "mkdocs.yml")], catch_exceptions=False)
    return site / "content", result.stdout


@pytest.mark.parametrize(
    ("name", "file", "line"),
    [
        (
            "brand-misspelled",
            "a.md",
            "네, iPhone에서 돼요. 바로택배로 보내 드려요. https://iphone.example 주소는 괜찮아요.",
        ),
        ("term-not-ours", "a.md", "3만 원부터 무료 배송이에요. 무료 배송은 자동으로 돼요."),
        ("link-without-scheme", "a.md", "[전화](tel:1588-0000)"),
        ("front-matter-other-names", "refund/when.md", "summary: 사흘이 걸려요."),
        ("not-utf8", "refund/when.md", "본문이에요."),
    ],
)
def test_what_is_safe_is_mended_and_told_no_more(name: str, file: str, line: str, tmp_path: Path) -> None:
    content, told = fix(name, tmp_path)
    assert line in (content / file).read_text("utf-8")
    assert told == "0 errors, 0 warnings\n"


@pytest.mark.parametrize("name", ["dead-link", "tag-not-closed", "front-matter-unknown-key", "duplicate-title"])
def test_what_would_be_a_guess_stays_as_it_is(name: str, tmp_path: Path) -> None:
    content, told = fix(name, tmp_path)
    assert told == (SHELF / name / "expected.txt").read_text("utf-8")
    for file in (SHELF / name / "content").rglob("*.md"):
        assert (content / file.relative_to(SHELF / name / "content")).read_bytes() == file.read_bytes()


def test_a_comment_that_silences_nothing_is_taken_out(tmp_path: Path) -> None:
    content, _ = fix("silence-unused", tmp_path)
    text = (content / "a.md").read_text("utf-8")
    assert "HC64" not in text
    assert "<!-- hc-ignore HC60: 꾸밈 그림이에요 -->" in text


def test_a_file_that_lies_elsewhere_is_not_written(tmp_path: Path) -> None:
    shutil.copytree(SHELF / "link-without-scheme", tmp_path / "site")
    outside = tmp_path / "site" / "shared.md"
    (tmp_path / "site/content/a.md").rename(outside)
    (tmp_path / "site/content/a.md").symlink_to(outside)
    before = outside.read_text("utf-8")
    CliRunner().invoke(main, ["check", "--fix", "-f", str(tmp_path / "site/mkdocs.yml")], catch_exceptions=False)
    assert outside.read_text("utf-8") == before
    assert (tmp_path / "site/content/a.md").is_symlink()


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    shutil.copytree(SHELF / "link-without-scheme", tmp_path / "site")
    file = tmp_path / "site/content/a.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    CliRunner().invoke(main, ["check", "--fix", "-f", str(tmp_path / "site/mkdocs.yml")], catch_exceptions=False)
    assert b"(mailto:help@onseorap.example)" in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")
