"""A folder of articles, as the `index.md` at its head describes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from hc_builder.content.article import (
    NO_ORDER,
    NOTICE_KEYS,
    Article,
    ArticleFields,
    drop_suffix,
    settle_title,
    split_language,
)
from hc_builder.content.foreign_syntax import tell_foreign_lines
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.markup import render_plain
from hc_builder.content.variables import NO_VARIABLES, Variables, fill_text
from hc_builder.problems import Edit, Problem, did_you_mean

_LIKE_A_SLIP = 80

_NOT_OF_TEXT = frozenset({"summary", "pin", "group", "popular", "unlisted"}) | NOTICE_KEYS
"""What an article can say, and the text of a folder can't: it stands in no list, and `description` is its summary."""


class CategoryFields(msgspec.Struct, frozen=True):
    """Front matter of a folder's `index.md`. `groups` are the headings among its articles, in their order. `audience`
    says whom the folder is for, with all that is below it, in every language: what is for some is named to nobody
    else, in no list and no search."""

    title: str = ""
    description: str = ""
    icon: str = "material/folder-outline"
    order: int = NO_ORDER
    groups: tuple[str, ...] = ()
    audience: str = ""


class _TextFields(ArticleFields, frozen=True):
    """Front matter of an `index.md` that has text: what describes the folder, and what an article can say."""

    description: str = ""
    icon: str = CategoryFields().icon
    groups: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True)
class Category:
    """A folder that holds articles, in one language. `id` is its path under the content folder (`""`: the home)."""

    id: str
    lang: str
    fields: CategoryFields
    path: str = ""

    @property
    def title(self) -> str:
        return self.fields.title or self.id.rsplit("/", 1)[-1]

    @property
    def parent(self) -> str | None:
        return self.id.rpartition("/")[0] if self.id else None


@dataclass(frozen=True)
class FolderHead:
    """What an `index.md` makes: a category, and an article that is the text of its page, if it `has_text`."""

    category: Category
    article: Article

    @property
    def has_text(self) -> bool:
        return bool(self.article.body.strip())


def parse_head(
    text: str,
    path: str,
    shown_path: str,
    languages: tuple[str, ...],
    foreign: frozenset[str] = frozenset(),
    variables: Mapping[str, Variables] = MappingProxyType({}),
) -> tuple[FolderHead, list[Problem]]:
    """The text of an `index.md` → what it makes and its faults, which name the file as `shown_path`. That of the
    content folder itself has no text: the home page is for ways on."""
    stem, lang = split_language(drop_suffix(path), languages)
    id, filled = stem.rpartition("/")[0], variables.get(lang, NO_VARIABLES)
    not_ours = foreign & {"audience"}  # of the tool that the shop came from
    head, problems = parse_front_matter(text, shown_path, CategoryFields, foreign, not_ours, filled)
    title, body, line = settle_title(head.fields.title, head)
    lead = {"title": fill_text(title, filled), "description": head.fields.description}
    title, description = (render_plain(text).strip() for text in lead.values())
    category = Category(id, lang, msgspec.structs.replace(head.fields, title=title, description=description), path)
    fields = ArticleFields(title=category.title, summary=description)
    article = Article(id, lang, path, id, fields, dict(head.lines), body if id else "", line, text)
    found = FolderHead(category, article)
    if found.has_text:
        whole, problems = parse_front_matter(text, shown_path, _TextFields, foreign, _NOT_OF_TEXT | not_ours, filled)
        found = FolderHead(category, article.with_fields(_join_fields(whole.fields, fields)))
    elif body.strip():
        problems = [*problems, _tell_text(shown_path, line)]
    problems = [*problems, *tell_foreign_lines(lead, head, shown_path, filled)]
    return found, _tell_slips(problems, head.lines, shown_path, foreign)


def _join_fields(given: _TextFields, settled: ArticleFields) -> ArticleFields:
    own = {name: getattr(given, name) for name in ArticleFields.__struct_fields__}
    return ArticleFields(**own | {"title": settled.title, "summary": settled.summary})


def _tell_slips(
    problems: Sequence[Problem], lines: Mapping[str, int], path: str, foreign: frozenset[str]
) -> list[Problem]:
    """The problems, those of keys that are meant for `audience` told as what they are."""
    slips = list(_find_slips(lines, path, foreign))
    places = {slip.line for slip in slips}
    return [*(problem for problem in problems if problem.line not in places), *slips]


def _find_slips(lines: Mapping[str, int], path: str, foreign: frozenset[str]) -> Iterator[Problem]:
    """Keys that are meant for `audience`: an error, since the folder would be public."""
    known = _TextFields.__struct_fields__
    for key, line in lines.items():
        if key not in known and key not in foreign and did_you_mean(key.casefold(), ["audience"], _LIKE_A_SLIP):
            what = f"`{key}` is no key, so what is in this folder would be public"
            yield Problem(
                path, line, "HC38", what, "write `audience:`, or take it out", edit=Edit(f"{key}:", "audience:")
            )


def _tell_text(path: str, line: int) -> Problem:
    hint = "say it in `description`, or in an article"
    return Problem(path, line, "HC08", "the text of the first page's index.md is not shown", hint, "warning")
