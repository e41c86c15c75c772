"""A help center of any size on the disk, for measuring builds: the same files for the same number.

Each article has front matter, 450 Korean words, four headings, a table, an admonition, a picture and three links; they
stand in 20 folders. The sentences are KorQuAD's, some of them far oftener than others, with now and then a word that
never was: of the words of a real help center (Alchemy Insights: 240,000, of which 30,000 differ; twice as many texts
bring half as many new ones again) the vocabulary grows in the same way.
"""

import random
import re
import struct
import zlib
from pathlib import Path

from search.generated import Stock, change_word, read_stock

FOLDERS = 20
WORDS = 450
CHANGED = 0.012
PICTURES = 40
CONFIG = """site_name: 시험 고객센터
site_url: https://help.shop.example/
docs_dir: content
theme: {name: helpcenter, language: ko}
plugins:
  - helpcenter:
      shop: {name: 시험}
      contact:
        channels: [{type: phone, value: 1588-0000}]
        hours: {weekdays: 09:00-18:00}
"""


def write_project(folder: Path, count: int) -> list[Path]:
    """`mkdocs.yml`, pictures and `count` articles; the articles' files, in order."""
    stock = read_stock()
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for place in range(FOLDERS):
        _write_folder(folder / "content" / _name_folder(place), place)
    return [_write_article(folder / "content", number, count, stock) for number in range(count)]


def _name_folder(place: int) -> str:
    return f"topic-{place:02d}"


def _write_folder(folder: Path, place: int) -> None:
    (folder / "media").mkdir(parents=True)
    (folder / "index.md").write_text(f"---\ntitle: 주제 {place}\norder: {place}\n---\n", encoding="utf-8")
    for number in range(PICTURES // FOLDERS):
        (folder / f"media/screen-{number}.png").write_bytes(make_png(320 + place, 200 + number))


def _write_article(content: Path, number: int, count: int, stock: Stock) -> Path:
    path = content / _name_folder(number % FOLDERS) / f"article-{number:05d}.md"
    path.write_text(make_article(number, count, stock), encoding="utf-8")
    return path


def make_article(number: int, count: int, stock: Stock) -> str:
    """The Markdown of one article of `count`."""
    chance = random.Random(f"{count} {number}")
    texts = [_make_text(stock, WORDS // 5, chance) for _ in range(5)]
    links = [_link(number, chance.randrange(count), chance) for _ in range(3)]
    title = f"{chance.choice(stock.nouns)} {chance.choice(stock.nouns)} {number}"
    return f"""---
title: "{title}"
summary: "{" ".join(texts[0].replace('"', "").split()[:12])}"
keywords: [{chance.choice(stock.nouns)}, {chance.choice(stock.nouns)}]
updated: 2026-10-{number % 28 + 1:02d}
---

{texts[0]}

## 먼저 확인해 주세요

{texts[1]} **중요한 점**은 {links[0]}에 있어요.

![화면](media/screen-{number % 2}.png)

## 이렇게 하세요

1. 내 정보에서 주문을 고르세요.
2. 신청을 누르세요. {links[1]}
3. 확인을 누르세요.

{texts[2]}

| 결제 수단 | 걸리는 날 |
|---|---|
| 카드 | 3일 |
| 계좌 이체 | 1일 |

## 주의할 점

!!! warning
    {texts[3]}

## 그래도 안 되면

{texts[4]} {links[2]}
"""


def _make_text(stock: Stock, words: int, chance: random.Random) -> str:
    made: list[str] = []
    while len(made) < words:
        sentence = stock.sentences[int(len(stock.sentences) * chance.random() ** 4)]
        made += [change_word(word, stock, chance) if chance.random() < CHANGED else word for word in sentence.split()]
    return re.sub(r"[|*_`<>{}\[\]]", " ", " ".join(made[:words]))


def _link(number: int, other: int, chance: random.Random) -> str:
    target = f"../{_name_folder(other % FOLDERS)}/article-{other:05d}.md"
    return f"[{chance.choice(('다른 글', '자세히', '안내'))}]({target})"


def make_png(width: int, height: int) -> bytes:
    """A grey picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\x99" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
