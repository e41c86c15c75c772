"""What is wrong with an article by itself or beside its like: doubled titles, reviews that are due, foreign syntax."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hc_builder.content.foreign_syntax import tell_foreign
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.markup import UNDEFINED, ForeignSyntax
from hc_builder.content.variables import tell_undefined
from hc_builder.problems import Kind, Problem


@dataclass(frozen=True)
class _AsTyped:
    """What is said of Markdown that was not read: of one place, of many, and how to mend it."""

    what: str
    plural: str
    cure: str


_AS_TYPED = {
    "emphasis that does not close": _AsTyped(
        "this emphasis mark has no partner and is shown as typed",
        "emphasis marks without a partner, shown as typed,",
        "write the mark on both sides with no blank inside, as in `**text**`, or put a backslash before it",
    ),
    "link that is not read": _AsTyped(
        "this is not read as a link and is shown as typed",
        "links that are not read, shown as typed,",
        "write `[text](address)`; an address with brackets in it goes between `<` and `>`",
    ),
    "Markdown in HTML without a blank line before it": _AsTyped(
        "Markdown inside an HTML block is not read",
        "places with Markdown inside an HTML block, which is not read,",
        "leave a blank line between the tag and the text",
    ),
    "container that is not closed": _AsTyped(
        "this box is opened and not closed, so all that follows stands in it",
        "boxes that are opened and not closed",
        "where the box ends, add a line with its sign alone: `:::` (`+++` for a fold)",
    ),
    "attribute list of nothing": _AsTyped(
        "this attribute list belongs to nothing and is shown as typed",
        "attribute lists that belong to nothing, shown as typed,",
        "write it right after a picture, link or emphasis, or on a line of its own below the block",
    ),
}


def check_titles(center: HelpCenter) -> Iterator[Problem]:
    """HC20. Folders within different ones may have one name."""
    first: dict[tuple[str, str], Shown] = {}
    for shown in (shown for shown in center.articles if not shown.article.is_head):
        article = shown.article
        twin = first.setdefault((article.lang, " ".join(article.title.casefold().split())), shown)
        if twin is not shown:
            what = f"the title '{article.title}' is also that of {center.shown_path(twin.article.path)}"
            hint = "customers can't tell the two apart: say in each title what only it answers, or join them"
            yield Problem(center.shown_path(article.path), article.lines.get("title", 1), "HC20", what, hint)


def check_texts(center: HelpCenter) -> Iterator[Problem]:
    """HC17; what could not be read or was refused has been told with its reason."""
    told = {problem.path for problem in center.problems if problem.code in ("HC14", "HC16", "HC19")}
    for shown in center.articles:
        path = center.shown_path(shown.article.path)
        if not shown.rendered.has_contents and path not in told:
            hint = "write the answer below the front matter, or set `draft: true` until it is written"
            yield Problem(path, shown.article.body_line, "HC17", "the article has no text", hint, "warning")


def check_reviews(center: HelpCenter, today: date) -> Iterator[Problem]:
    """HC30."""
    for shown in center.articles:
        due = shown.article.fields.review_by
        if due and due < today:
            line = shown.article.lines.get("review_by", 1)
            hint = "read it once more, correct it, and set `updated` and a later `review_by`"
            path = center.shown_path(shown.article.path)
            yield Problem(path, line, "HC30", f"its review was due on {due}", hint, "notice")


def check_foreign(center: HelpCenter) -> Iterator[Problem]:
    """HC26: one for each kind of syntax in an article, at its first place; Markdown that is shown as typed, too. HC33:
    each name of a variable that is none."""
    for shown in center.articles:
        kinds: dict[tuple[str, str], list[ForeignSyntax]] = defaultdict(list)
        for foreign in shown.rendered.foreign:
            if foreign.kind == UNDEFINED:
                yield _tell_undefined(center, shown, foreign)
                continue
            kinds[foreign.tool, foreign.kind].append(foreign)
        for found in kinds.values():
            yield _tell_foreign(center, shown, sorted(found, key=lambda foreign: foreign.line))


def _tell_undefined(center: HelpCenter, shown: Shown, foreign: ForeignSyntax) -> Problem:
    article, variables = shown.article, center.settings.in_language(shown.article.lang).texts_by_name
    line = article.find_line(foreign.line)
    return tell_undefined(foreign.text, center.shown_path(article.path), line, variables)


def _tell_foreign(center: HelpCenter, shown: Shown, found: Sequence[ForeignSyntax]) -> Problem:
    first, path = found[0], center.shown_path(shown.article.path)
    again = f" ({len(found)} times in this article)" if len(found) > 1 else ""
    if first.kind in _AS_TYPED:
        left = _AS_TYPED[first.kind]
        kind = Kind(left.plural, left.cure)
        what = f"`{first.text}`: {left.what}{again}"
        return Problem(path, shown.article.find_line(first.line), "HC26", what, left.cure, "warning", kind, first.text)
    return tell_foreign(first, path, shown.article.find_line(first.line), again)
