"""What the settings say of the shop, and what the checks of the whole make of it."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.brand_settings import Shop
from hc_builder.content.contact_settings import Channel, ContactSettings, Hours
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings

ARTICLES = {
    "refund/when.md": "title: 환불은 언제 받나요?\nquestions: [환불 기간]",
    "refund/card.md": "title: 카드 환불은 언제 받나요?\nquestions: [카드 환불 기간]",
    "refund/index.md": "title: 환불",
    "notices/index.md": "title: 공지",
    "notices/outage.md": "title: 점검\nuntil: 2026-01-31",
}


def tell(folder: Path, settings: Settings, today: date = date(2026, 11, 29)) -> list[str]:
    for name, head in ARTICLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"---\n{head}\n---\n{'' if 'index' in name else '본문이에요.'}\n", "utf-8")
    center = read_help_center(folder, settings, Renderer(), today)
    return [problem.code for problem in check_help_center(center, today) if problem.code != "HC48"]


def test_a_shop_that_is_right_is_told_nothing(tmp_path: Path) -> None:
    channels = (
        Channel("phone", value="1544-1234"),
        Channel("email", value="help@shop.kr"),
        Channel("kakao", url="https://pf.kakao.com/_shop"),
    )
    contact = ContactSettings(channels, Hours(weekdays="09:00-18:00"))
    assert tell(tmp_path, Settings(shop=Shop(name="새가게", color="#2f6f5e"), contact=contact)) == []


@pytest.mark.parametrize(
    "channel",
    [Channel("phone"), Channel("phone", value="전화"), Channel("email", value="help@"), Channel("chat", value="상담")],
)
def test_a_way_to_a_person_that_leads_nowhere_is_told(channel: Channel, tmp_path: Path) -> None:
    assert tell(tmp_path, Settings(contact=ContactSettings((channel,)))) == ["HC57"]


def test_a_category_whose_notices_are_over_is_not_empty(tmp_path: Path) -> None:
    assert tell(tmp_path, Settings(), date(2028, 1, 1)) == []


def test_the_example_may_name_itself_and_another_shop_may_not(tmp_path: Path) -> None:
    left = ("(주)온서랍 · 사업자등록번호 000-00-00000",)
    assert tell(tmp_path, Settings(shop=Shop(name="온서랍", company=left))) == []
    assert tell(tmp_path, Settings(shop=Shop(name="새가게", company=left))) == ["HC59"]


@pytest.mark.parametrize(("year", "told"), [(2026, []), (2100, ["HC79"])])
def test_the_end_of_the_table_of_holidays_is_told_a_year_before(year: int, told: list[str], tmp_path: Path) -> None:
    assert tell(tmp_path, Settings(), date(year, 6, 1)) == told


def test_what_is_left_of_the_example_in_an_article_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 누구예요?\n---\n저희는\n온서랍이에요.\n", "utf-8")
    center = read_help_center(tmp_path, Settings(shop=Shop(name="새가게")), Renderer(), date(2026, 11, 29))
    (told,) = [problem for problem in check_help_center(center, date(2026, 11, 29)) if problem.code == "HC59"]
    assert (told.line, told.what, told.subject) == (
        5,
        "`온서랍` of the example shop still stands in the text",
        "온서랍",
    )
