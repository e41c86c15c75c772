"""Obsidian's links by name, embeds, transclusions, comments, block marks and tags."""

import posixpath
import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import quote

from hc_builder.importers.dialects.forms import make_picture, make_target, name_kind
from hc_builder.importers.prose import CODE, Prose

WIKI = "wiki:"
"""Scheme of a target that is a name, to be found by whoever knows all names."""
_COMMENT = re.compile(r"%%.*?%%", re.S)
_EMBED = re.compile(r"!\[\[(?P<name>[^\[\]|#\n\\]*)(?P<part>#[^\[\]|\n\\]*)?(?:\\?\|(?P<text>[^\[\]\n]*))?\]\]")
_LINK = re.compile(r"\[\[(?P<name>[^\[\]|#\n\\]*)(?P<part>#[^\[\]|\n\\]*)?(?:\\?\|(?P<text>[^\[\]\n]*))?\]\](?![\[(:])")
_BLOCK_MARK = re.compile(r"[ \t]+\^[\w-]+[ \t]*$|^\^[\w-]+[ \t]*\n?", re.M)
_TAGS = re.compile(r"^[ \t]*(?:#(?!\d+\b)[\w/-]*[^\W\d][\w/-]*[ \t]*)+$\n?", re.M)
_CALLOUT = re.compile(r"^([ \t>]*>[ \t]*)\[!([\w-]+)(?:\|[^\]]*)?\]", re.M)
_QUERY = re.compile(r"\A(?:(?:`{3,}|~{3,})\s*(?:dataview|dataviewjs|query|tasks|base)\b|`\s*\$?=\s)")
_NOTE = re.compile(r"(?<!\[)\^\[((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]")
_TASK = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[^ xX\]\n]\](?=[ \t])", re.M)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_ITEM_SIGN = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_RULE = re.compile(r"[ \t>]*(?:[-*_][ \t]*){3,}$")
_ENDS = re.compile(rf"[\\|]$|  $|^\s*{CODE}\s*$")
_NO_TEXT = re.compile(
    r"[ \t>]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||:{3}|=|</?[a-z]|\[\^?[^\]\n]+\]:|(?:[-*_][ \t]*){3,}$)"
    r"|[ \t>]*$"
)
_HEAD_OR_ROW = re.compile(r"[ \t>]*(?:#{1,6}[ \t]|\||:{3}|=|</?[a-z]|\[![\w-]+\])")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
_DEEPEST = 3

Transclude = Callable[[str, str], str | None]
"""Name of a note and heading in it (or empty) → its text."""


def convert_obsidian(prose: Prose, transclude: Transclude) -> list[str]:
    """Returns the tags of lines that were nothing but tags, which are words to be found by."""
    tags: list[str] = []
    prose.sub(_COMMENT, "")
    for _ in range(_DEEPEST):
        prose.sub(_EMBED, lambda found: _embed(prose, found, transclude))
    prose.sub(_EMBED, lambda found: prose.lose("a note that is not in the vault", found[0]))
    prose.sub(_LINK, _link)
    prose.sub(_BLOCK_MARK, "")
    prose.sub(_TAGS, lambda found: _take_tags(found[0], tags))
    prose.sub(_CALLOUT, lambda found: f"{found[1]}[!{_name_callout(found[2])}]")
    prose.sub(re.compile(r"[\U00100000-\U0010FFFD]"), lambda found: _drop_query(prose, found[0]))
    prose.sub(_TASK, r"\1[ ]")
    _number_notes(prose)
    return tags


def _number_notes(prose: Prose) -> None:
    """Notes in the line as notes below the text."""
    notes: list[str] = []

    def put(found: re.Match[str]) -> str:
        notes.append(found[1])
        return f"[^inline-{len(notes)}]"

    prose.sub(_NOTE, put)
    if notes:
        prose.text += "\n" + "".join(f"\n[^inline-{number}]: {note}\n" for number, note in enumerate(notes, 1))


def keep_lines(prose: Prose) -> None:
    """A vault shows each line as a line of its own, unless it is told otherwise; here a backslash says so."""
    lines = prose.text.split("\n")
    for place, (line, after) in enumerate(pairwise(lines)):
        if _is_open(line) and _goes_on(line, after):
            lines[place] = f"{line.rstrip()}\\"
    prose.text = "\n".join(lines)


def _is_open(line: str) -> bool:
    """Whether text ends with the line that a paragraph may go on below."""
    is_text = not _NO_TEXT.match(line) or (_ITEM.match(line) and not _RULE.match(line))
    return bool(is_text) and not _HEAD_OR_ROW.match(line) and not _ENDS.search(line)


def _goes_on(line: str, after: str) -> bool:
    is_code = re.match(rf"\s*{CODE}\s*$", after)
    return not (_NO_TEXT.match(after) or is_code) and _count_quotes(line) == _count_quotes(after)


def _count_quotes(line: str) -> int:
    return line[: len(line) - len(line.lstrip(" \t>"))].count(">")


def _name_callout(kind: str) -> str:
    word = kind.casefold()
    return kind if word in ("dnl", "uicontrol") else name_kind(word)


def _embed(prose: Prose, found: re.Match[str], transclude: Transclude) -> str:
    name, part, text = found["name"].strip(), (found["part"] or "").strip("#"), (found["text"] or "").strip()
    if name.casefold().endswith(_PICTURES):
        alt, _, last = text.rpartition("|")
        size = re.fullmatch(r"(\d+)(?:x\d+)?", last.strip())
        return make_picture(WIKI + quote(name), (alt if size else text).strip(" |"), size[1] if size else "")
    if posixpath.splitext(name)[1].casefold() in (".mp4", ".webm", ".mov", ".m4v"):
        return make_picture(WIKI + quote(name), text)
    if posixpath.splitext(name)[1].casefold() in (".pdf", ".mp3", ".canvas", ".base", ".zip"):
        return f"[{text or name}]({WIKI}{quote(name)})"
    note = transclude(name, part)
    return found[0] if note is None else f"\n\n{prose.hide(note.strip())}\n\n"


def _link(found: re.Match[str]) -> str:
    name, part = found["name"].strip(), (found["part"] or "").strip()
    fragment = "" if part.startswith("#^") else part
    text = (found["text"] or "").strip() or " › ".join(filter(None, (name.rpartition("/")[2], *fragment.split("#"))))
    text = re.sub(r"\.md$", "", text) if not found["text"] else text
    target = f"{WIKI}{quote(name)}" if name else ""
    anchor = f"#{make_target(fragment.rpartition('#')[2])}" if fragment else ""
    return f"[{text}]({target}{anchor})" if target or anchor else text


def _take_tags(line: str, tags: list[str]) -> str:
    tags += [tag.strip("/").rpartition("/")[2] for tag in re.findall(r"#([\w/-]+)", line)]
    return ""


def _drop_query(prose: Prose, mark: str) -> str:
    code = prose.restore(mark)
    return prose.lose("a query over the vault", code) if _QUERY.match(code.lstrip(" >\t")) else mark


def cut_section(text: str, heading: str) -> str | None:
    """The text below a heading, down to the next as high, or the block of a mark (`^id`); the whole for neither."""
    if not heading:
        return text
    if heading.startswith("^"):
        return _cut_block(text, heading)
    wanted = _fold(heading)
    lines, start, level = text.split("\n"), -1, 0
    for number, line in enumerate(lines):
        found = re.match(r"(#{1,6})\s+(.*)", line)
        if found and start >= 0 and len(found[1]) <= level:
            return "\n".join(lines[start:number])
        if found and start < 0 and _fold(found[2]) == wanted:
            start, level = number, len(found[1])
    return "\n".join(lines[start:]) if start >= 0 else None


def _cut_block(text: str, mark: str) -> str | None:
    """A list's item, or a paragraph; a mark on a line of its own is of the block before."""
    found = re.search(rf"(?:^|[ \t]){re.escape(mark)}[ \t]*$", text, re.M)
    if not found:
        return None
    blocks = text[: found.start()].rstrip().split("\n\n")
    last = blocks[-1].rpartition("\n")[2]
    return _ITEM_SIGN.sub("", last) if _ITEM.match(last) else blocks[-1]


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
