"""What the search found is remembered for the same index, and no word of a customer with it."""

from collections.abc import Sequence
from pathlib import Path

from hc_builder.cache import FILE, Cache
from hc_builder.gaps.deciding.search_memory import RememberedSearch
from hc_builder.search.result import Found


class CountingSearch:
    """Finds `refund/when` for everything, and tells what it was asked."""

    def __init__(self, mended: str = "") -> None:
        self.asked: list[str] = []
        self.mended = mended

    def find_many(self, queries: Sequence[str]) -> list[Found]:
        self.asked += queries
        return [Found(("refund/when",), self.mended, "refund/when") for _ in queries]


def test_a_query_is_asked_once_for_an_index(tmp_path: Path) -> None:
    search, cache = CountingSearch(), Cache(tmp_path)
    first, again = (RememberedSearch(search, cache, b"one").find_many(["환불", "교환"]) for _ in range(2))
    assert search.asked == ["환불", "교환"]
    assert [(r.ids, r.quoted, r.mended) for r in again] == [(r.ids, r.quoted, r.mended) for r in first]
    RememberedSearch(search, cache, b"other").find_many(["환불"])
    assert search.asked == ["환불", "교환", "환불"]


def test_a_slip_is_asked_once_and_neither_it_nor_its_reading_can_be_read_from_what_is_kept(tmp_path: Path) -> None:
    search, cache = CountingSearch("김민지 환불"), Cache(tmp_path)
    for _ in range(2):
        found = RememberedSearch(search, cache, b"one").find_many(["김민지 환블"])
        assert found[0].mended == "김민지 환불"
    RememberedSearch(CountingSearch(), cache, b"one").find_many(["김민지 교환"])
    cache.close()
    assert search.asked == ["김민지 환블"]
    assert "김민지".encode() not in (tmp_path / FILE).read_bytes()
