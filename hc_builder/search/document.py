"""An article as the search sees it: windows of weighted words.

A window is a short stretch of text (the title, one question, a part of a section). Every article has at most `WINDOWS`,
so that the windows a term stands in are the bits of one small number; the browser reads from them how near the query's
words stand to each other, and which heading to open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import msgspec

from hc_builder.content.cards import Card
from hc_builder.content.help_center import Shown
from hc_builder.content.markup.text_form import strip_form, strip_pictures
from hc_builder.search.facts import CARD_TYPE, FIRST_BODY, SECTION_END, WINDOWS
from hc_builder.search.text import fold_text, split_words

TITLE, FIRST_QUESTION = 0, 1
KEYWORDS = FIRST_BODY - 1
LAST_QUESTION = KEYWORDS - 1
LAST_BODY = WINDOWS - 1
BODY_WINDOW_WORDS = 40


@dataclass(frozen=True)
class Window:
    """`bit` is its place in the posting, `field` its weight class, `words` are folded."""

    bit: int
    field: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """`section_of[i]` is the section (index into `sections`) that window `FIRST_BODY + i` belongs to. `body` is
    the text of the sections, in the form of `markup/text_form`, with `SECTION_END` between them. `until` is the last
    day of a notice, ISO, or `""`."""

    id: str
    url: str
    title: str
    summary: str
    category: str
    type: str
    sections: tuple[tuple[str, str], ...]
    section_of: tuple[int, ...]
    body: str
    windows: tuple[Window, ...]
    until: str = ""


def build_document(shown: Shown) -> Document:
    """Fields of an article → windows, in the order of their bits."""
    fields = shown.article.fields
    sections = shown.rendered.sections
    head = [
        Window(TITLE, "title", _words(fields.title)),
        *_question_windows(fields.questions),
        Window(KEYWORDS, "keywords", _words(" ".join(fields.keywords))),
        Window(KEYWORDS, "summary", _words(fields.summary)),
    ]
    body, section_of = _body_windows([(section.title, section.text) for section in sections])
    return Document(
        shown.article.id,
        shown.url,
        fields.title,
        find_summary(shown),
        shown.article.category,
        fields.type,
        tuple((section.anchor, section.title) for section in sections),
        section_of,
        SECTION_END.join(section.text for section in sections),
        tuple(window for window in [*head, *body] if window.words),
        fields.until.isoformat() if shown.article.is_notice and fields.until else "",
    )


def find_summary(shown: Shown) -> str:
    """What a result says of the article: its own summary, or how it begins."""
    sections = shown.rendered.sections
    return shown.article.fields.summary or _first_sentence(sections[0].text if sections else "")


def build_card_document(card: Card) -> Document:
    """A card is found as an article is, by its title and by what customers type for it, and by nothing else. Its text
    is what the page shows of it, as JSON."""
    title = Window(TITLE, "title", _words(card.title))
    windows = tuple(window for window in [title, *_question_windows(card.words)] if window.words)
    return Document(f"card:{card.id}", "", card.title, "", "", CARD_TYPE, (), (), _render_card(card), windows)


def _render_card(card: Card) -> str:
    shown = {
        "kind": card.kind,
        "text": card.text,
        "lines": card.lines,
        "links": [(link.label, link.url, link.channel) for link in card.links],
        "from": card.first.isoformat() if card.first else "",
        "until": card.last.isoformat() if card.last else "",
    }
    return msgspec.json.encode(shown).decode()


def _words(text: str) -> tuple[str, ...]:
    return tuple(split_words(fold_text(text)))


def _question_windows(questions: Iterable[str]) -> list[Window]:
    return [
        Window(min(FIRST_QUESTION + place, LAST_QUESTION), "questions", _words(question))
        for place, question in enumerate(questions)
    ]


def _body_windows(sections: list[tuple[str, str]]) -> tuple[list[Window], tuple[int, ...]]:
    """Each section cut into stretches of about `BODY_WINDOW_WORDS`; the last bit takes what is left."""
    windows: list[Window] = []
    section_of: list[int] = []
    for place, (title, text) in enumerate(sections):
        for first, stretch in enumerate(_cut(_words(text), BODY_WINDOW_WORDS)):
            bit = min(FIRST_BODY + len(section_of), LAST_BODY)
            if first == 0 and title:
                windows.append(Window(bit, "heading", _words(title)))
            windows.append(Window(bit, "body", stretch))
            if len(section_of) <= LAST_BODY - FIRST_BODY:
                section_of.append(place)
    return windows, tuple(section_of)


def _cut(words: tuple[str, ...], size: int) -> Iterable[tuple[str, ...]]:
    """At least one stretch, and none of a few words only."""
    count = max(1, round(len(words) / size))
    step = -(-len(words) // count) or 1
    rest = iter(words)
    return [tuple(islice(rest, step)) for _ in range(count)]


def _first_sentence(text: str, limit: int = 120) -> str:
    """Of what is read: an article may begin with a picture."""
    line = strip_form(strip_pictures(text).strip().split("\n", 1)[0])
    return line if len(line) <= limit else line[:limit].rstrip() + "…"
