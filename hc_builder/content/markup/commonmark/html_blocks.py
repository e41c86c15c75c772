"""Raw HTML, but for a line that is one tag of a sentence's element (`<br>`, `<img …>`, `<b>`) with text below it.

CommonMark takes all lines after such a tag for HTML, up to a blank one, and their Markdown shows. Here the tag begins a
paragraph as it would in the middle of one.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block

from hc_builder.content.markup.html_elements import INLINE_ELEMENTS

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_IN_SENTENCES = INLINE_ELEMENTS | {"br", "input", "label"}


def html_blocks(md: MarkdownIt) -> None:
    md.block.ruler.at("html_block", _read_block, {"alt": ["paragraph", "reference", "blockquote"]})


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    name = _NAME.match(state.src, state.bMarks[start] + state.tShift[start])
    if name and name[1].lower() in _IN_SENTENCES and start + 1 < end and not state.isEmpty(start + 1):
        return False
    return html_block(state, start, end, silent)
