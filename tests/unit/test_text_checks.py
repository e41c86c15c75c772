"""The checks of an article's text: what they must not take for a fault, and that no text makes them slow."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.checks.prose import Prose
from hc_builder.checks.texts import check_article
from hc_builder.content.gathering import read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings

TODAY = date(2026, 11, 29)
SETTINGS = Settings(words=("iPhone", "바로택배"), terms={"무료 배송": ("무료배송",), "카카오톡 상담": ("카카오톡",)})
RIGHT = {
    "code": "```html\n<b>굵게\n![](a.png)\nTODO\n```\n\n`<b>`와 `![](a.png)`는 코드예요. 무료 배송이에요.",
    "a comment": "<!-- TODO: <b> 고칠 것 ![](a.png) -->\n글이에요.",
    "a film": "![](https://shop.example/clip.mp4)",
    "what only decorates": '<img src="https://shop.example/line.png" alt="">',
    "closed elements": "<b>굵고 <i>기운</i> 글</b>\n\n<details>\n<summary>더 보기</summary>\n\n글이에요.\n\n</details>",
    "placeholders that are no elements": "<주문번호>와 <a@b.kr>, 3 < 5 그리고 a<b 예요.",
    "elements that close themselves": "<p>문단\n<ul><li>하나<li>둘</ul>\n줄<br>끝 <a id='x'/>",
    "boxes": '!!! tip\n    안의 글이에요.\n\n!!! note "제목만"\n\n밖의 글이에요.',
    "callouts": "> [!TIP]\n> 글이에요.\n\n> [!tldr] 요약\n> 글",
    "headings one level apart": "## 가\n\n### 나\n\n#### 다\n\n## 라\n\n### 마\n\n글이에요.",
    "tables": "| 곳 | 값 |\n|---|---|\n| 서울 | 3,000원 |\n\n<table><tr><th>곳</th></tr><tr><td>서울</td></tr></table>",
    "pictures side by side": '<table><tr><td><img src="//a.kr/1.png" alt="가"></td></tr><tr><td>가</td></tr></table>',
    "one voice with requests": "사흘이 걸려요. 눌러 주세요. 기다려 주십시오. ‘처리되었습니다.’라고 나와요. 됩니까?",
    "the shop's words": "무료 배송이에요. 카카오톡 상담으로 물어보세요. iPhone과 바로택배예요. https://iphone.example/무료배송",
    "other words": "바로 택배를 보내요. 바로택시도 불러요. 아이폰은 괜찮아요.",
    "to do in Korean": "해야 할 일(to do)을 적어요. 검색창에 주문 번호를 입력하세요. [여기에 적은 글](https://a.example/)이에요.",
}


def tell(folder: Path, body: str, settings: Settings = SETTINGS) -> list[str]:
    (folder / "a.md").write_text(f"---\ntitle: 알림\n---\n{body}\n", "utf-8")
    return [problem.code for problem in check_help_center(read_help_center(folder, settings, Renderer(), TODAY), TODAY)]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_not_told(name: str, tmp_path: Path) -> None:
    assert tell(tmp_path, RIGHT[name]) == []


HARD = {
    "backticks": "`" * 200_000,
    "runs of backticks": "` `` ``` " * 20_000,
    "comments that do not end": "<!-- hc-ignore HC60 " * 10_000,
    "pictures that do not end": "![](" * 50_000,
    "elements that do not end": "<b " * 60_000,
    "open elements": "<b>" * 20_000,
    "tables that do not end": "<table><tr>" * 20_000,
    "empty boxes": "!!! a\n" * 20_000,
    "braces and brackets": "](" + "({[" * 60_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HARD)
def test_no_text_makes_a_check_slow(name: str, tmp_path: Path) -> None:
    """Each takes a fraction of a second; what grows with the square of the text would take minutes."""
    (tmp_path / "a.md").write_text("---\ntitle: 가\n---\n글이에요.\n", "utf-8")
    [shown] = read_help_center(tmp_path, SETTINGS, Renderer(), TODAY).articles
    hard = Prose(shown, "a.md")
    hard.__dict__["commented"] = hard.__dict__["text"] = HARD[name]
    assert check_article(hard, SETTINGS).silences == ()
