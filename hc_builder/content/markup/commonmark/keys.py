"""Keys: `++ctrl+alt+del++`, by the names and in the HTML of pymdownx.keys."""

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pymdownx.keymap_db import aliases, keymap

_KEY = r"(?:[\w-]+|\"[^\"\n]+\"|'[^'\n]+')"
_KEYS = re.compile(rf"\+\+({_KEY}(?:\+{_KEY})*)\+\+")
_EACH = re.compile(_KEY)


def keys(md: MarkdownIt) -> None:
    md.inline.ruler.after("escape", "keys", _read_keys)
    md.add_render_rule("keys", _render_keys)


def _read_keys(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1 : state.pos]
    if not state.src.startswith("++", state.pos) or (before.isascii() and before.isalnum()):
        return False
    found = _KEYS.match(state.src, state.pos, state.posMax)
    names = [_name_key(key) for key in _EACH.findall(found[1])] if found else []
    if not found or not all(name for _, name in names):
        return False
    if not silent:
        token = state.push("keys", "span", 0)
        token.attrs, token.meta = {"class": "keys"}, {"names": names}
    state.pos = found.end()
    return True


def _name_key(key: str) -> tuple[str, str]:
    """`"ctrl"` → `("control", "Ctrl")`; a quoted text has no class; `""` for the name of a key that is not known."""
    if key[0] in "\"'":
        return "", key[1:-1].strip()
    name = aliases.get(key.lower(), key.lower())
    return name, keymap.get(name, "")


def _render_keys(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    caps = [_render_cap(key, escape(name)) for key, name in tokens[index].meta["names"]]
    return f"<span{self.renderAttrs(tokens[index])}>{'<span>+</span>'.join(caps)}</span>"


def _render_cap(key: str, name: str) -> str:
    return f'<kbd class="key-{escape(key)}">{name}</kbd>' if key else f"<kbd>{name}</kbd>"
