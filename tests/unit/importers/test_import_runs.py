"""One run and the next: what is written, what is kept, and that nothing is lost whatever was edited where."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hc_builder.cli import main
from hc_builder.content.article import ArticleFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.importers.importing import ImportRefused, Request, apply_plan, plan_import
from hc_builder.importers.memory import NAME
from hc_builder.importers.merging import Fate
from hc_builder.importers.names import clean_media_path
from hc_builder.importers.readers.sources import SOURCES
from hc_builder.korean import to_korean
from tests.unit.importers.sources import write_files

TREE = {
    "delivery/fee.md": "---\ntitle: 배송비\n---\n3,000원이에요. [늦어요](late.md)\n",
    "delivery/late.md": "---\ntitle: 늦어요\n---\n기다려 주세요\n",
    "refund/when.md": "---\ntitle: 환불\n---\n3일이에요. [배송비](../delivery/fee.md)\n",
}


def run(folder: Path, source: str = "markdown", **request: object) -> list[Fate]:
    plan = plan_import(Request(source, folder / "source", folder / "content", **request))  # type: ignore[arg-type]
    apply_plan(plan)
    return sorted(step.fate for step in plan.steps if step.kind == "article")


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_two_runs_give_the_same_and_the_second_writes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    assert run(tmp_path) == [Fate.NEW] * 3
    first = read_all(tmp_path)
    assert {"mkdocs.yml", NAME, "content/delivery/fee.md", "content/delivery/index.md"} <= first.keys()
    assert run(tmp_path) == [Fate.SAME] * 3
    assert read_all(tmp_path) == first


def test_what_changed_there_comes_what_was_edited_here_stays_and_both_is_told(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    write_files(tmp_path / "content", {"delivery/late.md": "---\ntitle: 늦어요\n---\n여기서 고침\n"})
    write_files(tmp_path / "content", {"refund/when.md": "---\ntitle: 환불\n---\n여기서도 고침\n"})
    write_files(tmp_path / "source", {"delivery/fee.md": "---\ntitle: 배송비\n---\n2,500원\n"})
    write_files(tmp_path / "source", {"refund/when.md": "---\ntitle: 환불\n---\n저기서 고침\n"})
    assert run(tmp_path) == sorted([Fate.UPDATED, Fate.KEPT, Fate.CONFLICT])
    assert "2,500원" in (tmp_path / "content/delivery/fee.md").read_text()
    assert "여기서 고침" in (tmp_path / "content/delivery/late.md").read_text()
    assert "여기서도" in (tmp_path / "content/refund/when.md").read_text()
    assert "저기서" in (tmp_path / ".hc/import/refund/when.md").read_text()
    assert run(tmp_path) == sorted([Fate.SAME, Fate.KEPT, Fate.KEPT])


def test_a_file_that_was_renamed_at_the_source_stays_the_article_it_was(tmp_path: Path) -> None:
    write_files(tmp_path / "source", {"delivery/01-fee.md": "# 배송비\n\n3,000원\n", "refund/a.md": "# 환불\n\n글\n"})
    run(tmp_path)
    (tmp_path / "source/delivery/01-fee.md").rename(tmp_path / "source/delivery/02-fee.md")
    write_files(tmp_path / "source", {"delivery/02-fee.md": "# 배송비\n\n2,500원\n"})
    assert run(tmp_path) == [Fate.SAME, Fate.UPDATED]
    text = (tmp_path / "content/delivery/fee.md").read_text()
    assert "2,500원" in text
    assert "draft" not in text
    assert run(tmp_path) == [Fate.SAME] * 2
    assert "01-fee" not in (tmp_path / NAME).read_text()


def test_the_text_of_a_folders_page_goes_to_its_category_and_follows_the_source(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE | {"delivery/README.md": "# 배송 안내\n\n[요금](fee.md)\n"})
    run(tmp_path)
    head = tmp_path / "content/delivery/index.md"
    assert head.read_text() == "---\ntitle: 배송 안내\n---\n\n[요금](fee.md)\n"
    assert "[배송비](../delivery/fee.md)" in (tmp_path / "content/refund/when.md").read_text()
    write_files(tmp_path / "source", {"delivery/README.md": "# 배송 안내\n\n새 글\n"})
    assert run(tmp_path) == [*[Fate.SAME] * 3, Fate.UPDATED]
    assert head.read_text().endswith("\n새 글\n")
    (tmp_path / "source/delivery/README.md").unlink()
    assert Fate.GONE in run(tmp_path)
    assert head.read_text() == "---\ndraft: true\ntitle: 배송 안내\n---\n\n새 글\n"
    before = read_all(tmp_path)
    run(tmp_path)
    assert read_all(tmp_path) == before
    write_files(tmp_path / "source", {"delivery/README.md": "# 배송 안내\n\n다시\n"})
    assert run(tmp_path) == [*[Fate.SAME] * 3, Fate.UPDATED]
    assert head.read_text().endswith("\n---\n\n다시\n")


def test_a_folder_that_gets_a_page_at_the_source_gets_its_text(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    write_files(tmp_path / "source", {"delivery/README.md": "# 배송 안내\n\n글\n"})
    assert run(tmp_path) == [*[Fate.SAME] * 3, Fate.UPDATED]
    assert (tmp_path / "content/delivery/index.md").read_text() == "---\ntitle: 배송 안내\n---\n\n글\n"


def test_a_folders_own_page_here_keeps_its_place(tmp_path: Path) -> None:
    """One that a person wrote, and an overview that an earlier version wrote."""
    write_files(tmp_path / "source", TREE | {"delivery/README.md": "# 배송 안내\n\n글\n"})
    mine = "---\ntitle: 우리 배송\n---\n\n우리 글\n"
    write_files(tmp_path / "content", {"delivery/index.md": mine})
    run(tmp_path)
    assert (tmp_path / "content/delivery/index.md").read_text() == mine
    assert "글" in (tmp_path / "content/delivery/overview.md").read_text()
    assert run(tmp_path) == [Fate.SAME] * 4


def test_an_article_that_moved_at_the_source_stays_where_it_is_here_with_its_edits(tmp_path: Path) -> None:
    long = "배송비는 삼천 원이고 오만 원 넘게 사면 무료예요. [늦어요]({})\n"
    write_files(tmp_path / "source", TREE | {"delivery/fee.md": f"# 배송비\n\n{long.format('late.md')}"})
    run(tmp_path)
    mine = (tmp_path / "content/delivery/fee.md").read_text() + "\n여기서 덧붙임\n"
    (tmp_path / "content/delivery/fee.md").write_text(mine)
    (tmp_path / "source/delivery/fee.md").unlink()
    write_files(tmp_path / "source", {"money/cost.md": f"# 배송비\n\n{long.format('../delivery/late.md')}"})
    assert Fate.GONE not in run(tmp_path)
    assert (tmp_path / "content/delivery/fee.md").read_text() == mine
    assert not (tmp_path / "content/money/cost.md").exists()
    assert "[배송비](../delivery/fee.md)" in (tmp_path / "content/refund/when.md").read_text()
    before = read_all(tmp_path)
    run(tmp_path)
    assert read_all(tmp_path) == before


def test_a_folder_that_takes_the_place_of_an_article_has_it_for_its_page(tmp_path: Path) -> None:
    write_files(tmp_path / "source", {"delivery.md": "# 배송\n\n글\n", "a.md": "# 가\n\n글\n"})
    run(tmp_path)
    write_files(tmp_path / "source", {"delivery/fee.md": "# 배송비\n\n글\n", "delivery/late.md": "# 늦음\n\n글\n"})
    run(tmp_path)
    assert (tmp_path / "content/delivery.md").is_file()
    assert not (tmp_path / "content/delivery/index.md").exists()


def test_what_is_gone_at_the_source_becomes_a_draft_and_comes_back(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    (tmp_path / "source/delivery/late.md").unlink()
    assert Fate.GONE in run(tmp_path)
    text = (tmp_path / "content/delivery/late.md").read_text()
    head, _ = parse_front_matter(text, "late.md", ArticleFields)
    assert (head.fields.draft, head.fields.title) == (True, "늦어요")
    assert "기다려 주세요" in text
    assert Fate.GONE not in run(tmp_path)
    write_files(tmp_path / "source", TREE)
    assert Fate.UPDATED in run(tmp_path)
    assert "draft" not in (tmp_path / "content/delivery/late.md").read_text()


def test_what_was_deleted_here_is_not_brought_back(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    (tmp_path / "content/delivery/late.md").unlink()
    assert Fate.REMOVED_HERE in run(tmp_path)
    assert not (tmp_path / "content/delivery/late.md").exists()


def test_what_was_moved_here_is_updated_where_it_is_and_links_follow(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    (tmp_path / "content/money").mkdir()
    (tmp_path / "content/delivery/fee.md").rename(tmp_path / "content/money/price.md")
    write_files(tmp_path / "source", {"delivery/fee.md": "---\ntitle: 배송비\n---\n무료 [늦어요](late.md)\n"})
    run(tmp_path)
    assert not (tmp_path / "content/delivery/fee.md").exists()
    assert "무료 [늦어요](../delivery/late.md)" in (tmp_path / "content/money/price.md").read_text()
    assert "[배송비](../money/price.md)" in (tmp_path / "content/refund/when.md").read_text()


def test_an_article_that_stands_here_already_is_not_written_over(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    write_files(tmp_path / "content", {"refund/when.md": "---\ntitle: 우리 글\n---\n우리 글\n"})
    run(tmp_path)
    assert "우리 글" in (tmp_path / "content/refund/when.md").read_text()
    assert "3일이에요" in (tmp_path / "content/refund/when-2.md").read_text()


def test_another_source_of_the_same_kind_does_not_turn_the_first_into_drafts(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    other = write_files(tmp_path / "other", {"x/a.md": "# a\n\nb\n", "x/b.md": "# b\n\nb\n"})
    with pytest.raises(ImportRefused, match="none of the 3 articles"):
        plan_import(Request("markdown", other, tmp_path / "content"))
    apply_plan(plan_import(Request("markdown", other, tmp_path / "content", "other")))
    assert (tmp_path / "content/a.md").is_file()
    assert run(tmp_path) == [Fate.SAME] * 3


def test_a_run_without_its_memory_knows_its_own_files_again(tmp_path: Path) -> None:
    write_files(tmp_path / "source", TREE)
    run(tmp_path)
    before = read_all(tmp_path)
    (tmp_path / NAME).unlink()
    assert run(tmp_path) == [Fate.SAME] * 3
    assert read_all(tmp_path) == before


def test_an_old_address_is_given_to_one_article_and_never_to_a_page_that_is_there(tmp_path: Path) -> None:
    write_files(
        tmp_path / "source",
        {
            "x/a.md": "---\ntitle: a\nredirect_from: [/old, /b/, 'https://x.kr/whole?x=1']\n---\n글\n",
            "x/b.md": "---\ntitle: b\nredirect_from: [/old]\n---\n글\n",
        },
    )
    run(tmp_path)
    head, _ = parse_front_matter((tmp_path / "content/a.md").read_text(), "a.md", ArticleFields)
    assert head.fields.redirect_from == ("/old", "/whole")
    assert "redirect_from" not in (tmp_path / "content/b.md").read_text()


def test_titles_that_yaml_would_read_otherwise_come_through(tmp_path: Path) -> None:
    titles = ["NO", "3.10", "a: b # c", "[대괄호]", '"따옴표"', "- 목록", "yes", "@", "끝 #3"]
    write_files(
        tmp_path / "source",
        {f"x/{n}.md": f"---\ntitle: {json.dumps(t, ensure_ascii=False)}\n---\n글\n" for n, t in enumerate(titles)},
    )
    run(tmp_path)
    read = [
        parse_front_matter((tmp_path / f"content/{number}.md").read_text(), "a", ArticleFields)
        for number in range(len(titles))
    ]
    assert [head.fields.title for head, _ in read] == titles
    assert not [problem for _, problems in read for problem in problems]


def test_the_plan_is_shown_and_nothing_is_written_without_a_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path / "source", {**TREE, "refund/b.md": "# 비\n\n<Widget a={1} /> {{ x }}\n"})
    asked = CliRunner().invoke(main, ["import", "markdown", "source"])
    assert asked.exit_code == 2
    assert "4 articles (1 drafts), 2 categories" in asked.output
    assert "refund/b.md:3" in asked.output
    assert not (tmp_path / "content").exists()
    done = CliRunner().invoke(main, ["import", "markdown", "source", "--yes", "--lang", "ko", "--report", "report.txt"])
    assert done.exit_code == 0, done.output
    assert "글 4개" in done.output
    assert "refund/b.md:3" in (tmp_path / "report.txt").read_text()
    built = CliRunner().invoke(main, ["build"])
    assert built.exit_code == 0, built.output


def test_a_source_that_is_not_known_names_those_that_are() -> None:
    result = CliRunner().invoke(main, ["import", "drupal", "."])
    assert result.exit_code == 2
    assert "zendesk" in result.output


def test_an_existing_project_is_told_of_languages_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: a\ndocs_dir: content\nplugins: [{helpcenter: {languages: [ko]}}]\n"
    )
    write_files(tmp_path / "source", {f"x/a.{lang}.md": f"# a {lang}\n\nb\n" for lang in ("ko", "en")})
    plan = plan_import(Request("markdown", tmp_path / "source", tmp_path / "content"))
    assert plan.languages == ("en",)
    assert plan.config == ""
    assert {step.path for step in plan.steps} == {"a.md", "a.en.md"}


# ── Nothing is lost ─────────────────────────────────────────────────────────

NAMES = ("a", "b", "c")
EDIT = st.fixed_dictionaries({}, optional={name: st.sampled_from(("", "하나", "둘")) for name in NAMES})
"""What an article says from now on; empty: it is deleted."""


def edit(folder: Path, texts: Mapping[str, str], side: str, turn: int) -> None:
    for name, text in texts.items():
        path = folder / f"{name}.md"
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\ntitle: {name}\n---\n{side} {turn} {text}\n")
        elif path.exists() and any(other != path for other in folder.glob("*.md")):
            path.unlink()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(EDIT, EDIT), min_size=1, max_size=3))
def test_no_edit_of_either_side_is_lost(turns: list[tuple[dict[str, str], dict[str, str]]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        edit(folder / "source", dict.fromkeys(NAMES, "처음"), "저기", 0)
        run(folder)
        for turn, (there, here) in enumerate(turns, 1):
            edit(folder / "source", there, "저기", turn)
            edit(folder / "content", here, "여기", turn)
            mine = {path.name: path.read_text() for path in (folder / "content").glob("*.md")}
            run(folder)
            now = {path.name: path.read_text() for path in (folder / "content").glob("*.md")}
            assert mine.keys() <= now.keys()
            edited = {file: text for file, text in mine.items() if "여기" in text}
            assert {file: now[file] for file in edited} == edited
            kept = " ".join(read_all(folder / "content").get(one, b"").decode() for one in now)
            aside = folder / ".hc/import"
            kept += " ".join(path.read_text() for path in aside.rglob("*.md")) if aside.exists() else ""
            for one, text in there.items():
                file = folder / "source" / f"{one}.md"
                assert not file.exists() or not text or file.read_text().split("\n")[3] in kept
        before = read_all(folder)
        run(folder)
        assert read_all(folder) == before


def test_all_that_is_told_has_its_korean() -> None:
    sources = "".join(path.read_text() for path in Path("hc_builder/importers").rglob("*.py"))
    told = set(re.findall(r"(?:Loss\(|\.lose\(|tell\()\s*\"([^\"]+)\"", sources)) | {
        one.what for one in SOURCES.values()
    }
    assert len(told) > 40
    assert [text for text in told if to_korean(text) == text] == []


@pytest.mark.parametrize("letter", ["a", "é", "가", "𠮷"])
def test_no_name_is_longer_than_file_systems_take(tmp_path: Path, letter: str) -> None:
    """A title in a language of many bytes, the number of its double, the language of a translation; and a picture."""
    title, picture = letter * 120, f"{letter * 60}.png"
    article = {"title": title, "body": "<p>글</p>", "section_id": 1, "source_locale": "ko", "draft": False}
    articles = [article | {"id": id, "locale": lang} for id, lang in [(1, "ko"), (2, "ko"), (3, "zh-hant")]]
    guide = {"articles": articles, "sections": [{"id": 1, "name": title}]}
    write_files(tmp_path / "source", {"guide.json": json.dumps(guide)})
    assert run(tmp_path, "zendesk") == [Fate.NEW] * 3
    names = [name for path in read_all(tmp_path / "content") for name in path.split("/")]
    assert max(len(name.encode()) for name in names) <= 255
    assert clean_media_path(picture * 3).endswith(".png")
    assert len(clean_media_path(picture * 3).encode()) <= 255


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_stands_in_the_way_is_told_before_anything_is_written(tmp_path: Path, is_folder: bool) -> None:
    write_files(tmp_path / "source", TREE)
    blocked = tmp_path / "content" / ("refund/when.md" if is_folder else "refund")
    if is_folder:
        blocked.mkdir(parents=True)
    else:
        write_files(tmp_path, {"content/refund": "no folder"})
    before = read_all(tmp_path)
    with pytest.raises(ImportRefused, match=f"{blocked.name} is ") as refused:
        run(tmp_path)
    assert (refused.value.hint, read_all(tmp_path)) == ("move it away, or name another folder: --into DIR", before)
