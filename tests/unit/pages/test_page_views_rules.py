"""How much surrounds an article, in which order, and what each kind of page says of itself."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.brand_settings import Shop
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_parts import Alternate
from hc_builder.pages.page_view import PageView
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import ThemeAssets

TODAY = date(2026, 11, 1)


class Site:
    """A help center in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(languages=("ko", "en"), shop=Shop(name="온서랍"))

    def write(self, path: str, head: str, body: str = "본문") -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")

    def open(self) -> tuple[PageViews, dict[str, Place]]:
        center = read_help_center(self.folder, self.settings, Renderer(), TODAY)
        return PageViews(center, ThemeAssets("", "", "", {}), TODAY), {
            place.url: place for place in find_places(center)
        }

    def view(self, url: str) -> PageView:
        views, places = self.open()
        return views.build(places[url])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for number in range(20):
        site.write(f"a/n{number:02}.md", f"title: 글 {number:02}")
    return site


def titles(rows: object) -> list[str]:
    return [row.title for row in rows]  # type: ignore[attr-defined]


def numbers(rows: object) -> list[int]:
    return [int(title.split()[1]) for title in titles(rows)]


@pytest.mark.parametrize(
    ("place", "shown"),
    [(0, range(12)), (6, range(12)), (7, range(1, 13)), (10, range(4, 16)), (14, range(8, 20)), (19, range(8, 20))],
)
def test_twelve_articles_around_are_shown_six_of_them_before(site: Site, place: int, shown: range) -> None:
    assert numbers(site.view(f"a/n{place:02}/").siblings) == list(shown)


def test_a_category_page_shows_all_of_its_articles(site: Site) -> None:
    shown = site.view("a/")
    assert numbers(shown.articles) == list(range(20))
    assert (shown.kind, shown.title, shown.siblings) == ("category", "a", ())


def test_at_most_four_articles_are_related_its_own_first(site: Site) -> None:
    site.write("a/n00.md", "title: 글 00\nrelated: [a/n09, a/none, a/n08]")
    for number in (3, 4, 5):
        site.write(f"a/n{number:02}.md", f"title: 글 {number:02}\nrelated: [a/n00]")
    related = site.view("a/n00/").article.related  # type: ignore[union-attr]
    assert numbers(related) == [9, 8, 3, 4]


def test_at_most_eight_are_popular(site: Site) -> None:
    for number in range(10):
        site.write(f"a/n{number:02}.md", f"title: 글 {number:02}\npopular: true")
    assert numbers(site.view("").popular) == list(range(8))


def test_a_table_of_contents_needs_four_headings_of_the_second_and_third_level(site: Site) -> None:
    site.write("a/n00.md", "title: 글 00", "## 하나\n\n### 둘\n\n## 셋\n\n#### 깊은 것")
    assert site.view("a/n00/").article.headings == ()  # type: ignore[union-attr]
    site.write("a/n00.md", "title: 글 00", "## 하나\n\n### 둘\n\n## 셋\n\n#### 깊은 것\n\n## 넷")
    assert titles(site.view("a/n00/").article.headings) == ["하나", "둘", "셋", "넷"]  # type: ignore[union-attr]


def test_a_category_counts_what_is_below_it_and_not_what_only_begins_like_it(site: Site) -> None:
    site.write("a/b/c.md", "title: 글 98")
    site.write("ab/c.md", "title: 글 99")
    assert [(card.id, card.count) for card in site.view("").children] == [("a", 21), ("ab", 1)]
    assert [(card.id, card.count) for card in site.view("a/").children] == [("a/b", 1)]
    assert site.view("").topics == {"a": "a", "ab": "ab"}


def test_home_is_called_by_its_own_title_or_the_shops_name_or_what_it_is(site: Site) -> None:
    assert site.view("").title == "온서랍"
    site.settings = Settings(languages=("ko", "en"))
    assert site.view("").title == "고객센터"
    site.write("index.md", "title: 도움말\ndescription: 무엇이든", "")
    assert (site.view("").title, site.view("").description) == ("도움말", "무엇이든")


def test_articles_outside_of_every_category_stand_on_the_home_page_alone(site: Site) -> None:
    site.write("top.md", "title: 글 77")
    assert numbers(site.view("").articles) == [77]
    search = site.view("search/")
    assert (search.title, search.articles, search.kind) == ("검색", (), "search")


def test_a_description_left_out_is_the_first_section_cut_between_words(site: Site) -> None:
    site.write("a/n00.md", "title: 글 00", "첫 줄.\n\n둘째 줄.\n\n## 다음\n\n셋째.")
    assert site.view("a/n00/").description == "첫 줄. 둘째 줄."
    site.write("a/n00.md", "title: 글 00", "가" * 120)
    assert site.view("a/n00/").description == "가" * 120
    site.write("a/n00.md", "title: 글 00", "가" * 50 + " " + "나" * 50 + " " + "다" * 50)
    assert site.view("a/n00/").description == "가" * 50 + " " + "나" * 50 + "…"


def test_search_and_home_are_offered_in_every_language_and_a_category_where_it_is(site: Site) -> None:
    site.write("a/n00.en.md", "title: Article")
    assert site.view("search/").alternates == (Alternate("English", "en/search/", "en"),)
    assert [other.url for other in site.view("a/").alternates] == ["en/a/"]
    assert [other.url for other in site.view("").alternates] == ["en/"]
    assert site.view("a/n01/").alternates == ()
    assert [other.url for other in site.view("en/a/n00/").alternates] == ["a/n00/"]


def test_a_category_that_only_one_language_has_is_offered_in_no_other(site: Site) -> None:
    site.write("b/x.en.md", "title: Article")
    assert site.view("a/").alternates == ()
    assert site.view("en/b/").alternates == ()


def test_the_way_back_of_a_category_leaves_the_category_itself_out(site: Site) -> None:
    site.write("a/b/c.md", "title: 글 98")
    assert titles(site.view("a/b/").breadcrumbs) == ["고객센터", "a"]
    assert titles(site.view("a/b/c/").breadcrumbs) == ["고객센터", "a", "b"]
    assert site.view("a/b/c/").category == site.view("a/b/").category


def test_the_page_for_what_is_not_there_is_an_entrance_in_its_language(site: Site) -> None:
    views, _ = site.open()
    error = views.build_error("en")
    assert (error.kind, error.url, error.lang, error.alternates) == ("error", "404.html", "en", ())
    assert error.title == error.text["error_title"]
