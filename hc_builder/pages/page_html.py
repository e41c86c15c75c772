"""The body of an article's page: its rendering with references resolved, pictures sized and tables able to scroll."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook, is_external, rewrite
from hc_builder.content.markup import Reference
from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, split_srcset
from hc_builder.content.pictures import Picture, read_picture


def build_page_html(book: AddressBook, shown: Shown) -> str:
    """HTML that stands at the article's own address."""
    body = LexborHTMLParser(f"<body>{shown.rendered.html}</body>").body
    assert body is not None  # the parser makes one of any input
    for image in body.css("img"):
        _size_image(book, shown, image)
    for node in body.css(", ".join(REFERENCE_ATTRIBUTES)):
        _resolve(book, shown, node)
    for table in body.css("table"):
        _let_scroll(table)
    return body.inner_html or ""


def _resolve(book: AddressBook, shown: Shown, node: LexborNode) -> None:
    tag = str(node.tag)
    for attribute in REFERENCE_ATTRIBUTES[tag]:
        value = node.attributes.get(attribute)
        if not value:
            continue
        for target in split_srcset(value) if attribute == "srcset" else [value]:
            value = value.replace(target, rewrite(book, shown, Reference(tag, attribute, target)))
        node.attrs[attribute] = value
    if tag == "a" and (node.attributes.get("href") or "").startswith("http"):
        node.attrs["rel"] = "noopener"


def _size_image(book: AddressBook, shown: Shown, image: LexborNode) -> None:
    """Width and height keep the text from jumping when the picture arrives; it is fetched when it comes near."""
    written = image.attributes
    for attribute, value in (("loading", "lazy"), ("decoding", "async")):
        image.attrs[attribute] = written.get(attribute) or value
    target = written.get("src") or ""
    found = None if is_external(target) else book.resolve(shown, target)
    picture = read_picture(book.center.files[found.url]) if found and found.url in book.center.files else None
    if isinstance(picture, Picture) and picture.width and picture.height:
        width, height = _fit(picture, written.get("width") or "", written.get("height") or "")
        image.attrs["width"], image.attrs["height"] = width, height


def _fit(picture: Picture, width: str, height: str) -> tuple[str, str]:
    """Both sides, of which the writer may have given one or both; what is no number of pixels stays as written."""
    if width.isdecimal() and not height:
        return width, str(round(int(width) * picture.height / picture.width))
    if height.isdecimal() and not width:
        return str(round(int(height) * picture.width / picture.height)), height
    return (width, height) if width or height else (str(picture.width), str(picture.height))


def _let_scroll(table: LexborNode) -> None:
    """A wide table scrolls by itself, by keyboard too, and the page does not."""
    frame = LexborHTMLParser('<div class="hc-table" tabindex="0" role="group"></div>').css_first("div")
    assert frame is not None
    table.insert_before(frame)
    placed = table.prev
    assert placed is not None
    placed.insert_child(table)
    table.decompose()
