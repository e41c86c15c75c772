"""The inquiry form: its page in each language, the way to it, and what the server and the host are told."""

import json
from datetime import date
from pathlib import Path

import pytest
from fresh_site import build_site
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from small_shop import IN_TWO_LANGUAGES, write_shop

from hc_builder.pages.intents import build_cards
from hc_builder.pages.places import find_places
from hc_builder.project import Project, load_project
from hc_builder.site.host_headers import build_headers
from hc_builder.site.inquiry_file import build_inquiry_file

CONFIG = """site_name: 시험
site_url: https://help.example/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      languages: [ko, en]
      contact:
        channels:
          - {type: form, label: {ko: 1:1 문의, en: Write to us}}
          - {type: phone, value: 1588-0000}
        hours: {weekdays: 09:00-18:00, lunch: 12:00-13:00, closed: [2026-12-24]}
"""
FORM = """        inquiry:
          endpoint: https://inquiries.example/v1/inquiries
          topics:
            delivery: {name: {ko: 배송, en: Delivery}, reply_hours: 8}
            other: {name: 기타 <b>}
          files: {most: 2, megabytes: 3, kinds: [image, pdf]}
          keep: 14
"""


def read(folder: Path, config: str = CONFIG + FORM) -> Project:
    return load_project(write_shop(folder, config, IN_TWO_LANGUAGES))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return read(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def site(project: Project) -> Path:
    build_site(project, project.folder / "site")
    return project.folder / "site"


def test_the_server_is_told_what_it_must_know(site: Path) -> None:
    told = json.loads((site / "inquiry.json").read_text("utf-8"))
    assert (told["v"], told["zone"], told["languages"], told["home"]) == (
        *(1, "Asia/Seoul", ["ko", "en"]),
        "https://help.example/",
    )
    assert told["topics"] == [
        {"id": "delivery", "name": {"ko": "배송", "en": "Delivery"}, "reply_hours": 8},
        {"id": "other", "name": {"ko": "기타 <b>", "en": "기타 <b>"}, "reply_hours": None},
    ]
    spans = {"weekdays": ["09:00", "18:00"], "saturday": None, "sunday": None, "lunch": ["12:00", "13:00"]}
    assert told["hours"] == spans
    assert told["files"] == {"most": 2, "bytes": 3 * 1024 * 1024, "kinds": ["image", "pdf"]}
    assert {"2026-12-24", "2026-12-25"} <= set(told["holidays"])


@pytest.mark.parametrize(("page", "first"), [("inquiry", "배송"), ("en/inquiry", "Delivery")])
def test_each_language_has_its_own_form(site: Path, page: str, first: str) -> None:
    tree = HTMLParser((site / page / "index.html").read_text("utf-8"))
    form = tree.css_first("hc-inquiry form")
    assert (form.attributes["action"], form.attributes["method"]) == ("https://inquiries.example/v1/inquiries", "post")
    shown = [label.text(deep=False) + label.css_first("span").text(deep=False) for label in form.css("label.hc-radio")]
    assert [text.strip() for text in shown] == [first, "기타 <b>"]
    assert "application/pdf" in form.css_first("[type=file]").attributes["accept"]
    assert "14" in form.text()
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert "inquiry" not in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(("page", "href"), [("when", "../inquiry/"), ("en/when", "../inquiry/")])
def test_a_channel_without_an_address_leads_to_it(site: Path, page: str, href: str) -> None:
    links = HTMLParser((site / page / "index.html").read_text("utf-8")).css("#contact .hc-channel")
    assert [link.attributes["href"] for link in links] == [href, "tel:1588-0000"]
    assert "data-channel" not in links[0].attributes  # whoever goes there has not left for a person yet


def test_a_card_of_the_search_leads_to_it_too(project: Project) -> None:
    cards = build_cards(project.center, (), "en", date(2026, 12, 1))
    contact = next(card for card in cards if card.id == "contact")
    link = contact.links[0]
    assert (link.label, link.url, link.channel) == ("Write to us", "en/inquiry/", "")


def test_the_host_lets_it_be_sent_by_script_and_without(project: Project) -> None:
    policy = dict(each.split(" ", 1) for each in build_headers(project).everywhere[0][1].split("; "))
    assert policy["form-action"] == policy["connect-src"] == "'self' https://inquiries.example"


def test_without_the_setting_there_is_none(tmp_path: Path) -> None:
    project = read(tmp_path, CONFIG)
    assert build_inquiry_file(project) == {}
    assert "inquiry" not in [place.kind for place in find_places(project.center)]


def test_its_address_belongs_to_it(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "content/inquiry.md").write_text("---\ntitle: 문의\n---\n글\n", "utf-8")
    (tmp_path / "content/inquiry.json").write_text("{}", "utf-8")
    told = [problem.what for problem in load_project(tmp_path / "mkdocs.yml").problems if problem.code == "HC27"]
    assert len(told) == 2
