"""Bare links as GFM reads them, without the Korean particle that follows: `https://shop.kr/faq에서`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from hc_builder.content.markup.commonmark.korean_emphasis import PARTICLE

_HOST = re.compile(r"(?:https?://|www\.)[\w.-]*?[A-Za-z0-9](?::\d+)?(?=[가-힣])", re.A)
_LOCAL_PART = re.compile(r"[A-Za-z0-9.+_-]+_$")
_PARTICLES = re.compile(rf"(?<=[A-Za-z0-9/_=-]){PARTICLE}{{1,3}}$")


def bare_links(md: MarkdownIt) -> None:
    md.use(gfm_autolink_plugin)
    md.core.ruler.after("inline", "particles_after_links", _settle)


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
    end = host.end() if host else particles.start() if particles else 0
    if end:
        url, rest = text.content[:end], text.content[end:]
        link.attrs["href"] = md.normalizeLink(f"http://{url}" if url.startswith("www.") else url)
        text.content = url
        children.insert(index + 3, Token("text", "", 0, content=rest, level=link.level))


def _complete_address(children: list[Token], index: int) -> None:
    """`kim_minsu@…`: what stands before the `_` is of the address; the plugin sees only what comes after."""
    link, before = children[index], children[index - 1] if index else None
    if not before or before.type != "text" or not str(link.attrs["href"]).startswith("mailto:"):
        return
    if local := _LOCAL_PART.search(before.content):
        before.content = before.content[: local.start()]
        children[index + 1].content = local.group() + children[index + 1].content
        link.attrs["href"] = f"mailto:{children[index + 1].content}"
