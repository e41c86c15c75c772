"""The pages of guided flows: where they stand, where their choices lead, how far along they are."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.brand_settings import Shop
from hc_builder.content.contact_settings import Channel, ContactSettings
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_parts import StopView
from hc_builder.pages.page_view import PageView
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import Place, find_places
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.site.sitemaps import build_sitemaps

TODAY = date(2026, 11, 29)
FLOW = """title: 환불
steps:
  need:
    ask: 무엇을 도와드릴까요?
    choices:
      - {say: 언제 되나요, article: "when#카드"}
      - {say: 돌려보낼래요, go: reason}
      - {say: 바로 상담할래요, person: true}
  reason:
    ask: 왜 돌려보내시나요?
    choices:
      - {say: 더 물어봐 주세요, go: more}
      - {say: 주문을 볼래요, card: order}
  more:
    ask: 언제 받으셨나요?
    choices:
      - {say: 어제, article: when}
"""
SETTINGS = Settings(
    shop=Shop(order_lookup="https://shop.example/orders"),
    contact=ContactSettings((Channel("phone", value="1588-0000"),)),
)


def read(folder: Path, flow: str = FLOW, settings: Settings = SETTINGS) -> HelpCenter:
    (folder / "flows").mkdir()
    (folder / "flows/refund.yml").write_text(flow, "utf-8")
    (folder / "when.md").write_text("---\ntitle: 환불 시기\n---\n## 카드\n사흘\n", "utf-8")
    return read_help_center(folder, settings, Renderer(), TODAY)


def find_stops(center: HelpCenter) -> dict[str, Place]:
    return {place.url: place for place in find_places(center) if place.kind == "flow"}


def show(center: HelpCenter, url: str) -> PageView:
    return PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(find_stops(center)[url])


def stop(center: HelpCenter, url: str) -> StopView:
    found = show(center, url).stop
    assert found
    return found


def test_each_step_and_each_card_is_a_page(tmp_path: Path) -> None:
    assert [*find_stops(read(tmp_path))] == [
        "flows/refund/",
        "flows/refund/reason/",
        "flows/refund/more/",
        "flows/refund/card-order/",
    ]


def test_each_choice_leads_where_it_says(tmp_path: Path) -> None:
    center = read(tmp_path)
    assert [(choice.title, choice.url, choice.leads_to) for choice in stop(center, "flows/refund/").choices] == [
        ("언제 되나요", "when/#%EC%B9%B4%EB%93%9C", "article"),
        ("돌려보낼래요", "flows/refund/reason/", "step"),
        ("바로 상담할래요", "#contact", "person"),
    ]
    assert stop(center, "flows/refund/reason/").choices[1].url == "flows/refund/card-order/"


@pytest.mark.parametrize(
    ("url", "number", "of", "back"),
    [
        ("flows/refund/", 1, 3, None),
        ("flows/refund/reason/", 2, 3, "flows/refund/"),
        ("flows/refund/more/", 3, 3, "flows/refund/reason/"),
        ("flows/refund/card-order/", 3, 3, "flows/refund/reason/"),
    ],
)
def test_a_page_says_how_far_along_it_is(tmp_path: Path, url: str, number: int, of: int, back: str | None) -> None:
    found = stop(read(tmp_path), url)
    assert (found.number, found.of) == (number, of)
    assert (found.back.url if found.back else None) == back
    assert (found.start is None) == (url == "flows/refund/")


def test_the_page_of_a_card_shows_what_the_settings_say(tmp_path: Path) -> None:
    card = stop(read(tmp_path), "flows/refund/card-order/").card
    assert card
    assert card.links[0].url == "https://shop.example/orders"


def test_only_the_beginning_is_listed(tmp_path: Path) -> None:
    listed = [place.url for place in find_stops(read(tmp_path)).values() if place.is_listed]
    assert listed == ["flows/refund/"]


def test_a_hidden_flow_is_listed_nowhere(tmp_path: Path) -> None:
    center = read(tmp_path, f"hidden: true\n{FLOW}")
    assert not any(place.is_listed for place in find_stops(center).values())
    [home] = [place for place in find_places(center) if place.kind == "home"]
    assert PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(home).flows == ()


def test_the_home_page_offers_the_flows_of_its_language(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/refund.en.yml").write_text(FLOW.replace("환불\n", "Refund\n", 1), "utf-8")
    (tmp_path / "when.md").write_text("---\ntitle: 환불 시기\n---\n사흘\n", "utf-8")
    center = read_help_center(tmp_path, Settings(languages=("ko", "en")), Renderer(), TODAY)
    views = PageViews(center, ThemeAssets("", "", "", {}), TODAY)
    offered = {p.lang: [f.url for f in views.build(p).flows] for p in find_places(center) if p.kind == "home"}
    assert offered.get("ko") == []
    assert next(iter(find_stops(center))) == "en/flows/refund/"


def test_steps_in_a_circle_still_have_pages(tmp_path: Path) -> None:
    center = read(tmp_path, FLOW.replace("{say: 어제, article: when}", "{say: 어제, go: need}"))
    assert stop(center, "flows/refund/more/").number == 3


def test_many_pages_keep_the_steps_out_of_the_sitemap(tmp_path: Path) -> None:
    places = [*find_places(read(tmp_path))] * 400
    names = b"".join(build_sitemaps("https://help.example/", places).values()).decode()
    assert "flows/refund/</loc>" in names
    assert "flows/refund/reason/" not in names
