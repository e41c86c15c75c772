"""Bare links as GFM reads them, without the Korean particle that follows: `https://shop.kr/faq에서`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.gfm_autolink.index import _protocol_rule

from hc_builder.content.markup.commonmark.korean_emphasis import PARTICLE

_HOST = re.compile(r"(?:https?://|www\.)[\w.-]*?[A-Za-z0-9](?::\d+)?(?=[가-힣])", re.A)
_HOST_AHEAD = re.compile(r"://[^\W_][^\s/?#<>`\U000f0000-\U000ffffd]*(?=[/?#<\s]|$)")
_STOP = re.compile(r"[^\s<]*?(?=[*_~]+(?:&#|[가-힣(])|&#)")
_SIGNS_BEFORE = 100  # that are looked through, so that a row of links takes linear time
_LOCAL_PART = re.compile(r"[A-Za-z0-9.+_-]+_$")
_PARTICLES = re.compile(rf"(?<=[A-Za-z0-9/)=-]){PARTICLE}{{1,3}}$")


def bare_links(md: MarkdownIt) -> None:
    md.use(gfm_autolink_plugin)
    md.inline.ruler.at("gfm_autolink_protocol", _read_address)
    md.core.ruler.after("inline", "particles_after_links", _settle)


def _read_address(state: StateInline, silent: bool) -> bool:
    """The plugin's rule, kept from taking in the end of an emphasis (`*https://…*을`) or a character reference.

    What has a placeholder or code for its host is no address: `https://<shop>/login`.
    """
    if state.src[state.pos] == ":" and not _HOST_AHEAD.match(state.src, state.pos):
        return False
    stop = _STOP.match(state.src, state.pos, state.posMax) if state.src[state.pos] == ":" else None
    if not stop or not _closes(state, stop.end()):
        return _protocol_rule(state, silent)
    end, state.posMax = state.posMax, stop.end()
    found = _protocol_rule(state, silent)
    state.posMax = end
    return found


def _closes(state: StateInline, pos: int) -> bool:
    """Whether the sign at `pos` may end what a like sign has begun; in `wiki/환불_(법)` it is of the address."""
    marker, opened = ord(state.src[pos]), 0
    for sign in state.delimiters[-_SIGNS_BEFORE:]:
        if sign.marker == marker:
            opened += -1 if sign.close and opened else sign.open
    return marker == ord("&") or opened > 0


def _settle(state: StateCore) -> None:
    if not any(sign in state.src for sign in ("://", "www.", "@")):
        return
    for token in state.tokens:
        children = token.children or []
        for index, child in enumerate(children):
            if child.markup == "autolink" and child.nesting == 1 and token.content[child.meta["pos"]] != "<":
                _cut_particle(state.md, children, index)
                _complete_address(children, index)


def _cut_particle(md: MarkdownIt, children: list[Token], index: int) -> None:
    """The particle goes from the link's text to the text after it."""
    link, text = children[index], children[index + 1]
    host, particles = _HOST.match(text.content), _PARTICLES.search(text.content)
    end = host.end() if host else particles.start() if particles else len(text.content)
    end = _find_lone_bracket(text.content[:end])
    if end < len(text.content):
        url, rest = text.content[:end], text.content[end:]
        link.attrs["href"] = md.normalizeLink(f"http://{url}" if url.startswith("www.") else url)
        text.content = url
        children.insert(index + 3, Token("text", "", 0, content=rest, level=link.level))


def _find_lone_bracket(url: str) -> int:
    """Where a `)` stands that nothing in the address opens: `(https://shop.kr/faq)에서`; else the end."""
    depth = 0
    for index, sign in enumerate(url):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return index
    return len(url)


def _complete_address(children: list[Token], index: int) -> None:
    """`kim_minsu@…`: what stands before the `_` is of the address; the plugin sees only what comes after."""
    link, before = children[index], children[index - 1] if index else None
    if not before or before.type != "text" or not str(link.attrs["href"]).startswith("mailto:"):
        return
    if local := _LOCAL_PART.search(before.content):
        before.content = before.content[: local.start()]
        children[index + 1].content = local.group() + children[index + 1].content
        link.attrs["href"] = f"mailto:{children[index + 1].content}"
