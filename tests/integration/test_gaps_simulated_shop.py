"""Eight weeks of a simulated shop: what was planted is found, named rightly and nothing else; what was mended shows."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from simulated_shop import INTENTS, NOW, PUBLISHED, START, Customers, Intent, Shop, make_bots

from feedback_function.events import Event, render_event
from hc_builder.cache import Cache
from hc_builder.content.help_center import HelpCenter
from hc_builder.gaps.advice.candidates import list_candidates
from hc_builder.gaps.advice.trial import Advice, advise
from hc_builder.gaps.deciding.replay import ReplaySide, build_replay, review_decisions
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.loop.state import dismiss_gap, follow_gaps, replace_record
from hc_builder.gaps.model.decisions import QuerySearch
from hc_builder.gaps.model.gaps import Findings, Gap, GapState
from hc_builder.gaps.model.report import Report
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report
from hc_builder.search import cures
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import read_synonyms

KOREAN = QueryAnalyzer()
normalize_query = KOREAN.normalize_query
CONTENT = Path(__file__).parents[2] / "content"
INTENT_BY_KEY = {normalize_query(text): intent for intent in INTENTS for text in (*intent.wordings, *intent.better)}
PLANTED = [intent for intent in INTENTS if intent.kind in ("missing", "unfindable", "unhelpful")]


@dataclass(frozen=True)
class Told:
    """The shop's two reports, and what they were made from."""

    before: Findings
    after: Findings
    report: Report
    old_center: HelpCenter
    new_center: HelpCenter
    old_search: QuerySearch
    new_search: QuerySearch
    events: Path


def write_log(path: Path, log: list[Event]) -> Path:
    path.write_bytes(b"\n".join(map(render_event, log)))
    return path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(CONTENT, folder)
    old = shop.read_center()
    with shop.open_search(old) as old_search:
        log = Customers(old_search, 1).visit(START, 4)
        events = write_log(folder / "weeks-1-4.jsonl", log)
        with open_events(str(events), KOREAN) as table:
            before = build_findings(table, old, {"ko": old_search}, PUBLISHED)
        shop.publish()
        new = shop.read_center()
        with shop.open_search(new) as new_search:
            log = log + Customers(new_search, 2).visit(PUBLISHED, 4) + make_bots(NOW - timedelta(days=3))
            events = write_log(folder / "events.jsonl", log)
            with open_events(str(events), KOREAN) as table:
                after = build_findings(table, new, {"ko": new_search}, NOW, before.state)
            report = build_report(after, new, NOW, advice=find_advice(after, new))
            yield Told(before, after, report, old, new, old_search, new_search, events)


def find_advice(findings: Findings, center: HelpCenter) -> dict[str, tuple[Advice, ...]]:
    gaps, cache = [followed.gap for followed in findings.gaps], Cache()
    synonyms, _ = read_synonyms(center.root / "synonyms.yml", "content/synonyms.yml")
    shop = cures.Shop(center, synonyms, "ko", lambda changed, known: build_index(changed, "ko", known, cache))

    @contextmanager
    def open_search(shop: cures.Shop) -> Iterator[QuerySearch]:
        with SearchEngine(shop.build(shop.center, shop.synonyms)) as engine:
            yield engine

    candidates = list_candidates(gaps, findings.decisions, center, KOREAN, findings.discretion)
    return advise(candidates, gaps, findings.decisions, shop, open_search, KOREAN)


def find_intent(gap: Gap) -> Intent:
    """The intent that most of the gap's sessions had."""
    votes: Counter[Intent] = Counter()
    for member in gap.members:
        votes[INTENT_BY_KEY[member.query.key]] += member.query.sessions
    return votes.most_common(1)[0][0]


def large_gaps(findings: Findings) -> list[Gap]:
    return [followed.gap for followed in findings.gaps if followed.gap.sessions >= 10]


def test_every_planted_gap_is_found_and_has_the_right_kind(told: Told) -> None:
    found = {find_intent(gap).name: gap.kind for gap in large_gaps(told.after)}
    assert found == {intent.name: intent.kind for intent in PLANTED}


def test_no_gap_is_invented(told: Told) -> None:
    invented = [gap.title for gap in large_gaps(told.after) if find_intent(gap) not in PLANTED]
    assert invented == []


def test_the_unfindable_are_led_to_the_right_article_with_a_line_to_paste(told: Told) -> None:
    entries = {entry.id: entry for entry in told.report.gaps}
    found = [(followed, find_intent(followed.gap)) for followed in told.after.gaps]
    unfindable = [(followed, intent) for followed, intent in found if intent.kind == "unfindable"]
    assert [followed.gap.article for followed, _ in unfindable] == [intent.article for _, intent in unfindable]
    proposals = [(proposal, intent) for f, intent in unfindable for proposal in entries[f.record.id].proposals]
    assert len({intent.name for _, intent in proposals}) >= 2
    questions = [(yaml.safe_load(p.text)[0], intent) for p, intent in proposals if p.kind == "question"]
    assert [text for text, intent in questions if text not in intent.wordings] == []
    assert all(proposal.answers > 4 * proposal.broken for proposal, _ in proposals)


def test_what_was_published_is_shown_as_better_and_the_rest_is_still_open(told: Told) -> None:
    published = {progress.article: progress.verdict for progress in told.report.progress}
    assert published == {intent.article: "better" for intent in INTENTS if intent.kind == "published"}
    assert {find_intent(f.gap).name for f in told.before.gaps} >= {"overseas", "cash receipt"}


def test_a_gap_keeps_its_id_from_report_to_report(told: Told) -> None:
    old = {f.record.id: find_intent(f.gap) for f in told.before.gaps}
    new = {f.record.id: find_intent(f.gap) for f in told.after.gaps}
    kept = {old[id] for id in old.keys() & new.keys() if old[id] == new[id]}
    assert kept >= set(PLANTED) & set(old.values())


def test_bots_and_floods_are_counted_apart(told: Told) -> None:
    assert (told.report.excluded.sessions, told.report.excluded.floods) == (81, 1)


def test_layout_slips_and_typing_errors_are_counted_with_what_was_meant(told: Told) -> None:
    spellings = {d.query.key: {w.text for w in d.query.wordings} for d in told.after.decisions}
    assert spellings[normalize_query("배송비")] >= {"배송비", "qothdql", "배숑비"}
    assert spellings[normalize_query("환불 기간")] >= {"환불 기간", "환블 기간"}
    assert not {"qothdql", "배숑비", normalize_query("환블 기간")} & spellings.keys()


def test_noise_and_other_matters_are_no_gaps(told: Told) -> None:
    outcomes = {INTENT_BY_KEY[d.query.key].name: d.outcome for d in told.after.decisions if d.query.key}
    assert outcomes["noise"] == "spam"
    assert outcomes["weather"] == "out_of_scope"


def test_replay_counts_what_publishing_mends_and_that_nothing_got_worse(told: Told) -> None:
    before, after = ReplaySide(told.old_center, told.old_search), ReplaySide(told.new_center, told.new_search)
    replay = build_replay(told.before.counts.queries, before, after, PUBLISHED.date(), KOREAN)
    wanted = {normalize_query(t) for i in INTENTS if i.kind == "published" for t in i.wordings}
    assert replay.answered_queries >= 0.7 * len(wanted)
    assert replay.worse == ()


def test_replay_on_todays_content_counts_what_customers_could_not_find_then(told: Told) -> None:
    wanted = {normalize_query(t) for i in INTENTS if i.kind == "published" for t in i.wordings}
    before, after = review_decisions(told.before.decisions), review_decisions(told.after.decisions)
    assert before.answered_sessions <= 2  # what one or two typed is decided by words alone
    assert after.answered_queries >= 0.7 * len(wanted)
    assert after.failed_sessions > after.answered_sessions > 0
    assert (after.against, after.worse) == ("customers", ())


def test_replay_names_what_worked_and_is_found_no_more(told: Told) -> None:
    worked = next(d for d in told.after.decisions if d.query.key == normalize_query("비번 까먹음"))
    assert review_decisions([worked]).worse == ()
    lost = replace(worked, outcome="missing", found=("order/cash-receipt",))
    (worse,) = review_decisions([lost]).worse
    assert (worse.query, worse.article, worse.sessions) == (
        "비번 까먹음",
        "account/forgot-password",
        worked.query.sessions,
    )


def test_a_dismissed_gap_stays_away_until_it_doubles(told: Told) -> None:
    first = told.after.gaps[0]
    state = dismiss_gap(told.after.state, first.record.id, "다른 팀이 맡았어요")
    gaps = [followed.gap for followed in told.after.followed]

    def find_shown(state: GapState) -> set[str]:
        _, followed = follow_gaps(state, gaps, told.after.decisions, NOW.date(), {})
        return {f.record.id for f in followed if not f.is_hidden}

    assert first.record.id not in find_shown(state)
    record = msgspec.structs.replace(state.find(first.record.id), dismissed_at=first.gap.sessions // 2)
    assert first.record.id in find_shown(replace_record(state, record))


def test_the_same_log_gives_the_same_report_byte_for_byte(told: Told) -> None:
    with open_events(str(told.events), KOREAN) as table:
        findings = build_findings(table, told.new_center, {"ko": told.new_search}, NOW, told.before.state)
    again = build_report(findings, told.new_center, NOW, advice=find_advice(findings, told.new_center))
    for format in ("md", "json"):
        assert render_report(again, format) == render_report(told.report, format)


def test_nothing_that_fewer_than_three_people_typed_is_printed(told: Told) -> None:
    rare = [w.text for d in told.before.decisions for w in d.query.wordings if w.sessions < 3]
    assert len(rare) > 3
    report = build_report(told.before, told.old_center, PUBLISHED)
    for format in ("md", "json"):
        text = render_report(report, format)
        assert [wording for wording in rare if wording in text] == []
