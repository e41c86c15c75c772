"""The references of Markdown and of HTML in it, changed one by one."""

import re
from collections.abc import Callable
from html import escape, unescape

from hc_builder.content.markup.references import change_attribute
from hc_builder.importers.prose import Prose

Change = Callable[[str, bool], str]
"""A target as written, and whether it is shown (a picture) rather than followed → the target that takes its place."""

_BLANKS = r"[ \t\n]{0,99}"
"""Bounded, and no target begins or ends in one: a run of blanks is read in one way only."""
_SIGN = r"(?:[^ \t\n()\\\"<>]|\\.|\((?:[^()\n]|\([^()\n]*\))*\))"
_INLINE = re.compile(
    r"(?P<open>!?\[(?:[^\[\]\\\n]|\\.|\n(?!\n)|\[(?:[^\[\]\\]|\\.)*\])*\]\()"
    rf"{_BLANKS}(?P<target><[^<>\n]*>|(?:{_SIGN}(?:(?:{_SIGN}|[ \t])*?{_SIGN})?)?)"
    rf"(?P<title>(?=[ \t\n]){_BLANKS}(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?{_BLANKS}\)"
)
_DEFINITION = re.compile(r"^(?P<open>[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?P<target><[^<>\n]*>|\S+)", re.M)
_ATTRIBUTE = re.compile(
    r"(?<=[\s\"'])(?P<name>href|srcset|src|poster|data)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN = re.compile(r"[^\s()<>\\]*\Z")


def change_targets(prose: Prose, change: Change) -> None:
    """Every target of a link, picture, definition and element; what `change` gives back as it was stays as written."""
    prose.sub(_INLINE, lambda found: _change_inline(found, change))
    prose.sub(_DEFINITION, lambda found: f"{found['open']}{_change_markdown(found['target'], change, False)}")
    prose.sub(_TAG, lambda found: _change_tag(found, change))


def _change_inline(found: re.Match[str], change: Change) -> str:
    is_shown = found["open"].startswith("!")
    inner = found["open"]
    if "](" in inner[:-2]:
        inner = _INLINE.sub(lambda one: _change_inline(one, change), inner)
    return f"{inner}{_change_markdown(found['target'], change, is_shown)}{found['title'] or ''})"


def _change_markdown(written: str, change: Change, is_shown: bool) -> str:
    target = unescape(_ESCAPED.sub(r"\1", written.removeprefix("<").removesuffix(">").strip()))
    changed = change(target, is_shown) if target else target
    if changed == target:
        return written
    return changed if _PLAIN.match(changed) else f"<{changed}>"


def _change_tag(found: re.Match[str], change: Change) -> str:
    is_shown = found["name"].casefold() in ("img", "video", "audio", "source", "embed", "object", "iframe")
    return _ATTRIBUTE.sub(lambda attribute: _change_attribute(attribute, change, is_shown), found[0])


def _change_attribute(found: re.Match[str], change: Change, is_shown: bool) -> str:
    written = found["double"] if found["double"] is not None else found["single"]
    target = unescape(written).strip()
    if found["name"] == "srcset":
        changed = change_attribute("srcset", target, lambda each: change(each, True))
    else:
        changed = change(target, is_shown and found["name"] != "href") if target else target
    return found[0] if changed == target else f'{found["name"]}="{escape(changed, quote=True)}"'
