"""What surrounds an article: related ones, its siblings, the way back, other languages."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_views import SIBLINGS, PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.theme_assets import ThemeAssets

TODAY = date(2026, 11, 1)


class Shop:
    """A help center in a folder, and the views of its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(
            languages=("ko", "en"), policies={"개인정보": "privacy/policy", "약관": "https://x.example/"}
        )

    def write(self, path: str, head: str, body: str = "본문") -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")

    def view(self, url: str):
        center = read_help_center(self.folder, self.settings, Renderer(), TODAY)
        [place] = [place for place in find_places(center) if place.url == url]
        return PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(place)


@pytest.fixture
def shop(tmp_path):
    shop = Shop(tmp_path)
    shop.write("delivery/index.md", "title: 배송\norder: 1", "")
    shop.write("refund/index.md", "title: 환불\norder: 2", "")
    shop.write("delivery/fee.md", "title: 배송비는 얼마예요?\nrelated: [refund/when]\npopular: true")
    shop.write("refund/when.md", "title: 환불은 언제예요?\nrelated: [delivery/fee]\nsummary: 3일")
    shop.write("refund/card.md", "title: 카드 환불\nrelated: [refund/when]")
    return shop


def titles(rows):
    return [row.title for row in rows]


def test_an_articles_own_related_come_before_those_that_name_it(shop):
    related = shop.view("refund/when/").article.related
    assert titles(related) == ["배송비는 얼마예요?", "카드 환불"]


def test_an_article_is_never_related_to_itself_or_twice(shop):
    shop.write("delivery/fee.md", "title: 배송비\nrelated: [delivery/fee, refund/when, refund/when]")
    assert titles(shop.view("delivery/fee/").article.related) == ["환불은 언제예요?"]


def test_a_large_category_shows_only_the_articles_around(shop):
    for number in range(40):
        shop.write(f"delivery/many-{number:02}.md", f"title: 배송 {number}")
    siblings = shop.view("delivery/many-20/").siblings
    assert len(siblings) == SIBLINGS
    assert "배송 20" in titles(siblings)
    assert len(shop.view("delivery/many-39/").siblings) == SIBLINGS


def test_breadcrumbs_lead_home_through_every_category_above(shop):
    shop.write("delivery/abroad/index.md", "title: 해외", "")
    shop.write("delivery/abroad/duty.md", "title: 관세")
    links = shop.view("delivery/abroad/duty/").breadcrumbs
    assert [(link.title, link.url) for link in links] == [
        ("고객센터", ""),
        ("배송", "delivery/"),
        ("해외", "delivery/abroad/"),
    ]


def test_a_category_counts_the_articles_below_it(shop):
    shop.write("delivery/abroad/duty.md", "title: 관세")
    assert [(card.title, card.count) for card in shop.view("").children] == [("배송", 2), ("환불", 2)]


def test_an_empty_category_is_not_shown(shop):
    shop.write("empty/index.md", "title: 빈 곳", "")
    assert "빈 곳" not in titles(shop.view("").children)


def test_popular_are_those_the_writers_marked(shop):
    assert titles(shop.view("").popular) == ["배송비는 얼마예요?"]


def test_without_marks_each_category_gives_its_first(shop):
    shop.write("delivery/fee.md", "title: 배송비")
    assert titles(shop.view("").popular) == ["배송비", "카드 환불"]


def test_only_languages_that_have_the_page_are_offered(shop):
    assert shop.view("refund/when/").alternates == ()
    shop.write("refund/when.en.md", "title: When do I get my refund?")
    [other] = shop.view("refund/when/").alternates
    assert (other.title, other.lang, other.url) == ("English", "en", "en/refund/when/")


def test_a_table_of_contents_is_for_long_articles(shop):
    shop.write("refund/card.md", "title: 짧은 글", "## 하나\n\n## 둘\n\n## 셋")
    assert shop.view("refund/card/").article.headings == ()
    shop.write("refund/card.md", "title: 긴 글", "## 하나\n\n## 둘\n\n### 둘의 둘\n\n## 셋")
    assert titles(shop.view("refund/card/").article.headings) == ["하나", "둘", "둘의 둘", "셋"]


def test_a_policy_is_an_article_or_an_address(shop):
    shop.write("privacy/policy.md", "title: 개인정보처리방침")
    assert [link.url for link in shop.view("").policies] == ["privacy/policy/", "https://x.example/"]


def test_a_page_without_a_summary_describes_itself_by_its_text(shop):
    shop.write("refund/card.md", "title: 카드", "카드사에 3일 안에 알려요.\n\n## 더")
    assert shop.view("refund/card/").description == "카드사에 3일 안에 알려요."
    assert shop.view("refund/when/").description == "3일"
