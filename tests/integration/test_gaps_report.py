"""The report from events to page: what a single customer leaves, and what hostile ones try."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import markdown
import pytest
from event_samples import make_event
from selectolax.lexbor import LexborHTMLParser

from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.model.report import Report
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
HOSTILE = "선물 쿠폰 고객 주문 ![onerror](//evil.example/x.png) *별* | 칸"
COMMENT = "010-1234-5678로 연락 주세요 <b onclick>제발</b> <script>alert()</script>"
ALONE = "앵무새가 대신 눌렀어요"


def report_on(events: list[dict[str, object]], folder: Path) -> Report:
    log = folder / "events.jsonl"
    log.write_text("\n".join(json.dumps(event) for event in events), encoding="utf-8")
    center = read_help_center(CONTENT, Settings(), Renderer(), date(2026, 11, 21))
    synonyms, _ = read_synonyms(CONTENT / "synonyms.yml", "content/synonyms.yml")
    with (
        SearchEngine(build_index(center, "ko", synonyms)) as search,
        open_events(str(log), QueryAnalyzer()) as table,
    ):
        return build_report(build_findings(table, center, {"ko": search}, NOW), center, NOW)


def visit(number: int, query: str, article: str = "refund/when", **vote: object) -> list[dict[str, object]]:
    """One session: a search, the article opened, and a vote where one is given; every other one on another day."""
    session, at = f"session-{number:012}", f"2026-11-{19 + number % 2}T09:00:{{:02}}.000Z".format
    found = make_event(session=session, at=at(0), query=query, results=1, top=[article])
    if not vote:
        return [found]
    opened = make_event("open", session=session, at=at(5), query=query, article=article)
    return [found, opened, make_event("vote", session=session, at=at(40), article=article, **vote)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    declined = visit(1, "환불하고 싶어요", helpful=False, reason="unclear", comment=ALONE)
    declined += visit(10, "환불하고 싶은데요", helpful=False, reason="unclear")
    declined += visit(11, "환불하고 싶음", helpful=False, reason="unclear")
    hostile = [event for number in range(2, 6) for event in visit(number, HOSTILE)]
    no = {"helpful": False, "comment": COMMENT}
    said = [event for number in range(6, 9) for event in visit(number, "적립금 소멸", "benefits/points-expiry", **no)]
    return report_on(declined + hostile + said, tmp_path_factory.mktemp("report"))


def test_few_no_votes_name_the_article_the_reason_and_the_key_word(report: Report) -> None:
    entry = next(entry for entry in report.gaps if entry.article and entry.article.id == "refund/when")
    assert entry.kind == "unhelpful"
    assert (entry.title, entry.titled_by, entry.small) == ("환불", "terms", True)
    assert entry.reasons == {"unclear": 3}


@pytest.mark.parametrize("format", ["md", "json"])
def test_what_one_person_typed_and_personal_data_are_nowhere(report: Report, format: str) -> None:
    text = render_report(report, format)
    assert "환불하고 싶어요" not in text.replace("환불하고 싶어요?", "")
    assert "1234-5678" not in text
    assert "앵무새" not in text
    assert "[전화번호]" in text or "&#91;전화번호&#93;" in text


def test_the_markdown_form_takes_hostile_text_as_text(report: Report) -> None:
    page = LexborHTMLParser(markdown.markdown(render_report(report, "md"), extensions=["tables"]))
    assert page.css("img, a, b, em, script") == []
    text = page.body.text() if page.body else ""
    assert "![onerror](//evil" in text
    assert "<b onclick>" in text


def test_an_empty_log_is_a_report_too(tmp_path: Path) -> None:
    report = report_on([], tmp_path)
    assert report.gaps == ()
    assert "도움말을 찾은 사람이 없어요" in render_report(report, "md")
