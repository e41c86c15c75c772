"""Code: fenced, indented and inline (`` `#!python print()` ``), highlighted by Pygments as pymdownx.highlight does.

A fence's options are those of Material: `title="…"`, `hl_lines="2-4 6"`, `linenums="1"`, `{ .python .extra #id }`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight

_HIGHLIGHT = Highlight(None, pygments_lang_class=True, stripnl=False)
_INLINE = re.compile(r"(?:#!|:::)([\w#.+-]+)[ \t]+(.+)", re.S)
_OPTION = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_LANGUAGE = re.compile(r"[\w#.+-]+")
_MARKED = re.compile(r"([.#])([\w-]+)")


def code(md: MarkdownIt) -> None:
    md.add_render_rule("fence", _render_fence)
    md.add_render_rule("code_block", _render_indented)
    md.add_render_rule("code_inline", _render_inline)


def _render_fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token, masked = tokens[index], env["masked"]
    return highlight(masked.restore(token.content), masked.restore(unescapeAll(token.info)).strip())


def _render_indented(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return highlight(env["masked"].restore(tokens[index].content), "")


def _render_inline(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    text = env["masked"].restore(token.content)
    marked = _INLINE.fullmatch(text) if text.startswith(("#!", ":::")) else None
    if marked and _is_language(marked[1]):
        element = _HIGHLIGHT.highlight(marked[2], marked[1], inline=True)
        return f'<code class="{element.get("class")}">{element.text}</code>'
    return f"<code{self.renderAttrs(token)}>{escapeHtml(text)}</code>"


@lru_cache(maxsize=512)
def _is_language(name: str) -> bool:
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True


@lru_cache(maxsize=512)
def highlight(text: str, info: str) -> str:
    """The block's HTML; `info` is what stands after the opening fence."""
    given = {name: first or second or third for name, first, second, third in _OPTION.findall(info)}
    plain = _OPTION.sub("", info).strip("{} \t")
    names = {sign: [name for mark, name in _MARKED.findall(plain) if mark == sign] for sign in ".#"}
    language = _LANGUAGE.match(plain) if not plain.startswith((".", "#")) else None
    classes = names["."] if plain.startswith(".") or "{" in info else []
    html = _HIGHLIGHT.highlight(
        text.removesuffix("\n"),
        language.group() if language else (classes.pop(0) if classes else ""),
        classes=classes,
        id_value=(names["#"] or [""])[0] if "{" in info else "",
        hl_lines=_parse_lines(given.get("hl_lines", "")),
        linestart=_parse_start(given.get("linenums", "")),
        title=given.get("title"),
    )
    return f"{html}\n"


def _parse_start(text: str) -> int:
    """The first line's number (`linenums="1"`); -1: lines have none."""
    number = re.match(r"\d{1,6}", text)
    return int(number.group()) if number else -1


def _parse_lines(text: str) -> list[int]:
    """`"2-4 6"` → `[2, 3, 4, 6]`."""
    ranges = re.findall(r"(\d{1,5})(?:-(\d{1,5}))?", text)
    return [line for first, last in ranges for line in range(int(first), int(last or first) + 1)]
