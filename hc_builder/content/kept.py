"""What is kept of an article between builds: facts, which lists and checks ask, and texts, which are fetched each time
they are asked for."""

from collections.abc import Callable, Sequence

import msgspec

from hc_builder.content.article import Article, ArticleFields
from hc_builder.content.markup import ForeignSyntax, Heading, Reference, Rendered, Section
from hc_builder.problems import Problem


class Texts(msgspec.Struct, array_like=True, frozen=True):
    html: str
    sections: tuple[Section, ...]
    body: str
    source: str


class Facts(msgspec.Struct, array_like=True, frozen=True):
    """An article without its texts."""

    id: str
    lang: str
    category: str
    fields: ArticleFields
    lines: dict[str, int]
    body_line: int
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    anchors: frozenset[str]
    foreign: tuple[ForeignSyntax, ...]
    opening: str
    style_targets: tuple[str, ...]
    has_contents: bool
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]


LoadTexts = Callable[[], Texts]
read_facts = msgspec.msgpack.Decoder(Facts).decode
read_texts = msgspec.msgpack.Decoder(Texts).decode


class KeptArticle(Article):
    """An article whose texts are fetched each time they are asked for."""

    _load: LoadTexts

    def __init__(self, path: str, facts: Facts, load: LoadTexts) -> None:
        names = ("id", "lang", "category", "fields", "lines", "body_line")
        self.__dict__.update({name: getattr(facts, name) for name in names}, path=path, _load=load)

    @property
    def body(self) -> str:
        return self._load().body

    @property
    def source(self) -> str:
        return self._load().source


class KeptRendered(Rendered):
    """A rendering whose texts are fetched each time they are asked for."""

    _facts: Facts
    _load: LoadTexts

    def __init__(self, facts: Facts, load: LoadTexts) -> None:
        names = ("headings", "references", "anchors", "foreign")
        self.__dict__.update({name: getattr(facts, name) for name in names}, _facts=facts, _load=load)

    @property
    def html(self) -> str:
        return self._load().html

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._load().sections

    @property
    def opening(self) -> str:
        return self._facts.opening

    @property
    def style_targets(self) -> tuple[str, ...]:
        return self._facts.style_targets

    @property
    def has_contents(self) -> bool:
        return self._facts.has_contents


def part_article(
    article: Article, rendered: Rendered, problems: Sequence[Problem], faults: Sequence[Problem]
) -> tuple[Facts, Texts]:
    facts = Facts(
        article.id,
        article.lang,
        article.category,
        article.fields,
        article.lines,
        article.body_line,
        rendered.headings,
        rendered.references,
        rendered.anchors,
        rendered.foreign,
        rendered.opening,
        rendered.style_targets,
        rendered.has_contents,
        tuple(problems),
        tuple(faults),
    )
    return facts, Texts(rendered.html, rendered.sections, article.body, article.source)
