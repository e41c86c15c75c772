"""Notices: when they are shown, on which pages, and what is told of a fault."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.problems import has_errors

DAY = date(2026, 11, 29)


def read(folder: Path, head: str, today: date = DAY, path: str = "notices/outage.md") -> HelpCenter:
    articles = {"delivery/fee.md": "title: 배송비", "order/how.md": "title: 주문", path: f"title: 점검 안내\n{head}"}
    for name, text in articles.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(f"---\n{text}\n---\n본문\n", "utf-8")
    return read_help_center(folder, Settings(), Renderer(), today)


def find_noticed(center: HelpCenter, today: date = DAY) -> set[str]:
    """The addresses of the pages that have the notice on top."""
    views = PageViews(center, ThemeAssets("", "", "", {}), today)
    return {place.url for place in find_places(center) if views.build(place).notices}


def test_without_pages_all_have_it_but_its_own(tmp_path: Path) -> None:
    assert find_noticed(read(tmp_path, "severity: info")) == {
        "", "search/", "delivery/", "delivery/fee/", "order/", "order/how/", "notices/",
    }  # fmt: skip


def test_an_article_of_such_a_category_is_no_notice_by_that_alone(tmp_path: Path) -> None:
    assert find_noticed(read(tmp_path, "updated: 2026-11-01")) == set()


@pytest.mark.parametrize(
    ("pages", "noticed"),
    [
        ("[delivery]", {"delivery/", "delivery/fee/"}),
        ("[order/how]", {"order/how/"}),
        ("[home]", {""}),
        ("[deliver]", set()),
    ],
)
def test_it_is_on_the_pages_named(tmp_path: Path, pages: str, noticed: set[str]) -> None:
    assert find_noticed(read(tmp_path, f"pages: {pages}")) == noticed


@pytest.mark.parametrize(
    ("head", "day", "is_shown"),
    [
        ("from: 2026-11-29", DAY, True),
        ("until: 2026-11-29", DAY, True),
        ("from: 2026-11-30", DAY, False),
        ("until: 2026-11-28", DAY, False),
        ("from: 2026-11-01\nuntil: 2026-12-01", DAY, True),
    ],
)
def test_it_is_shown_on_its_days(tmp_path: Path, head: str, day: date, is_shown: bool) -> None:
    center = read(tmp_path, head, day)
    assert bool(find_noticed(center, day)) is is_shown
    assert (center.find("notices/outage") is not None) is is_shown


def test_the_page_knows_how_urgent_it_is_and_until_when(tmp_path: Path) -> None:
    center = read(tmp_path, "severity: outage\nuntil: 2026-12-24")
    views = PageViews(center, ThemeAssets("", "", "", {}), DAY)
    [notice] = next(views.build(place).notices for place in find_places(center) if place.url == "order/")
    assert (notice.title, notice.url, notice.severity, notice.until) == (
        "점검 안내", "notices/outage/", "outage", "2026-12-24",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "code", "line", "told"),
    [
        ("from: 2026-12-02\nuntil: 2026-12-01", "HC46", 4, "before it begins"),
        ("pages: [delivry]", "HC46", 3, "no page `delivry`"),
        ("pages: [delivry]\nfrom: 2027-01-01", "HC46", 3, "no page `delivry`"),
        ("pages: [[a], home]", "HC03", 3, "an item of `pages` must be text, not a list"),
        ("until: 2026-11-28", "HC48", 3, "was shown until 2026-11-28"),
        ("severity: bad", "HC03", 3, "`severity` must be `info` or `warning` or `outage`"),
        ("until: 내일", "HC03", 3, "`until` must be a date"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, head: str, code: str, line: int, told: str) -> None:
    problems = check_help_center(read(tmp_path, head), DAY)
    [problem] = [problem for problem in problems if problem.path.endswith("outage.md")]
    assert (problem.code, problem.line) == (code, line)
    assert told in problem.what


def test_an_article_elsewhere_has_no_such_keys(tmp_path: Path) -> None:
    center = read(tmp_path, "until: 2026-01-01", path="order/until.md")
    assert center.find("order/until") is not None
    assert [(problem.code, problem.severity) for problem in center.problems] == [("HC02", "warning")]


def test_one_item_that_is_no_text_hides_no_fault_of_the_others(tmp_path: Path) -> None:
    center = read(tmp_path, "pages: [[a], delivry, {b: c}]")
    assert [problem.code for problem in check_help_center(center, DAY)] == ["HC03", "HC03", "HC46"]


def test_days_that_are_over_stop_no_build(tmp_path: Path) -> None:
    problems = check_help_center(read(tmp_path, "until: 2026-11-28"), DAY)
    assert problems
    assert not has_errors(problems, strict=True)
