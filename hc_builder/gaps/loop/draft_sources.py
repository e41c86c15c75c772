"""What a writer can start from: the shop's own sentences that are nearest, and replies that its agents gave before."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_function.masking import mask_text
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup.text_form import strip_form, strip_pictures
from hc_builder.errors import UserError
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.outline import weigh_terms
from hc_builder.gaps.model.gaps import Gap, Judge
from hc_builder.gaps.query_keys import MASK_TAG

_MOST, _LEAST_SHARED, _LONGEST = 3, 2, 300
SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")
_QUESTION = ("question", "query", "customer", "inquiry", "문의", "문의내용", "질문", "고객")
_ANSWER = ("answer", "reply", "agent", "response", "답변", "답변내용", "상담", "상담원")


class RepliesError(UserError):
    """The file of replies can't be read."""


@dataclass(frozen=True)
class Source:
    """A sentence to start from, and where it stands."""

    text: str
    place: str


@dataclass(frozen=True)
class Reply:
    """What a customer asked and an agent answered, both masked."""

    question: str
    answer: str


def read_replies(path: Path) -> list[Reply]:
    """A CSV with a column of questions and one of answers, as chats and ticket systems export them. Raises
    `RepliesError`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RepliesError(f"{path} is not UTF-8", f"convert it: iconv -f CP949 -t UTF-8 {path.name}") from fault
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    asked, answered = (_find_column(columns, names, path) for names in (_QUESTION, _ANSWER))
    found = [Reply(mask_text(row[asked] or ""), mask_text(row[answered] or "")) for row in rows]
    return [reply for reply in found if reply.question and reply.answer]


def _find_column(columns: Mapping[str, str], names: Sequence[str], path: Path) -> str:
    for name in names:
        if name in columns:
            return columns[name]
    raise RepliesError(f"{path}: no column {names[0]}", f"name it in the first line, one of {', '.join(names)}")


def find_paragraphs(
    gap: Gap, articles: Iterable[str], center: HelpCenter, reader: ContentReader, most: int = _MOST
) -> list[Source]:
    """Sentences of these articles that share most words with what is asked. What describes a picture is none."""
    shown = [found for id in articles if (found := center.find(id, gap.lang))]
    texts = [
        Source(strip_form(sentence), found.article.id)
        for found in shown
        for section in found.rendered.sections
        for sentence in SENTENCE.split(strip_pictures(section.text))
    ]
    return _choose(gap, texts, [source.text for source in texts], reader, 1, most)


def find_replies(
    gap: Gap, replies: Sequence[Reply], judge: Judge, reader: ContentReader, most: int = _MOST
) -> list[Source]:
    """Answers to questions like the gap's, without sentences that hold what is masked or looks like an identifier."""

    def clean(answer: str) -> str:
        sentences = (s for s in SENTENCE.split(answer) if not MASK_TAG.search(s) and not judge.holds_identifier(s))
        return " ".join(sentences)

    texts = [Source(clean(reply.answer), "") for reply in replies]
    return _choose(gap, texts, [reply.question for reply in replies], reader, _LEAST_SHARED, most)


def _choose(
    gap: Gap, sources: Sequence[Source], asked: Sequence[str], reader: ContentReader, least: int, most: int
) -> list[Source]:
    """Those whose text in `asked` shares at least so many of the gap's words, or all that it has; each text once."""
    weights = weigh_terms(gap, reader)
    scored: dict[str, tuple[float, Source]] = {}
    for source, text in zip(sources, asked, strict=True):
        shared = weights.keys() & set(reader.list_terms(text))
        if source.text and len(shared) >= min(least, len(weights)) and shared:
            scored.setdefault(source.text, (-sum(weights[term] for term in shared), source))
    best = sorted(scored.values(), key=lambda item: (item[0], item[1].place, item[1].text))
    return [Source(source.text[:_LONGEST], source.place) for _, source in best[:most]]
