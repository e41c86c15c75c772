"""CommonMark 0.31.2 and GFM: the parser passes the specification. Each example that is read otherwise stands in
`commonmark_differences.yml` with its reason."""

import re
from functools import cache
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hc_builder.content.markup import Renderer

ROOT = Path(__file__).parents[2]
SPECIFICATION = ROOT / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.S | re.M)
HIGHLIGHTED = re.compile(r'<div class="[^"]*highlight"><pre>(.*?)</pre></div>', re.S)
SPAN = re.compile(r"</?span[^>]*>")
DIFFERENCES = yaml.safe_load((Path(__file__).parent / "commonmark_differences.yml").read_text(encoding="utf-8"))


@cache
def read_examples() -> dict[int, tuple[str, str]]:
    """Number → Markdown and the HTML it is to become."""
    assert SPECIFICATION.is_file(), "the specification comes with `npm ci`"
    text = SPECIFICATION.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    return dict(enumerate(((match[1], match[2]) for match in EXAMPLE.finditer(text)), 1))


def read_html(html: str) -> list[object]:
    """Tags with their attributes, and texts, in order. What this project adds is passed over: anchors of headings and
    colours of code. So are blanks beside tags."""
    plain = HIGHLIGHTED.sub(lambda frame: f"<pre>{SPAN.sub('', frame[1])}</pre>", html)
    body = LexborHTMLParser(f"<body>{plain}</body>").body
    assert body is not None
    parts = [_describe(node) for node in body.traverse(include_text=True)]
    return [part for part in parts if part]


def _describe(node: LexborNode) -> object:
    tag = str(node.tag)
    if tag == "-text":
        return " ".join((node.text_content or "").split())
    added = "id" if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else "class" if tag == "code" else ""
    return tag, {key: value for key, value in node.attributes.items() if key != added}


def test_the_parser_passes_the_specification_without_the_rules_of_this_project() -> None:
    parser = MarkdownIt("commonmark")
    examples = read_examples()
    passed = [number for number, (text, html) in examples.items() if read_html(parser.render(text)) == read_html(html)]
    assert len(examples) == 652
    assert len(passed) >= 648


def test_each_example_that_is_read_otherwise_stands_in_the_list_with_its_reason() -> None:
    renderer = Renderer()
    listed = sorted(number for entry in DIFFERENCES for number in entry["examples"])
    found = [
        number
        for number, (text, html) in read_examples().items()
        if read_html(renderer.render(text, "en").html) != read_html(html)
    ]
    assert found == listed
    assert len(found) <= 652 - 615
    assert all(entry["reason"].endswith(".") for entry in DIFFERENCES)


GFM = (
    "| 수단 | 날 |\n|---|:-:|\n| 카드 | 3일 |\n| `a\\|b` | **굵게** |",
    "| 짧은 | 줄 |\n|---|---|\n| 하나 |\n| 하나 | 둘 | 셋 |",
    "수단 | 날\n--- | ---\n카드 | 3일\n\n뒤 문단",
    "| 표 | 다음 |\n|---|---|\n| 바로 | 인용 |\n> 인용",
    "| 머리만 |\n|---|",
    "| 수가 | 다름 |\n|---|\n| 하나 | 둘 |",
    "문단\n| 표 | 표 |\n|---|---|\n| 1 | 2 |",
    "- 목록 속\n\n  | 표 | 표 |\n  |---|---|\n  | 1 | 2 |",
    "~~취소선~~ 글 ~~**굵은** 취소선~~",
    "~~닫히지 않은 글",
    "https://shop.example/faq 에서 봐요",
    "www.shop.example/a?b=1&c=2 (https://shop.example/a_b(c))",
    "help@shop.example 그리고 a.b-c_d@e.f.example.",
    "https://shop.example/faq. 그리고 https://shop.example/faq, 끝",
    "http://shop.example/&copy; `https://shop.example` [글](https://shop.example)",
    "<https://shop.example/a> 그리고 <help@shop.example>",
    "1. 하나\n2. 둘\n\n   문단\n3. 셋",
    "* 하나\n    * 둘\n        * 셋",
    "제목\n---\n\n글  \n줄 바꿈\\\n또",
)


@pytest.mark.parametrize("text", GFM)
def test_the_forms_of_github_are_read_as_cmark_gfm_reads_them(text: str) -> None:
    theirs = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    theirs = re.sub(r' align="(\w+)"', r' style="text-align:\1"', theirs)
    assert read_html(Renderer().render(text, "ko").html) == read_html(theirs)


def test_task_lists_hold_the_same_items_as_on_github() -> None:
    text = "- [x] 한 일\n- [ ] 할 일\n- [X] 또 한 일\n- [] 아님\n- [y] 아님\n\n1. [ ] 번호"
    ours = LexborHTMLParser(Renderer().render(text, "ko").html).css("li")
    theirs = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text)).css("li")
    for mine, other in zip(ours, theirs, strict=True):
        assert " ".join(mine.text().split()) == " ".join(other.text().split())
        boxes = [node.css_first("input") for node in (mine, other)]
        assert [box and "checked" in box.attributes for box in boxes] in ([None, None], [True, True], [False, False])
