"""Footnotes by `mdit-py-plugins`, in the HTML of Python-Markdown. A note that nothing refers to is shown as well."""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin


def footnotes(md: MarkdownIt) -> None:
    md.use(footnote_plugin, inline=False)
    md.core.ruler.before("footnote_tail", "footnotes_unused", _keep_unused)
    md.add_render_rule("footnote_ref", _render_reference)
    md.add_render_rule("footnote_block_open", lambda *_: '<div class="footnote">\n<hr />\n<ol>\n')
    md.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</div>\n")
    md.add_render_rule("footnote_open", _render_opening)
    md.add_render_rule("footnote_anchor", _render_backlink)


def _keep_unused(state: StateCore) -> None:
    notes = state.env.get("footnotes", {"refs": {}})
    for label, number in notes["refs"].items():
        if number < 0:
            notes["list"][len(notes["list"])] = {"label": label[1:], "count": 0}


def _render_reference(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    note = tokens[index].meta
    again = str(note["subId"] + 1) if note["subId"] else ""
    label = escape(note["label"])
    link = f'<a class="footnote-ref" href="#fn:{label}">{note["id"] + 1}</a>'
    return f'<sup id="fnref{again}:{label}">{link}</sup>'


def _render_opening(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    return f'<li id="fn:{escape(tokens[index].meta["label"])}">\n'


def _render_backlink(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    note = tokens[index].meta
    if not env["footnotes"]["list"][note["id"]]["count"]:
        return ""
    target = f"#fnref{note['subId'] + 1 if note['subId'] else ''}:{escape(note['label'])}"
    return f'&#160;<a class="footnote-backref" href="{target}" title="↩ {note["id"] + 1}">&#8617;</a>'
