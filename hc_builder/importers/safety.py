"""What must not move in: scripts, event handlers, addresses that run, frames of others, pictures that count readers."""

import re
from html import unescape

from hc_builder.importers.dialects.forms import find_film, make_film, make_link, read_attributes
from hc_builder.importers.prose import CODE, Prose

_ACTIVE = re.compile(r"\A<(?:script|style)\b", re.I)
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?P<values>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_HANDLER = re.compile(r"\s(?:on\w+|formaction|srcdoc)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_ADDRESS = re.compile(r"\s(?:href|src|action|data|xlink:href)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.I)
_RUNNING_SCHEMES = ("javascript:", "vbscript:", "data:text")
_LIST = re.compile(r"\{[^\n]*\}")
_IN_LIST = re.compile(r"(?<![\w-])(?:on\w+|srcdoc|formaction|action|(?:xlink:)?href|src)\s*=", re.I)
_RUNS_IN_LINK = re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data:text)(?:[^()\n]|\([^()\n]*\))*\)", re.I)
_FRAME = re.compile(
    r"<iframe\b(?P<values>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(?:(?<=/)>|>(?:(?:(?!</?iframe\b).)*</iframe>)?)",
    re.S | re.I,
)
"""One that closes itself, as MDX writes it, or is never closed takes nothing of the text after it."""
_BARE = re.compile(
    r"</?(?:script|style|object|embed|applet|base|meta|link|form)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.I
)
_PIXEL = re.compile(
    r"<img\b(?=[^<>]*(?:\b(?:width|height)\s*=\s*[\"']?[01](?:px)?[\"'\s/>]|//[^\"'/]*googl"
    r"e-analytics\.com|facebook\.com/tr))[^<>]*>",
    re.I,
)


def drop_active(prose: Prose) -> None:
    """Changes the text in place and tells what it left out."""
    prose.sub(re.compile(CODE), lambda found: _drop_script(prose, found[0]))
    prose.sub(_PIXEL, lambda found: prose.lose("a picture that counts readers", found[0]))
    prose.sub(_FRAME, lambda found: _settle_frame(prose, found))
    prose.sub(_BARE, lambda found: prose.lose("an element that runs or loads something", found[0]))
    prose.sub(_TAG, lambda found: _clean(prose, found))
    prose.sub(_RUNS_IN_LINK, lambda found: prose.lose("an address that runs a script", found[0]) + "](#)")


def close_lists(prose: Prose) -> None:
    """Attributes in braces, as Markdown's extension reads them, become text where one of them could run. To be called
    when macros, which have braces too, are gone."""
    prose.sub(_LIST, lambda found: _close_list(prose, found[0]))


def _drop_script(prose: Prose, mark: str) -> str:
    code = prose.restore(mark)
    return prose.lose("a script or style", code) if _ACTIVE.match(code) else mark


def _settle_frame(prose: Prose, found: re.Match[str]) -> str:
    """Films of YouTube and Vimeo stay, without what else the frame had; of any other site a link is left."""
    values = read_attributes(found["values"])
    source = values.get("src", "")
    source = f"https:{source}" if source.startswith("//") else source
    if find_film(source)[1]:
        return make_film(source, values.get("title", ""))
    prose.lose("a frame of another site, which became a link", found[0])
    return make_link(values.get("title") or source, source) if source.startswith(("http:", "https:")) else ""


def _clean(prose: Prose, found: re.Match[str]) -> str:
    safe = _ADDRESS.sub(lambda address: "" if _runs(address["value"]) else address[0], found["values"])
    safe = _HANDLER.sub("", safe)
    if safe == found["values"]:
        return found[0]
    prose.lose("an event handler, or an address that runs a script", found[0])
    return f"<{found['name']}{safe}>"


def _runs(value: str) -> bool:
    """As a browser reads it: with its entities, and without blanks and line ends."""
    read = re.sub(r"[\x00-\x20]", "", unescape(value.strip("\"'")))
    return read.casefold().startswith(_RUNNING_SCHEMES)


def _close_list(prose: Prose, text: str) -> str:
    if not _IN_LIST.search(text):
        return text
    prose.lose("an event handler, or an address that runs a script", text)
    return text.replace("{", "&#123;")


_RUNNING = (
    ".html",
    ".htm",
    ".xhtml",
    ".shtml",
    ".js",
    ".mjs",
    ".php",
    ".jsp",
    ".asp",
    ".aspx",
    ".exe",
    ".bat",
    ".cmd",
    ".msi",
    ".scr",
    ".jar",
    ".swf",
)


def is_carried(name: str, data: bytes) -> bool:
    """Whether a file may stand on the site: nothing that a browser would run there."""
    if name.casefold().endswith(_RUNNING):
        return False
    is_drawing = name.casefold().endswith(".svg")
    return not (is_drawing and re.search(rb"<script|\son\w+\s*=|javascript:|<foreignObject|<!ENTITY", data, re.I))
