"""HTML of any kind → a tree, by the rules of browsers: what is open is closed, in time that grows with the text."""

import re
from io import StringIO

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse_page(html: str) -> BeautifulSoup:
    """A whole page, with its head."""
    return parse_part(write_closed(html))


def parse_part(html: str) -> BeautifulSoup:
    """HTML as it is. Of a file, for a text that is only an address or a name would be warned about."""
    return BeautifulSoup(StringIO(html), "html.parser")


def write_closed(html: str) -> str:
    """The page as a browser would write it back: every element closed, every attribute quoted."""
    return LexborHTMLParser(_CONTROL.sub(" ", html)).html or ""


def write_closed_body(html: str) -> str:
    """The same of a part of a page, without what a browser puts around."""
    body = LexborHTMLParser(_CONTROL.sub(" ", html)).body
    return (body.inner_html or "") if body else ""
