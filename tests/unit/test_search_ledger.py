"""An index that is changed by edits is, to the byte, the one that is made anew; and an edit makes few of its files."""

import random
from collections.abc import Mapping, Sequence

import pytest

from hc_builder.cache import Cache
from hc_builder.file_memo import hash_bytes
from hc_builder.search import drawers, ledger, postings
from hc_builder.search.analysis import Analysis, Analyzer, Term
from hc_builder.search.assembly import Index
from hc_builder.search.document import Document, Window
from hc_builder.search.facts import NOUN, VERB
from hc_builder.search.index import IndexMaker, Source, build_index_of
from hc_builder.search.part import PartMaker
from hc_builder.search.synonyms import Group, Synonyms

SYLLABLES = "가나다라마바사아자차카타파하거너더러머버"
WORDS = [a + b for a in SYLLABLES for b in SYLLABLES]
ENDINGS = ("는", "었던", "겠네", "조차도")
PAIRS = [Group(pair, pair) for pair in zip(WORDS[:120:2], WORDS[1:120:2], strict=True)]
MANY = Group(("가가", "나나", "없는말"), ("다다 라라", "마마", "바바", "사사", "아아"))
SYNONYMS = Synonyms((*PAIRS, MANY))
NAME = b"index"


class Endings(Analyzer):
    """A word may be a stem of a verb with an ending; forms and tails are those that were written."""

    def analyze(self, word: str) -> Analysis:
        stem, tail = word[:2], word[2:]
        if not tail:
            return Analysis((Term(word, NOUN),), (Term(word[:1] + "이", NOUN),))
        return Analysis((Term(stem, VERB),), (), ((stem + tail[0], stem), (tail, stem)), (tail,))


class Shop:
    """Articles that a die writes and edits."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.documents: dict[str, Document] = {}
        for _ in range(60):
            self.add()

    def say(self, count: int) -> tuple[str, ...]:
        chance = self.chance
        return tuple(chance.choice(WORDS) + chance.choice(("", "", "", *ENDINGS)) for _ in range(count))

    def write(self, id: str, title: Sequence[str], body: Sequence[str]) -> None:
        windows = (Window(0, "title", tuple(title)), Window(10, "body", tuple(body[:20])))
        windows += (Window(11, "heading", tuple(body[20:23])), Window(11, "body", tuple(body[23:])))
        type = self.chance.choice(("faq", "faq", "tutorial"))
        text = " ".join(body)
        document = Document(id, f"{id}/", " ".join(title), "", id[:1], type, (("", ""),), (0, 0), text, windows)
        self.documents[id] = document

    def add(self) -> None:
        self.write(f"{self.chance.choice('abc')}/{self.chance.randrange(10**6)}", self.say(2), self.say(40))

    def edit_body(self) -> None:
        self.write(id := self.choose(), self.documents[id].title.split(), self.say(self.chance.choice((39, 40, 41))))

    def edit_title(self) -> None:
        self.write(id := self.choose(), self.say(2), self.documents[id].body.split())

    def remove(self) -> None:
        del self.documents[self.choose()]

    def rename(self) -> None:
        document = self.documents.pop(self.choose())
        self.write(f"d/{self.chance.randrange(10**6)}", document.title.split(), document.body.split())

    def choose(self) -> str:
        return self.chance.choice(sorted(self.documents))

    def edit(self) -> None:
        choices = (self.add, self.edit_body, self.edit_body, self.edit_title, self.edit_title, self.remove, self.rename)
        self.chance.choice(choices)()


def update(shop: Shop, cache: Cache, synonyms: Synonyms) -> Index:
    sources: dict[bytes, Source] = {}
    for document in shop.documents.values():
        sources[hash_bytes(repr(document).encode())] = Source(document.id, lambda document=document: document)
    return IndexMaker(sources, PartMaker(Endings()), cache).update(NAME, "ko", synonyms)


def compare(site: dict[str, bytes], index: Index, cold: Mapping[str, bytes]) -> None:
    """What was made is put to the `site`, which holds the index then."""
    site |= index.made
    assert index.hashes.keys() == cold.keys()
    assert [name for name, data in cold.items() if site[name] != data] == []
    assert index.hashes == {name: hash_bytes(data) for name, data in cold.items()}


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Averages that do not move, shards as of a large site, and small drawers."""
    monkeypatch.setattr(postings, "_AVERAGE_STEPS", 1)
    monkeypatch.setattr("hc_builder.search.shards.WHOLE", 0)
    monkeypatch.setattr(drawers, "_FULL", 400)


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("seed", range(3))
def test_an_index_after_any_edits_is_that_of_its_articles(seed: int) -> None:
    shop, cache = Shop(seed), Cache()
    site: dict[str, bytes] = {}
    few = 0
    for step in range(8):
        for _ in range(shop.chance.choice((1, 1, 1, 3))):
            shop.edit()
        synonyms = SYNONYMS if step % 4 else Synonyms(SYNONYMS.groups[step:])
        index = update(shop, cache, synonyms)
        compare(site, index, build_index_of(shop.documents.values(), "ko", synonyms, Endings()))
        few += len(index.made) < len(index.hashes)
    assert few == 7  # all but the first were changed, not made anew


@pytest.mark.usefixtures("steady")
def test_drawers_that_are_lost_torn_or_of_another_index_cost_time_alone() -> None:
    shop, cache = Shop(1), Cache()
    site = dict(update(shop, cache, SYNONYMS).made)
    for data in (b"torn", None):
        shop.edit_body()
        for place in range(40):
            key = drawers.make_key("drawer", NAME, str(place))
            cache.put(key, data if data is not None else cache.get(key) or b"")
        index = update(shop, cache, SYNONYMS)
        compare(site, index, build_index_of(shop.documents.values(), "ko", SYNONYMS, Endings()))
        assert (len(index.made) == len(index.hashes)) == (data is not None)


def test_where_averages_move_or_many_articles_change_all_is_made_anew() -> None:
    shop, cache = Shop(2), Cache()
    site = dict(update(shop, cache, SYNONYMS).made)
    for count in (1, 30):
        for _ in range(count):
            shop.write(shop.choose(), shop.say(2), shop.say(400 if count == 1 else 40))
        index = update(shop, cache, SYNONYMS)
        compare(site, index, build_index_of(shop.documents.values(), "ko", SYNONYMS, Endings()))
        assert len(index.made) == len(index.hashes)


@pytest.mark.usefixtures("steady")
def test_what_stays_is_not_made_again() -> None:
    shop, cache = Shop(3), Cache()
    update(shop, cache, SYNONYMS)
    index = update(shop, cache, SYNONYMS)
    assert {name[0] for name in index.made} == {"i", "m", "g"}  # the manifest and two small tables
    shop.edit_title()
    changed = update(shop, cache, SYNONYMS)
    assert len(changed.made) < len(changed.hashes) / 2


def test_a_ledger_that_is_unknown_is_none() -> None:
    assert ledger.load_stock(Cache(), NAME) is None
