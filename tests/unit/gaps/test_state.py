"""How a gap is known again from report to report."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hc_builder.gaps.deciding.gaps import build_gaps
from hc_builder.gaps.grouping.questions import place_texts
from hc_builder.gaps.loop.state import STATE_FILE, follow_gaps, read_state, write_state
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import FollowedGap, Gap, GapRecord, GapState
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
THEN, NOW = date(2026, 10, 24), date(2026, 11, 21)
RECEIPT = ("현금영수증 발급", "현금영수증 신청", "현금영수증 어디서")


def missing(text: str) -> Decision:
    return Decision(count(text), "missing")


def answered(text: str) -> Decision:
    return Decision(count(text), "answered", "order/cash-receipt", ("order/cash-receipt",))


def count(text: str) -> QueryStats:
    week = WeekCounts(5, 0, 0, 0, 0)
    return QueryStats(text.replace(" ", ""), 5, 5, 5, 0, 0, 0, 0, 0, (week,), (Wording(text, 5),))


def as_one_gap(decisions: Iterable[Decision]) -> list[Gap]:
    failed = [decision for decision in decisions if decision.outcome == "missing"]
    place = next(iter(place_texts(["하나"], KOREAN).values()))
    return build_gaps(failed, frozenset(), {decision.query.asked: place for decision in failed}, KOREAN)


def report(state: GapState, decisions: list[Decision], day: date) -> tuple[GapState, list[FollowedGap]]:
    return follow_gaps(state, as_one_gap(decisions), decisions, day, {})


def test_a_gap_most_of_which_is_answered_is_published_and_the_rest_is_a_gap_of_its_own() -> None:
    first, (opened,) = report(GapState(), [missing(text) for text in (*RECEIPT, "채용 공고")], THEN)
    later, (left,) = report(first, [*map(answered, RECEIPT), missing("채용 공고")], NOW)
    closed = later.find(opened.record.id)
    assert closed is not None
    assert (closed.status, closed.article, closed.published) == ("published", "order/cash-receipt", NOW)
    assert left.record.id != opened.record.id
    assert (left.known, left.again) == (False, False)


def test_a_gap_most_of_which_still_fails_stays_open_under_its_id() -> None:
    first, (opened,) = report(GapState(), [missing(text) for text in RECEIPT], THEN)
    _, (still,) = report(first, [missing(RECEIPT[0]), missing(RECEIPT[1]), answered(RECEIPT[2])], NOW)
    assert (still.record.id, still.record.status, still.known) == (opened.record.id, "open", True)


def test_a_published_gap_that_fails_again_is_reopened() -> None:
    first, (opened,) = report(GapState(), [missing(text) for text in RECEIPT], THEN)
    published, _ = report(first, [answered(text) for text in RECEIPT], NOW)
    _, (again,) = report(published, [missing(text) for text in RECEIPT], NOW)
    assert (again.record.id, again.record.status, again.again) == (opened.record.id, "open", True)


def seen(decision: Decision) -> Decision:
    """The article stood among the results all along."""
    return replace(decision, found=("order/cash-receipt",))


def test_a_gap_that_nobody_wrote_for_is_not_published() -> None:
    first, _ = report(GapState(), [seen(missing(text)) for text in RECEIPT], THEN)
    later, _ = follow_gaps(
        first, [], [answered(text) for text in RECEIPT], NOW, {"order/cash-receipt": date(2026, 1, 1)}
    )
    assert [record.status for record in later.gaps] == ["open"]
    unknown, _ = follow_gaps(first, [], [answered(text) for text in RECEIPT], NOW, {})
    assert [record.status for record in unknown.gaps] == ["open"]


def test_an_article_that_was_found_before_and_changed_since_is_published() -> None:
    first, _ = report(GapState(), [seen(missing(text)) for text in RECEIPT], THEN)
    changed = date(2026, 11, 2)
    later, _ = follow_gaps(first, [], [answered(text) for text in RECEIPT], NOW, {"order/cash-receipt": changed})
    assert [(record.status, record.published) for record in later.gaps] == [("published", changed)]


def test_a_gap_is_dismissed_without_the_extra_gaps(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\n")
    record = GapRecord("gap-1", "missing", "해외 배송", (), THEN, 9)
    write_state(GapState(gaps=(record,)), tmp_path / STATE_FILE)
    blocked = "import sys; sys.modules.update(dict.fromkeys(('ibis', 'duckdb', 'pyarrow', 'numpy', 'scipy')))"
    command = f"{blocked}; from hc_builder.cli.main import main; main('gaps dismiss gap-1 --reason no'.split())"
    told = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "Dismissed gap-1\n")
    assert read_state(tmp_path / STATE_FILE).gaps[0].status == "dismissed"
