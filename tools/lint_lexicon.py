"""Finds groups of the lexicon that say a thing twice, quarrel, or pull together what is not the same.

    python tools/lint_lexicon.py                          the lexicon by itself; exit 1 if something is wrong
    python tools/lint_lexicon.py content ../shared/...    also beside articles: what to look at, most doubtful first

By itself: words twice in a group; equals that stand in two groups; one-way words that two groups send to different
places; a verb's shape that is another group's noun (`해지다` and `해지`); single syllables; words that say nothing.
Beside articles: equals that different articles are about which have little in common, and short words with which
others begin, for a phrase is met wherever a word of the query begins with it (물리 and 물리학).
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import chain, combinations
from pathlib import Path

import yaml

from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import Shown
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.analysis import Term
from hc_builder.search.analyze import MorphologicalAnalyzer
from hc_builder.search.conjugate import split_syllable
from hc_builder.search.facts import NOUN
from hc_builder.search.phrases import is_verb, list_surfaces, squeeze
from hc_builder.search.vocabulary import find_weak_words

SINGLE = frozenset("앱찜값색봄옷펫칼책꽃풀차술물쌀빵약표글자상요랩북컵잔펜짭웍배괌폰덤꿀떡귤힐뮬")
"""Nouns of one syllable that are matched only as a whole word or before a particle, and mean one thing in a shop."""
FEWEST = 3
"""How often another word must stand in the corpus for its beginning to count."""
ALIKE = 0.12
"""Share of words in common below which articles are said to be of different matters."""


@dataclass(frozen=True)
class Entry:
    """A group, and the file and line it begins in. `targets` are empty where it goes both ways."""

    place: str
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return self.sources + self.targets


def read_entries(lang: str = "ko") -> list[Entry]:
    folder = files("hc_builder.search") / "lexicon" / lang
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".yml")), key=lambda file: file.name)
    return [entry for source in sources for entry in _read_theme(source.name, source.read_text("utf-8"))]


def _read_theme(name: str, text: str) -> Iterator[Entry]:
    root = yaml.compose(text)
    for node in root.value if root else ():
        place = f"{name}:{node.start_mark.line + 1}"
        if isinstance(node, yaml.SequenceNode):
            yield Entry(place, _values(node))
        else:
            fields = {key.value: _values(value) for key, value in node.value}
            yield Entry(place, fields["from"], fields["to"])


def _values(node: yaml.Node) -> tuple[str, ...]:
    return tuple(str(item.value) for item in node.value)


def lint_by_itself(entries: list[Entry]) -> list[str]:
    """What is wrong whatever the articles are, one line each."""
    return [*_find_repeats(entries), *_find_quarrels(entries), *_find_homographs(entries), *_find_empty(entries)]


def _find_repeats(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for words in filter(None, (entry.sources, entry.targets)):
            for word, count in Counter(map(squeeze, words)).items():
                if count > 1:
                    yield f"{entry.place}: {word} stands {count} times"
        for word in set(map(squeeze, entry.sources)) & set(map(squeeze, entry.targets)):
            yield f"{entry.place}: {word} leads to itself"


def _find_quarrels(entries: Iterable[Entry]) -> Iterator[str]:
    """Equals in two groups, and one-way words whose groups lead to nothing in common."""
    seen: dict[tuple[str, bool], Entry] = {}
    for entry in entries:
        for word in dict.fromkeys(map(squeeze, entry.sources)):
            before = seen.setdefault((word, bool(entry.targets)), entry)
            if before is not entry and not set(map(squeeze, before.targets)) & set(map(squeeze, entry.targets)):
                yield f"{entry.place}: {word} stands in {before.place} too, and means something else there"


def _find_homographs(entries: Iterable[Entry]) -> Iterator[str]:
    analyzer = MorphologicalAnalyzer("ko")
    words = {squeeze(word): entry for entry in entries for word in entry.words if not is_verb(word)}
    nouns = {word: entry for word, entry in words.items() if analyzer.analyze(word).terms == (Term(word, NOUN),)}
    for entry in entries:
        for verb in filter(is_verb, entry.sources):
            for shape in set(list_surfaces(verb)) - {squeeze(verb), _nominalize(verb)}:
                other = nouns.get(shape)
                if other and not set(map(squeeze, other.words)) & {*map(squeeze, entry.targets), squeeze(verb)}:
                    yield f"{entry.place}: {verb} is met as {shape}, which {other.place} has as a word of its own"


def _nominalize(verb: str) -> str:
    """`긁히다` → `긁힘`: its own noun is no other word."""
    return next((shape for shape in list_surfaces(verb) if split_syllable(shape[-1])[2] == "ㅁ"), "")


def _find_empty(entries: Iterable[Entry]) -> Iterator[str]:
    weak = frozenset(find_weak_words("ko").split()) - set(find_weak_words("en").split())
    for entry in entries:
        for word in map(squeeze, entry.sources):
            if word in weak:
                yield f"{entry.place}: {word} says too little to be looked up"
            elif len(word) == 1 and "가" <= word <= "힣" and word not in SINGLE:
                yield f"{entry.place}: {word} is a single syllable"


def lint_beside(entries: list[Entry], folders: Iterable[Path]) -> list[str]:
    """What may be wrong, shown by the articles of `folders`, most doubtful first."""
    analyzer = MorphologicalAnalyzer("ko")
    counts: Counter[str] = Counter()
    apart: list[tuple[float, str]] = []
    for folder in folders:
        articles = [_read_words(shown.article.source) for shown in _read(folder)]
        titles = [_read_words(shown.article.title) for shown in _read(folder)]
        counts.update(chain.from_iterable(articles))
        apart += _find_apart(entries, articles, titles)
    return [line for _, line in sorted(apart)] + list(_find_beginnings(entries, counts, analyzer))


def _read(folder: Path) -> tuple[Shown, ...]:
    return read_help_center(folder, Settings(), Renderer(), date(2026, 1, 1)).articles


def _read_words(text: str) -> list[str]:
    return [word for word in map(squeeze, text.split()) if word]


def _find_apart(
    entries: Iterable[Entry], articles: list[list[str]], titles: list[list[str]]
) -> Iterator[tuple[float, str]]:
    about: Mapping[str, set[int]] = _index_titles(titles)
    for entry in entries:
        found = {word: about.get(squeeze(word), set()) for word in entry.sources} if not entry.targets else {}
        for (one, its), (other, others) in combinations(found.items(), 2):
            if its and others and not its & others:
                alike = max(_liken(articles[i], articles[j]) for i in its for j in others)
                if alike < ALIKE:
                    yield alike, f"{entry.place}: {one} and {other} are in articles that are alike by {alike:.2f}"


def _index_titles(titles: Iterable[list[str]]) -> dict[str, set[int]]:
    about: dict[str, set[int]] = defaultdict(set)
    for place, words in enumerate(titles):
        for word in words:
            for end in range(1, len(word) + 1):
                about[word[:end]].add(place)
    return about


def _liken(one: list[str], other: list[str]) -> float:
    return len(set(one) & set(other)) / (min(len(set(one)), len(set(other))) or 1)


def _find_beginnings(entries: Iterable[Entry], counts: Counter[str], analyzer: MorphologicalAnalyzer) -> Iterator[str]:
    """Sources of two syllables, and longer words that begin so: nouns of their own, not the source with an ending."""
    longer: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        terms = analyzer.analyze(word).terms
        if terms and len(terms[0].text) > 2 and word.startswith(terms[0].text):
            longer[terms[0].text[:2]][terms[0].text] += count
    for entry in entries:
        for shape in dict.fromkeys(shape for word in entry.sources for shape in list_surfaces(word)):
            others = (
                [word for word, count in longer[shape].most_common(4) if count >= FEWEST] if len(shape) == 2 else []
            )
            if others and not any(squeeze(word) in others for word in entry.words):
                yield f"{entry.place}: {shape} begins {', '.join(others)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of articles")
    folders = parser.parse_args().folders
    entries = read_entries()
    faults = lint_by_itself(entries)
    doubts = lint_beside(entries, folders) if folders else []
    print("\n".join([*faults, *doubts, f"{len(entries)} groups, {len(faults)} faults, {len(doubts)} doubts"]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
