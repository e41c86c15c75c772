"""An article as HTML without anything of this site's: for apps and chats that show it in styles of their own."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, split_srcset
from hc_builder.exports.source import Link

_LEFT_OUT = "script, style, template, link, meta, object, embed, form, input, button, select, textarea"
_UNWRAPPED = ["span", "div", "font", "center"]
_KEPT = frozenset(
    "href src srcset alt title width height colspan rowspan scope start reversed type controls poster kind srclang "
    "label open datetime lang dir allowfullscreen".split()
)


def clean_html(html: str, link: Link) -> str:
    """No script, no style, no class and no id; every address whole."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None  # the parser makes one of any input
    for node in body.css(_LEFT_OUT):
        node.decompose()
    for node in body.css("*"):
        _resolve(node, link)
        _strip(node)
    body.unwrap_tags(_UNWRAPPED)
    return (body.inner_html or "").strip()


def _resolve(node: LexborNode, link: Link) -> None:
    for attribute in REFERENCE_ATTRIBUTES.get(str(node.tag), ()):
        value = node.attributes.get(attribute)
        if value:
            for target in split_srcset(value) if attribute == "srcset" else [value]:
                value = value.replace(target, link(target))
            node.attrs[attribute] = value


def _strip(node: LexborNode) -> None:
    for name in [name for name in node.attributes if name not in _KEPT]:
        del node.attrs[name]
