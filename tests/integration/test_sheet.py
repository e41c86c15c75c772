"""The sheet from events to page: what it says of a small shop, on the shop's clock, and what it never says."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import markdown
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from event_samples import make_event, parse_event
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from feedback_function.inquiry.counts import InquiryLog, Messages
from hc_builder.cli import main
from hc_builder.gaps.commands import GapRequest
from hc_builder.gaps.events.columns import COLUMNS, build_batch
from hc_builder.gaps.loop.state import STATE_FILE
from hc_builder.gaps.model.sheet import Sheet
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.inquiries import build_inquiry_sheet
from hc_builder.gaps.reporting.render import read_words
from hc_builder.gaps.reporting.sheet_page import read_sheet_words, render_sheet
from hc_builder.gaps.reporting.tasks import count_stuck
from hc_builder.gaps.reports import build_request_sheet
from hc_builder.project import load_project

NOW = "2026-11-21T15:00:00"  # midnight in Seoul
ARTICLES = {
    "delivery/fee": "배송비는 얼마인가요?",
    "refund/when": "환불은 언제 되나요?",
    "refund/old": "교환은 어떻게 하나요?",
    "account/new": "회원 가입은 어떻게 하나요?",
}


def write_shop(folder: Path, zone: str = "Asia/Seoul") -> Path:
    """A shop of four articles; one is old, one was written yesterday."""
    (folder / "mkdocs.yml").write_text(
        "site_name: 시험 가게\ndocs_dir: content\nplugins:\n  - helpcenter:\n"
        f"      contact:\n        hours: {{zone: {zone}}}\n"
    )
    for id, title in ARTICLES.items():
        day = {"refund/old": "2025-01-01", "account/new": "2026-11-20"}.get(id, "2026-09-01")
        file = folder / "content" / f"{id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {title}\nupdated: {day}\n---\n\n{title} 답이에요. 사흘 걸려요.\n", "utf-8")
    for category, title in (("delivery", "배송"), ("refund", "환불·교환"), ("account", "회원")):
        (folder / "content" / category / "index.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    return folder / "mkdocs.yml"


def event(type: str, number: int, at: datetime, /, **fields: Any) -> str:
    text = at.isoformat().replace("+00:00", "Z")
    nothing = {"query": None, "article": None, "comment": None, "reason": None, "rank": None}
    given_fields = nothing | {"at": text, "session": f"session-{number:012}"} | fields
    return json.dumps(make_event(type, **given_fields), ensure_ascii=False)


def run(shop: Path, events: Path, *options: str, form: str = "json", now: str = NOW) -> str:
    arguments = ["report", "-f", str(shop), "--events", str(events), "--now", now, "--format", form, *options]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def write_log(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def days_ago(days: float) -> datetime:
    return datetime.fromisoformat(NOW).replace(tzinfo=UTC) - timedelta(days=days)


def make_month() -> list[str]:
    """28 days and 28 before: what customers of the small shop did."""
    lines = []
    for number in range(60):
        at = days_ago(0.3 + number * 0.9)
        lines += [event("search", number, at, query="배송비", results=1, top=["delivery/fee"])]
        lines += [event("open", number, at + timedelta(seconds=9), article="delivery/fee", query="배송비")]
        lines += [event("vote", number, at + timedelta(seconds=40), article="delivery/fee", helpful=number % 5 > 0)]
        found = event("search", 1000 + number, at, query="매장 위치 알려 주세요", results=0, top=[])
        lines += [found, event("contact", 1000 + number, at + timedelta(minutes=1), channel="phone")]
        if number % 2:
            lines += [event("contact", 2000 + number, at, channel="kakao", article="refund/old")]
            lines += [event("open", 2000 + number, at, article="refund/old", **{"from": "browse"})]
        lines += [event("survey", number, at + timedelta(minutes=2), kind="csat", score=4)]
        for place, query in enumerate(WITHOUT_WORDS):
            lines += [event("search", (5 + place) * 1000 + number, at, query=query, results=0, top=[])]
    return lines


WITHOUT_WORDS = ("  ", "🎁", "?!", "010-1234-5678")
INQUIRIES = {
    "v": 1,
    "made_at": "2026-11-21T15:00:00Z",
    "zone": "Asia/Seoul",
    "first_day": "2026-09-20",
    "days": {
        "2026-10-24": {"topic": {"delivery": 2}, "hour": {"23": 2}, "lang": {"ko": 2}},
        "2026-11-21": {
            "topic": {"delivery": 3, "<b>old</b>": 1},
            "article": {"delivery/fee": 2, "minji_kim99": 1},
            "lang": {"ko": 3, "xx": 1},
            "hour": {"9": 4},
            "receipt": {"5": 2, "7200": 1},
        },
        "2026-11-22": {"topic": {"delivery": 9}, "hour": {"9": 9}, "lang": {"ko": 9}},
    },
    "messages": {"dead": 2, "waiting": 1, "oldest_hours": 0.2},
}


@dataclass(frozen=True)
class Month:
    shop: Path
    log: Path
    sheet: dict[str, Any]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    folder = tmp_path_factory.mktemp("month")
    shop, log = write_shop(folder), write_log(folder / "events.jsonl", make_month())
    form = "        inquiry: {endpoint: /v1/inquiries, topics: {delivery: {name: 배송이 늦어요}}}\n"
    shop.write_text(shop.read_text("utf-8").replace("      contact:\n", f"      contact:\n{form}"), "utf-8")
    counts = folder / "inquiries.json"
    counts.write_text(json.dumps(INQUIRIES), "utf-8")
    return Month(shop, log, json.loads(run(shop, log, "--inquiries", str(counts))))


def test_it_says_what_to_do_first(month: Month) -> None:
    tasks = [(task["kind"], task["what"]) for task in month.sheet["first"]]
    assert ("write", "매장 위치 알려 주세요") in tasks
    assert 1 <= len(tasks) <= 3


def test_a_gap_with_an_owner_is_no_longer_what_to_do_first(month: Month, tmp_path: Path) -> None:
    folder = month.shop.parent
    run(month.shop, month.log, "--update")
    gap = next(gap for gap in month.sheet["gaps"] if gap["kind"] == "missing")
    CliRunner().invoke(main, ["gaps", "assign", gap["id"], "배송팀", "-f", str(month.shop)], catch_exceptions=False)
    owned = json.loads(run(month.shop, month.log))
    assert "write" not in [task["kind"] for task in owned["first"]]
    assert "담당 배송팀" in run(month.shop, month.log, form="html")
    (folder / STATE_FILE).unlink()


def test_numbers_are_those_of_the_period_beside_the_one_before(month: Month) -> None:
    first, last = (datetime.fromisoformat(month.sheet[name]) for name in ("first_day", "last_day"))
    assert (last - first).days == 27
    assert str(last.date()) == "2026-11-21"
    tallies = {item["name"]: (item["now"], item["before"]) for item in month.sheet["channels"]}
    assert tallies == {"phone": (31, 29), "kakao": (15, 15)}
    assert {item["name"]: item["now"] for item in month.sheet["topics"]} == {"": 31, "환불·교환": 15}
    helpful = next(m for m in month.sheet["measures"] if m["name"] == "helpful")["change"]
    assert (helpful["before"]["whole"], helpful["after"]["whole"]) == (29, 31)


def test_articles_are_told_by_what_the_log_holds(month: Month) -> None:
    assert [item["article"]["id"] for item in month.sheet["best"]] == ["delivery/fee"]
    assert [item["article"]["id"] for item in month.sheet["stale"]] == ["refund/old"]
    assert [item["id"] for item in month.sheet["unread"]] == ["refund/when"]  # account/new is too young
    assert {item["text"] for item in month.sheet["searches"]} == {"배송비", "매장 위치 알려 주세요"}


def test_what_the_log_does_not_hold_is_not_shown(month: Month) -> None:
    text = run(month.shop, month.log, form="html")
    words = read_sheet_words("ko")
    assert month.sheet["steps"] == month.sheet["missing"] == []
    hidden = ("flows_title", "missing_title", "inquiries_title", "form_answered", "nps")
    assert not [key for key in hidden if words[key] in text]


def test_inquiries_are_told_beside_the_period_before(month: Month) -> None:
    told = month.sheet["inquiries"]
    assert (told["total"], told["total_before"], told["weeks"]) == (4, 2, [0, 0, 0, 2, 0, 0, 0, 4])
    assert [tuple(tally.values()) for tally in told["topics"]] == [("배송이 늦어요", 3, 2), ("<b>old</b>", 1, 0)]
    assert [tuple(tally.values()) for tally in told["langs"]] == [("ko", 3, 2), ("", 1, 0)]
    assert [(item["article"]["id"], item["now"]) for item in told["articles"]] == [("delivery/fee", 2)]
    assert told["hours"][5][9] == sum(map(sum, told["hours"])) == 4
    assert (told["receipt"], told["receipt_before"]) == ({"half": 5, "most": 7200}, None)


def test_inquiries_that_reach_nobody_come_first(month: Month) -> None:
    assert month.sheet["first"][0] == {"kind": "deliver", "what": "", "number": 2, "gap": ""}


@pytest.mark.parametrize(("lang", "told"), [("ko", "5초, 95%는 2시간"), ("en", "within 5 s, 95% within 2 h")])
def test_the_pages_tell_of_inquiries_and_take_names_as_text(month: Month, lang: str, told: str) -> None:
    sheet, words = msgspec.json.decode(json.dumps(month.sheet), type=Sheet), read_sheet_words(lang)
    page, text = LexborHTMLParser(render_sheet(sheet, "html", lang)), render_sheet(sheet, "md", lang)
    section = page.css_first("section[aria-labelledby=inquiries]").text()
    for part in (told, "배송이 늦어요", "<b>old</b>", words["other_language"], "2026-11-22 00:00"):
        assert part in section
        assert part in unescape(text).replace("\\", "")
    assert page.css("b") == []
    assert "minji" not in section + text
    assert page.css_first("section[aria-labelledby=inquiries] .verdict.worse")
    assert markdown.markdown(text, extensions=["tables"]).count("|") == 0


def test_an_article_is_counted_by_the_name_that_it_has_today(small: Path) -> None:
    log, day = msgspec.convert(INQUIRIES, InquiryLog), date(2026, 11, 21)
    log.days[day]["article"] = {"old/fee": 2, "delivery/fee": 1}
    told = build_inquiry_sheet(log, day, 28, 8, load_project(small).center, {"old/fee": "delivery/fee"})
    assert told is not None
    assert [(entry.article.id, entry.now) for entry in told.articles] == [("delivery/fee", 3)]


def test_messages_count_as_stuck_once_a_server_was_away_for_long() -> None:
    assert count_stuck(Messages(waiting=3, oldest_hours=0.9)) == 0
    assert count_stuck(Messages(waiting=3, oldest_hours=1.1, dead=1)) == 4


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_has_named_charts_with_their_numbers_and_asks_for_nothing(month: Month, lang: str) -> None:
    page = LexborHTMLParser(run(month.shop, month.log, "--lang", lang, form="html"))
    assert page.css("script, iframe, img, link, object, [onclick]") == []
    assert page.css_first("html").attributes["lang"] == lang
    charts = page.css("svg[role=img]")
    assert charts
    assert all(chart.css_first("title").text() and chart.css_first("desc").text() for chart in charts)
    heat = page.css_first("svg.heat")
    assert len(heat.css("rect")) == 7 * 24
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    linked = [(node.attributes["href"] or "").removeprefix("#") for node in page.css("a")]
    assert set(linked) <= set(ids)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_takes_hostile_comments_as_text(tmp_path: Path, lang: str) -> None:
    words = "환불 <b onclick> ![onerror](//evil"
    lines = [line for number in range(6) for line in tell(number, words, days_ago(1 + number % 3))]
    page = LexborHTMLParser(
        run(write_shop(tmp_path), write_log(tmp_path / "events.jsonl", lines), "--lang", lang, form="html")
    )
    assert page.css("script, iframe, object, link, b, img, [onclick]") == []
    assert all((link.attributes["href"] or "").startswith("#") for link in page.css("a"))
    assert "![onerror](//evil" in (page.body.text() if page.body else "")


def test_the_markdown_form_is_whole_tables(month: Month) -> None:
    html = markdown.markdown(run(month.shop, month.log, form="md"), extensions=["tables"])
    assert "<table>" in html
    assert "|" not in html


@pytest.mark.parametrize(("zone", "weekday", "hour"), [("Asia/Seoul", 6, 1), ("America/New_York", 5, 11)])
def test_days_and_hours_are_the_shops(zone: str, weekday: int, hour: int, tmp_path: Path) -> None:
    """16:30 in UTC on Saturday is Sunday morning in Seoul and still Saturday morning in New York."""
    at = datetime(2026, 11, 14, 16, 30, tzinfo=UTC)
    log = write_log(tmp_path / "events.jsonl", [event("contact", n, at, channel="phone") for n in range(5)])
    sheet = json.loads(run(write_shop(tmp_path, zone), log))
    assert sheet["hours"][weekday][hour] == 5
    assert sheet["zone"] == zone


def test_the_clocks_that_changed_in_new_york_are_followed(tmp_path: Path) -> None:
    """Daylight saving time ended on 2026-11-01: nine in the morning is 13 and then 14 hours in UTC."""
    times = [datetime(2026, 10, 31, 13, 5, tzinfo=UTC), datetime(2026, 11, 7, 14, 5, tzinfo=UTC)]
    log = write_log(tmp_path / "events.jsonl", [event("contact", n, at, channel="phone") for n, at in enumerate(times)])
    assert json.loads(run(write_shop(tmp_path, "America/New_York"), log))["hours"][5][9] == 2


def test_a_log_of_another_time_is_told_so(tmp_path: Path) -> None:
    old = [event("search", n, datetime(2025, 3, 1, 23, tzinfo=UTC), query="환불") for n in range(4)]
    shop, log = write_shop(tmp_path), write_log(tmp_path / "events.jsonl", old)
    for form in ("html", "md"):
        text = run(shop, log, form=form)
        assert "이 기간의 기록이 하나도 없어요" in text
        assert "2025-03-02" in text  # in Seoul


def test_the_log_is_counted_by_the_same_days_as_the_numbers(tmp_path: Path) -> None:
    """In the middle of a day of the shop: what came 27.9 days ago is of the period before."""
    now = datetime(2026, 11, 21, 0, tzinfo=UTC)  # 09:00 in Seoul
    times = (now - timedelta(days=27, hours=22), now - timedelta(days=1))
    log = write_log(tmp_path / "events.jsonl", [event("search", n, at, query="환불") for n, at in enumerate(times)])
    told = json.loads(run(write_shop(tmp_path), log, now="2026-11-21T00:00:00"))
    assert (told["first_day"], told["log"]["first"], told["log"]["inside"]) == ("2026-10-25", "2026-10-24", 1)


def test_an_empty_log_is_told_so(tmp_path: Path) -> None:
    shop, log = write_shop(tmp_path), write_log(tmp_path / "events.jsonl", [])
    assert "기록이 아직 하나도 없어요" in run(shop, log, form="html")


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_log_without_a_customer_is_one_matter_and_no_numbers(tmp_path: Path, form: str) -> None:
    bot = [event("search", 1, days_ago(1) + timedelta(seconds=n), query=f"환불 {n}") for n in range(200)]
    text = run(write_shop(tmp_path), write_log(tmp_path / "events.jsonl", bot), form=form)
    words = read_sheet_words("ko")
    assert words["nobody"] in text
    assert [words[name] for name in ("first", "numbers", "no_gaps", "no_data") if words[name] in text] == []


def test_lines_that_are_set_aside_are_named(tmp_path: Path) -> None:
    at = days_ago(1)
    local = event("search", 1, at, query="환불").replace(
        at.isoformat().replace("+00:00", "Z"), "2026-11-20T10:00:00+09:00"
    )
    lines = [local, event("search", 2, at, query="환불", v=2), event("search", 3, at, query="환불", type="telepathy")]
    log = write_log(tmp_path / "events.jsonl", lines)
    log.write_text(log.read_text("utf-8") + '{"v":1,"ty', "utf-8")
    text = run(write_shop(tmp_path), log, form="html")
    for told in (
        "잘린 마지막 줄 1",
        "다른 판(2)의 기록 1",
        "모르는 종류(telepathy)의 기록 1",
        "다른 시간대로 적힌 시각 1",
    ):
        assert told in text


def write_later_events(path: Path) -> Path:
    """Flow steps, and pages that are not there."""
    rows: list[dict[str, Any]] = []
    step = {"type": "open", "source": "flow"}
    for number in range(8):
        at = days_ago(1 + number % 2)
        text = event("contact", number, at, channel="form")
        row = build_batch([parse_event(text)], QueryAnalyzer()).to_pylist()[0]
        base = row | {"channel": None, "article": None}
        rows.append(base | {"id": 4 * number, "target": "flow:refund/start"} | step)
        rows.append(base | {"id": 4 * number + 1, "type": "missing", "asked": "/old/price.html"})
        if number < 3:
            later = {"at": row["at"] + timedelta(seconds=60), "t": row["t"] + 60}
            rows.append(base | later | {"id": 4 * number + 2, "target": "flow:refund/card"} | step)
            opened = {"type": "open", "source": "flow", "article": "refund/when"}
            more = {"at": row["at"] + timedelta(seconds=90), "t": row["t"] + 90}
            rows.append(base | more | opened | {"id": 4 * number + 3})
        rows.append(base | {"id": 2000 + number, "type": "missing", "asked": f"/my/minji_kim9{number % 2}"})
    pq.write_table(pa.Table.from_pylist(rows, COLUMNS), path)
    return path


def test_flows_and_missing_pages_are_told_where_the_log_has_them(tmp_path: Path) -> None:
    shop, log = write_shop(tmp_path), write_later_events(tmp_path / "events.parquet")
    sheet = json.loads(run(shop, log))
    steps = {step["step"]: (step["flow"], step["sessions"], step["left"]) for step in sheet["steps"]}
    assert steps == {"start": ("refund", 8, 5), "card": ("refund", 3, 0)}
    assert sheet["missing"] == [{"text": "/old/price.html", "sessions": 8}]
    assert ["redirect", "/old/price.html"] in [[task["kind"], task["what"]] for task in sheet["first"]]
    assert "안내 흐름에서 그만둔 곳" in run(shop, log, form="html")


@pytest.mark.parametrize(("no", "yes", "is_told"), [(9, 0, True), (8, 4, False), (4, 0, False)])
def test_an_article_that_surely_does_not_help_is_told_first_though_nobody_searched_for_it(
    tmp_path: Path, no: int, yes: int, is_told: bool
) -> None:
    """Customers came to it by its category, so no search failed and no gap names it."""
    lines: list[str] = []
    for number in range(no + yes):
        at = days_ago(1 + number % 7)
        lines.append(event("open", number, at, article="refund/old", source="list"))
        lines.append(event("vote", number, at + timedelta(seconds=40), article="refund/old", helpful=number >= no))
    sheet = json.loads(run(write_shop(tmp_path), write_log(tmp_path / "log.jsonl", lines)))
    told = [{"kind": "mend", "what": ARTICLES["refund/old"], "number": no, "gap": ""}]
    assert sheet["first"] == (told if is_told else [])


SECRETS = [
    "minji_kim99",
    "qwer1234!",
    "P@ssw0rd99",
    "12가3456",
    "김민지입니다",
    "박서준인데요",
    "kim.minji_7",
    "7734521",
]
RARE = ["뾰로롱섬", "앵무조개", "두루미길"]
FRAMES = ["{} 환불", "배송비 {}", "{}", "환불 언제 {}", "{} 배송비 얼마"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shop(tmp_path_factory.mktemp("small"))


@pytest.mark.timeout(600)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    secrets=st.lists(
        st.tuples(st.sampled_from(SECRETS), st.sampled_from(FRAMES), st.integers(1, 6)), min_size=1, max_size=6
    ),
    rare=st.lists(
        st.tuples(st.sampled_from(RARE), st.sampled_from(FRAMES)), max_size=6, unique_by=lambda item: item[0]
    ),
)
def test_no_planted_secret_is_ever_printed_or_remembered(
    secrets: list[tuple[str, str, int]], rare: list[tuple[str, str]], small: Path
) -> None:
    """Identifiers by up to six sessions on as many days, and rare words by many sessions of one day, in searches and
    comments: no form of the report and no state holds any of them."""
    lines, number = [], 0
    for secret, frame, sessions in secrets:
        for day in range(sessions):
            number += 1
            lines += tell(number, frame.format(secret), days_ago(1 + day))
    for word, frame in rare:
        for _ in range(5):
            number += 1
            lines += tell(number, frame.format(word), days_ago(1.5))
    log = write_log(small.parent / "events.jsonl", lines)
    texts = read_everything(small, log)
    assert [secret for secret, _, _ in secrets if any(secret.lower() in text for text in texts)] == []
    assert [word for word, _ in rare if any(word in text for text in texts)] == []


def tell(number: int, words: str, at: datetime) -> list[str]:
    """A search without a result, and a "no" vote with the same words as its comment."""
    voted = {"article": "refund/when", "helpful": False, "reason": "unclear", "comment": words}
    return [
        event("search", number, at, query=words, results=0, top=[]),
        event("open", number, at + timedelta(seconds=5), article="refund/when", **{"from": "browse"}),
        event("vote", number, at + timedelta(seconds=60), **voted),
    ]


class ByLetters(GapRequest):
    """Without the model, which takes seconds for new texts."""

    @property
    def embed(self) -> None:
        return None


def read_everything(shop: Path, log: Path) -> list[str]:
    """All that the report prints and remembers, in small letters."""
    request = ByLetters(load_project(shop), str(log), datetime.fromisoformat(NOW).replace(tzinfo=UTC))
    sheet, state = build_request_sheet(request, 28)
    forms = [render_sheet(sheet, form) for form in ("html", "md", "json")]
    return [text.lower() for text in (*forms, repr(state))]


def test_common_words_are_printed(small: Path) -> None:
    lines = [line for number in range(6) for line in tell(number, "뾰로롱 언제 와요", days_ago(1 + number % 3))]
    texts = read_everything(small, write_log(small.parent / "events.jsonl", lines))
    assert all("뾰로롱" in text for text in texts[:3])


def test_both_languages_of_the_sheet_have_the_same_words() -> None:
    assert read_sheet_words("ko").keys() == read_sheet_words("en").keys()
    assert read_words("ko").keys() < read_sheet_words("ko").keys()
