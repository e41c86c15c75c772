"""What Word leaves in pasted HTML: elements of its own, headings by class, lists as paragraphs with bullets."""

import re
from typing import TypeGuard

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from hc_builder.importers.html.tags import get, list_tags


def mend_word(soup: BeautifulSoup) -> None:
    """Lists that Word writes as paragraphs with a bullet; its own elements (`o:p`); headings by class."""
    for tag in list_tags(soup):
        if ":" in (tag.name or ""):
            tag.unwrap()
    for paragraph in list_tags(soup, "p"):
        kind = get(paragraph, "class")
        if heading := re.search(r"MsoHeading(\d)|MsoTitle", kind):
            paragraph.name = f"h{min(6, int(heading[1] or 1) + 1)}"
    for first in list_tags(soup, "p"):
        if _is_word_item(first) and not _is_word_item(first.find_previous_sibling()):
            _gather_items(soup, first)


def _is_word_item(tag: object) -> TypeGuard[Tag]:
    return (
        isinstance(tag, Tag)
        and tag.name == "p"
        and ("mso-list" in get(tag, "style") or bool(re.search(r"MsoListParagraph", get(tag, "class"))))
    )


_BULLET = re.compile(r"^[\s\u00a0]*(?P<sign>[·•◦▪o§\-–*\uf0b7\uf0a7]|\d{1,3}[.)]|[가-힣a-z][.)])[\s\u00a0]+")


def _gather_items(soup: BeautifulSoup, first: Tag) -> None:
    items = [first]
    while _is_word_item(following := items[-1].find_next_sibling()):
        items.append(following)
    sign = _BULLET.match(first.get_text())
    group = soup.new_tag("ol" if sign and sign["sign"][:1].isdigit() else "ul")
    first.insert_before(group)
    for item in items:
        item.name = "li"
        _drop_bullet(item)
        group.append(item.extract())


def _drop_bullet(item: Tag) -> None:
    text = next((string for string in item.find_all(string=True) if string.strip(" \u00a0\n")), None)
    joined = _BULLET.match(item.get_text())
    if joined and text is not None and isinstance(text, NavigableString):
        plain = re.sub(
            r"^[\s\u00a0]*(?:[·•◦▪o§\-–*\uf0b7\uf0a7]|\d{1,3}[.)]|[가-힣a-z][.)])[\s\u00a0]*", "", str(text), count=1
        )
        text.replace_with(plain)
