"""A folder of articles, as the `index.md` at its head describes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from hc_builder.content.article import NO_ORDER, drop_suffix, split_language
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.markup import render_plain
from hc_builder.content.variables import NO_VARIABLES, Variables
from hc_builder.problems import Edit, Problem, did_you_mean

_LIKE_A_SLIP = 80


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


def is_head(path: str) -> bool:
    """Whether a file describes its folder: `index.md`, `index.en.md`."""
    return path.rpartition("/")[2].split(".")[0] == "index"


def parse_category(
    text: str,
    path: str,
    shown_path: str,
    languages: tuple[str, ...],
    foreign: frozenset[str],
    variables: Mapping[str, Variables] = MappingProxyType({}),
) -> tuple[Category, list[Problem]]:
    stem, lang = split_language(drop_suffix(path), languages)
    filled = variables.get(lang, NO_VARIABLES)
    not_ours = foreign & {"audience"}  # of the tool that the shop came from
    head, problems = parse_front_matter(text, shown_path, CategoryFields, foreign, not_ours, filled)
    fields = msgspec.structs.replace(head.fields, description=render_plain(head.fields.description).strip())
    category = Category(stem.rpartition("/")[0], lang, fields, path)
    slips = list(_find_slips(head.lines, shown_path, foreign))
    told = [problem for problem in problems if problem.line not in {slip.line for slip in slips}]
    return category, [*told, *slips, *([_tell_text(shown_path, head.body_line)] if head.body.strip() else [])]


def _find_slips(lines: Mapping[str, int], path: str, foreign: frozenset[str]) -> Iterator[Problem]:
    """Keys that are meant for `audience`: an error, since the folder would be public."""
    known = CategoryFields.__struct_fields__
    for key, line in lines.items():
        if key not in known and key not in foreign and did_you_mean(key.casefold(), ["audience"], _LIKE_A_SLIP):
            what = f"`{key}` is no key, so what is in this folder would be public"
            yield Problem(
                path, line, "HC38", what, "write `audience:`, or take it out", edit=Edit(f"{key}:", "audience:")
            )


def _tell_text(path: str, line: int) -> Problem:
    hint = "say it in `description`, or in an article of the folder"
    return Problem(path, line, "HC08", "the text of a folder's index.md is not shown", hint, "warning")
