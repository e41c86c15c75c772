"""The title of an article: what its head says, else its first heading, else its name made readable."""

import re
from html import unescape

from hc_builder.importers.names import make_readable
from hc_builder.importers.prose import CODE, Prose

MAX_TITLE = 300
_TERM = re.compile(r"\[!\w+\s+([^\]]*)\]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_LIST = re.compile(r"\s*\{:?[ ]?[#.][^}]*\}\s*$")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_ICON = re.compile(r":[a-z][\w+-]*:(?:\{[^}]*\})?")
_FIRST = re.compile(
    r"\A(?:[ \t]*(?:<a\b[^>]*></a>|<!--.*?-->)?[ \t]*\n)*(?:(?P<level>\#{1,6})[ \t]+(?P<text>[^\n]+)(?:\n|\Z)|"
    r"(?P<line>[^\n#>|\-*+`<\[!:=][^\n]*)\n(?:=+|-{2,})[ \t]*(?:\n|\Z))",
    re.S,
)
_ADDED = re.compile(r"\s+[|\-–—]\s.*\s[|]\s.+|\s+\|\s.+")
"""What a page's own title has behind its heading: ` - 상점 | Microsoft Learn`."""
_ANY = re.compile(r"^\#{1,3}[ \t]+([^\n]+)$", re.M)


def clean_title(text: str) -> str:
    """Without Markdown, tags and other tools' syntax: `Using [!DNL Fastly] **now** {#x}` → `Using Fastly now`."""
    plain = _TEMPLATE.sub("", _LIST.sub("", _TERM.sub(r"\1", text)))
    plain = _LINK.sub(lambda found: found[1] or found[2] or "", plain)
    plain = _ICON.sub("", _TAG.sub("", plain)).strip().rstrip("#")
    plain = unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"(\*\*|__|`|~~)(.*?)\1", r"\2", plain)))
    return " ".join(re.sub("[\u200b\u200e\u200f\ufeff]", "", plain).split())[:MAX_TITLE].strip()


def settle_title(given: str, prose: Prose, name: str, by_name: bool = False) -> str:
    """The title, and the text without a first heading that repeats it or gave it. `by_name`: without a title of its own
    and a first heading of the first level an article is called as its file."""
    title = clean_title(given)
    first = _FIRST.match(prose.text)
    if by_name and not title and not (first and (first["level"] == "#" or first["line"])):
        return make_readable(name)
    heading = clean_title(_write_out(prose, (first["text"] or first["line"]) if first else ""))
    title = heading if heading and _ADDED.fullmatch(title.removeprefix(heading)) else title
    if first and heading and (not title or letters(title) == letters(heading)):
        prose.text = prose.text[first.end() :]
    anywhere = _ANY.search(prose.text)
    return title or heading or (clean_title(_write_out(prose, anywhere[1])) if anywhere else "") or make_readable(name)


def find_title_anchor(prose: Prose) -> str:
    """The anchor that a first heading gives itself: `# Fees {#fees}`."""
    first = _FIRST.match(prose.text)
    named = re.search(r"\{#([\w.:-]+)[^{}]*\}\s*$", (first["text"] or "") if first else "")
    return named[1] if named else ""


def _write_out(prose: Prose, text: str) -> str:
    return prose.restore(text) if re.search(CODE, text) else text


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
