"""Pictures of a page: a place kept for each, lighter forms where there are any, and a way to see them large."""

from collections.abc import Iterable

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.pictures import COLUMN, Picture
from hc_builder.media.gallery import Exhibit, ServedForm
from hc_builder.pages.nodes import has_above, put_into
from hc_builder.pages.references import Ask, read_exhibit

_SIGN_WIDTH = 48
_EDGES = 32
"""What a phone's screen has beside the text, in CSS pixels."""
_ROOM_FROM, _BESIDE_STEP = 700, 280
"""From this width of the window on, a picture of a step stands beside its text in a column of 14rem."""
_FIRST_SCREEN = 300
"""Characters of text after which a picture is no longer in the first screen."""
_TYPES = {"avif": "image/avif", "webp": "image/webp"}


def size_picture(ask: Ask, image: LexborNode) -> None:
    """Width and height keep the text from jumping when the picture arrives; it is fetched when it comes near."""
    written = image.attributes
    for attribute, value in (("loading", "lazy"), ("decoding", "async")):
        image.attrs[attribute] = written.get(attribute) or value
    set_sides(ask, image, written.get("src") or "")
    if _is_small(image):
        image.attrs["class"] = f"{written.get('class') or ''} hc-inline".strip()


def set_sides(ask: Ask, node: LexborNode, target: str) -> None:
    """As far as the file says more than the writer."""
    if found := ask("size", target):
        width, height = map(int, found.split())
        written = node.attributes
        sides = Picture(width, height, "").fit(written.get("width") or "", written.get("height") or "")
        for attribute, length in zip(("width", "height"), sides, strict=False):
            node.attrs[attribute] = str(length)


def hurry_first(body: LexborNode) -> None:
    """A picture of the first screen is what a customer waits for."""
    image = body.css_first("img")
    if image is None or "hc-inline" in (image.attributes.get("class") or ""):
        return
    before = (body.html or "").partition("<img")[0]
    first = LexborHTMLParser(before).body
    if first is not None and len(first.text()) <= _FIRST_SCREEN and image.attributes.get("loading") == "lazy":
        image.attrs["fetchpriority"] = "high"
        del image.attrs["loading"]


def find_exhibits(ask: Ask, images: Iterable[LexborNode]) -> list[tuple[LexborNode, Exhibit]]:
    """Those that have lighter forms; asked while their targets are still as written."""
    found = [(image, read_exhibit(ask("exhibit", image.attributes.get("src") or ""))) for image in images]
    return [(image, exhibit) for image, exhibit in found if exhibit.forms]


def offer_forms(image: LexborNode, exhibit: Exhibit) -> None:
    """In a `<picture>` of its own; one that its writer put into one is left alone."""
    if image.attributes.get("srcset") or (image.parent is not None and image.parent.tag == "picture"):
        return
    sources = "".join(_write_source(exhibit.list_kind(kind), kind, _write_sizes(image)) for kind in _TYPES)
    put_into(image, LexborHTMLParser(f"<picture>{sources}</picture>").css_first("picture"))


def _write_source(forms: Iterable[ServedForm], kind: str, sizes: str) -> str:
    listed = ", ".join(f"{form.path} {form.width}w" for form in forms)
    source = Markup('<source type="{}" srcset="{}" sizes="{}">').format(_TYPES[kind], listed, sizes)
    return str(source) if listed else ""


def _write_sizes(image: LexborNode) -> str:
    """How wide the picture is shown: as it says, but never wider than the text."""
    width = image.attributes.get("width") or ""
    widest = min(int(width), COLUMN) if width.isdecimal() else COLUMN
    return f"min({widest}px, 100vw - {_EDGES}px)"


def narrow_steps(body: LexborNode) -> None:
    """A picture beside a step is narrower where there is room for it."""
    for source in body.css(".hc-step__picture source[sizes]"):
        source.attrs["sizes"] = f"(min-width: {_ROOM_FROM}px) {_BESIDE_STEP}px, {source.attributes['sizes']}"


def _is_small(image: LexborNode) -> bool:
    """A sign in a sentence, not a picture of its own."""
    width = image.attributes.get("width") or ""
    return width.isdecimal() and int(width) <= _SIGN_WIDTH


def let_zoom(image: LexborNode) -> None:
    """A picture leads to its own file, which the page shows over the text; a sign in a sentence, or one that leads
    elsewhere, does not."""
    source, alt = image.attributes.get("src"), image.attributes.get("alt")
    is_sign = "hc-inline" in (image.attributes.get("class") or "")
    if not source or not alt or is_sign or has_above(image, ("a", "button", "summary", "label")):
        return
    whole = image.parent if image.parent and image.parent.tag == "picture" else image
    link = Markup('<a class="hc-zoom" href="{}"></a>').format(source)
    put_into(whole, LexborHTMLParser(link).css_first("a"))
