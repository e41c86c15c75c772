"""What the build hands over: `search/<lang>/meaning.json`, from a file or an address."""

from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec

from feedback_function.errors import UserError

FORM = 1
MOST_BYTES = 200_000_000
PATIENCE_SECONDS = 20


class UnreadableArticles(UserError):
    """The file can't be had or is of another form."""


class Section(msgspec.Struct, frozen=True):
    """A heading and the beginning of what stands under it; both may be empty."""

    anchor: str
    title: str
    text: str


class Article(msgspec.Struct, frozen=True):
    """`url` is relative to the site's root."""

    id: str
    url: str
    title: str
    summary: str
    category: str
    type: str
    sections: tuple[Section, ...] = ()


class Articles(msgspec.Struct, frozen=True):
    """The articles of one language; `form` is the version of this form."""

    form: int
    lang: str
    articles: tuple[Article, ...]


def read_articles(source: str) -> Articles:
    """Of a file or an http(s) address. Raises `UnreadableArticles`."""
    try:
        found = msgspec.json.decode(_read(source), type=Articles)
    except (OSError, ValueError) as fault:
        hint = "build the site with `search: {meaning: endpoint}`, and name search/ko/meaning.json of it in HC_MEANING"
        raise UnreadableArticles(f"{source} can't be read: {_describe(fault)}", hint) from None
    if found.form != FORM:
        what = f"{source} is of form {found.form}, and this endpoint reads form {FORM}"
        raise UnreadableArticles(what, "install the same version of hc-builder for the build and the endpoint")
    return found


def _read(source: str) -> bytes:
    if not source.startswith(("http://", "https://")):
        return Path(source).read_bytes()
    with urlopen(Request(source, headers={"User-Agent": "hc-feedback"}), timeout=PATIENCE_SECONDS) as answer:
        data: bytes = answer.read(MOST_BYTES)
        return data


def _describe(fault: Exception) -> str:
    if isinstance(fault, URLError):
        return str(fault.reason)
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)
