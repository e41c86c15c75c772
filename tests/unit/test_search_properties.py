"""What must hold for every query: shards or not, mended or not, one more article or not."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from search_site import ARTICLES, build, write_content

from hc_builder.search import shards
from hc_builder.search.engine import SearchEngine
from hc_builder.search.result import SearchResult

SUBJECTS = (
    "환불 배송 교환 반품 쿠폰 적립금 회원 비밀번호 영수증 포장 사이즈 주소 결제 카드 선물 리뷰 재입고 택배 계좌 알림"
).split()
DEEDS = "신청 취소 조회 변경 등록 확인 발급 사용 삭제 문의".split()


def make_articles() -> dict[str, tuple[str, str, str]]:
    """Two hundred articles, each about a subject and a deed."""
    made = dict(ARTICLES)
    for number, subject in enumerate(SUBJECTS):
        for place, deed in enumerate(DEEDS):
            other = SUBJECTS[(number + place + 1) % len(SUBJECTS)]
            body = f"{subject} {deed}은 마이페이지에서 해요. {other}도 같이 볼 수 있어요."
            made[f"s{number}/d{place}"] = (f"{subject} {deed}은 어떻게 하나요?", f"{subject}{deed} 방법", body)
    return made


def make_queries(count: int) -> list[str]:
    """Words and pairs as typed by careful and by hasty people."""
    chance = random.Random(7)
    made = []
    for _ in range(count):
        words = [chance.choice(SUBJECTS), chance.choice(DEEDS)][: chance.randint(1, 2)]
        text = chance.choice(("", " ")).join(words) + chance.choice(("", "하고 싶어요", "은", "을 어떻게 하나요"))
        slip = chance.randrange(len(text))
        made.append(text[:slip] + text[slip + 1 :] if chance.random() < 0.3 and len(text) > 3 else text)
    return made


def mistype(query: str, chance: random.Random) -> str:
    """Another vowel in one of its syllables."""
    at = chance.choice([place for place, letter in enumerate(query) if "가" <= letter < "힁"])
    return query[:at] + chr(ord(query[at]) + 28) + query[at + 1 :]


def list_hits(result: SearchResult) -> list[tuple[str, float]]:
    return [(hit.id, hit.score) for hit in result.hits]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(write_content(tmp_path_factory.mktemp("content"), make_articles()))


@pytest.fixture(scope="module")
def engine(files: dict[str, bytes]) -> Iterator[SearchEngine]:
    with SearchEngine(files) as opened:
        yield opened


def test_shards_fetched_as_needed_give_the_hits_and_scores_of_the_whole_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: SearchEngine
) -> None:
    monkeypatch.setattr(shards, "_SMALLEST", 200.0)
    monkeypatch.setattr(shards, "_LARGEST", 200.0)
    monkeypatch.setattr(shards, "WHOLE", 0)
    files = build(write_content(tmp_path, make_articles()))
    assert sum(name.startswith("d") for name in files) > 20
    queries = make_queries(500)
    with SearchEngine(files) as cut:
        differing = [query for query in queries if list_hits(cut.search(query)) != list_hits(engine.search(query))]
    assert differing == []


def test_a_mended_query_never_loses_a_hit_that_the_literal_one_had(engine: SearchEngine) -> None:
    chance = random.Random(3)
    queries = [mistype(query, chance) for query in make_queries(300)]
    mended = [result for result in engine.search_many(queries, 1000) if result.mended]
    assert len(mended) > 20
    for result in mended:
        literal = {hit.id for hit in engine.search(result.query, 1000, literal=True).hits}
        assert literal <= {hit.id for hit in result.hits}, result.query
        assert [hit.score for hit in result.hits] == sorted((hit.score for hit in result.hits), reverse=True)


def test_an_unrelated_article_changes_no_first_place_by_more_than_a_tie(tmp_path: Path, engine: SearchEngine) -> None:
    more = {**make_articles(), "garden/roses": ("장미 가지치기", "정원 가꾸기", "봄에 가위로 마른 가지를 잘라요.")}
    changed = []
    with SearchEngine(build(write_content(tmp_path, more))) as other:
        for query in make_queries(150):
            before, after = engine.search(query).hits, other.search(query).hits
            first = {hit.id for hit in before if hit.score > before[0].score * 0.995}
            if (after[0].id if after else None) not in (first or {None}):
                changed.append((query, before[:1], after[:1]))
    assert changed == []


@pytest.mark.parametrize(
    "query", ["환불" * 200, "ㅎ" * 90, "a" * 300, "\u0000\ud83d", "<img src=x onerror=alert(1)>", "'\"\\"]
)
def test_no_query_is_too_strange(engine: SearchEngine, query: str) -> None:
    assert isinstance(engine.search(query), SearchResult)
