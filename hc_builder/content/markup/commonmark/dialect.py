"""The dialect put together: the parser, its plugins, and what they leave for the page."""

from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

from hc_builder.content.markup.commonmark.abbreviations import abbreviations, read_abbreviation
from hc_builder.content.markup.commonmark.admonitions import read_admonition
from hc_builder.content.markup.commonmark.attributes import attributes, read_attribute_line
from hc_builder.content.markup.commonmark.bare_links import bare_links
from hc_builder.content.markup.commonmark.blanks_in_targets import blanks_in_targets
from hc_builder.content.markup.commonmark.block_rules import BlockRule, block_rules
from hc_builder.content.markup.commonmark.bounds import BoundedBlocks, bounded_brackets
from hc_builder.content.markup.commonmark.callouts import callouts
from hc_builder.content.markup.commonmark.code import code
from hc_builder.content.markup.commonmark.containers import read_container, read_fold
from hc_builder.content.markup.commonmark.footnotes import footnotes
from hc_builder.content.markup.commonmark.headings import headings
from hc_builder.content.markup.commonmark.html_blocks import html_blocks
from hc_builder.content.markup.commonmark.html_with_markdown import read_element
from hc_builder.content.markup.commonmark.keys import keys
from hc_builder.content.markup.commonmark.korean_emphasis import KoreanInline
from hc_builder.content.markup.commonmark.leftovers import leftovers
from hc_builder.content.markup.commonmark.marked_lines import marked_lines, read_marked_line
from hc_builder.content.markup.commonmark.marks import marks
from hc_builder.content.markup.commonmark.reference_lines import find_lines
from hc_builder.content.markup.commonmark.tabs import read_tabs, tabs
from hc_builder.content.markup.commonmark.tasks import tasks
from hc_builder.content.markup.dates import HIDDEN_STOP, show_dates
from hc_builder.content.markup.dialect import Converted
from hc_builder.content.markup.masks import Masked

_PLUGINS: tuple[Callable[[MarkdownIt], None], ...] = (
    tabs,
    callouts,
    attributes,
    html_blocks,
    deflist_plugin,
    footnotes,
    tasks,
    code,
    marks,
    keys,
    bare_links,
    blanks_in_targets,
    leftovers,
    bounded_brackets,
    headings,
    abbreviations,
    marked_lines,
)
_BLOCKS: Mapping[str, BlockRule] = {
    "!": read_admonition,
    "?": read_admonition,
    ":": read_container,
    "+": read_fold,
    "=": read_tabs,
    "{": read_attribute_line,
    "<": read_element,
    "*": read_abbreviation,
}


class CommonMark:
    """The dialect of articles unless `dialect: python-markdown` is set."""

    def __init__(self) -> None:
        self._parser = build_parser()

    def convert(self, masked: Masked, lang: str) -> Converted:
        env: dict[str, Any] = {"masked": masked, "lang": lang, "foreign": []}
        tokens = self._parser.parse(masked.text, env)
        html = self._parser.renderer.render(tokens, self._parser.options, env)
        return Converted(html, find_lines(tokens), tuple(env["foreign"]))


def build_parser() -> MarkdownIt:
    """The parser with every plugin. `env` must have `masked`, `lang` and `foreign`."""
    md = MarkdownIt("commonmark")
    md.inline, md.block = KoreanInline(), BoundedBlocks()
    md.configure("commonmark", options_update={"maxNesting": 100}).enable(["table", "strikethrough"])
    for plugin in _PLUGINS:
        md.use(plugin)
    block_rules(md, _BLOCKS, read_marked_line)
    md.core.ruler.after("block", "dates", _restore_dates)
    md.add_render_rule("s_open", lambda *_: "<del>")
    md.add_render_rule("s_close", lambda *_: "</del>")
    return md


def _restore_dates(state: StateCore) -> None:
    """Blocks are found: the full stops of dates may be seen again."""
    if HIDDEN_STOP in state.src:
        for token in state.tokens:
            token.content = show_dates(token.content)
