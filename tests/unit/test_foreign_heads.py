"""Another tool's syntax in front matter is told, since pages show titles and summaries without it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main


def check(folder: Path, settings: str = "") -> str:
    (folder / "mkdocs.yml").write_text(
        f"site_name: 가게\nsite_url: https://a.example/\ndocs_dir: content\nplugins: [helpcenter: {{{settings}}}]\n",
        "utf-8",
    )
    return CliRunner(env={"LC_ALL": "C"}).invoke(main, ["check", "-f", str(folder / "mkdocs.yml")]).output


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("{{customer}}님 안녕하세요?", "template variable of Liquid or Jinja"),
        ("{% if x %}배송은요?", "template tag of Liquid or Jinja"),
        ("[[배송]]은요?", "wikilink of Obsidian"),
    ],
)
def test_a_title_and_a_summary_are_told_with_their_lines(tmp_path: Path, title: str, told: str) -> None:
    write(tmp_path, "a.md", f'---\ntitle: 배송은 얼마예요?\nsummary: "{title}"\n---\n삼천 원이에요.\n')
    assert f"content/a.md:3: warning[HC26]: `{title[: title.rindex('}' if '}' in title else ']') + 1]}`" in check(
        tmp_path
    )
    write(tmp_path, "a.md", f'---\ntitle: "{title}"\n---\n삼천 원이에요.\n')
    assert "content/a.md:2: warning[HC26]" in (text := check(tmp_path))
    assert told in text


def test_a_folders_words_and_a_first_heading_are_told_too(tmp_path: Path) -> None:
    write(tmp_path, "b/index.md", '---\ntitle: 배송\ndescription: "{{ x | up }} 안내"\n---\n')
    write(tmp_path, "b/a.md", "\n# {{ x | up }} 배송은요?\n\n삼천 원이에요.\n")
    text = check(tmp_path)
    assert "content/b/a.md:2" in text
    assert "content/b/index.md:3" in text


def test_a_name_that_a_shop_does_not_define_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, "a.md", '---\ntitle: "{{ fee }} {{ fe }} 배송비인가요?"\n---\n삼천 원이에요.\n')
    text = check(tmp_path, "variables: {fee: 3000원}")
    assert "HC33" in text
    assert "HC26" not in text
