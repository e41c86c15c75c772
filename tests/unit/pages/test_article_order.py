"""Articles by hand: pinned, ordered and in groups, in every list that shows a category; and the popular questions."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.lists import PINNED
from hc_builder.pages.page_view import PageView
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.theme_assets import ThemeAssets

DAY = date(2026, 11, 29)


def write(folder: Path, path: str, head: str = "") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    body = "" if file.stem == "index" else "본문\n"
    file.write_text(f"---\ntitle: 글 {file.stem}\n{head}\n---\n{body}", "utf-8")


def read(folder: Path, heads: dict[str, str], popular: tuple[str, ...] = ()) -> HelpCenter:
    for name, head in heads.items():
        write(folder, f"c/{name}.md", head)
    return read_help_center(folder, Settings(popular=popular), Renderer(), DAY)


def view(center: HelpCenter, url: str = "c/") -> PageView:
    places = {place.url: place for place in find_places(center)}
    return PageViews(center, ThemeAssets("", "", "", {}), DAY).build(places[url])


def groups(page: PageView) -> list[tuple[str, str]]:
    """Each heading with the names of its articles."""
    return [(group.title, "".join(row.id[-1] for row in group.rows)) for group in page.article_groups]


def test_pinned_ones_come_first_then_by_order_and_the_rest_as_it_was(tmp_path: Path) -> None:
    center = read(tmp_path, {"a": "", "b": "order: 2", "c": "pin: true", "d": "order: 1", "e": "", "f": "order: 2000"})
    assert groups(view(center)) == [("", "cdbaef")]
    assert "".join(row.id[-1] for row in view(center, "c/a/").siblings) == "cdbaef"


def test_groups_stand_under_their_headings_behind_those_of_none(tmp_path: Path) -> None:
    heads = {
        "a": "group: 카드",
        "b": "",
        "c": "group: 계좌",
        "d": "group: 카드\norder: 1",
        "e": "group: 계좌\npin: true",
    }
    assert groups(view(read(tmp_path, heads))) == [("", "eb"), ("카드", "da"), ("계좌", "c")]


def test_the_head_of_the_category_orders_the_groups(tmp_path: Path) -> None:
    write(tmp_path, "c/index.md", "groups: [계좌, 카드]")
    center = read(tmp_path, {"a": "group: 카드", "b": "group: 계좌", "c": "group: 수표"})
    assert groups(view(center)) == [("계좌", "b"), ("카드", "a"), ("수표", "c")]
    [problem] = check_help_center(center, DAY)
    assert (problem.code, problem.severity, problem.line) == ("HC49", "warning", 3)
    assert "no group '수표'" in problem.what


def test_a_group_of_another_language_is_that_of_its_own_head(tmp_path: Path) -> None:
    write(tmp_path, "c/index.md", "groups: [카드]")
    write(tmp_path, "c/a.md", "group: 카드")
    write(tmp_path, "c/a.en.md", "group: Card")
    center = read_help_center(tmp_path, Settings(languages=("ko", "en")), Renderer(), DAY)
    assert check_help_center(center, DAY) == []


def test_a_list_that_is_cut_keeps_what_is_pinned_above_its_parts(tmp_path: Path) -> None:
    heads = {f"n{number:03}": "summary: " + "긴 글이에요 " * 20 for number in range(90)}
    heads |= {f"p{number:03}": "pin: true" for number in range(PINNED + 3)}
    page = view(read(tmp_path, heads))
    assert page.article_shelves
    assert [row.id for row in page.articles] == [f"c/p{number:03}" for number in range(PINNED)]


@pytest.mark.parametrize("popular", [(), ("c/d",)])
def test_popular_are_those_of_the_settings_then_of_the_log_then_of_the_writers(
    tmp_path: Path, popular: tuple[str, ...]
) -> None:
    (tmp_path / "popular.yml").write_text("- c/c\n- c/gone\n- c/d\n- c/c\n", "utf-8")
    center = read(tmp_path, {"a": "popular: true", "b": "", "c": "", "d": ""}, popular)
    names = "".join(row.id[-1] for row in view(center, "").popular)
    assert names == ("dca" if popular else "cda")
    [problem] = check_help_center(center, DAY)
    assert (problem.path.rpartition("/")[2], problem.line) == ("popular.yml", 2)
    assert (problem.code, problem.severity) == ("HC47", "notice")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("refund: when\n", 1, "the file is not a list of articles"),
        ("- refund/when\n- [a]\n", 2, "an article is named by its id, not a list"),
        ("- [a\n", 1, "opened and not closed"),
    ],
)
def test_a_list_of_popular_articles_in_another_form_is_told(tmp_path: Path, text: str, line: int, told: str) -> None:
    (tmp_path / "popular.yml").write_text(text, "utf-8")
    [problem] = [each for each in read(tmp_path, {"a": ""}).problems if each.code == "HC47"]
    assert (problem.line, problem.severity) == (line, "error")
    assert told in problem.what
