"""What the build hands over: `search/<lang>/meaning.json`, from a file or an address."""

import msgspec

from feedback_function.errors import UserError
from feedback_function.published import describe_fault, read_published

FORM = 1


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
        found = msgspec.json.decode(read_published(source), type=Articles)
    except (OSError, ValueError) as fault:
        hint = "build the site with `search: {meaning: endpoint}`, and name search/ko/meaning.json of it in HC_MEANING"
        raise UnreadableArticles(f"{source} can't be read: {describe_fault(fault)}", hint) from None
    if found.form != FORM:
        what = f"{source} is of form {found.form}, and this endpoint reads form {FORM}"
        raise UnreadableArticles(what, "install the same version of hc-builder for the build and the endpoint")
    return found
