"""The forms of our own Markdown that other tools' blocks become."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from urllib.parse import parse_qs

from hc_builder.content.markup import list_kinds
from hc_builder.importers.addresses import split_address
from hc_builder.importers.prose import Prose

_KINDS = list_kinds()
_OTHER_KINDS = {
    "secondary": "note",
    "primary": "note",
    "default": "note",
    "notice": "note",
    "callout": "note",
    "check": "success",
    "done": "success",
    "alert": "warning",
    "warn": "warning",
    "critical": "danger",
    "todo": "note",
    "help": "question",
    "tldr": "summary",
    "cite": "quote",
    "fail": "failure",
    "missing": "failure",
    "new": "note",
    "highlight": "note",
    "morelikethis": "info",
    "prerequisites": "important",
    "admin": "note",
    "availability": "info",
    "required": "important",
    "error": "error",
}
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:@.-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|"
    r"\{\s*(?:`(?P<tick>[^`]*)`|\"(?P<braced>[^\"]*)\"|'(?P<quoted>[^']*)'|(?P<bare>[^{}]*))\s*\}|(?P<plain>[^\s\"'>}]+))"
)


def name_kind(kind: str) -> str:
    """A kind of box that we have; `note` for one that nobody knows."""
    word = kind.strip().casefold()
    return word if word in _KINDS else _OTHER_KINDS.get(word, "note")


def read_attributes(text: str) -> dict[str, str]:
    """`src="a.png" width={300}` → by name, entities read."""
    found = _ATTRIBUTE.finditer(text)
    return {
        one["name"]: unescape(next((value for value in one.groups()[1:] if value is not None), "")) for one in found
    }


def make_box(kind: str, title: str, body: str) -> str:
    """A box; one around others has more colons than they."""
    longest = max((len(run) for run in re.findall(r"^[ \t>]*(:{3,})", body, re.M)), default=2)
    colons, name = ":" * (longest + 1), name_kind(kind)
    return f"{colons}{name} {' '.join(title.split())}".rstrip() + f"\n\n{body.strip(chr(10))}\n\n{colons}"


def make_fold(title: str, body: str) -> str:
    line = " ".join(title.split()) or "…"
    return f"<details>\n<summary>{line}</summary>\n\n{body.strip(chr(10))}\n\n</details>"


def make_tabs(prose: Prose, tabs: Iterable[tuple[str, str]]) -> str:
    """`(title, text)` of each tab."""
    return "\n\n".join(f'=== "{_quote(title)}"\n\n{prose.reindent(body, 4)}' for title, body in tabs)


def _quote(title: str) -> str:
    return " ".join(title.split()).replace('"', "'") or "…"


def make_picture(source: str, alt: str = "", width: str = "") -> str:
    size = f"{{ width={width} }}" if width.isdecimal() and 0 < int(width) < 5_000 else ""
    return f"![{_escape_text(alt)}]({make_target(source)}){size}"


def make_link(text: str, target: str) -> str:
    return f"[{_escape_text(text)}]({make_target(target)})"


def _escape_text(text: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", " ".join(text.split()))


def make_target(target: str) -> str:
    """Blanks and brackets of an address as Markdown takes them."""
    return re.sub(r"[\s()<>]", lambda sign: "%" + sign[0].encode().hex().upper(), target.strip())


_FRAMES = {
    "youtube": "https://www.youtube-nocookie.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
}


def find_film(url: str) -> tuple[str, str]:
    """Host and id of a film of YouTube or Vimeo; empty where it is none."""
    parts = split_address(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be":
        return "youtube", _find_id(parts.path)
    if host in ("youtube.com", "youtube-nocookie.com"):
        named = parse_qs(parts.query).get("v", [""])[0]
        return "youtube", _find_id(f"/{named}" if named else parts.path)
    if host in ("vimeo.com", "player.vimeo.com"):
        return "vimeo", _find_id(parts.path)
    return "", ""


def _find_id(path: str) -> str:
    last = path.rstrip("/").rpartition("/")[2]
    return last if re.fullmatch(r"[\w-]{5,20}", last) else ""


def make_film(url: str, caption: str = "") -> str:
    """A film that waits for a click; one of another host is a link, and a file its player."""
    host, film = find_film(url)
    if film:
        title = f' title="{escape(caption)}"' if caption else ""
        return f'<iframe src="{_FRAMES[host].format(film)}"{title} allowfullscreen></iframe>'
    if re.search(r"\.(?:mp4|webm|mov|m4v)(?:[?#]|$)", url, re.I):
        return make_picture(url, caption)
    return make_link(caption or url, url)


_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\((https?://[^\s()<>]+)\)(?:\{[^{}\n]*\})?(?P<end>\\$)?", re.M)
_CHOICE = re.compile(r"</?picture\b[^<>]*>|<source\b[^<>]*\bmedia=[^<>]*>", re.I)


def show_films(prose: Prose) -> None:
    """What is written as a picture and is a film of another site; of pictures for light and dark the plain one."""
    prose.sub(_PICTURE, lambda found: make_film(found[2], found[1]) if find_film(found[2])[1] else found[0])
    prose.sub(_CHOICE, "")


def replace_blocks(
    prose: Prose, pattern: re.Pattern[str], make: Callable[[re.Match[str], str], str], group: str = "body"
) -> None:
    """Blocks as what `make` gives for them and their text, at the margin where they stood, a blank line around."""

    def put(found: re.Match[str]) -> str:
        start = found.string.rfind("\n", 0, found.start()) + 1
        before = found.string[start : found.start()]
        margin = _find_margin(before)
        text = make(found, prose.reindent(found[group] or ""))
        if margin:
            text = prose.reindent(text, margin).lstrip(" ")
        return f"\n\n{' ' * margin}{text}\n\n" if before.strip() and not _is_lead(before) else f"{text}\n"

    prose.sub_inner(pattern, put)


_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def _is_lead(before: str) -> bool:
    return bool(_LEAD.fullmatch(before))


def _find_margin(before: str) -> int:
    """The column at which the text of a list item begins."""
    lead = _LEAD.match(before)
    return len(lead[0].expandtabs(4)) if lead else 0
