"""What stands in a category's lists. One too long for a page is cut into parts, each a page of its own, in the order of
their titles and named by how they begin, as a dictionary names its pages."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from math import ceil

from hc_builder.content.category import Category
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.pages.icons import render_icon

PAGE_BYTES = 38_000
"""Of HTML, for all lists of one page; what surrounds them takes about 15,000."""
CARD_BYTES = 26_000
LINKS = 130
"""To parts, in one page."""
PINNED = 12
"""Above a list that is cut into parts."""
LONGEST_SUMMARY = 300
_ROW, _CARD = 200, 330  # bytes around what a row and a card say
_LABEL = 16
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_SYLLABLE, _SYLLABLES_EACH = "가", 588
_NUMBER = re.compile(r"(\d{1,18})")

Listed = Shown | Category


@dataclass(frozen=True)
class Part:
    """A stretch of a long list: its `items`, or further `parts` where a page can't name all of them. `name` is its
    address below the list's page, `initial` that of its first title, `begin` and `end` say which titles it has."""

    name: str
    initial: str
    begin: str
    end: str
    items: tuple[Listed, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list as its page shows it: all `items`, `is_thin` without icons and descriptions; or the `parts` of it, below
    the `items` that are pinned."""

    items: tuple[Listed, ...] = ()
    parts: tuple[Part, ...] = ()
    is_thin: bool = False


@dataclass(frozen=True)
class CategoryLists:
    """The categories in a category, and its articles."""

    children: Listing = Listing()
    articles: Listing = Listing()


NO_LISTS = CategoryLists()


@dataclass(frozen=True)
class Shelves:
    """The articles and categories of one language: listed articles by category and each one's place there, categories
    by the one above them, and the number of articles in a category and below it."""

    articles: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    children: dict[str, list[Category]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    places: dict[str, int] = field(default_factory=dict)


def fill_all_shelves(center: HelpCenter) -> dict[str, Shelves]:
    """By language."""
    return {lang: _fill_shelves(center, lang) for lang in center.settings.languages}


def _fill_shelves(center: HelpCenter, lang: str) -> Shelves:
    shelves = Shelves()
    filled: set[str] = set()
    for shown in center.in_language(lang):
        if shown.is_in_lists:
            shelves.articles[shown.article.category].append(shown)
        elif not shown.unlisted:
            filled.update(list_above(shown.article.id))
    for id, found in shelves.articles.items():
        found.sort(key=_make_order(center.category_by_key.get((lang, id)), found))
        shelves.places.update((shown.article.id, place) for place, shown in enumerate(found))
        for above in list_above(id):
            if center.find_audience(above) == center.find_audience(id):
                shelves.counts[above] += len(found)
    filled |= shelves.counts.keys()
    for category in center.categories:
        if category.lang == lang and category.id in filled and _stands_above(center, category):
            shelves.children[category.parent or ""].append(category)
    return shelves


def _stands_above(center: HelpCenter, category: Category) -> bool:
    """Whether the category is named in the one that it lies in: both are for the same readers."""
    above = category.parent
    return above is not None and center.find_audience(above) == center.find_audience(category.id)


def _make_order(category: Category | None, articles: Iterable[Shown]) -> Callable[[Shown], tuple[bool, int, int]]:
    """As their writers order them: pinned ones, those of no group, then group by group as the category's head names
    them, and any other as its first article comes; within each by `order`. What nobody ordered keeps its place."""
    named = (*(category.fields.groups if category else ()), *_list_groups(articles))
    places = {name: place for place, name in enumerate(dict.fromkeys(["", *named]))}

    def find_place(shown: Shown) -> tuple[bool, int, int]:
        fields = shown.article.fields
        return not fields.pin, 0 if fields.pin else places[fields.group], fields.order

    return find_place


def _list_groups(articles: Iterable[Shown]) -> list[str]:
    """In the order of their first articles."""
    return [shown.article.fields.group for shown in sorted(articles, key=lambda shown: shown.article.fields.order)]


def list_above(id: str) -> Iterator[str]:
    """`'a/b'` → `'a/b', 'a', ''`: the category, and those it lies in."""
    while id:
        yield id
        id = id.rpartition("/")[0]
    yield ""


def list_category(center: HelpCenter, shelves: Shelves, category: Category) -> CategoryLists:
    """What the page of that category shows, so that no page grows with the number of articles."""
    children = _list_children(center, shelves, category)
    room = PAGE_BYTES - min(CARD_BYTES, sum(map(_weigh_card, shelves.children.get(category.id, ()))))
    found = tuple(shelves.articles.get(category.id, ()))
    if sum(map(_weigh_row, found)) <= room:
        return CategoryLists(children, Listing(found))
    pinned = tuple(shown for shown in found if shown.article.fields.pin)[:PINNED]
    return CategoryLists(children, Listing(pinned, _cut(center, category, found, "list")))


def _list_children(center: HelpCenter, shelves: Shelves, category: Category) -> Listing:
    found = tuple(shelves.children.get(category.id, ()))
    if sum(map(_weigh_card, found)) <= CARD_BYTES:
        return Listing(found)
    if sum(map(_weigh_title, found)) <= CARD_BYTES:
        return Listing(found, is_thin=True)
    return Listing(parts=_cut(center, category, found, "topics"))


def _cut(center: HelpCenter, category: Category, items: Iterable[Listed], name: str) -> tuple[Part, ...]:
    """Under addresses that no article or folder has."""
    parts = cut_list(items, name)
    keys = ((category.lang, f"{category.id}/{part.name}".lstrip("/")) for part, _ in walk_parts(parts))
    if any(key in center.by_key or key in center.category_by_key for key in keys):
        return _cut(center, category, items, f"{name}-{name}")
    return parts


def _weigh_title(item: Listed) -> int:
    return _weigh(item.title, item.id) if isinstance(item, Category) else _weigh(item.article.title, item.url)


def _weigh_row(shown: Shown) -> int:
    article = shown.article
    return _weigh(article.title, shown.url, article.fields.summary) + len(article.fields.group.encode())


@lru_cache(maxsize=100_000)
def _weigh(title: str, address: str, summary: str = "") -> int:
    return _ROW + sum(len(text.encode()) for text in (title, address, summary[:LONGEST_SUMMARY]))


def _weigh_card(category: Category) -> int:
    fields = category.fields
    described = len(fields.description[:LONGEST_SUMMARY].encode()) + len(render_icon(fields.icon))
    return _CARD - _ROW + _weigh_title(category) + described


def get_title(item: Listed) -> str:
    return item.title if isinstance(item, Category) else item.article.title


def cut_list(items: Iterable[Listed], name: str) -> tuple[Part, ...]:
    """At least two parts of about the same weight, in order of title; each fits a page, and so do the links to them."""
    ordered = sorted(items, key=lambda item: order_title(get_title(item)))
    weights = [_weigh_title(item) for item in ordered]
    total = sum(weights)
    count = max(2, ceil(total / PAGE_BYTES))
    before = accumulate(weights, initial=0)
    numbered = zip(ordered, (weight * count // total for weight in before), strict=False)
    stretches = [[item for item, _ in group] for _, group in groupby(numbered, key=lambda pair: pair[1])]
    return _join(_name_parts(stretches, name), name)


def _name_parts(stretches: Sequence[Sequence[Listed]], name: str) -> tuple[Part, ...]:
    titles = [(get_title(stretch[0]), get_title(stretch[-1])) for stretch in stretches]
    borders = [("", ""), *((before[1], after[0]) for before, after in pairwise(titles)), ("", "")]
    return tuple(
        Part(
            f"{name}-{place + 1}",
            find_initial(first),
            shorten_title(first, borders[place][0]),
            shorten_title(last, borders[place + 1][1]),
            tuple(stretches[place]),
        )
        for place, (first, last) in enumerate(titles)
    )


def _join(parts: tuple[Part, ...], name: str) -> tuple[Part, ...]:
    """Under as many parts as a page can name, with a floor more where that is not enough."""
    if len(parts) <= LINKS:
        return parts
    groups = [parts[start : start + LINKS] for start in range(0, len(parts), LINKS)]
    return _join(tuple(_cover(group, name) for group in groups), name)


def _cover(parts: tuple[Part, ...], name: str) -> Part:
    first, last = parts[0], parts[-1]
    numbers = f"{first.name.removeprefix(name)}{last.name.removeprefix(name)}"
    return replace(first, name=f"{name}{numbers}", end=last.end, items=(), parts=parts)


def list_leaves(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that hold items, in order."""
    for part in parts:
        yield from list_leaves(part.parts) if part.parts else (part,)


def walk_parts(parts: Iterable[Part], above: tuple[Part, ...] = ()) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """Every part, with those that it lies in."""
    for part in parts:
        yield part, above
        yield from walk_parts(part.parts, (*above, part))


@lru_cache(maxsize=50_000)  # a preview asks again at each edit
def order_title(title: str) -> tuple[object, ...]:
    """Hangul first, then other letters, then figures; numbers within a title by their value."""
    bare = _strip_marks(title).casefold()
    rank = 2 if not bare[:1].isalpha() else 0 if "가" <= bare[:1] <= "힣" else 1
    return rank, [int(piece) if place % 2 else piece for place, piece in enumerate(_NUMBER.split(bare))], title


def find_initial(title: str) -> str:
    """Under which a title is looked up: `ㅎ` of 환불, `A` of account, `0–9`."""
    first = _strip_marks(title)[:1].upper()
    if "가" <= first <= "힣":
        return _CONSONANTS[(ord(first) - ord(_SYLLABLE)) // _SYLLABLES_EACH]
    return "0–9" if not first.isalpha() else first


def shorten_title(title: str, other: str) -> str:
    """Its first words: as many as tell it from `other`."""
    words, others = _strip_marks(title).split(), _strip_marks(other).split()
    shared = next((place for place, word in enumerate(words) if [word] != others[place : place + 1]), len(words))
    begin = " ".join(words[: shared + 1])
    return begin if len(begin) <= _LABEL else f"{begin[:_LABEL].rstrip()}…"


def _strip_marks(title: str) -> str:
    """Without the quotes and brackets it may begin with."""
    start = next((place for place, sign in enumerate(title) if sign.isalnum()), 0)
    return title[start:]
