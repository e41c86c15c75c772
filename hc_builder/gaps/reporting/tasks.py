"""What to do first, in three lines: what costs most customers, and has nobody yet who sees to it."""

from collections.abc import Iterable, Sequence

from feedback_function.inquiry.counts import Messages
from feedback_function.shares import Share
from hc_builder.gaps.model.decisions import Outcome
from hc_builder.gaps.model.report import GapEntry, Phrase
from hc_builder.gaps.model.sheet import FallenArticle, InquirySheet, Measure, ReadArticle, Task, TaskKind
from hc_builder.gaps.reporting.readership import FEW_VOTES

MOST = 3
_STUCK_HOURS = 1
_HALF = 0.5
_KINDS: dict[Outcome, TaskKind] = {"missing": "write", "unfindable": "lead", "unhelpful": "mend"}


def choose_tasks(
    gaps: Sequence[GapEntry],
    missing: Sequence[Phrase],
    measures: Iterable[Measure],
    broken: Sequence[Task] = (),
    worst: Sequence[ReadArticle] = (),
) -> tuple[Task, ...]:
    """Rates that fell and `broken` articles come first, since something broke; then gaps without an owner or a draft,
    in their order; and an address that more customers asked for than have the least of these, or an article of the
    `worst` that more of them refused."""
    fallen = [Task("watch", m.name, m.change.after.whole) for m in measures if m.verdict == "worse"][:1]
    free = [gap for gap in gaps if gap.status == "open" and not gap.owner and not gap.small and gap.kind in _KINDS]
    lost = [Task("redirect", address.text, address.sessions) for address in missing[:1]]
    tasks = [*map(_build_task, free[:MOST])]
    more = [*lost, *_list_refused(worst, gaps, broken)[:1]]
    by_number = sorted([*tasks, *more], key=lambda task: -task.number) if more else tasks
    return tuple([*fallen, *broken, *by_number][:MOST])


def _list_refused(worst: Sequence[ReadArticle], gaps: Sequence[GapEntry], broken: Sequence[Task]) -> list[Task]:
    """Articles that surely help fewer than half of those who say, however they came to them; a gap tells only of what
    was searched for."""
    told = {gap.article.title for gap in gaps if gap.article and gap.kind == "unhelpful"}
    told |= {task.what for task in broken}
    votes = [(read.article.title, read.helpful.after) for read in worst if read.article.title not in told]
    return [Task("mend", title, vote.whole - vote.part) for title, vote in votes if _is_refused(vote)]


def _is_refused(vote: Share) -> bool:
    return vote.whole >= FEW_VOTES and vote.high < _HALF


def list_broken(
    fallen: Sequence[FallenArticle], gone: Sequence[Phrase], inquiries: InquirySheet | None = None
) -> list[Task]:
    """Inquiries that reach nobody; the articles whose votes fell, and those that are gone: the first of each."""
    unread = count_stuck(inquiries.messages) if inquiries else 0
    stuck = [Task("deliver", "", unread)] if unread else []
    suddenly = [Task("fallen", f.article.title, f.after.whole - f.after.part) for f in fallen[:1]]
    return [*stuck, *suddenly, *(Task("restore", phrase.text, phrase.sessions) for phrase in gone[:1])]


def count_stuck(messages: Messages) -> int:
    """Messages that were given up, and those that wait while a server can't be reached."""
    return messages.dead + (messages.waiting if messages.oldest_hours > _STUCK_HOURS else 0)


def _build_task(gap: GapEntry) -> Task:
    kind = _KINDS[gap.kind]
    what = gap.article.title if gap.article and kind != "write" else gap.title
    return Task(kind, what, gap.failed, gap.id)
