"""Every form of Markdown in one article, as a phone and a keyboard meet it."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fresh_site import build_site
from playwright.sync_api import Page, expect

from hc_builder.project import load_project

KINDS = "note info tip important warning caution danger success question example quote bug failure abstract".split()

CALLOUTS = "\n\n".join(f"!!! {kind}\n    {kind} [링크](#tabs)와 `코드`, **굵은 글**.\n\n    - 목록" for kind in KINDS)
LONG = "아주긴낱말이띄어쓰기없이이어져요" * 6
ARTICLE = f"""---
title: 글의 모든 꼴
---
*기울인 글*과 **굵은 글**, `긴_코드_{"A" * 80}`, ==강조==, ~~취소~~, ++ctrl+c++. {LONG}[^1]

[링크](https://shop.example/{"a" * 120}) https://shop.example/{"b" * 120}

[^1]: 각주의 글.

## 목록 {LONG}

- 하나
    - 둘
        - 셋
            1. 넷
                1. 다섯

- [x] 한 일
- [ ] 할 일

낱말
:   풀이

> 인용
> > 안쪽 인용

{CALLOUTS}

??? question "접힌 질문"
    접힌 답

## 탭 {{#tabs}}

=== "아이폰"
    아이폰의 글
=== "안드로이드"
    안드로이드의 글

    === "삼성"
        삼성의 글
    === "엘지"
        엘지의 글
=== "{LONG}"
    긴 탭의 글

## 표와 코드

| {" | ".join(f"{column}번째 칸" for column in range(9))} |
|{"---|" * 9}
| {" | ".join("배송 안 함" for _ in range(9))} |

```python
def total(price: int = 3_000, name: str = "{"온서랍" * 30}") -> bool:  # 긴 줄
    return price > 0
```

``` py title="settings.py" linenums="9" hl_lines="2"
DEBUG = False
NAME = "{"온서랍" * 30}"
```

![넓은 그림](wide.svg){{ width=2000 }}

<figure markdown="1">
![작은 그림](wide.svg){{ width=300 }}
<figcaption markdown="span">그림을 설명하는 말이 그림보다 길면 그림의 너비에서 줄을 바꿔요.</figcaption>
</figure>
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2000 10" width="2000" height="10"/>'
WIDER = "e => e.filter((e) => e.scrollWidth > e.clientWidth + 4).map((e) => e.outerHTML.slice(0, 200))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable) -> Iterator:
    folder = tmp_path_factory.mktemp("forms")
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: 도움말\ndocs_dir: content\ntheme: {name: helpcenter}\nplugins: [helpcenter]\n", encoding="utf-8"
    )
    (folder / "content" / "forms.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "content" / "wide.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "site").mkdir()
    build_site(load_project(folder / "mkdocs.yml"), folder / "site")
    with serve_folder(folder / "site", f"sqlite:///{folder}/events.db") as served:
        yield served


@pytest.fixture
def article(visit: Callable[..., Page]) -> Callable[..., Page]:
    def open_article(width: int = 360, **options: object) -> Page:
        return visit("/forms/", width=width, **options)

    return open_article


def test_a_caption_is_upright_and_as_wide_as_its_picture(article):
    page = article(1280)
    picture, caption = page.locator(".hc-body figure img"), page.locator("figcaption")
    assert caption.bounding_box()["x"] == picture.bounding_box()["x"]
    assert caption.bounding_box()["width"] == picture.bounding_box()["width"] == 300
    styles = page.locator("figcaption, figcaption *").evaluate_all(
        "(all) => all.map((e) => getComputedStyle(e).fontStyle)"
    )
    assert set(styles) == {"normal"}


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_form_makes_the_page_scroll_sideways(article, width):
    page = article(width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".hc-body > :not(.hc-table, .highlight)").evaluate_all(WIDER) == []


def test_a_wide_table_and_a_long_line_scroll_by_keyboard_in_their_own_frame(article):
    page = article()
    for frame in (page.get_by_role("group").filter(has=page.get_by_role("table")), page.locator(".highlight > pre")):
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("e => e.scrollLeft > 0", arg=frame.element_handle())


def test_tabs_change_by_keyboard_without_script(article):
    page = article(java_script_enabled=False)
    page.get_by_role("radio", name="아이폰").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("안드로이드의 글")).to_be_visible()
    expect(page.get_by_text("아이폰의 글")).to_be_hidden()
    expect(page.get_by_text("삼성의 글")).to_be_visible()
    page.get_by_text("엘지", exact=True).click()
    expect(page.get_by_text("엘지의 글")).to_be_visible()
    expect(page.get_by_text("안드로이드의 글")).to_be_visible()


def test_the_tab_with_the_focus_shows_it_and_each_is_large_enough_for_a_thumb(article):
    page = article()
    page.get_by_role("radio", name="아이폰").focus()
    page.keyboard.press("ArrowRight")
    outlines = (
        page.locator(".tabbed-labels")
        .first.locator("label")
        .evaluate_all("labels => labels.map((e) => getComputedStyle(e).outlineStyle)")
    )
    assert outlines == ["none", "solid", "none"]
    sizes = page.locator(".tabbed-labels label:visible").evaluate_all(
        "labels => labels.map((e) => e.getBoundingClientRect()).map((it) => [it.width, it.height])"
    )
    assert [size for size in sizes if size[0] < 24 or size[1] < 43.5] == []


def test_what_folds_opens_by_keyboard_without_script(article):
    page = article(java_script_enabled=False)
    summary = page.get_by_text("접힌 질문")
    assert summary.bounding_box()["height"] >= 43.5
    summary.press("Enter")
    expect(page.get_by_text("접힌 답")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_form(article, scheme):
    page = article(color_scheme=scheme, reduced_motion="reduce")
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
    found = Axe().run(page, options=rules).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []


def test_hangul_is_never_slanted(article):
    assert article().locator(".hc-body em").evaluate("e => getComputedStyle(e).fontStyle") == "normal"


def test_a_chosen_scheme_outweighs_the_systems_and_paper_is_light(article):
    page = article(color_scheme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(paper) == "rgb(18, 21, 20)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    expect(page.get_by_text("엘지의 글")).to_be_visible()
    expect(page.get_by_text("접힌 답")).to_be_visible()
