"""What became of each question: its queries are judged together, by all that the sessions behind them did.

A wording that two people typed is no evidence. Thirty wordings of one question are: how many of those who asked so were
served, where those ended who found their way in other words or by browsing, and what they refused. Nearness in words
decides only where that leaves it open.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback_function.shares import build_share
from hc_builder.gaps.deciding.coverage import ContentKnowledge
from hc_builder.gaps.deciding.evidence import is_shown, is_troubled
from hc_builder.gaps.deciding.outcomes import find_refused, has_foreign_words
from hc_builder.gaps.model.decisions import Decision, Outcome, QuestionPlace
from hc_builder.gaps.model.queries import QueryStats

_SEVERAL = 5
"""From so many sessions on, what they did outweighs what the words say."""
_LED = 0.1
"""An article is the right one if the lower bound of the share of sessions that ended there, though the search does not
show it, is at least this: those who give up on a missing article end at one each."""
_AGREED = 2
_LACKING: tuple[Outcome, ...] = ("missing", "out_of_scope")
_MANY, _TRIED = 10, 0.25
"""So many ask for what is the shop's business, in whatever words, and so does a group of which this share took the
trouble to go to a person, to open something or to ask again."""


def settle_questions(
    decisions: Sequence[Decision], places: Mapping[str, QuestionPlace], knowledge: ContentKnowledge
) -> list[Decision]:
    """The decisions, each as its question is decided. `places`, by wording: of every troubled query, and of those that
    were served and ask nearly the same as a troubled one."""
    questions: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if place := places.get(decision.query.asked):
            questions[place.question].append(decision)
    settled = {d.query.key: d for asked in questions.values() for d in _settle(_build_question(asked), knowledge)}
    return [settled.get(decision.query.key, decision) for decision in decisions]


@dataclass(frozen=True)
class _Question:
    """Decisions on queries that ask the same: those in trouble, and all."""

    troubled: tuple[Decision, ...]
    all: tuple[Decision, ...]

    @property
    def sessions(self) -> int:
        return sum(decision.query.sessions for decision in self.all)

    @property
    def is_failing(self) -> bool:
        """Several asked, and surely fewer than half of them were served."""
        solved = sum(decision.query.solved for decision in self.all)
        return self.sessions >= _SEVERAL and build_share(solved, self.sessions).high < 0.5


def _build_question(decisions: Sequence[Decision]) -> _Question:
    return _Question(tuple(filter(is_troubled, decisions)), tuple(decisions))


def _settle(question: _Question, knowledge: ContentKnowledge) -> list[Decision]:
    """The troubled ones anew: refused, led elsewhere, or as the words say where that is not belied."""
    if refused := find_refused([d.query for d in question.all], knowledge.articles):
        return [_refuse(decision, *refused) for decision in question.troubled]
    led = _find_led(question.troubled, knowledge)
    by_words = _find_agreed(question)
    lacking = _find_lacking(question, knowledge)
    return [_settle_one(decision, led or by_words, question, lacking) for decision in question.troubled]


def _refuse(decision: Decision, article: str, refused: Mapping[str, int]) -> Decision:
    return replace(decision, outcome="unhelpful", article=article, refused=refused.get(decision.query.key, 0))


def _settle_one(decision: Decision, right: str, question: _Question, lacking: Outcome) -> Decision:
    if right:
        outcome: Outcome = "answered" if is_shown(right, decision) else "unfindable"
        return replace(decision, outcome=outcome, article=right)
    if question.is_failing or decision.outcome in _LACKING:
        return replace(decision, outcome=lacking, article="")
    return decision


def _find_led(troubled: Iterable[Decision], knowledge: ContentKnowledge) -> str:
    """The article at which those ended who did not see it in the results; empty where there is none."""
    ended: Counter[str] = Counter()
    for decision in troubled:
        for answer in decision.query.answers:
            if answer.article in knowledge.articles and not is_shown(answer.article, decision):
                ended[answer.article] += answer.sessions
    for article, sessions in sorted(ended.items(), key=lambda item: (-item[1], item[0]))[:1]:
        unseen = sum(d.query.sessions for d in troubled if not is_shown(article, d))
        if sessions >= _AGREED and build_share(sessions, unseen).low >= _LED:
            return article
    return ""


def _find_agreed(question: _Question) -> str:
    """The article that the words of most sessions lead to, if the search shows it to few of them."""
    sessions: Counter[str] = Counter()
    for decision in question.troubled:
        if decision.outcome == "unfindable":
            sessions[decision.article] += decision.query.sessions
    for article, number in sessions.most_common(1):
        return article if 2 * number >= question.sessions else ""
    return ""


def _find_lacking(question: _Question, knowledge: ContentKnowledge) -> Outcome:
    """`missing`, but for strange words of few who asked nobody and did not come back."""
    queries = [d.query for d in question.troubled if question.is_failing or d.outcome in _LACKING]
    sessions = sum(query.sessions for query in queries)
    tried = sessions >= _MANY or sum(map(_count_trouble, queries)) >= _TRIED * sessions
    foreign = sum(query.sessions for query in queries if has_foreign_words(query, knowledge))
    return "missing" if tried or 2 * foreign < sessions else "out_of_scope"


def _count_trouble(query: QueryStats) -> int:
    """Sessions that went to a person, opened something or asked in other words."""
    return query.contacted + query.opened + sum(rewording.sessions for rewording in query.rewordings)
