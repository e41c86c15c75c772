"""The body of an article's page: its rendering with references resolved, pictures sized and tables able to scroll."""

from functools import partial

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook
from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, change_attribute
from hc_builder.media.gallery import Gallery
from hc_builder.pages.films import hold_back_players, show_films, show_moving
from hc_builder.pages.interface_text import read_interface_text
from hc_builder.pages.nodes import put_into
from hc_builder.pages.pictures import find_exhibits, hurry_first, let_zoom, narrow_steps, offer_forms, size_picture
from hc_builder.pages.references import NO_GALLERY, Ask, Asked, answer
from hc_builder.pages.steps import frame_steps
from hc_builder.pages.unbroken import keep_numbers_whole


def build_page_html(book: AddressBook, shown: Shown, asked: Asked | None = None, gallery: Gallery = NO_GALLERY) -> str:
    """HTML that stands at the article's own address; what it depends on beside the article is added to `asked`."""

    def ask(kind: str, target: str) -> str:
        found = answer(book, shown, question := f"{kind} {target}", gallery)
        if asked is not None:
            asked[question] = found
        return found

    body = LexborHTMLParser(f"<body>{shown.rendered.html}</body>").body
    assert body is not None  # the parser makes one of any input
    _place_media(ask, body, shown.article.lang)
    for table in body.css("table:not(.highlighttable)"):
        _let_scroll(table)
    for code in body.css("pre"):
        code.attrs["tabindex"] = "0"  # a long line scrolls by keyboard too
    for box in body.css(".task-list-control > input"):
        _name_task(box)
    for image in body.css("img[alt]"):
        let_zoom(image)
    if shown.article.fields.type == "tutorial":
        frame_steps(body)
        narrow_steps(body)
    keep_numbers_whole(body)
    return body.inner_html or ""


def _place_media(ask: Ask, body: LexborNode, lang: str) -> None:
    """Pictures and films with their sides and forms, and every reference as the page must write it."""
    text = read_interface_text(lang)
    show_films(ask, body, text)
    hold_back_players(body, text)
    for image in body.css("img"):
        size_picture(ask, image)
    hurry_first(body)
    exhibits = find_exhibits(ask, body.css("img"))
    for node in body.css(", ".join(REFERENCE_ATTRIBUTES)):
        _resolve(ask, node)
    for image, exhibit in exhibits:
        if exhibit.list_kind("mp4"):
            show_moving(image, exhibit)
        else:
            offer_forms(image, exhibit)


def _resolve(ask: Ask, node: LexborNode) -> None:
    tag = str(node.tag)
    for attribute in REFERENCE_ATTRIBUTES[tag]:
        value = node.attributes.get(attribute)
        if value:
            node.attrs[attribute] = change_attribute(attribute, value, partial(ask, "link"))
    if tag == "a" and (node.attributes.get("href") or "").startswith("http"):
        node.attrs["rel"] = "noopener"


def _name_task(box: LexborNode) -> None:
    """The renderer's label is empty: whoever hears the page would hear of a box without a name."""
    item = box.parent.parent if box.parent else None
    if item is not None:
        box.attrs["aria-label"] = " ".join((item.text(deep=False).strip() or item.text()).split())


def _let_scroll(table: LexborNode) -> None:
    """A wide table scrolls by itself, by keyboard too, and the page does not."""
    frame = LexborHTMLParser('<div class="hc-table" tabindex="0" role="group"></div>').css_first("div")
    put_into(table, frame)
