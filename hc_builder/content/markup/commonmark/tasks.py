"""Task lists, found by the parser, in the HTML of pymdownx.tasklist with `custom_checkbox`."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_CLASSES = {"bullet_list_open": "task-list", "ordered_list_open": "task-list"}


def tasks(md: MarkdownIt) -> None:
    md.options["tasklists"] = True
    md.add_render_rule("list_item_open", _render_item)
    for kind in _CLASSES:
        md.add_render_rule(kind, _render_list)


def _render_list(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    if token.attrs.get("class"):
        token.attrs["class"] = str(token.attrs["class"]).replace("contains-task-list", "task-list")
    return self.renderToken(tokens, index, options, env)


def _render_item(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    html = self.renderToken(tokens, index, options, env)
    if "checked" not in tokens[index].meta:
        return html
    checked = " checked" if tokens[index].meta["checked"] else ""
    box = f'<input type="checkbox" disabled{checked}/><span class="task-list-indicator"></span>'
    return f'{html}<label class="task-list-control">{box}</label> '
