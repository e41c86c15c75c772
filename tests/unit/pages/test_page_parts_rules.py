"""What the page's elements are told, and how a date is written."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hc_builder.content.brand_settings import Shop
from hc_builder.content.contact_settings import ContactSettings, Hours
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Feedback, Settings
from hc_builder.pages.interface_text import format_date, read_interface_text
from hc_builder.pages.page_view import PageView
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.script_settings import build_settings_script, pack_script
from hc_builder.pages.theme_assets import ThemeAssets

TODAY = date(2026, 11, 1)


def view(folder: Path, url: str, settings: Settings, **articles: str) -> PageView:
    for name, head in articles.items():
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n본문\n", "utf-8")
    center = read_help_center(folder, settings, Renderer(), TODAY)
    [place] = [place for place in find_places(center) if place.url == url]
    return PageViews(center, ThemeAssets("", "", "", {}), TODAY).build(place)


def read_script(shown: PageView) -> dict[str, Any]:
    """Of what its pages share, and over it of the page."""
    _, shared = build_settings_script(vars(shown))
    values: dict[str, Any] = json.loads(shared.decode().removeprefix("globalThis.hcSettings=").removesuffix(";"))
    return values | json.loads(shown.script)


def test_the_script_is_told_where_things_are(tmp_path: Path) -> None:
    shop = Shop(order_lookup="https://x.example/orders", parcel_lookup="https://x.example/parcels")
    settings = Settings(shop=shop, feedback=Feedback(endpoint="https://f.example/v1/events"))
    told = read_script(view(tmp_path, "fee/", settings, fee="title: 배송비"))
    text = told.pop("text")
    assert told == {
        "lang": "ko",
        "kind": "article",
        "article": "fee",
        "endpoint": "https://f.example/v1/events",
        "index": "search/ko/",
        "search": "search/",
        "categories": {},
        "popular": [["배송비", "fee/"]],
        "lookup": {"order": "https://x.example/orders", "parcel": "https://x.example/parcels"},
        "hours": None,
    }
    assert {key.partition("_")[0] for key in text} == {"search", "filter", "type", "now", "survey", "page", "along"}


def test_the_home_page_has_no_article_and_no_endpoint_where_none_is_set(tmp_path: Path) -> None:
    told = read_script(view(tmp_path, "", Settings(feedback=Feedback(endpoint="")), fee="title: 배송비"))
    assert (told["kind"], told["article"], told["endpoint"]) == ("home", None, "")


def test_a_path_of_the_endpoint_stands_below_the_site(tmp_path: Path) -> None:
    told = read_script(view(tmp_path, "", Settings(feedback=Feedback(endpoint="/v1/events")), fee="title: 배송비"))
    assert told["endpoint"] == "v1/events"


def test_without_a_word_about_an_endpoint_there_is_none() -> None:
    assert Settings().feedback.endpoint == ""


def test_four_popular_questions_at_most_stand_in_the_search(tmp_path: Path) -> None:
    heads = {f"a{number}": f"title: 글 {number}\npopular: true" for number in range(6)}
    shown = view(tmp_path, "", Settings(), **heads)
    assert len(shown.popular) == 6
    assert [title for title, _ in read_script(shown)["popular"]] == ["글 0", "글 1", "글 2", "글 3"]


def test_hours_that_are_known_are_told(tmp_path: Path) -> None:
    settings = Settings(contact=ContactSettings(hours=Hours(weekdays="09:00-18:00", holidays="")))
    shown = view(tmp_path, "", settings, fee="title: 배송비")
    assert read_script(shown)["hours"] == {
        "zone": "Asia/Seoul",
        "week": [[540, 1080]] * 5 + [None, None],
        "lunch": None,
        "closed": [],
    }
    assert shown.hours_lines[0] == "평일 09:00–18:00"


def test_what_a_page_tells_can_stand_between_single_quotes_in_html(tmp_path: Path) -> None:
    name = "it's <b> & more"
    packed = pack_script({"article": name})
    assert not set("<&'") & set(packed)
    assert json.loads(packed) == {"article": name}
    assert read_script(view(tmp_path, "fee/", Settings(), fee=f'title: "{name}"'))["popular"] == [[name, "fee/"]]


def test_pages_of_a_language_name_the_same_settings(tmp_path: Path) -> None:
    (tmp_path / "fee.md").write_text("---\ntitle: 배송비\n---\n본문\n", "utf-8")
    center = read_help_center(tmp_path, Settings(languages=("ko", "en")), Renderer(), TODAY)
    views = PageViews(center, ThemeAssets("", "", "", {}), TODAY)
    named = {(place.lang, views.build(place).settings_script) for place in find_places(center)}
    assert len(named) == len(views.scripts) == 2
    assert {address for _, address in named} == set(views.scripts)


@pytest.mark.parametrize(("lang", "written"), [("ko", "2026년 3월 1일"), ("en", "March 1, 2026")])
def test_a_date_is_written_as_the_language_does(lang: str, written: str) -> None:
    assert format_date(date(2026, 3, 1), read_interface_text(lang)) == written


def test_an_article_tells_when_it_was_updated_if_its_writer_does(tmp_path: Path) -> None:
    heads = {"fee": "title: 배송비\nupdated: 2026-03-01", "when": "title: 환불"}
    assert view(tmp_path, "fee/", Settings(), **heads).updated == "2026년 3월 1일 업데이트"
    assert view(tmp_path, "when/", Settings(), **heads).updated == ""
    assert view(tmp_path, "", Settings(), **heads).updated == ""
