"""Articles that a customer can't tell apart: titles of the same words, and one question in two articles."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.problems import Problem

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "a an the to of in on for and or is are am be do does did i my me you your we our it its how what why when where "
    "can could should will would with from by at this that 어떻게 하나요 되나요 해요 할 수 있나요 하는 방법 방법은 "
    "무엇인가요 무엇 뭔가요 언제 어디서 왜 제 내 및 의".split()
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:은|는|이|가|을|를|에|에서|에게|의|와|과|도|로|으로|만|부터|까지)$")
_LEAST_WORDS = 2
_HINT = "customers can't tell the two apart: say in each title what only it answers, or join them"


def check_like_titles(center: HelpCenter) -> Iterator[Problem]:
    """HC70: the same words in another order or form; titles that are the same are HC20."""
    first: dict[tuple[str, frozenset[str]], Shown] = {}
    for shown in center.articles:
        article, words = shown.article, _list_words(shown.article.title)
        if len(words) < _LEAST_WORDS or article.is_notice or article.is_head:
            continue
        twin = first.setdefault((article.lang, words), shown)
        if twin is not shown and _letters(twin.article.title) != _letters(article.title):
            twin_path = center.shown_path(twin.article.path)
            what = f"the title '{article.title}' says the same as '{twin.article.title}' in {twin_path}"
            path = center.shown_path(article.path)
            yield Problem(path, article.lines.get("title", 1), "HC70", what, _HINT, "notice")


def _list_words(title: str) -> frozenset[str]:
    """Without those that every title has; a question that has another opening word asks something else."""
    words = (_PARTICLE.sub("", word) for word in _WORD.findall(title.casefold()))
    return frozenset(word for word in words if word not in _STOP)


def _letters(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def check_like_questions(center: HelpCenter) -> Iterator[Problem]:
    """HC71: a question under `questions` that another article claims too, there or as its title."""
    claims: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for shown in center.articles:
        for question in dict.fromkeys(map(_squeeze, (shown.article.title, *shown.article.fields.questions))):
            claims[shown.article.lang, question].append(shown)
    for shown in center.articles:
        yield from _tell_claims(center, shown, claims)


def _tell_claims(center: HelpCenter, shown: Shown, claims: dict[tuple[str, str], list[Shown]]) -> Iterator[Problem]:
    article = shown.article
    for question in article.fields.questions:
        others = claims[article.lang, _squeeze(question)]
        if _squeeze(question) and others[0] is not shown:
            what = f"the question '{question}' also stands in {center.shown_path(others[0].article.path)}"
            hint = "leave it where it is answered best: the search shows only one of them first"
            path, line = center.shown_path(article.path), article.lines.get("questions", 1)
            yield Problem(path, line, "HC71", what, hint, "notice")


def _squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
