"""An article as HTML without anything of this site's: for apps and chats that show it in styles of their own."""

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.companions import FILM_SUFFIXES
from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, change_attribute
from hc_builder.exports.source import Link
from hc_builder.pages.films import find_player
from hc_builder.pages.nodes import put_before, replace
from hc_builder.pages.references import find_suffix

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
    for image in body.css("img[src]"):
        _show_film(image)
    for tabs in body.css(".tabbed-set"):
        _open_tabs(tabs)
    for node in body.css(_LEFT_OUT):
        node.decompose()
    for node in body.css("*"):
        _resolve(node, link)
        _strip(node)
    body.unwrap_tags(_UNWRAPPED)
    return (body.inner_html or "").strip()


def _show_film(image: LexborNode) -> None:
    """What is written as a picture and is a film: a player, or for one of another site a link."""
    source, name = image.attributes.get("src") or "", image.attributes.get("alt") or ""
    if find_suffix(source) in FILM_SUFFIXES:
        replace(image, Markup('<video controls src="{}" title="{}"></video>').format(source, name))
    elif player := find_player(source):
        replace(image, Markup('<a href="{}">{}</a>').format(player.page, name or player.site))


def _open_tabs(tabs: LexborNode) -> None:
    """Each text below its name: without script and style nothing else tells which is whose."""
    parts = {part.attributes.get("class"): part for part in tabs.iter()}
    labels, content = parts.get("tabbed-labels"), parts.get("tabbed-content")
    if labels is None or content is None:
        return
    for label, block in zip(labels.iter(), content.iter(), strict=False):
        put_before(block, Markup("<p><strong>{}</strong></p>").format(label.text(strip=True)))
    labels.decompose()


def _resolve(node: LexborNode, link: Link) -> None:
    for attribute in REFERENCE_ATTRIBUTES.get(str(node.tag), ()):
        value = node.attributes.get(attribute)
        if value:
            node.attrs[attribute] = change_attribute(attribute, value, link)


def _strip(node: LexborNode) -> None:
    for name in [name for name in node.attributes if name not in _KEPT]:
        del node.attrs[name]
