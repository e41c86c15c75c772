"""A tree of HTML as help centers hold it → one that says only what it means: remains of Word and editors, things that
run or count readers, boxes, folds and films by the classes that editors give them."""

import re
from collections.abc import Callable, Iterable, Iterator

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from hc_builder.importers.dialects.forms import find_film, name_kind
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.html.word import mend_word
from hc_builder.importers.model import Loss

Tell = Callable[[str, str], None]
"""What was left out, and a sample of it."""

_GONE = (
    "script style noscript template link meta base object embed applet form input button "
    "select textarea head title svg "
    "canvas dialog"
).split()
_EMPTY_IS_NOTHING = "p span b strong i em u a li ul ol h1 h2 h3 h4 h5 h6 font div".split()
_KEPT_ATTRIBUTES = frozenset(
    (
        "href src alt title width height colspan rowspan start type id open controls poster "
        "lang class style value checked"
    ).split()
)
_COUNTING = re.compile(
    r"google-analytics|doubleclick|facebook\.com/tr|/pixel[./?]|pixel\.gif|/track/open|mailtrack|/open\.aspx", re.I
)
_RUNNING = re.compile(r"^\s*(?:javascript|vbscript|data:text)", re.I)
_BOX = re.compile(
    r"\b(?:callout|admonition|alert|notice|panel|note-box|info-box|infobox|intercom-interb"
    r"locks-callout|hint|message-box|"
    r"confluence-information-macro|fd-callout|c-callout|wysiwyg-callout|private-note)\b",
    re.I,
)
_KIND = re.compile(
    r"\b(?:(?:alert|callout|panel|admonition|hint|notice|macro|message)[-_]{0,2})?(note|in"
    r"fo(?:rmation)?|tip|warning|warn|danger|error|caution|important|success)\b",
    re.I,
)
_FOLD = re.compile(
    r"\b(?:accordion(?:[-_]*item)?|collapsible(?:[-_]*(?:item|section))?|expand-container|"
    r"toggle(?:[-_]*block)?|faq[-_]item|intercom-interblocks-collapsible|wp-block-details)"
    r"\b",
    re.I,
)
_FOLD_TITLE = re.compile(
    r"\b(?:(?:accordion|collapsible|panel|card|toggle|faq)[-_]*_*(?:title|header|heading|l"
    r"abel|trigger|button|question|summary)|expand-control(?:-text)?|faq[-_]?q)\b",
    re.I,
)


def clean_tree(soup: BeautifulSoup, tell: Tell) -> None:
    """Changes the tree in place."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    _open_forms(soup)
    _drop_active(soup, tell)
    mend_word(soup)
    _mend_pictures(soup, tell)
    _mend_films(soup, tell)
    _mend_folds(soup)
    _mend_boxes(soup)
    _mend_text(soup)
    _mend_tables(soup)
    _drop_empty(soup)


def _open_forms(soup: BeautifulSoup) -> None:
    """ASP.NET and forums put a whole page into a form; a button that opens a fold is its title."""
    for form in list_tags(soup, "form"):
        form.unwrap()
    for button in list_tags(soup, "button"):
        if button.get("aria-controls") or _FOLD_TITLE.search(get(button, "class")):
            button.name = "div"
            button["class"] = "accordion-title"


def _drop_active(soup: BeautifulSoup, tell: Tell) -> None:
    for tag in list_tags(soup, *_GONE):
        if tag.name in ("script", "object", "embed", "applet", "svg", "canvas", "input", "select", "textarea"):
            tell("an element that runs or loads something", str(tag)[:80])
        tag.decompose()
    for tag in list_tags(soup):
        for name in list(tag.attrs):
            if name.lower().startswith("on"):
                tell("an event handler, or an address that runs a script", f"<{tag.name} {name}=…>")
            if name not in _KEPT_ATTRIBUTES and not name.startswith(
                ("data-src", "data-original", "data-oembed", "aria-hidden")
            ):
                del tag[name]
        for name in ("href", "src", "poster"):
            if _RUNNING.match(get(tag, name)):
                tell("an event handler, or an address that runs a script", get(tag, name))
                del tag[name]


def _mend_pictures(soup: BeautifulSoup, tell: Tell) -> None:
    """Pictures that load late have their address elsewhere; those of one dot count readers."""
    for picture in list_tags(soup, "img"):
        late = next(
            (get(picture, name) for name in ("data-src", "data-original", "data-src-retina") if picture.get(name)), ""
        )
        source = late or get(picture, "src")
        if not source or _COUNTING.search(source) or _is_dot(picture):
            if source:
                tell("a picture that counts readers", source[:80])
            picture.decompose()
            continue
        picture["src"] = source.strip()
        if width := _find_width(picture):
            picture["width"] = width
    for source_tag in list_tags(soup, "source"):
        if source_tag.parent is not None and source_tag.parent.name == "picture":
            source_tag.decompose()


def _is_dot(picture: Tag) -> bool:
    sizes = [get(picture, name).removesuffix("px").strip() for name in ("width", "height")]
    return any(size in ("0", "1") for size in sizes) or bool(
        re.search(r"display:\s*none|(?:width|height):\s*[01]px", get(picture, "style"))
    )


def _find_width(picture: Tag) -> str:
    style = re.search(r"(?<![-\w])width:\s*(\d+)(?:\.\d+)?px", get(picture, "style"))
    width = style[1] if style else get(picture, "width").removesuffix("px")
    return width if width.isdigit() and 16 <= int(width) <= 2_000 else ""


def _mend_films(soup: BeautifulSoup, tell: Tell) -> None:
    for oembed in list_tags(soup, "oembed", "figure", "div"):
        url = get(oembed, "data-oembed-url") or get(oembed, "url")
        if url and find_film(url)[1] and not oembed.find("iframe"):
            oembed.append(soup.new_tag("iframe", attrs={"src": url}))
    for frame in list_tags(soup, "iframe"):
        source = get(frame, "src") or get(frame, "data-src")
        source = f"https:{source}" if source.startswith("//") else source
        if find_film(source)[1]:
            frame["src"] = source
            continue
        tell("a frame of another site, which became a link", source[:80])
        link = soup.new_tag("a", attrs={"href": source})
        link.string = get(frame, "title") or source
        frame.replace_with(link) if source.startswith("http") else frame.decompose()


def _mend_folds(soup: BeautifulSoup) -> None:
    """Accordions of any editor as `<details>`, the innermost first."""
    for block in reversed(list_tags(soup, "div", "section", "li", "dl", "article")):
        if not _FOLD.search(get(block, "class")) or block.find("details"):
            continue
        titles = [tag for tag in list_tags(block) if _FOLD_TITLE.search(get(tag, "class"))]
        if titles and not any(
            _FOLD.search(get(tag, "class")) for tag in list_tags(block, "div", "section", "li") if tag.find("details")
        ):
            _make_folds(soup, titles)
            if block.name == "li":
                block.name = "div"
    for item in list_tags(soup, "li"):
        toggle = item.find("details")
        if isinstance(toggle, Tag) and "toggle" in get(item.parent, "class") if item.parent else False:
            item.unwrap()


def _make_folds(soup: BeautifulSoup, titles: Iterable[Tag]) -> None:
    """Each title with what follows it, down to the next."""
    known = list(titles)
    outer = [tag for tag in known if not any(other is not tag and other in tag.parents for other in known)]
    for title in outer:
        details, summary = soup.new_tag("details"), soup.new_tag("summary")
        summary.string = " ".join(title.get_text(" ").split()) or "…"
        following = list(_list_until(title, outer))
        title.insert_before(details)
        details.append(summary)
        for node in following:
            details.append(node.extract())
        title.decompose()


def _list_until(title: Tag, others: list[Tag]) -> Iterator[Tag | NavigableString]:
    for node in list(title.next_siblings):
        if isinstance(node, Tag) and (node in others or any(other in others for other in list_tags(node))):
            return
        if isinstance(node, Tag | NavigableString):
            yield node


def _mend_boxes(soup: BeautifulSoup) -> None:
    """Boxes by the class that an editor gave them become `<aside class=kind>`."""
    for box in reversed(list_tags(soup, "div", "section", "aside", "blockquote", "p", "table")):
        names = get(box, "class")
        if not _BOX.search(names) or box.find("aside") or len(box.get_text()) > 5_000:
            continue
        kinds = _KIND.findall(names)
        box.name = "aside"
        box["class"] = name_kind(_settle_kind(kinds[-1])) if kinds else "note"


def _settle_kind(word: str) -> str:
    return "info" if word.casefold().startswith("info") else word


def _mend_text(soup: BeautifulSoup) -> None:
    """Bold and italic by style; runs of spans that an editor cut a sentence into."""
    for span in list_tags(soup, "span", "font"):
        style = get(span, "style")
        if re.search(r"font-weight:\s*(?:bold|[6-9]00)", style):
            span.name = "strong"
        elif re.search(r"font-style:\s*italic", style):
            span.name = "em"
        elif re.search(r"text-decoration[^;]*line-through", style):
            span.name = "del"
        else:
            span.unwrap()
    for bold in list_tags(soup, "b", "strong"):
        if bold.find_parent(["strong", "b", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary"]):
            bold.unwrap()
    for bold in list_tags(soup, "b", "strong"):
        before = bold.previous_sibling
        if isinstance(before, Tag) and before.name in ("b", "strong"):
            for node in list(bold.contents):
                before.append(node.extract())
            bold.decompose()
    for center in list_tags(
        soup, "center", "u", "ins", "wbr", "nobr", "main", "article", "section", "header", "footer", "picture"
    ):
        center.unwrap() if center.name != "section" else setattr(center, "name", "div")
    soup.smooth()


def _mend_tables(soup: BeautifulSoup) -> None:
    """A table for layout, of one cell, is its text; one in another is told apart by `converting`."""
    for table in reversed(list_tags(soup, "table")):
        cells = list_tags(table, "td", "th")
        if len(cells) == 1:
            cells[0].name = "div"
            table.replace_with(cells[0].extract())


def _drop_empty(soup: BeautifulSoup) -> None:
    for tag in reversed(list_tags(soup, *_EMPTY_IS_NOTHING)):
        holds = tag.find(["img", "iframe", "video", "audio", "br", "hr", "table", "details"])
        if not tag.get_text(strip=True).strip("\u200b\ufeff\u00a0") and not holds:
            if tag.get("id") and tag.name == "a":
                continue
            tag.replace_with(" ") if tag.name in (
                "span",
                "b",
                "strong",
                "i",
                "em",
                "u",
                "a",
                "font",
            ) else tag.decompose()


def make_loss(place: str) -> tuple[list[Loss], Tell]:
    losses: list[Loss] = []
    return losses, lambda what, sample: losses.append(Loss(what, place, 0, " ".join(sample.split())[:80]))
