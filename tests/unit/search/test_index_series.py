"""A series of indexes is what builds would give, each for less, and leaves what the last build kept as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from hc_builder.cache import Cache
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.search.cures import Cure, Shop, apply_cure
from hc_builder.search.index import IndexSeries, build_index, open_series, update_index
from hc_builder.search.synonyms import Group, Synonyms

TEXT = "---\ntitle: {0} 안내\n---\n{0} 방법은 이래요. 고객센터에 물어보세요.\n"
NAMES = ("배송", "환불", "교환", "적립금", "쿠폰", "회원", "영수증", "결제", "포장", "재고")
CURES = (
    ("a3", Cure("question", "페이백 언제 와요")),
    ("a3", Cure("synonym", "페이백", "적립금")),
    ("a4", Cure("keyword", "할인권")),
    ("a0", Cure("title", "택배")),
)


@dataclass(frozen=True)
class Built:
    """A shop that was built, and a series of what might be."""

    shop: Shop
    series: IndexSeries
    cache: Cache


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    root, cache = tmp_path_factory.mktemp("content"), Cache()
    for number, name in enumerate(NAMES):
        (root / f"a{number}.md").write_text(TEXT.format(name), "utf-8")
    center = read_help_center(root, Settings(), Renderer(), date(2026, 1, 1))
    synonyms = Synonyms((Group(("배달", "배송"), ("배송", "배달")),))
    update_index(center, "ko", synonyms, cache)
    with open_series((), "ko", (), cache) as series:
        yield Built(Shop(center, synonyms, "ko", series.make), series, cache)


def test_each_index_is_what_a_build_gives(built: Built) -> None:
    for id, cure in CURES:
        center, synonyms = apply_cure(built.shop, id, cure)
        assert built.series.make(center, synonyms) == build_index(center, "ko", synonyms)
    assert built.series.make(built.shop.center, built.shop.synonyms) == build_index(
        built.shop.center, "ko", built.shop.synonyms
    )


def test_the_next_build_makes_no_more_than_before(built: Built) -> None:
    def build() -> set[str]:
        return {*update_index(built.shop.center, "ko", built.shop.synonyms, built.cache).made}

    before = build()
    center, synonyms = apply_cure(built.shop, *CURES[0])
    built.series.make(center, synonyms)
    assert build() == before
    assert len(before) < len(build_index(built.shop.center, "ko", built.shop.synonyms))
