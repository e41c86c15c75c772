"""Hugo's shortcodes: references, pictures, films, boxes, tabs and folds; of any other the text inside stays."""

import re

from hc_builder.importers.dialects.forms import (
    make_box,
    make_film,
    make_fold,
    make_picture,
    make_tabs,
    name_kind,
    read_attributes,
    replace_blocks,
)
from hc_builder.importers.prose import Prose

_REFERENCE = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"`']?([^\"`'\s>%]+)[\"`']?[^{}]*[>%]\}\}")
_PAIR = (
    r"\{{\{{[<%]\s*(?P<name>{names})\b(?P<values>[^{{}}]*?)[>%]\}}\}}(?P<body>(?:(?!\{{\{{"
    r"[<%]\s*(?P=name)\b).)*?)\{{\{{[<%]\s*/\s*(?P=name)\s*[>%]\}}\}}"
)
_BOX = re.compile(
    _PAIR.format(
        names="alert|notice|hint|callout|admonition|tip|note|warning|info|danger|important|pageinfo|blockquote"
    ),
    re.S,
)
_FOLD = re.compile(_PAIR.format(names="details|expand|collapse|accordion|toggle"), re.S)
_TABS = re.compile(_PAIR.format(names="tabs|tabpane|codetabs"), re.S)
_TAB = re.compile(_PAIR.format(names="tab|codetab"), re.S)
_HIGHLIGHT = re.compile(_PAIR.format(names="highlight"), re.S)
_PICTURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image|imgproc)\b([^{}]*?)/?[>%]\}\}")
_FILM = re.compile(r"\{\{[<%]\s*(youtube|vimeo|video|youtube-lite)\b([^{}]*?)/?[>%]\}\}")
_COMMENT = re.compile(r"\{\{[<%]/\*(.*?)\*/[>%]\}\}", re.S)
_HIDDEN = re.compile(_PAIR.format(names="comment"), re.S)
_OTHER = re.compile(r"\{\{[<%][^{}]*?[>%]\}\}")
_BARE = re.compile(r"(?:^|\s)\"([^\"]*)\"|(?:^|\s)'([^']*)'|(?:^|\s)([^\s=\"']+)(?=\s|$)")


def convert_hugo(prose: Prose) -> None:
    prose.sub(_HIDDEN, "")
    prose.sub(_REFERENCE, lambda found: found[1])
    prose.sub(
        _HIGHLIGHT,
        lambda found: prose.hide(f"````{_first(found['values'])}\n{prose.restore(found['body']).strip()}\n````"),
    )
    prose.sub(_PICTURE, _write_picture)
    prose.sub(_FILM, _write_film)
    replace_blocks(prose, _BOX, _write_box)
    replace_blocks(prose, _FOLD, lambda found, body: make_fold(_title(found["values"]), body))
    replace_blocks(prose, _TABS, lambda found, body: make_tabs(prose, _list_tabs(body)))
    prose.sub(_COMMENT, lambda found: f"&#123;&#123;&lt;{found[1]}&gt;}}}}")
    prose.sub(_OTHER, lambda found: prose.lose("a shortcode of Hugo; text inside it stays", found[0]))


def _first(values: str) -> str:
    found = _BARE.search(values)
    return next((text for text in found.groups() if text), "") if found else ""


def _title(values: str) -> str:
    named = read_attributes(values)
    return (
        named.get("title") or named.get("header") or named.get("name") or named.get("summary") or _first(values) or "…"
    )


def _write_picture(found: re.Match[str]) -> str:
    values = read_attributes(found[1])
    words = values.get("alt") or values.get("caption") or values.get("title") or ""
    return make_picture(values.get("src") or values.get("link") or _first(found[1]), words, values.get("width", ""))


def _write_film(found: re.Match[str]) -> str:
    values = read_attributes(found[2])
    film = values.get("id") or values.get("src") or _first(found[2])
    if "/" not in film:
        film = f"https://vimeo.com/{film}" if found[1] == "vimeo" else f"https://www.youtube.com/watch?v={film}"
    return make_film(film, values.get("title", ""))


def _write_box(found: re.Match[str], body: str) -> str:
    values = read_attributes(found["values"])
    named = found["name"] not in ("alert", "notice", "hint", "callout", "admonition", "pageinfo", "blockquote")
    kind = (
        found["name"]
        if named
        else values.get("type") or values.get("color") or values.get("context") or _first(found["values"])
    )
    return make_box(name_kind(kind), values.get("title", ""), body)


def _list_tabs(body: str) -> list[tuple[str, str]]:
    return [(_title(tab["values"]), tab["body"]) for tab in _TAB.finditer(body)]
