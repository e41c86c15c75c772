"""Freshdesk by its API, as its public reference (v2) has it."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.api.client import Client
from hc_builder.importers.api.freshdesk import crawl_freshdesk
from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.model import Export
from hc_builder.importers.options import Options
from hc_builder.outside import build_opener
from tests.unit.importers.desk_server import Reply, run_desk
from tests.unit.importers.sources import read_files

SECRET = "AbCdsecret"
API = "/api/v2/solutions"
MORE = "per_page=100&page=1"


def make_place(level: int, kind: str, number: int, lang: str = "ko") -> dict[str, object]:
    return {"level": level, "type": kind, "data": {"id": number, "name": "x", "language": lang}}


def make_folder(number: int, name: str, lang: str = "ko", **more: object) -> dict[str, object]:
    places = [make_place(0, "category", 3, lang), make_place(1, "folder", number, lang)]
    more = {"parent_folder_id": None, "sub_folders_count": 0, "visibility": 1, **more}
    return {"id": number, "name": name, "description": "", "hierarchy": places, "articles_count": 1, **more}


def make_article(number: int, title: str, body: str, lang: str = "ko", **more: object) -> dict[str, object]:
    return {
        "id": number,
        "type": 1,
        "category_id": 3,
        "folder_id": 4,
        "hierarchy": [make_place(0, "category", 3, lang)],
        "thumbs_up": 0,
        "thumbs_down": 0,
        "hits": 0,
        "tags": ["택배"],
        "seo_data": {"meta_title": "", "meta_description": "설명", "meta_keywords": "배송, 택배"},
        "agent_id": 1,
        "title": title,
        "description": body,
        "description_text": "",
        "status": 2,
        "created_at": "2025-09-09T06:07:26Z",
        "updated_at": "2026-03-01T06:07:26Z",
        **more,
    }


FULL = [make_article(number, f"글 {number}", "<p>글</p>", hits=5000 - number) for number in range(1000, 1030)]
LATE = make_article(
    2000,
    "늦은 택배",
    '<p>이틀 <a href="{origin}/support/solutions/articles/2001-x">환불</a></p>',
    thumbs_up=3,
    attachments=[{"id": 9, "name": "약관.pdf", "attachment_url": "https://s3/x?Signature=secret"}],
)
REFUND = make_article(2001, "환불", "<p>사흘</p>", status=1, folder_id=5)
INSIDE = make_article(2002, "직원만", "<p>비밀</p>", folder_id=6)
ENGLISH = make_article(2000, "Late parcel", "<p>Two days</p>", "en")
ANSWERS: dict[str, object] = {
    "/api/v2/settings/helpdesk": {"primary_language": "ko", "supported_languages": ["en"], "portal_languages": ["en"]},
    f"{API}/categories?{MORE}": [
        Reply({"message": "limit"}, 429, {"Retry-After": "0"}),
        Reply([{"id": 3, "name": "배송", "description": "배송 안내", "visible_in_portals": [1]}]),
    ],
    f"{API}/categories/3/folders?{MORE}": [
        Reply([make_folder(4, "택배", sub_folders_count=1), make_folder(6, "안쪽", visibility=3)])
    ],
    f"{API}/folders/4/articles?{MORE}": [Reply(FULL)],
    f"{API}/folders/4/articles?per_page=100&page=2": [Reply([LATE])],
    f"{API}/folders/4/subfolders?{MORE}": [Reply([make_folder(5, "돈", parent_folder_id=4)])],
    f"{API}/folders/5/articles?{MORE}": [Reply([REFUND])],
    f"{API}/folders/6/articles?{MORE}": [Reply([INSIDE])],
    f"{API}/categories/en?{MORE}": [Reply([{"id": 3, "name": "Delivery", "description": ""}])],
    f"{API}/categories/3/folders/en?{MORE}": [Reply([make_folder(4, "Parcels", "en")])],
    f"{API}/folders/4/articles/en?{MORE}": [Reply([ENGLISH])],
}


def check(export: Export) -> None:
    articles = {(one.path, one.lang): one for one in export.articles}
    late = articles["배송/택배/늦은-택배", "ko"]
    assert (late.order, late.summary, late.keywords) == (1, "설명", ("택배", "배송"))
    assert (late.updated, late.old) == (date(2026, 3, 1), ("/support/solutions/articles/2000",))
    assert articles["배송/택배/글-1000", "ko"].order == 2
    assert late.body == "이틀 [환불](돈/환불)\n"
    assert articles["배송/택배/돈/환불", "ko"].draft
    assert articles["배송/안쪽/직원만", "ko"].draft
    assert articles["배송/택배/늦은-택배", "en"].title == "Late parcel"
    titles = {(one.path, one.lang): one.title for one in export.categories}
    assert titles["배송/택배", "en"] == "Parcels"
    assert {loss.what for loss in export.losses} == {
        "an article for some readers only, kept as a draft",
        "an attachment, which stays at the old help center",
    }
    assert "Signature" not in str(export.losses)


def test_folders_within_folders_and_every_language_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_FRESHDESK_TOKEN", SECRET)
    with run_desk(ANSWERS) as desk:
        plan = plan_import(Request("freshdesk", desk.origin, tmp_path / "content", options=Options(local=True)))
    check(plan.export)
    assert len(plan.export.articles) == 34
    assert "Delivery" in [one.title for one in plan.export.categories]


def test_lists_of_freshdesk_as_they_were_saved_are_read_alike(tmp_path: Path) -> None:
    saved = {
        f"{number:02}.json": json.dumps(one[-1].content).replace("{origin}", "https://shop.freshdesk.com")
        for number, one in enumerate(ANSWERS.values())
        if isinstance(one, list)
    }
    check(read_files("freshdesk", tmp_path, saved, site="https://shop.freshdesk.com"))


def test_without_a_token_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HC_FRESHDESK_TOKEN", raising=False)
    with run_desk(ANSWERS) as desk, pytest.raises(ApiRefused, match="HC_FRESHDESK_TOKEN is not set"):
        plan_import(Request("freshdesk", desk.origin, tmp_path / "content", options=Options(local=True)))
    assert not desk.asked


@pytest.mark.parametrize("status", [403, 404])
def test_a_help_desk_whose_settings_are_closed_has_one_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("HC_FRESHDESK_TOKEN", SECRET)
    with run_desk({**ANSWERS, "/api/v2/settings/helpdesk": Reply({}, status)}) as desk:
        plan = plan_import(Request("freshdesk", desk.origin, tmp_path / "content", options=Options(local=True)))
    assert len(plan.export.articles) == 33


def test_freshservice_gives_its_folders_by_their_categories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_FRESHSERVICE_TOKEN", SECRET)
    folder = {"id": 4, "name": "택배", "category_id": 3, "position": 2, "visibility": 1, "description": ""}
    inner = {**folder, "id": 5, "name": "안쪽", "visibility": 2}
    late = make_article(2000, "늦은 택배", "<p>이틀</p>", position=7, views=3, keywords=["늦음"], hierarchy=None)
    answers = {
        f"{API}/categories?{MORE}": {"categories": [{"id": 3, "name": "배송", "position": 1, "description": "안내"}]},
        f"{API}/folders?category_id=3&{MORE}": {"folders": [folder, inner]},
        f"{API}/articles?folder_id=4&{MORE}": {"articles": [late]},
        f"{API}/articles?folder_id=5&{MORE}": {"articles": [make_article(2001, "직원만", "<p>x</p>", folder_id=5)]},
    }
    with run_desk(answers) as desk:
        plan = plan_import(Request("freshservice", desk.origin, tmp_path / "content", options=Options(local=True)))
    articles = {one.path: one for one in plan.export.articles}
    assert (articles["배송/택배/늦은-택배"].order, articles["배송/택배/늦은-택배"].keywords[:2]) == (
        7,
        ("택배", "늦음"),
    )
    assert articles["배송/안쪽/직원만"].draft
    assert ("배송/택배", 2) in {(one.path, one.order) for one in plan.export.categories}


def test_a_second_translation_into_one_language_is_told(tmp_path: Path) -> None:
    saved = {}
    for code in ("ko", "pt", "pt-BR"):
        listed = [make_article(1, f"글 {code}", "<p>글</p>")]
        page = {"language": code, "is_translation": code != "ko", "articles": listed}
        saved[f"{code}.json"] = json.dumps(page)
    export = read_files("freshdesk", tmp_path, saved)
    assert [one.lang for one in export.articles] == ["ko", "pt"]
    (loss,) = export.losses
    assert {export.articles[1].title, loss.sample} == {"글 pt", "글 pt-BR"}


def test_folders_are_walked_so_deep_and_no_deeper_though_one_holds_itself() -> None:
    folder = Reply([make_folder(10, "안", sub_folders_count=1)])
    answers: dict[str, object] = {
        "/api/v2/settings/helpdesk": {},
        f"{API}/categories?{MORE}": [Reply([{"id": 3, "name": "배송"}])],
        f"{API}/categories/3/folders?{MORE}": [folder],
        f"{API}/folders/10/articles?{MORE}": [Reply([])],
        f"{API}/folders/10/subfolders?{MORE}": [folder],
    }
    with run_desk(answers) as desk:
        client = Client(desk.origin, "", build_opener(True, redirects=False))
        pages = [name for name, _ in crawl_freshdesk(client)]
    assert pages == ["main/category-3.json", *["main/folder-10.json"] * 4]
