"""Liquid and kramdown of Jekyll and just-the-docs: includes with their text, variables, attribute lists."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from hc_builder.importers.dialects.forms import make_box, make_film, make_picture, name_kind, replace_blocks
from hc_builder.importers.prose import Prose

_INNER = r"(?:[^%{]|%(?!\})|\{(?!%))*"
"""What stands in a tag: no tag begins in it, so that a tag without an end costs no second look."""


def _pair(name: str, values: str = "") -> re.Pattern[str]:
    """A tag, the text after it and its end; no other of that name begins between."""
    start, end = rf"\{{%-?\s*{name}{values}\s*-?%\}}", rf"\{{%-?\s*end{name}\s*-?%\}}"
    return re.compile(rf"{start}\n?(?P<body>(?:(?!\{{%-?\s*{name}\b).)*?){end}\n?", re.S)


_RAW, _COMMENT = _pair("raw"), _pair("comment")
_CAPTURE = _pair("capture", r"\s+[\"']?(?P<name>[\w-]+)[\"']?")
_HIGHLIGHT = _pair("highlight", rf"\s+(?P<language>\w+){_INNER}")
_ASSIGN = re.compile(rf"\{{%-?\s*assign\s+([\w-]+)\s*=({_INNER})%\}}\n?")
_INCLUDE = re.compile(rf"\{{%-?\s*include(?:_relative|_cached)?\s+(?P<file>[^\s%{{]+)(?P<values>{_INNER})%\}}")
_POST = re.compile(r"\{%-?\s*post_url\s+([^\s%{]+)\s*-?%\}")
_FILM = re.compile(r"\{%-?\s*(?P<host>youtube|vimeo)\s+[\"']?(?P<id>[\w-]+)[\"']?[^%{}]*%\}")
_PATH = re.compile(r"\{%-?\s*(?:link)\s+([^\s%{]+)\s*-?%\}")
_BLOCK_TAG = re.compile(rf"\{{%-?\s*(?:end)?(?:if|unless|for|case|when|else|elsif)\b{_INNER}%\}}[ \t]*\n?")
_OUTPUT = re.compile(r"\{\{-?([^{}\n]*)\}\}")
_TOC = re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\}[ \t]*\n?", re.M)
_CALLOUT_BEFORE = re.compile(
    r"^\{:\s*\.(?P<kind>note|warning|important|highlight|new|tip|caution|danger|info)(?P<title>-title)?\b"
    r"[^{}\n]*\}[ \t]*\n(?P<body>(?:[^\n]+\n?)+)",
    re.M,
)
_LIST_ALONE = re.compile(r"^[ \t]*\{::?[^{}\n]*\}[ \t]*\n?", re.M)
_LIST_INLINE = re.compile(r"\{:[^{}\n#]*\}")
_LIST_WITH_ID = re.compile(r"\{:[^{}\n#]*(#[\w-]+)[^{}\n]*\}")
_LIST_BELOW_HEADING = re.compile(r"^(#{1,6}[^\n]*)\n\{:[^{}\n#]*(#[\w-]+)[^{}\n]*\}[ \t]*$", re.M)
_FILTER = re.compile(r"\s*\|\s*")


@dataclass(frozen=True)
class LiquidSite:
    """`includes` by name, `site` of `_config.yml`, `page` of the front matter."""

    includes: Callable[[str], str | None]
    site: Mapping[str, Any]
    page: Mapping[str, Any]


def convert_liquid(prose: Prose, site: LiquidSite, depth: int = 0) -> None:
    names: dict[str, Any] = {}
    prose.sub(_RAW, lambda found: found["body"].replace("{{", "&#123;&#123;").replace("{%", "&#123;%"))
    prose.sub(_COMMENT, "")
    prose.sub(_CAPTURE, lambda found: _keep(names, found))
    prose.sub(_ASSIGN, lambda found: _assign(names, found, site))
    replace_blocks(prose, _HIGHLIGHT, lambda found, body: prose.hide(f"````{found['language']}\n{body}\n````"))
    prose.sub(_POST, r"/_posts/\1")
    prose.sub(_PATH, r"/\1")
    prose.sub(_FILM, lambda found: make_film(f"https://{found['host']}.com/{found['id']}"))
    prose.sub(_INCLUDE, lambda found: _include(prose, found, site, names, depth))
    prose.sub(_OUTPUT, lambda found: _print(prose, found, site, names))
    if _BLOCK_TAG.search(prose.text):
        prose.sub(_BLOCK_TAG, lambda found: prose.lose("a condition or loop of Liquid; its text stays", found[0]))
    _convert_kramdown(prose)


def _keep(names: dict[str, Any], found: re.Match[str]) -> str:
    names[found["name"]] = found["body"].strip()
    return ""


def _assign(names: dict[str, Any], found: re.Match[str], site: LiquidSite) -> str:
    names[found[1]] = _evaluate(found[2].rstrip("-"), site, names)
    return ""


def _evaluate(expression: str, site: LiquidSite, names: Mapping[str, Any]) -> Any:
    """A literal or a name, its filters passed over; `None`: nobody knows."""
    value, *filters = _FILTER.split(expression.strip())
    if literal := re.fullmatch(r"\"([^\"]*)\"|'([^']*)'", value):
        return literal[1] or literal[2] or ""
    if default := next((one for one in filters if one.startswith("default:")), ""):
        found = _look_up(value, site, names)
        return found if found is not None else _evaluate(default.removeprefix("default:"), site, names)
    return _look_up(value, site, names)


def _look_up(name: str, site: LiquidSite, names: Mapping[str, Any]) -> Any:
    scope, _, rest = name.partition(".")
    if scope in ("site", "page") and rest:
        tree: Any = site.site if scope == "site" else site.page
        for part in rest.split("."):
            tree = tree.get(part) if isinstance(tree, Mapping) else None
        return "" if tree is None and name in ("site.baseurl", "site.url") else tree
    return names.get(name)


def _print(prose: Prose, found: re.Match[str], site: LiquidSite, names: Mapping[str, Any]) -> str:
    value = _evaluate(found[1].rstrip("-"), site, names)
    if isinstance(value, str):
        return value
    return "" if value is not None else prose.lose("a variable of Liquid", found[0])


def _include(prose: Prose, found: re.Match[str], site: LiquidSite, names: Mapping[str, Any], depth: int) -> str:
    """The text of the included file with what it was given; without the file, what it was given."""
    values = _read_values(found["values"], site, names)
    text = site.includes(found["file"].strip("\"'"))
    if text is not None and depth < 5 and "<script" not in text:
        inner = Prose(text, prose.place)
        given = {f"include.{key}": value for key, value in values.items()}
        inner.sub(_OUTPUT, lambda one: _print_given(one, given))
        convert_liquid(inner, site, depth + 1)
        return prose.hide(inner.finish().strip())
    shown = _show_as_html(values) if _is_in_html(found) else _show_values(values)
    return shown or prose.lose("an include whose text is not in the export", found[0])


def _print_given(found: re.Match[str], given: Mapping[str, Any]) -> str:
    name, *filters = _FILTER.split(found[1].strip(" -"))
    value = given.get(name, "" if name.startswith("include.") else found[0])
    text = value if isinstance(value, str) else _make_list(value)
    return f"\n\n{text}\n\n" if "markdownify" in filters else text


def _read_values(text: str, site: LiquidSite, names: Mapping[str, Any]) -> dict[str, Any]:
    pairs = re.findall(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'%]+)", text)
    return {key: _evaluate(value, site, names) for key, value in pairs}


def _show_values(values: Mapping[str, Any]) -> str:
    parts = []
    if isinstance(film := values.get("id"), str) and values.get("provider") in ("youtube", "vimeo"):
        parts.append(make_film(f"https://{values['provider']}.com/{film}"))
    if isinstance(image := values.get("image") or values.get("src") or values.get("image_path"), str):
        alt = values.get("image_alt_text") or values.get("alt") or ""
        parts.append(make_picture(image, alt if isinstance(alt, str) else ""))
    if isinstance(items := values.get("items"), list):
        parts.append(_make_list(items))
    if isinstance(content := values.get("content") or values.get("text"), str):
        kind = values.get("type")
        parts.append(make_box(name_kind(kind), "", content) if isinstance(kind, str) else content)
    return "\n\n".join(filter(None, parts))


def _is_in_html(found: re.Match[str]) -> bool:
    """Whether the line before is a tag, where no Markdown is read."""
    before = found.string[: found.start()].rstrip()
    return before.rpartition("\n")[2].lstrip().startswith("<")


def _show_as_html(values: Mapping[str, Any]) -> str:
    image, alt = values.get("image") or values.get("src"), values.get("image_alt_text") or values.get("alt")
    parts = (
        [f'<img src="{escape(image)}" alt="{escape(alt if isinstance(alt, str) else "")}">']
        if isinstance(image, str)
        else []
    )
    items = values.get("items")
    parts += [f"<li>{item}</li>" for item in items if isinstance(item, str)] if isinstance(items, list) else []
    texts = (values.get(key) for key in ("content", "text"))
    return "".join([*parts, *(f"<p>{text}</p>" for text in texts if isinstance(text, str))])


def _make_list(items: Any) -> str:
    texts = [item if isinstance(item, str) else _find_text(item) for item in items] if isinstance(items, list) else []
    return "\n".join(f"- {' '.join(text.split())}" for text in texts if text)


def _find_text(item: Any) -> str:
    values = item.values() if isinstance(item, Mapping) else ()
    return " ".join(value for value in values if isinstance(value, str))


def _convert_kramdown(prose: Prose) -> None:
    prose.sub(_TOC, "")
    replace_blocks(prose, _CALLOUT_BEFORE, _write_callout)
    prose.sub(_LIST_BELOW_HEADING, r"\1 {\2}")
    prose.sub(_LIST_ALONE, "")
    prose.sub(_LIST_WITH_ID, r"{\1}")
    prose.sub(_LIST_INLINE, "")


def _write_callout(found: re.Match[str], body: str) -> str:
    lines = [re.sub(r"^>[ ]?", "", line) for line in body.split("\n")]
    title = lines.pop(0).strip() if found["title"] else ""
    return make_box(found["kind"], title, "\n".join(lines).strip("\n"))
