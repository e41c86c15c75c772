"""Lists the words of everyday Korean, by how common they are, as `hc_builder/search/everyday.ko.txt`.

    pip install --no-deps --target /tmp/dic python-mecab-ko-dic==2.1.1.post2
    python tools/list_everyday.py /tmp/dic/mecab_ko_dic/dictionary/sys.dic

The dictionary is mecab-ko-dic (Apache 2.0), which the analyser reads too, but in a form that tells no costs. A word's
cost is the negative log of how likely it is in the corpus that the dictionary was trained on. What that corpus did not
have keeps the cost of its kind, which it shares with hundreds of others.
"""

import struct
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from textwrap import wrap

TARGET = Path(__file__).parents[1] / "hc_builder/search/everyday.ko.txt"
HEADER, TOKEN = struct.Struct("<10I32x"), struct.Struct("<HHHhII")
STEPS = {"NNG": (1_200, 1_900, 2_639), "VV": (2_000, 2_600, 3_200), "VA": (2_000, 2_600, 3_200)}
"""By part of speech the costs from which a word counts as level 2, as level 1, and as not common."""
UNTRAINED = {"행위": 4_839, "정적사태": 4_684, "장소": 5_082, "상태변화": 5_263, "VV": 4_456, "VA": 4_035}
"""By class of meaning, of verbs by part of speech, the cost of what the corpus did not have."""
TRAINED = 250
"""A word of these classes is well known if its cost differs by so much."""
LIGHT = ("하", "되", "있", "이")
"""Second halves of verbs that are nouns with an ending to the search."""
MORE = """
가상화폐 검은색 공유기 광회선 구독자 금연 네이버 넷플릭스 노트북 다이소 당근마켓 댓글 동영상 드론 등본 라식
라켓 렌터카 레시피 로또 마이크 막차 맛집 메일함 면접관 모바일 미세먼지 배달앱 백신 번역기 변기 블로그
비트코인 사이트 삼성 셀카 소개팅 스마트폰 스팸 스펙 시간표 실업급여 아르바이트 아이돌 아이폰 알바 애플 어플
어린이집 엑셀 연말정산 영상통화 와우 와이파이 운동화 원룸 월드컵 웹툰 윈도우 유니폼 유심 유튜브 유튜버
이모티콘 인공지능 인스타그램 인스타 인턴 일기예보 자격증 자소서 장학금 전기차 전세 제사상 주민등록증 주민등록
주식 청년 청약 초등학교 충전기 카카오톡 카톡 캠핑 캠핑장 커플 컴퓨터 코로나 코스피 쿠팡 클라우드 키보드
태블릿 텔레비전 토익 트위터 틱톡 파이썬 페이스북 펜션 편의점 포털 폴더 프로그래밍 프로야구 프린터 플레이리스트
피자 한국사 해외여행 핸드폰 헬스장 홈쇼핑 횟수
"""
"""By hand: words younger than that corpus, and some that it lacks."""
SHARED, ROUND = 200, 500
"""So many words have one cost, or it is round, where it was given by hand."""
ABOUT = """\
# Words of everyday Korean: 3 at a line's beginning are those that stand in every other text, 1 those that are merely
# well known; v are stems of verbs. What is common in every text tells little of a shop's subject; what a customer asks
# in words of these that the shop does not write is asked of something else, and is no slip of the finger.
# Written by tools/list_everyday.py from mecab-ko-dic 2.1.1 (Apache License 2.0): change it there."""

Word = tuple[str, str, str, int]


def main() -> None:
    levels = find_levels(list(read_words(Path(sys.argv[1]).read_bytes())))
    TARGET.write_text("\n".join([ABOUT, *render(levels)]) + "\n", "utf-8")


def read_words(data: bytes) -> Iterator[Word]:
    """(Word, part of speech, class of meaning, cost) of the nouns and verbs in a dictionary as MeCab compiles it: a
    header, a trie of the surfaces, a token for each entry, and what is known of each, of which the reading is the
    surface."""
    *_, trie, tokens, features, _ = HEADER.unpack_from(data)
    start = HEADER.size + trie
    texts = data[start + tokens : start + tokens + features]
    for *_, cost, place, _ in TOKEN.iter_unpack(data[start : start + tokens]):
        tag, meaning, _, word, *_ = texts[place : texts.index(b"\0", place)].decode().split(",")
        is_kept = len(word) > 1 if tag == "NNG" else len(word) < 3 and not word[1:].endswith(LIGHT)
        if tag in STEPS and is_kept and all("가" <= c <= "힣" for c in word):
            yield word, tag, meaning, cost


def find_levels(words: list[Word]) -> Mapping[tuple[str, str], int]:
    """(kind, word) → level; kind v for a verb's stem."""
    shared = Counter((tag, cost) for _, tag, _, cost in words)
    levels: Counter[tuple[str, str]] = Counter(("", word) for word in MORE.split())
    for text, tag, meaning, cost in words:
        given = shared[tag, cost] >= SHARED or cost % ROUND == 0
        level = (
            0
            if given
            else max(
                find_level(tag, cost), int(abs(UNTRAINED.get(meaning if tag == "NNG" else tag, cost) - cost) >= TRAINED)
            )
        )
        key = "" if tag == "NNG" else "v", text
        levels[key] = max(level, levels[key])
    return {word: level for word, level in levels.items() if level}


def find_level(tag: str, cost: int) -> int:
    return len(STEPS[tag]) - bisect_right(STEPS[tag], cost)


def render(levels: Mapping[tuple[str, str], int]) -> Iterator[str]:
    rows = sorted((f"{level}{kind}", text) for (kind, text), level in levels.items())
    for head, group in groupby(rows, key=itemgetter(0)):
        yield from (f"{head}: {line}" for line in wrap(" ".join(text for _, text in group), 60))


if __name__ == "__main__":
    main()
