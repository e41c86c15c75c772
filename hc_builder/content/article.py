"""An article: one Markdown file, as its writer meant it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from hc_builder.content.files import ARTICLE_SUFFIXES
from hc_builder.content.foreign_syntax import tell_foreign_lines
from hc_builder.content.front_matter import FrontMatter, parse_front_matter
from hc_builder.content.markup import read_heading, render_plain
from hc_builder.content.variables import NO_VARIABLES, Variables, fill_text
from hc_builder.problems import Problem

ArticleType = Literal["faq", "tutorial"]
NoticeSeverity = Literal["info", "warning", "outage"]
NO_ORDER = 1000
"""Where nobody gave one: after those that have."""
NOTICES = "notices"
"""Folder of the notices."""
NOTICE_KEYS = frozenset({"from", "until", "severity", "pages"})


class ArticleFields(msgspec.Struct, frozen=True):
    """Front matter of an article. Only `title` is required.

    `unlisted` leaves the page to those who have its address, `noindex` keeps it from search engines alone.
    In the lists of its category one with `pin` stands first, then the smallest `order`; those of one `group` stand
    together under its name. The last four are of notices, which are the articles below `notices/`: the days on which it
    is shown, and the pages, by id or category (`home` is the first page), that have it as a bar on top; without any all
    have.
    """

    title: str = ""
    type: ArticleType = "faq"
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    related: tuple[str, ...] = ()
    owner: str = ""
    updated: date | None = None
    review_by: date | None = None
    redirect_from: tuple[str, ...] = ()
    draft: bool = False
    publish_at: date | None = None
    popular: bool = False
    order: int = NO_ORDER
    pin: bool = False
    group: str = ""
    noindex: bool = False
    unlisted: bool = False
    permalink: str = ""
    from_: date | None = None
    until: date | None = None
    severity: NoticeSeverity = "info"
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """One article in one language.

    `id` is the path under the content folder without language tag and `.md` (`delivery/late-parcel`);
    `path` is the file's own path under it; `category` is the id's folder (`""` at the root). The text of a folder's
    `index.md` has the folder for its id and for its category.
    `body` starts on line `body_line` of the file and has no leading heading that repeats the title.
    """

    id: str
    lang: str
    path: str
    category: str
    fields: ArticleFields
    lines: dict[str, int]
    body: str
    body_line: int
    source: str

    @property
    def title(self) -> str:
        return self.fields.title

    @property
    def is_head(self) -> bool:
        """Whether it is the text of its category's own page, and so stands in no list."""
        return is_head(self.path)

    @property
    def is_for_engines(self) -> bool:
        """Whether search engines may list its page."""
        return not (self.fields.noindex or self.fields.unlisted)

    def with_fields(self, changed: ArticleFields) -> "Article":
        """The same article with another front matter, in memory."""
        given = {field.name: getattr(self, field.name) for field in fields(Article)}
        return Article(**given | {"fields": changed})

    @property
    def is_notice(self) -> bool:
        """One of `notices/` that says when, where or how urgently it is shown; without a word of that it is an article
        as any other, as those of a shop that has such a category."""
        return self.id.startswith(f"{NOTICES}/") and not NOTICE_KEYS.isdisjoint(self.lines)

    def is_public(self, today: date) -> bool:
        """Neither a draft nor waiting for its day, nor a notice of another day."""
        waiting = self.fields.publish_at is not None and self.fields.publish_at > today
        return not self.fields.draft and not waiting and self.is_current(today)

    def is_current(self, today: date) -> bool:
        """Whether the days of a notice include this one; an article has none."""
        first, last = self.fields.from_ or today, self.fields.until or today
        return first <= today <= last

    def is_over(self, today: date) -> bool:
        """Whether the last day of a notice lies behind."""
        return self.is_notice and self.fields.until is not None and self.fields.until < today

    def find_line(self, line: int) -> int:
        """The file's line of the body's `line` (1-based; 0, where the parser can't tell: the body's first)."""
        return self.body_line + max(line - 1, 0)


MAX_TITLE = 300
_LANG_TAG = re.compile(r"\._?([a-z]{2}(?:-[A-Z]{2})?)$")
_LEADING_H1 = re.compile(r"\A(?:[ \t]*\n)*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\{[^}\n]*\})?[ \t]*(?:\n|\Z)")


def is_head(path: str) -> bool:
    """Whether a file describes its folder: `index.md`, `index.en.md`."""
    return path.rpartition("/")[2].split(".")[0] == "index"


def drop_suffix(path: str) -> str:
    """`refund/when.md` → `refund/when`, for every suffix of an article."""
    stem, dot, suffix = path.rpartition(".")
    return stem if f"{dot}{suffix}".casefold() in ARTICLE_SUFFIXES else path


def split_language(stem: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """`('late-parcel._en', ('ko', 'en'))` → `('late-parcel', 'en')`; no tag means the first language."""
    tag = _LANG_TAG.search(stem)
    if tag and tag[1] in languages:
        return stem[: tag.start()], tag[1]
    return stem, languages[0]


def parse_article(
    text: str,
    path: str,
    shown_path: str,
    languages: tuple[str, ...],
    foreign_keys: frozenset[str] = frozenset(),
    variables: Mapping[str, Variables] = MappingProxyType({}),
) -> tuple[Article, list[Problem]]:
    """Markdown text → article and its faults, which name the file as `shown_path`. `variables` are those of each
    language; in the body they still stand by name."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    stem, lang = split_language(drop_suffix(path), languages)
    others = frozenset() if stem.startswith(f"{NOTICES}/") else NOTICE_KEYS
    filled = variables.get(lang, NO_VARIABLES)
    head, problems = parse_front_matter(text, shown_path, ArticleFields, foreign_keys, others, filled)
    given, body, line = settle_title(head.fields.title, head)
    lead = {"title": fill_text(given, filled), "summary": fill_text(head.fields.summary, filled)}
    title, summary = (render_plain(text).strip() for text in lead.values())
    fields = msgspec.structs.replace(head.fields, title=title, summary=summary)
    faults = _check_title(fields.title, head, shown_path) if head.is_whole else []
    faults += _check_days(head, shown_path)
    faults += tell_foreign_lines(lead, head, shown_path, filled)
    if not _letters(fields.title):
        fields = msgspec.structs.replace(fields, title=fields.title or stem.rsplit("/", 1)[-1])
    category = stem.rpartition("/")[0]
    article = Article(stem, lang, path, category, fields, dict(head.lines), body, line, text)
    return article, [*problems, *faults]


def settle_title(title: str, head: FrontMatter[Any]) -> tuple[str, str, int]:
    """The title, the text and the line on which it begins. The page shows the title itself: a first `# heading` that
    repeats it is taken off, another moves down a level."""
    heading = _LEADING_H1.match(head.body)
    if not heading:
        return title, head.body, head.body_line
    if title and _letters(title) != _letters(heading[1]):
        return title, head.body.replace("#", "##", 1), head.body_line
    line = head.body_line + head.body.count("\n", 0, heading.end())
    return title or read_heading(heading[1]), head.body[heading.end() :], line


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _check_days(head: FrontMatter[ArticleFields], path: str) -> list[Problem]:
    """Of a notice, which would never be shown."""
    first, last = head.fields.from_, head.fields.until
    if not (first and last and first > last):
        return []
    what = f"the notice ends on {last}, before it begins on {first}"
    return [Problem(path, head.lines["until"], "HC46", what, "correct `from` or `until`")]


def _check_title(title: str, head: FrontMatter[ArticleFields], path: str) -> list[Problem]:
    line = head.lines.get("title", 1)
    if not title:
        hint = "begin the file with three lines: `---`, `title: …` in the customer's words, `---`"
        return [Problem(path, line, "HC05", "the article has no title", hint)]
    if not _letters(title):
        hint = "write the customer's question in words: the title is what lists and search show"
        return [Problem(path, line, "HC05", f"the title '{title}' has no letters", hint)]
    if len(title) > MAX_TITLE:
        hint = "ask one question in a line, and leave the rest to the text"
        return [Problem(path, line, "HC05", f"the title has {len(title):,} characters; it may have {MAX_TITLE}", hint)]
    return []
