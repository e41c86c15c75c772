"""How an article is written: length, sentences, and one way of speaking."""

import re
from collections.abc import Iterator, Sequence

from hc_builder.checks.prose import Prose
from hc_builder.content.article import Article
from hc_builder.content.markup import strip_form
from hc_builder.content.markup.form_marks import CELL
from hc_builder.problems import Problem

_LONGEST_ANSWER = {"ko": 5_000}
_LONGEST_OF_OTHERS = 10_000
_LONGEST_KOREAN, _LONGEST_WORDS = 200, 60
_SENTENCE = re.compile(r"(?<=[.!?])(?:[\"'”’)\]]*)\s+|\n")
_LATIN = re.compile(r"[A-Za-z]")


def check_answer_length(prose: Prose) -> Iterator[Problem]:
    """HC66, of an answer to one question."""
    article = prose.shown.article
    if not _is_question(article):
        return
    most = _LONGEST_ANSWER.get(prose.lang, _LONGEST_OF_OTHERS)
    length = sum(len(strip_form(section.text)) for section in prose.shown.rendered.sections)
    if length > most:
        what = f"the answer has {length:,} characters; few customers read more than {most:,}"
        hint = "cut it into articles that answer one question each, or say `type: tutorial`"
        yield Problem(prose.path, article.lines.get("title", 1), "HC66", what, hint, "notice")


_ASKS = re.compile(r"(?:[?？]|나요|까요|어요|해요|는데요)\s*$")


def _is_question(article: Article) -> bool:
    """`faq` is the type of all articles without one, so it must be written, or the title must ask."""
    return article.fields.type == "faq" and ("type" in article.lines or bool(_ASKS.search(article.title)))


def check_sentence_length(prose: Prose) -> Iterator[Problem]:
    """HC67, where a sentence is one: a row of a table or a list of names in one line is none."""
    for sentence in _list_sentences(prose):
        size = _measure(sentence, prose.lang)
        if size:
            what = f"a sentence of {size}: '{sentence[:40]}…'"
            yield prose.tell(_find_line(prose, sentence), "HC67", what, "cut it in two, one thought each", "notice")


def _measure(sentence: str, lang: str) -> str:
    words = sentence.split()
    if lang == "ko":
        is_list = sentence.count(",") > len(sentence) / 30 or len(_LATIN.findall(sentence)) > len(sentence) / 3
        is_prose = sentence.endswith((".", "?", "!")) and not is_list
        return f"{len(sentence)} characters" if len(sentence) > _LONGEST_KOREAN and is_prose else ""
    is_prose = sentence.endswith((".", "?", "!")) and sentence.count(",") < len(words) / 6 and ";" not in sentence
    return f"{len(words)} words" if len(words) > _LONGEST_WORDS and is_prose else ""


def _list_sentences(prose: Prose) -> Iterator[str]:
    for section in prose.shown.rendered.sections:
        for line in section.text.split("\n"):
            if CELL not in line:
                yield from (part.strip() for part in _SENTENCE.split(strip_form(line)) if part.strip())


_FORMAL = re.compile(r"니다[.!][\"'”’)]*$")
_POLITE = re.compile(r"(?<![필중주개수소])(?<=[가-힣])요[.!][\"'”’)]*$|죠[.!]$")
_NEUTRAL = re.compile(r"(?:세요|셔요|시오)[.?!]?[\"'”’)]*$")
_QUOTED = re.compile(r"[\"“'‘「『][^\"”'’」』\n]*[\"”'’」』]")
_LEAST_STRAYS = 2
_LEAST_SENTENCES = 5


def check_one_voice(prose: Prose) -> Iterator[Problem]:
    """HC68: 해요체 and 합니다체 in one article. `~하세요` goes with both; what is quoted or asked
    is another's voice."""
    if prose.lang != "ko":
        return
    sentences = [_QUOTED.sub(" ", sentence).rstrip() for sentence in _list_sentences(prose)]
    formal = [sentence for sentence in sentences if _FORMAL.search(sentence)]
    polite = [one for one in sentences if _POLITE.search(one) and not _NEUTRAL.search(one)]
    few, many = sorted((formal, polite), key=len)
    if len(few) < _LEAST_STRAYS or len(many) + len(few) < _LEAST_SENTENCES:
        return
    names = {True: "합니다체", False: "해요체"}
    speak = f"{len(many)} sentences speak in {names[many is formal]}, {len(few)} in {names[few is formal]}"
    what = f"{speak}: '{few[0][-30:]}'"
    yield prose.tell(_find_line(prose, few[0]), "HC68", what, "let the whole article speak in one voice", "notice")


def _find_line(prose: Prose, sentence: str) -> int:
    """The line on which a sentence most likely begins: the first that holds its first words; else the body's first."""
    words = re.findall(r"[\w]+", sentence)
    for many in (4, 2):
        form = re.compile(r"\W+".join(map(re.escape, words[:many])))
        if words and (found := form.search(prose.text)):
            return prose.text.count("\n", 0, found.start())
    return 0


_PLACEHOLDER = re.compile(
    r"\blorem ipsum\b|(?<![\w-])(?:TODO|TBD|FIXME)(?![\w-])|\[(?:여기에|내용을|제목을) [^\]\n]{0,40}\](?!\()", re.I
)


_EMPTY_ITEM = re.compile(r"(?:(?<=\n\n)|\A)[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]*(?=\s*\Z|\n[ \t]*(?:\n|[-*+]|\d))")
"""The first item of a list, whose text does not begin on the next line. Right below a line of text, a lone `-` makes
that a heading."""


def check_placeholders(prose: Prose) -> Iterator[Problem]:
    """HC80: what a writer meant to replace."""
    for found in _PLACEHOLDER.finditer(prose.words):
        if found[0].lower() == "lorem ipsum" or found[0].isupper() or found[0].startswith("["):
            hint = "write what belongs there, or set `draft: true` until it is written"
            yield prose.tell_at(found.start(), "HC80", f"`{found[0]}` still stands in the text", hint)
    for found in _EMPTY_ITEM.finditer(prose.text):
        hint = "write it, or take the list and its heading out"
        yield prose.tell_at(found.start(), "HC80", "an item of a list is empty", hint, "notice")


def check_style(prose: Prose) -> Sequence[Problem]:
    checks = (check_answer_length, check_sentence_length, check_one_voice, check_placeholders)
    return [problem for check in checks for problem in check(prose)]
