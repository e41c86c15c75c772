"""A month in which hardly a wording is typed twice: questions are judged by what all who asked them did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from realistic_month import INITIALS, NOW, WORDINGS, Customers, Month, MonthShop, read_topics

from feedback_function.events import render_event
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Findings
from hc_builder.gaps.query_keys import QueryAnalyzer

KOREAN = QueryAnalyzer()
CONTENT = Path(__file__).parents[2] / "content"


@dataclass(frozen=True)
class Told:
    """One month and what was found in it."""

    month: Month
    findings: Findings

    def find_topic(self, decision: Decision) -> str:
        votes: Counter[str] = Counter()
        for wording in decision.query.wordings:
            votes += self.month.meant.get(wording.text, Counter())
        return votes.most_common(1)[0][0] if votes else ""

    def count_sessions(self, kind: str, *outcomes: str) -> int:
        """Sessions of planted topics of this kind, with these outcomes or with any."""
        names = {topic.name for topic in self.month.topics.values() if topic.kind == kind}
        return sum(
            d.query.sessions
            for d in self.findings.decisions
            if self.find_topic(d) in names and (not outcomes or d.outcome in outcomes)
        )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder, topics = tmp_path_factory.mktemp("month"), read_topics(WORDINGS / "tuning.yml")
    shop = MonthShop(CONTENT, folder, topics)
    center = shop.read_center()
    with shop.open_search(center) as search:
        month = Customers(search, center, topics, 1).live()
        log = folder / "events.jsonl"
        log.write_bytes(b"\n".join(map(render_event, month.log)))
        with open_events(str(log), KOREAN) as table:
            yield Told(month, build_findings(table, center, {"ko": search}, NOW, analyzer=KOREAN))


def test_words_foreign_to_the_content_do_not_make_a_missing_topic_another_matter(told: Told) -> None:
    assert told.count_sessions("missing", "out_of_scope", "spam") <= 0.05 * told.count_sessions("missing")


def test_most_sessions_of_a_missing_topic_are_told_as_missing(told: Told) -> None:
    assert told.count_sessions("missing", "missing") >= 0.7 * told.count_sessions("missing")


def test_a_topic_is_told_in_few_pieces(told: Told) -> None:
    planted = {topic.name for topic in told.month.topics.values() if topic.kind == "missing"}
    leading = [Counter(map(told.find_topic, gap.gap.members)).most_common(1)[0][0] for gap in told.findings.gaps]
    assert sum(name in planted for name in leading) <= 3 * len(planted)


def test_initials_that_the_search_reads_are_no_spam(told: Told) -> None:
    outcomes = {d.query.asked: d.outcome for d in told.findings.decisions}
    assert [outcomes[text] for text in INITIALS if text in outcomes and outcomes[text] == "spam"] == []


def test_one_refusal_and_forged_votes_make_no_entry(told: Told) -> None:
    unhelpful = [gap.gap for gap in told.findings.gaps if gap.gap.kind == "unhelpful"]
    assert all(sum(member.refused for member in gap.members) >= 2 for gap in unhelpful)
    assert "delivery/how-long" not in {gap.article for gap in unhelpful}
