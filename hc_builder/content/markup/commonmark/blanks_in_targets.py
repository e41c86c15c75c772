"""`[안내](환불 안내.md)`, `![화면](media/결제 화면.png)`: file names with blanks, which CommonMark wants in `<…>`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_TARGET = re.compile(r"\(((?=[^()\n]*[./])[^()<>\"'\s][^()<>\"'\n]*[^()<>\"'\s])(?:[ \t]+\"([^\"\n]*)\")?[ \t]*\)")


def blanks_in_targets(md: MarkdownIt) -> None:
    md.inline.ruler.after("image", "blanks_in_targets", _read)


def _read(state: StateInline, silent: bool) -> bool:
    is_image = state.src.startswith("![", state.pos)
    if not is_image and state.src[state.pos] != "[":
        return False
    first = state.pos + 1 + is_image
    end = state.md.helpers.parseLinkLabel(state, first - 1, not is_image)
    target = _TARGET.match(state.src, end + 1) if end >= 0 else None
    href = state.md.normalizeLink(target[1]) if target else ""
    if not target or not state.md.validateLink(href):
        return False
    if not silent:
        _push(state, is_image, (first, end), href, target[2])
    state.pos = target.end()
    return True


def _push(state: StateInline, is_image: bool, label: tuple[int, int], href: str, title: str | None) -> None:
    titled = {"title": title} if title else {}
    if is_image:
        token = state.push("image", "img", 0)
        token.attrs, token.content = {"src": href, "alt": "", **titled}, state.src[label[0] : label[1]]
        token.children = state.md.inline.parse(token.content, state.md, state.env, [])
        return
    state.push("link_open", "a", 1).attrs = {"href": href, **titled}
    end, state.pos, state.posMax = state.posMax, *label
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = end
    state.push("link_close", "a", -1)
