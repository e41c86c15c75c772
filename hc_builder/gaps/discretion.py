"""What of customers' words may be printed: nothing that is shaped like an identifier, and no word of a few.

Three sessions may be one person who tries again, so a count of sessions is no proof that a word is anybody's. A word is
*common* if the content has it, or if it comes from at least `PRIVATE_BELOW` sessions on at least `PRIVATE_DAYS` days.
Masks know what is surely personal; what only looks so (`minji_kim99`, a number plate, a name that introduces itself) is
left out here, where leaving out too much costs a line of a report and no customer's text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from feedback_function.masking import read_pattern
from hc_builder.gaps.model.queries import PRIVATE_BELOW, PRIVATE_DAYS, QueryStats, Spread, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.search.everyday import read_everyday

_INTRODUCED = (
    "입니다|이에요|예요|인데요?|이고요?|이구요|이라고|라고|이라서|임다|이요|씨|님|드림|올림|이름으로|명의|앞으로"
)
_SHAPES = {
    "handle": r"[A-Za-z0-9]+(?:[_.]+[A-Za-z0-9]+)*_[A-Za-z0-9_.]*",
    "code": r"(?<![!-~])(?=[!-~]*[A-Za-z])(?=[!-~]*[0-9])[!-~]{5,}",
    "secret": r"(?<![A-Za-z0-9])[A-Za-z0-9]+[!#$%^*+=~@][!-~]*[A-Za-z0-9]",
    "plate": r"(?<![0-9])[0-9]{2,3} ?[가-힣] ?[0-9]{4}(?![0-9])",
    "number": r"(?<![0-9])[0-9][0-9 -]{3,}[0-9](?! ?(?:원|won|₩))",
}
_IDENTIFIER = re.compile("|".join(_SHAPES.values()))
_NAMED = re.compile(rf"(?<![가-힣])({read_pattern('surname')}[가-힣]{{2}}) ?(?:{_INTRODUCED})")
_HANGUL = re.compile(rf"(?<![가-힣]){read_pattern('surname')}[가-힣]{{2,}}")


@dataclass
class Discretion:
    """`known` terms stand in the content; `common` ones are many customers' own. Without either nothing is printed. A
    text is read in each of the shop's languages, those of `analyzer`, and by the one that knows most of it."""

    analyzer: QueryAnalyzer
    known: frozenset[str] = frozenset()
    common: frozenset[str] = field(default=frozenset())

    def may_print(self, text: str) -> bool:
        """No identifier is in `text`, and each of its words is common."""
        return not self.list_rare(text) and not self.holds_identifier(text)

    def holds_identifier(self, text: str) -> bool:
        """Whether a word of it looks like a name, a password, a plate, a number or a handle. Words of the
        content and of everyday Korean do not, whatever they begin with (주문이)."""
        found = [match[0] for match in _IDENTIFIER.finditer(text)] + [match[1] for match in _NAMED.finditer(text)]
        found += [word for word in _HANGUL.findall(text) if self.analyzer.names_person(word)]
        return any(not self._is_known(word) for word in found)

    def list_rare(self, text: str) -> tuple[str, ...]:
        """Its words that are neither the content's nor common."""
        return min((self._list_rare(text, reader) for reader in self._readers), key=len)

    def mark(self, queries: Iterable[QueryStats]) -> list[QueryStats]:
        """The queries, each of their wordings marked that may not be printed."""
        return [replace(query, wordings=tuple(map(self._mark, query.wordings))) for query in queries]

    def _mark(self, wording: Wording) -> Wording:
        return replace(wording, is_private=not self.may_print(wording.text))

    @property
    def _readers(self) -> tuple[QueryAnalyzer, ...]:
        return (self.analyzer, *self.analyzer.others.values())

    def _list_rare(self, text: str, reader: QueryAnalyzer) -> tuple[str, ...]:
        return tuple(
            term
            for term in reader.find_terms(text)
            if term not in self.known and term not in self.common and term not in _read_everywhere()
        )

    def _is_known(self, word: str) -> bool:
        """In one of the languages."""
        read = (reader.find_terms(word) for reader in self._readers)
        return any(terms and all(t in self.known or (t, False) in read_everyday() for t in terms) for terms in read)


def list_rare_terms(texts: Iterable[str], discretion: Discretion) -> Iterator[tuple[str, str]]:
    """(Text, word) for each word that has to be counted before it may be printed; a text that holds an identifier
    speaks for none of its words."""
    for text in texts:
        rare = discretion.list_rare(text)
        if rare and not discretion.holds_identifier(text):
            yield from ((text, term) for term in dict.fromkeys(rare))


def find_common(spreads: Sequence[Spread]) -> frozenset[str]:
    """The words that come from enough sessions on enough days."""
    return frozenset(s.term for s in spreads if s.sessions >= PRIVATE_BELOW and s.days >= PRIVATE_DAYS)


@cache
def _read_everywhere() -> frozenset[str]:
    """Words that stand in many texts of any kind; those that are merely well known may tell something of a person."""
    return frozenset(word for (word, _), level in read_everyday().items() if level > 1)
