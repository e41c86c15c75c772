"""Cards of a shop's own file: what is read, and what is told of a fault."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks.cards import check_cards
from hc_builder.content.brand_settings import Shop
from hc_builder.content.cards import OwnCard, read_own_cards
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem, has_errors

CARD = """- words: [블랙프라이데이, 블프]
  title: 블랙프라이데이는 11월 27일에 시작해요
  text: 서랍을 모두 20% 싸게 드려요.
  link: event/black-friday
  label: 행사 보기
  from: 2026-11-20
  until: 2026-11-30
"""
FLOW = """title: 환불
steps:
  need:
    ask: 무엇을 도와드릴까요?
    choices: [{say: 언제요, article: when}]
"""
LINKS = ["when", "when#카드", "delivery", "delivery/", "delivery/fee/", "flows/refund", "https://shop.example/a"]
LINKS += [
    "HTTPS://shop.example",
    "tel:1588-0000",
    "sms:1588-0000",
    "mailto:a@b.example",
    "mailto:a@b.example?subject=c",
]


def read(folder: Path, text: str) -> tuple[list[OwnCard], list[Problem]]:
    (folder / "cards.yml").write_text(text, "utf-8")
    return read_own_cards(folder / "cards.yml", "content/cards.yml")


def test_a_card_is_read_as_it_is_meant(tmp_path: Path) -> None:
    [card], problems = read(tmp_path, CARD)
    assert problems == []
    assert card.id == "블랙프라이데이"
    assert card.fields.words == ("블랙프라이데이", "블프")
    assert (card.fields.from_, card.fields.until) == (date(2026, 11, 20), date(2026, 11, 30))


def test_no_file_and_an_empty_one_have_no_cards(tmp_path: Path) -> None:
    assert read_own_cards(tmp_path / "cards.yml", "content/cards.yml") == ([], [])
    assert read(tmp_path, "# 아직 없어요\n") == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("title: 카드\n", 1, "not a list of cards"),
        ("- 카드\n", 1, "a card is a group"),
        ("- title: 카드\n", 1, "a card without `words`"),
        ("- words: [카드]\n", 1, "a card without `title`"),
        ("- words: []\n  title: 카드\n", 1, "a card without `words`"),
        ("- words: ['!!!', ' ']\n  title: 카드\n", 1, "a card without `words`"),
        ("- words: [카드]\n  tilte: 카드\n", 2, "unknown key `tilte`"),
        ("- words: [카드]\n  title: 카드\n  from: 내일\n", 3, "`from` must be a date"),
        ("- words: [카드]\n  title: 카드\n  until: 2026-02-30\n", 3, "`until` must be a date"),
        ("- words: [카드]\n  title: 카드\n  from: 2026-12-01\n  until: 2026-11-01\n", 1, "before it begins"),
        ("- words: [카드]\n  title: 카드\n  title: 또\n", 3, "given twice"),
        ("- words: [카드\n", 1, "opened and not closed"),
        ('- words: [카드]\n  title: "a\\0b"\n', 2, "a control character (U+0000)"),
        (f"{CARD}{CARD}", 8, "two cards are called"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    _, problems = read(tmp_path, text)
    [problem] = [problem for problem in problems if told in problem.what]
    assert (problem.path, problem.line) == ("content/cards.yml", line)
    assert problem.hint


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("link: nowhere", "no article `nowhere`"),
        ("link: wen", "no article `wen`"),
        ("link: 'when#칻'", "no heading `#칻`"),
        ("link: javascript:alert(1)", "no page may lead to 'javascript:alert(1)'"),
        ("link: data:text/html,x", "no page may lead to"),
        ("link: '//shop.example/a'", "no page may lead to"),
        ("link: 'https://'", "'https://' is not a whole address"),
        ("link: 'https:///a'", "is not a whole address"),
        ("link: 'mailto:'", "'mailto:' is not a whole address"),
        ("link: 'mailto:?subject=a'", "is not a whole address"),
        ("link: 'tel:'", "'tel:' is not a whole address"),
        ("label: 보기", "the `label` '보기' has no `link`"),
        ("lang: fr", "in the language `fr`"),
        ("id: company", "the settings give a card `company`"),
    ],
)
def test_a_card_that_leads_wrong_is_told(tmp_path: Path, lines: str, told: str) -> None:
    [problem] = check(tmp_path, f"- words: [카드]\n  title: 카드\n  {lines}\n")
    assert told in problem.what
    assert problem.line == 1


@pytest.mark.parametrize("link", LINKS)
def test_a_card_may_lead_to_a_page_of_the_site_or_a_whole_address(tmp_path: Path, link: str) -> None:
    assert check(tmp_path, f"- words: [카드]\n  title: 카드\n  link: '{link}'\n") == []


@pytest.mark.parametrize(("word", "id"), [("black friday", "black-friday"), ("a/../b", "a-b"), ("블프!", "블프-")])
def test_an_id_is_a_part_of_an_address(tmp_path: Path, word: str, id: str) -> None:
    [card], _ = read(tmp_path, f"- words: ['{word}']\n  title: 카드\n")
    assert card.id == id


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "cards.yml").mkdir()
    cards, [problem] = read_own_cards(tmp_path / "cards.yml", "content/cards.yml")
    assert cards == []
    assert (problem.code, problem.what) == ("HC16", "a file is read here, and this is a folder")


@pytest.mark.parametrize(("day", "told"), [(29, []), (30, []), (31, ["HC48"])])
def test_a_card_whose_days_are_over_is_told_and_stops_nothing(tmp_path: Path, day: int, told: list[str]) -> None:
    problems = check(tmp_path, "- words: [카드]\n  title: 카드\n  until: 2026-12-30\n", date(2026, 12, day))
    assert [problem.code for problem in problems] == told
    assert not has_errors(problems, strict=True)


def check(folder: Path, text: str, today: date = date(2026, 11, 29)) -> list[Problem]:
    (folder / "cards.yml").write_text(text, "utf-8")
    (folder / "when.md").write_text("---\ntitle: 환불 시기\n---\n## 카드\n사흘\n", "utf-8")
    (folder / "delivery").mkdir(exist_ok=True)
    (folder / "delivery/fee.md").write_text("---\ntitle: 배송비\n---\n3,000원\n", "utf-8")
    (folder / "flows").mkdir(exist_ok=True)
    (folder / "flows/refund.yml").write_text(FLOW, "utf-8")
    settings = Settings(shop=Shop(company=("(주)온서랍",)))
    center = read_help_center(folder, settings, Renderer(), today)
    return [*center.problems, *check_cards(center, today)]


def test_one_fault_leaves_the_other_cards(tmp_path: Path) -> None:
    cards, problems = read(tmp_path, f"- title: 말이 없어요\n{CARD}")
    assert [card.id for card in cards] == ["블랙프라이데이"]
    assert len(problems) == 1


def test_one_id_may_be_of_two_languages(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{CARD}{CARD}  lang: en\n")
    assert problems == []
