"""A help center of any size, always the same for the same size: articles of 450 Korean words, in folders.

Each article has front matter, four headings, a table, an admonition, a picture and three links to other articles. Most
words are common ones with the particles and endings of a shop's texts; a few in each article stand in no other, so that
the vocabulary grows with the number of articles, as a real one does.

    python benchmarks/articles.py /tmp/shop 1000
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PIL import Image

FOLDERS = 20
PICTURES = 40
_BODY_WORDS = 400
_NOUNS = (
    "환불 반품 교환 배송 주문 결제 카드 계좌 쿠폰 적립금 회원 비밀번호 상품 옵션 사이즈 색상 재고 입고 예약 취소 "
    "택배 송장 주소 연락처 영수증 세금계산서 현금영수증 할부 포인트 등급 혜택 행사 사은품 포장 선물 리뷰 사진 "
    "문의 상담 전화 이메일 알림 문자 앱 로그인 인증 본인 명의 해외 관세 통관 도서산간 제주 매장 수령 방문 설치 "
    "수리 보증 부품 설명서 세탁 보관 유통기한 소재"
).split()
_TOPICS = (
    "주문 결제 배송 반품 교환 환불 회원 쿠폰 적립금 상품 포장 선물 해외배송 매장 설치 수리 세탁 행사 알림 문의"
).split()
_PARTICLES = "은 이 을 의 에 으로 에서 부터 까지 만 도 과 에는 보다 처럼".split()
_VERBS = (
    "신청하 확인하 변경하 접수하 등록하 처리하 안내하 발송하 입력하 선택하 저장하 요청하 보관하 재발급하 조회하 제출하"
).split()
_ENDINGS = "면 고 지만 는데 려면 거나 며 니까 도록 기".split()
_SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호기니디리미비시이지치키티피히구누두루무부수우주추"


def write_project(folder: Path, count: int, folders: int = FOLDERS) -> list[Path]:
    """Write `count` articles in `folders` folders with their pictures and `mkdocs.yml`; the files in order."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for place in range(folders):
        (content / _name_folder(place)).mkdir()
        head = f"---\ntitle: {_TOPICS[place % len(_TOPICS)]} {place + 1}\norder: {place + 1}\n---\n"
        (content / _name_folder(place) / "index.md").write_text(head, encoding="utf-8")
    (content / "media").mkdir()
    for number in range(PICTURES):
        shade = (number * 6, 120, 255 - number * 6)
        Image.new("RGB", (640 + number, 360), shade).save(content / _name_picture(number))
    (content / "synonyms.yml").write_text("- [환불, 돈 돌려받기]\n- [택배, 배송]\n", encoding="utf-8")
    paths = [content / _name(number, folders) for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(build_article(number, count, folders), encoding="utf-8")
    return paths


CONFIG = """site_name: 시험 고객센터
site_url: https://help.shop.example/
docs_dir: content
theme:
  name: helpcenter
  language: ko
plugins:
  - helpcenter:
      shop: {name: 시험 상점, url: "https://shop.example/"}
      contact:
        channels: [{type: phone, value: 1588-0000}]
        hours: {weekdays: "09:00-18:00"}
      feedback: {endpoint: /v1/events}
"""


def build_article(number: int, count: int, folders: int = FOLDERS) -> str:
    """Article `number` of `count`."""
    random = Random(number)
    others = [_name(random.randrange(count), folders) for _ in range(3)]
    parts = [_build_front_matter(number, random), _write_sentences(random, _BODY_WORDS // 5)]
    for section in range(4):
        parts += [f"## {random.choice(_NOUNS)} {random.choice(_NOUNS)} {section + 1}"]
        parts += [_write_sentences(random, _BODY_WORDS // 5), _decorate(section, number, random)]
        if section < len(others):
            parts += [f"자세한 것은 [{random.choice(_NOUNS)} 글](../{others[section]})에 있어요."]
    return "\n\n".join(parts) + "\n"


def _decorate(section: int, number: int, random: Random) -> str:
    rows = "\n".join(f"| {random.choice(_NOUNS)} | {random.randint(1, 9)}일 |" for _ in range(3))
    return (
        f"| 방법 | 걸리는 날 |\n|---|---|\n{rows}",
        f"!!! warning\n    {random.choice(_NOUNS)} 전에 **먼저** 확인해 주세요.",
        f"![{random.choice(_NOUNS)} 화면](../{_name_picture(number % PICTURES)})",
        f"1. {random.choice(_NOUNS)} 화면을 여세요.\n2. **{random.choice(_NOUNS)}** 단추를 누르세요.",
    )[section]


def _build_front_matter(number: int, random: Random) -> str:
    first, second = random.sample(_NOUNS, 2)
    lines = [
        f"title: {first} {second} 안내 {number + 1}",
        f"summary: {first}과 {second}을 한 번에 알려 드려요.",
        f"questions: [{first} {random.choice(_NOUNS)} 언제 되나요 {number + 1}]",
        f"keywords: [{random.choice(_NOUNS)}, {random.choice(_NOUNS)}]",
        f"updated: 2026-{number % 11 + 1:02}-{number % 28 + 1:02}",
    ]
    return "\n".join(["---", *lines, "---"])


def _write_sentences(random: Random, words: int) -> str:
    return " ".join(_list_words(random, words))


def _list_words(random: Random, words: int) -> Iterator[str]:
    """Eight words a sentence; one word in fifty is the article's own."""
    for place in range(1, words + 1):
        if place % 8 == 0:
            yield f"{random.choice(_VERBS)}면 돼요."
        elif random.random() < 0.02:
            yield "".join(random.choices(_SYLLABLES, k=4)) + random.choice(_PARTICLES)
        elif place % 4 == 0:
            yield random.choice(_VERBS) + random.choice(_ENDINGS)
        else:
            yield random.choice(_NOUNS) + random.choice(_PARTICLES)


def _name(number: int, folders: int) -> str:
    return f"{_name_folder(number % folders)}/article-{number + 1:05}.md"


def _name_folder(place: int) -> str:
    return f"topic-{place + 1:02}"


def _name_picture(number: int) -> str:
    return f"media/screen-{number + 1:02}.png"


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
