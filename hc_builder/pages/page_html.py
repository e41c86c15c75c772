"""The body of an article's page: its rendering with references resolved, pictures sized and tables able to scroll."""

from collections.abc import Callable

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook, rewrite
from hc_builder.content.markup.references import REFERENCE_ATTRIBUTES, split_srcset
from hc_builder.content.pictures import Picture
from hc_builder.pages.steps import frame_steps
from hc_builder.pages.unbroken import keep_numbers_whole

_SIGN_WIDTH = 48
_Ask = Callable[[str, str], str]


Asked = dict[str, str]
"""What a page takes from beyond its article: question → answer. The page is the same as long as the answers are."""


def build_page_html(book: AddressBook, shown: Shown, asked: Asked | None = None) -> str:
    """HTML that stands at the article's own address; what it depends on beside the article is added to `asked`."""

    def ask(kind: str, target: str) -> str:
        found = answer(book, shown, question := f"{kind} {target}")
        if asked is not None:
            asked[question] = found
        return found

    body = LexborHTMLParser(f"<body>{shown.rendered.html}</body>").body
    assert body is not None  # the parser makes one of any input
    for image in body.css("img"):
        _size_image(ask, image)
    for node in body.css(", ".join(REFERENCE_ATTRIBUTES)):
        _resolve(ask, node)
    for table in body.css("table:not(.highlighttable)"):
        _let_scroll(table)
    for code in body.css("pre"):
        code.attrs["tabindex"] = "0"  # a long line scrolls by keyboard too
    for video in body.css("video"):
        video.attrs["playsinline"] = ""  # or an iPhone shows it full screen, and the text is gone
    for box in body.css(".task-list-control > input"):
        _name_task(box)
    for image in body.css("img[alt]"):
        _let_zoom(image)
    if shown.article.fields.type == "tutorial":
        frame_steps(body)
    keep_numbers_whole(body)
    return body.inner_html or ""


def answer(book: AddressBook, shown: Shown, question: str) -> str:
    """`link ../a.md` → the address to write; `size a.png` → width and height, or `""`."""
    kind, _, target = question.partition(" ")
    if kind == "link":
        return rewrite(book, shown, target)
    path = book.find_media(shown, target)
    picture = book.center.find_picture(book.center.files[path]) if path else None
    return f"{picture.width} {picture.height}" if isinstance(picture, Picture) else ""


def _resolve(ask: _Ask, node: LexborNode) -> None:
    tag = str(node.tag)
    for attribute in REFERENCE_ATTRIBUTES[tag]:
        value = node.attributes.get(attribute)
        if not value:
            continue
        for target in split_srcset(value) if attribute == "srcset" else [value]:
            value = value.replace(target, ask("link", target))
        node.attrs[attribute] = value
    if tag == "a" and (node.attributes.get("href") or "").startswith("http"):
        node.attrs["rel"] = "noopener"


def _size_image(ask: _Ask, image: LexborNode) -> None:
    """Width and height keep the text from jumping when the picture arrives; it is fetched when it comes near."""
    written = image.attributes
    for attribute, value in (("loading", "lazy"), ("decoding", "async")):
        image.attrs[attribute] = written.get(attribute) or value
    if found := ask("size", written.get("src") or ""):
        width, height = map(int, found.split())
        size = Picture(width, height, "").fit(written.get("width") or "", written.get("height") or "")
        for attribute, length in zip(("width", "height"), size, strict=False):
            image.attrs[attribute] = str(length)
    if _is_small(image):
        image.attrs["class"] = f"{written.get('class') or ''} hc-inline".strip()


def _name_task(box: LexborNode) -> None:
    """The renderer's label is empty: whoever hears the page would hear of a box without a name."""
    item = box.parent.parent if box.parent else None
    if item is not None:
        box.attrs["aria-label"] = " ".join((item.text(deep=False).strip() or item.text()).split())


def _is_small(image: LexborNode) -> bool:
    """A sign in a sentence, not a picture of its own."""
    width = image.attributes.get("width") or ""
    return width.isdecimal() and int(width) <= _SIGN_WIDTH


def _let_zoom(image: LexborNode) -> None:
    """A picture leads to its own file, which the page shows over the text; a sign in a sentence, or one that leads
    elsewhere, does not."""
    source, alt = image.attributes.get("src"), image.attributes.get("alt")
    if not source or not alt or "hc-inline" in (image.attributes.get("class") or "") or _is_in_control(image):
        return
    whole = image.parent if image.parent and image.parent.tag == "picture" else image
    link = Markup('<a class="hc-zoom" href="{}"></a>').format(source)
    _put_into(whole, LexborHTMLParser(link).css_first("a"))


def _is_in_control(node: LexborNode) -> bool:
    while (parent := node.parent) is not None:
        if parent.tag in ("a", "button", "summary", "label"):
            return True
        node = parent
    return False


def _let_scroll(table: LexborNode) -> None:
    """A wide table scrolls by itself, by keyboard too, and the page does not."""
    frame = LexborHTMLParser('<div class="hc-table" tabindex="0" role="group"></div>').css_first("div")
    _put_into(table, frame)


def _put_into(node: LexborNode, frame: LexborNode | None) -> None:
    """`frame` takes the place of `node`, and holds it."""
    assert frame is not None
    node.insert_before(frame)
    placed = node.prev
    assert placed is not None
    placed.insert_child(node)
    node.decompose()
