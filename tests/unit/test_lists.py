"""Lists of any length: each page stays small, everything is found in three taps, small sites are as they were."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from hc_builder.config import read_config
from hc_builder.content.article import Article, ArticleFields
from hc_builder.content.category import Category, CategoryFields
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.markup import Rendered
from hc_builder.content.settings import Settings
from hc_builder.pages.lists import LINKS, cut_list, find_initial, list_leaves, order_title, shorten_title
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.site.render import Contexts, Templates, build_page
from hc_builder.site.sitemaps import MOST_PAGES, build_sitemaps

TODAY = date(2026, 11, 1)
MOST_BYTES = 44_000
NOUNS = (
    "환불 반품 교환 배송 주문 결제 카드 쿠폰 회원 상품 사이즈 재고 예약 택배 주소 영수증 할부 등급 리뷰 문의".split()
)


def make_shown(id: str, title: str, summary: str = "") -> Shown:
    article = Article(
        id, "ko", f"{id}.md", id.rpartition("/")[0], ArticleFields(title=title, summary=summary), {}, "", 1, ""
    )
    return Shown(article, Rendered("", (), (), (), frozenset()), f"{id}/")


def make_center(articles: Iterable[Shown], heads: Iterable[Category] = ()) -> HelpCenter:
    """A help center of those articles, none of which was rendered."""
    articles = tuple(articles)
    ids = {"", *(shown.article.category for shown in articles)}
    named = {category.id: category for category in heads}
    categories = tuple(named.get(id) or Category(id, "ko", CategoryFields()) for id in sorted(ids))
    return HelpCenter(Path("content"), Settings(), articles, categories, {})


def make_titles(count: int) -> list[str]:
    return [f"{NOUNS[n % 20]}·{NOUNS[n // 20 % 20]}은 어떻게 하나요? {n}" for n in range(count)]


class Rendering:
    """The pages of a help center as a customer gets them."""

    def __init__(self, center: HelpCenter, tmp_path: Path) -> None:
        (tmp_path / "mkdocs.yml").write_text("site_name: 시험\nplugins: [helpcenter]\n", encoding="utf-8")
        self.config = read_config(tmp_path / "mkdocs.yml")
        self.templates = Templates(self.config)
        self.contexts = Contexts(self.config, [], TODAY)
        self.places = {place.url: place for place in find_places(center)}
        self.views = PageViews(center, ThemeAssets("", "", "", {}), TODAY)

    def render(self, place: Place) -> str:
        context = self.contexts.build_for_page(build_page("", place, "", place.meta), self.views.build(place))
        return self.templates.render(place.template, context)

    def list_pages(self) -> list[Place]:
        return [place for place in self.places.values() if place.kind != "article"]

    def walk(self, taps: int) -> set[str]:
        """The addresses that so many taps lead to from the home, as a browser without JavaScript reads the links."""
        found, reached = {""}, {""}
        for _ in range(taps):
            pages = (self.places[url] for url in found if url in self.places and self.places[url].kind != "article")
            found = {target for page in pages for target in self._follow(page)} - reached
            reached |= found
        return reached

    def _follow(self, page: Place) -> set[str]:
        base = f"http://site/{page.url}"
        links = re.findall(r'<a [^>]*href="([^"#]*)"', self.render(page))
        return {urljoin(base, link).removeprefix("http://site/") for link in links}


@pytest.mark.parametrize("folder", ["", "help/"])
def test_no_list_page_grows_and_every_article_is_three_taps_away(folder: str, tmp_path: Path) -> None:
    summary = "한 번에 알려 드려요. " * 10
    articles = [make_shown(f"{folder}a-{n:05}", title, summary) for n, title in enumerate(make_titles(10_000))]
    site = Rendering(make_center(articles), tmp_path)
    assert max(len(site.render(place).encode()) for place in site.list_pages()) <= MOST_BYTES
    assert {shown.url for shown in articles} <= site.walk(3)


@pytest.mark.parametrize("depth", ["", "all/"])
def test_many_folders_are_found_too(depth: str, tmp_path: Path) -> None:
    heads = [
        Category(f"{depth}t-{n}".rstrip("/"), "ko", CategoryFields(f"주제 {n}", "설명 " * 60)) for n in range(2_000)
    ]
    articles = [make_shown(f"{head.id}/a", head.title) for head in heads]
    center = make_center(articles, heads)
    parents = [Category("all", "ko", CategoryFields())] if depth else []
    site = Rendering(
        HelpCenter(center.root, center.settings, center.articles, (*center.categories, *parents), {}), tmp_path
    )
    assert max(len(site.render(place).encode()) for place in site.list_pages()) <= MOST_BYTES
    assert {shown.url for shown in articles} <= site.walk(4 if depth else 3)


def test_the_longest_texts_do_not_make_a_page_grow(tmp_path: Path) -> None:
    articles = [make_shown(f"{'가' * 80}/{'나' * 70}-{n}", f"{'다' * 290} {n}", "라" * 5_000) for n in range(300)]
    site = Rendering(make_center(articles), tmp_path)
    assert max(len(site.render(place).encode()) for place in site.list_pages()) <= MOST_BYTES
    assert {shown.url for shown in articles} <= site.walk(3)


def test_a_list_that_fits_stands_on_its_page_in_the_order_of_its_files(tmp_path: Path) -> None:
    titles = make_titles(60)
    site = Rendering(make_center(make_shown(f"help/a-{n:02}", title) for n, title in enumerate(titles)), tmp_path)
    assert [row.title for row in site.views.build(site.places["help/"]).articles] == titles
    assert [place.url for place in site.list_pages()] == ["", "help/", "search/"]


def test_each_part_says_where_it_begins_and_ends_and_leads_on(tmp_path: Path) -> None:
    site = Rendering(make_center(make_shown(f"help/{n}", t) for n, t in enumerate(make_titles(1_000))), tmp_path)
    first, second = (site.views.build(site.places[f"help/list-{n}/"]) for n in (1, 2))
    assert (first.pages.previous, first.pages.next.url) == (None, "help/list-2/")
    assert second.pages.previous.url == "help/list-1/"
    assert [link.url for link in second.breadcrumbs] == ["", "help/"]
    assert first.title.startswith("help: 결제·")
    html = site.render(site.places["help/list-2/"])
    assert '<link rel="prev" href="../list-1/">' in html
    assert html.count("<h1>") == 1


def test_an_article_that_has_the_address_of_a_part_keeps_it(tmp_path: Path) -> None:
    taken = make_shown("help/list-1", "이미 있는 글")
    articles = [taken, *(make_shown(f"help/{n}", title) for n, title in enumerate(make_titles(500)))]
    places = list(find_places(make_center(articles)))
    assert len({place.url for place in places}) == len(places)
    assert next(place for place in places if place.url == "help/list-1/").shown is taken


def test_what_lies_in_a_folder_that_an_article_stands_for_is_reached(tmp_path: Path) -> None:
    articles = [make_shown("refund", "환불"), make_shown("refund/card", "카드 환불")]
    site = Rendering(make_center(articles), tmp_path)
    assert [row.title for row in site.views.build(site.places["refund/"]).articles] == ["카드 환불"]
    assert 'href="card/"' in site.render(site.places["refund/"])


def test_more_parts_than_a_page_can_name_get_a_floor_above_them() -> None:
    parts = cut_list([make_shown(f"{n}", f"{'가' * 290} {n}") for n in range(6_000)], "list")
    leaves = list(list_leaves(parts))
    assert len(parts) <= LINKS < len(leaves)
    assert sum(len(leaf.items) for leaf in leaves) == 6_000
    assert len({part.name for part in (*parts, *leaves)}) == len(parts) + len(leaves)


def test_titles_are_ordered_as_a_reader_looks_them_up() -> None:
    titles = ["10번 문의", "2번 문의", "Account", "나눔", "“가격” 안내", "배송 10일", "배송 2일"]
    assert sorted(titles, key=order_title) == [
        "“가격” 안내",
        "나눔",
        "배송 2일",
        "배송 10일",
        "Account",
        "2번 문의",
        "10번 문의",
    ]


@pytest.mark.parametrize(
    ("title", "initial"), [("환불", "ㅎ"), ("깨진 상품", "ㄱ"), ("[공지] 안내", "ㄱ"), ("account", "A"), ("3일", "0–9")]
)
def test_a_title_is_looked_up_under_its_initial(title: str, initial: str) -> None:
    assert find_initial(title) == initial


def test_a_border_is_named_by_as_many_words_as_tell_it_from_the_next() -> None:
    assert shorten_title("환불 계좌 등록", "환불 카드 취소") == "환불 계좌"
    assert shorten_title("환불 계좌 등록", "교환 신청") == "환불"
    assert shorten_title("같은 제목", "같은 제목") == "같은 제목"


def test_a_long_list_of_addresses_is_cut_and_a_short_one_is_not() -> None:
    places = [Place("article", "ko", f"글/{n}/", "") for n in range(MOST_PAGES + 1)]
    files = build_sitemaps("https://a.example/", places)
    assert [text.count(b"<loc>") for text in files.values()] == [MOST_PAGES, 1]
    assert b"<loc>https://a.example/%EA%B8%80/0/</loc>" in files["sitemap-1.xml"]
    assert build_sitemaps("https://a.example/", places[1:]) == {}
    assert build_sitemaps("", places) == {}


def test_no_sitemap_of_many_names_what_is_for_an_audience_or_is_no_page_to_find() -> None:
    places = [Place("article", "ko", f"{number}/", "") for number in range(MOST_PAGES + 1)]
    hidden = [Place("article", "ko", "vip/gift/", "", audience="vip"), Place("search", "ko", "search/", "")]
    told = b"".join(build_sitemaps("https://a.example/", [*hidden, *places]).values()).decode()
    assert told.count("<loc>") == len(places)
    assert [place.url for place in hidden if place.url in told] == []
    assert build_sitemaps("https://a.example/", [*hidden, *places[1:]]) == {}


def test_the_sitemap_names_the_files_of_a_long_list(tmp_path: Path) -> None:
    text = "site_name: 시험\nsite_url: https://a.example/\nplugins: [helpcenter]\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    config = read_config(tmp_path / "mkdocs.yml")
    places = [Place("article", "ko", f"{n}/", "") for n in range(MOST_PAGES + 1)]
    pages = [build_page(config.site_url, place, "", place.meta) for place in places]
    context = Contexts(config, pages, TODAY).build_for_template("sitemap.xml", None)
    sitemap = Templates(config).render("sitemap.xml", context)
    assert re.findall("<loc>(.*?)</loc>", sitemap) == [
        f"https://a.example/{name}" for name in build_sitemaps(config.site_url, places)
    ]
