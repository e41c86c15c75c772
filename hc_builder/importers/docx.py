"""A Word document (.docx) as HTML, by mammoth: its styles give headings, lists and tables, its pictures stand in the
text. What is no document of Word, or would unfold without end, is refused before it is read."""

import base64
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from xml.sax import ContentHandler, SAXException

from bs4 import BeautifulSoup, Tag

from hc_builder.importers.export_files import DAMAGED
from hc_builder.importers.fetching import find_kind
from hc_builder.importers.heads import read_day
from hc_builder.importers.html.parsing import parse_part
from hc_builder.importers.html.tags import get, list_tags
from hc_builder.importers.titles import letters

MAX_PARTS = 10_000
MAX_UNPACKED = 300_000_000
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Quote'] => blockquote:fresh",
        "p[style-name='Intense Quote'] => blockquote:fresh",
        "p[style-name='HTML Preformatted'] => pre:fresh",
        *(f"p[style-name='개요 {level}'] => h{level}:fresh" for level in range(1, 7)),  # of Hangul
        *(f"p[style-name='toc {level}'] => !" for level in range(1, 10)),
        "p[style-name='TOC Heading'] => !",
    )
)
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_HAS_ENTITIES = "it has a document type or entities"
_UNLIKE = "it is not built as Word builds one: open it in Word and save it once more"
_BACK = re.compile(r"#(?:foot|end)note-ref-")
"""From a note to its place."""
_CORE = "docProps/core.xml"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_MISREAD = (OSError, ExpatError, LookupError, RecursionError, ValueError, AttributeError, TypeError)
"""What mammoth fails with in parts that only look like Word's: it has no error of its own for them."""


class DocumentRefused(Exception):
    """Why a document can't be read, in words."""


@dataclass(frozen=True)
class Document:
    """`title` is empty where the document has none; `lost` are what could not be carried, and where."""

    html: str
    title: str = ""
    keywords: tuple[str, ...] = ()
    owner: str = ""
    updated: date | None = None
    lost: tuple[tuple[str, str], ...] = ()


def read_document(data: bytes) -> Document:
    """Raises `DocumentRefused`."""
    core = _check_parts(data)
    html, lost = _convert(data)
    soup = parse_part(html)
    title = _take_title(soup)
    _settle_bookmarks(soup)
    return replace(_read_properties(core), html=str(soup), title=title, lost=tuple(lost))


def _check_parts(data: bytes) -> bytes:
    """The properties; every part is read once, without entities and document types, which no document has."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise DocumentRefused("it unpacks to more than a document holds")
            for part in parts:
                _check_part(part.filename, archive.read(part))
            return archive.read(_CORE) if _CORE in archive.namelist() else b""
    except DAMAGED as error:
        raise DocumentRefused("it is damaged, under a password, or no document of Word") from error


def _check_part(name: str, data: bytes) -> None:
    """A part is what refers to it says, whatever its name: one that is not called XML may hold no entity either."""
    from defusedxml import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        if name.endswith((".xml", ".rels")):
            parseString(data, ContentHandler(), forbid_dtd=True)
        elif any(mark in data for mark in _ENTITIES):
            raise DocumentRefused(_HAS_ENTITIES)
    except DefusedXmlException as error:
        raise DocumentRefused(_HAS_ENTITIES) from error
    except (SAXException, LookupError, ValueError) as error:  # the last two: of an encoding that is none
        raise DocumentRefused(_UNLIKE) from error


def _convert(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    import mammoth

    lost: list[tuple[str, str]] = []

    def show(picture: Any) -> dict[str, str]:
        return _show_picture(picture, lost)

    try:
        made = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(show),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except _MISREAD as error:
        raise DocumentRefused(_UNLIKE) from error
    return made.value, lost


def _show_picture(picture: Any, lost: list[tuple[str, str]]) -> dict[str, str]:
    """By its bytes: what Word says of a picture is not believed. Drawings (EMF, WMF) no browser shows."""
    try:
        with picture.open() as file:
            content = file.read()
    except (ValueError, KeyError) as error:
        lost.append(("a picture that is not in the document", str(error)))
        return {}
    kind = find_kind(content)
    if not kind:
        lost.append(("a picture in a form that no browser shows", picture.content_type or ""))
        return {}
    return {"src": f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"}


def _take_title(soup: BeautifulSoup) -> str:
    """That of the style for it, or the one heading of the first level, where the text begins with it; the others move
    down by one, so that the levels stay apart."""
    headings = list_tags(soup, "h1")
    styled = next((tag for tag in headings if get(tag, "class") == "title"), None)
    first = next((tag for tag in soup.children if isinstance(tag, Tag)), None)
    chosen = styled or (headings[0] if len(headings) == 1 and headings[0] is first else None)
    title = " ".join(chosen.get_text(" ").split()) if chosen else ""
    if chosen:
        chosen.decompose()
    if list_tags(soup, "h1"):
        for tag in list_tags(soup, *(f"h{level}" for level in range(1, 6))):
            tag.name = f"h{int(tag.name[1]) + 1}"
    return title


def _settle_bookmarks(soup: BeautifulSoup) -> None:
    """A bookmark in a heading is its anchor; what links to another one, or to a note, is text."""
    anchors: dict[str, str] = {}
    for heading in list_tags(soup, *(f"h{level}" for level in range(1, 7))):
        marks = [get(mark, "id") for mark in list_tags(heading, "a") if get(mark, "id")]
        anchors |= {mark: heading.get_text() for mark in marks}
    for link in list_tags(soup, "a"):
        target = get(link, "href")
        if _BACK.match(target):
            link.decompose()
        elif target.startswith("#") and target[1:] in anchors:
            link["href"] = f"#{letters(anchors[target[1:]])}"
        elif target.startswith("#"):
            link.unwrap()


def _read_properties(core: bytes) -> Document:
    """A title among the properties is more often the template's than the document's, so it is not read."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(core, forbid_dtd=True) if core else None

    def find(name: str) -> str:
        return " ".join((root.findtext(name) or "").split()) if root is not None else ""

    keywords = tuple(_split(find(f"{_PACKAGE}keywords")))
    return Document("", "", keywords, find(f"{_DUBLIN}creator"), read_day(find(f"{_TERMS}modified")))


def _split(text: str) -> Iterator[str]:
    return filter(None, (word.strip() for word in text.replace(";", ",").split(",")))
