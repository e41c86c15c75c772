"""Slips in an article's Markdown and HTML that a page shows without a word: each is told where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hc_builder.checks.prose import Prose
from hc_builder.content.markup import list_kinds
from hc_builder.problems import Kind, Problem, did_you_mean

_PICTURE = re.compile(r"!\[[ \t]*\](?:\((?P<target><[^<>\n]++>|[^\s()]++)[^()\n]*+\)|\[(?P<name>[^\[\]\n]++)\])")
_IMG = re.compile(r"<img\b(?P<attributes>[^<>]*)>", re.I)
_SRC = re.compile(r"\bsrc\s*=\s*[\"']?(?P<target>[^\"'\s>]+)", re.I)
_HAS_ALT = re.compile(r"\balt\b", re.I)
_FILM = re.compile(r"\.(?:mp4|webm|mov|m4v|ogv)(?:[?#]|$)", re.I)
_ALT_HINT = (
    'write between the brackets what it shows, for who can\'t see it; one that only decorates is `<img src="…" alt="">`'
)
_LONGEST_SHOWN = 120
_ALT = Kind("pictures without a description", _ALT_HINT)


def check_pictures_described(prose: Prose) -> Iterator[Problem]:
    """HC60; a film has its own words, and `alt=""` says that nothing is to be read."""
    for found in _PICTURE.finditer(prose.text):
        target = (found["target"] or found["name"]).strip("<>")
        if not _FILM.search(target):
            yield _tell_undescribed(prose, found.start(), target)
    for found in _IMG.finditer(prose.text):
        if not _HAS_ALT.search(found["attributes"]):
            source = _SRC.search(found["attributes"])
            yield _tell_undescribed(prose, found.start(), source["target"] if source else "img")


def _tell_undescribed(prose: Prose, start: int, target: str) -> Problem:
    what = f"the picture '{_shorten(target)}' has no description"
    return prose.tell_at(start, "HC60", what, _ALT_HINT, "warning", _ALT, _shorten(target))


def _shorten(target: str) -> str:
    """A picture may stand in its own address."""
    return target if len(target) <= _LONGEST_SHOWN else f"{target[:_LONGEST_SHOWN]}…"


_CLOSED = (
    "a abbr b big blockquote button caption center cite del details div em font h1 h2 h3 h4 h5 h6 i iframe ins kbd "
    "mark ol q s section small span strike strong sub summary sup table u ul video"
).split()
_TAG = re.compile(rf"<(?P<slash>/?)(?P<name>{'|'.join(_CLOSED)})(?=[\s>/])(?P<rest>[^<>]*)>", re.I)


def check_tags_closed(prose: Prose) -> Iterator[Problem]:
    """HC61: an element that ends nowhere, so that what follows is bold, small or in a box to the end of the page."""
    opened: dict[str, list[re.Match[str]]] = defaultdict(list)
    for tag in _TAG.finditer(prose.text):
        stack = opened[tag["name"].lower()]
        if tag["slash"] and stack:
            stack.pop()
        elif not tag["slash"] and not tag["rest"].endswith("/"):
            stack.append(tag)
    for tag in sorted((tag for stack in opened.values() for tag in stack), key=lambda tag: tag.start()):
        name = tag["name"].lower()
        what = f"<{name}> is opened and not closed"
        yield prose.tell_at(tag.start(), "HC61", what, f"write </{name}> where it ends, or Markdown instead of it")


_BOX = re.compile(
    r"(?P<indent>[ ]*)(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*(?: +[A-Za-z][\w-]*)*(?P<title> +[\"“].*[\"”])? *$"
)
_BOX_HINT = "indent each line of its text by four spaces, or write `> [!TIP]` and `> ` before each line"


def check_boxes_filled(prose: Prose) -> Iterator[Problem]:
    """HC62: `!!! tip` whose text stands below it and not in it. One with a title and nothing else is meant so."""
    for index, line in enumerate(prose.lines):
        box = _BOX.match(line)
        if box and not _has_text(prose.lines, index, box):
            what = f"the box `{line.strip()}` is empty: its text is not indented"
            yield prose.tell(index, "HC62", what, _BOX_HINT)


def _has_text(lines: list[str], index: int, box: re.Match[str]) -> bool:
    """Whether the next text is indented, or there need be none."""
    below = next((at for at in range(index + 1, len(lines)) if lines[at].strip()), None)
    if below is None or (box["title"] and below > index + 1):
        return True
    indent = len(lines[below]) - len(lines[below].lstrip(" "))
    return indent >= len(box["indent"]) + 4


_STYLED = frozenset("check done help fail missing cite tldr todo".split())
"""Other tools' names for kinds that are here."""
_CALLOUT = re.compile(r"^[ \t]*(?:>[ \t]?)+\[!(?P<kind>[A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]", re.M)


def check_callout_kinds(prose: Prose) -> Iterator[Problem]:
    """HC63: a kind that has neither colour nor title here."""
    known = list_kinds() | _STYLED
    for found in _CALLOUT.finditer(prose.text):
        kind = found["kind"]
        if kind.lower() not in known:
            hint = did_you_mean(kind.lower(), known) or f"kinds: {', '.join(sorted(known))}"
            yield prose.tell_at(found.start(), "HC63", f"there is no box of the kind `[!{kind}]`", hint)


_EMPTY_HEAD = re.compile(r"^[ \t]*\|[ \t|]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.M)
_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table>", re.S | re.I)
_NO_DATA = re.compile(r"<th\b|<img|<[uo]l\b|presentation")
"""It names its columns, or is there for its looks: pictures and lists side by side."""
_TABLE_HINT = "write in its first row what each column holds: it is read out with every cell"


def check_table_heads(prose: Prose) -> Iterator[Problem]:
    """HC65, of tables of two rows and more."""
    for found in _EMPTY_HEAD.finditer(prose.text):
        what = "the first row of this table, which names its columns, is empty"
        yield prose.tell_at(found.start(), "HC65", what, _TABLE_HINT, "notice")
    for found in _TABLE.finditer(prose.text):
        table = found[0].lower()
        if table.count("<tr") > 1 and not _NO_DATA.search(table):
            what = "no row of this table names its columns"
            yield prose.tell_at(found.start(), "HC65", what, _TABLE_HINT, "notice")


_HEADING = re.compile(r"^ {0,3}(?P<signs>#{1,6})[ \t]+(?P<title>\S.*?)[ \t#]*$", re.M)


def check_heading_levels(prose: Prose) -> Iterator[Problem]:
    """HC64: a heading two levels below the one before it, or of the level of the title, which opens the page."""
    before = 0
    for found in _HEADING.finditer(prose.text):
        level = len(found["signs"])
        if before and level > before + 1:
            what = f"the heading '{found['title']}' skips a level: {'#' * level} after {'#' * before}"
            yield prose.tell_at(found.start(), "HC64", what, f"write it with {'#' * (before + 1)}", "notice")
        elif level == 1 and prose.text[: found.start()].strip():
            what = f"the heading '{found['title']}' is of the level of the article's title"
            yield prose.tell_at(found.start(), "HC64", what, "write it with ##", "notice")
        before = level
