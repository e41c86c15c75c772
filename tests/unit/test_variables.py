"""A shop says a number once; every text that names it holds it, and code does not."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.cache import Cache
from hc_builder.checks import check_help_center
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.markup.render import DialectName
from hc_builder.content.settings import Settings
from hc_builder.content.settings_reading import parse_settings
from hc_builder.search.engine import SearchEngine
from hc_builder.search.index import build_index
from hc_builder.search.synonyms import Synonyms
from hc_builder.yaml_text import Fields, Scalar, parse_yaml

DIALECTS: tuple[DialectName, ...] = ("commonmark", "python-markdown")
VARIABLES = {"fee": "3,000원", "phone": "1588-0000", "html": "<b>&</b>", "배송비": "공짜"}


def render(text: str, dialect: DialectName = "commonmark") -> str:
    return Renderer(dialect=dialect).render(text, "ko", VARIABLES).html


def read(root: Path, article: str, cache: Cache | None = None, **variables: str) -> HelpCenter:
    (root / "fee.md").write_text(article, "utf-8")
    settings = Settings(languages=("ko", "en"), variables=dict(variables))
    return read_help_center(root, settings, Renderer(), date(2026, 11, 29), cache=cache)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("배송비는 {{ fee }}이에요.", "<p>배송비는 3,000원이에요.</p>"),
        ("**{{fee}}**이고 {{배송비}}", "<p><strong>3,000원</strong>이고 공짜</p>"),
        ("[전화](tel:{{ phone }})", '<p><a href="tel:1588-0000">전화</a></p>'),
        ('<a href="tel:{{ phone }}">전화</a>', '<p><a href="tel:1588-0000">전화</a></p>'),
        ("값은 {{ html }}", "<p>값은 &lt;b&gt;&amp;&lt;/b&gt;</p>"),
        ("`{{ fee }}`", "<p><code>{{ fee }}</code></p>"),
    ],
)
def test_a_variable_is_its_value_in_text_and_itself_in_code(dialect: DialectName, text: str, html: str) -> None:
    assert render(text, dialect).strip() == html


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("code", ["```\n{{ fee }}\n```", "글\n\n    {{ fee }}", "<pre>{{ fee }}</pre>"])
def test_code_of_any_form_keeps_it(dialect: DialectName, code: str) -> None:
    html = render(code, dialect)
    assert "{{ fee }}" in html
    assert "3,000원" not in html


def test_a_heading_and_its_anchor_hold_the_value() -> None:
    [heading] = Renderer().render("## 배송비 {{ fee }}\n\n글", "ko", VARIABLES).headings
    assert heading.title == "배송비 3,000원"
    assert "fee" not in heading.anchor


def test_what_another_tool_writes_is_that_tools_still() -> None:
    rendered = Renderer().render("{{ site.url }} {{< hint >}} {{ fee | upper }}", "ko", VARIABLES)
    assert [foreign.kind for foreign in rendered.foreign] == ["template variable", "shortcode", "template variable"]


def test_without_variables_a_name_is_another_tools() -> None:
    [foreign] = Renderer().render("{{ fee }}", "ko").foreign
    assert foreign.kind == "template variable"


def test_yaml_may_begin_a_value_with_one() -> None:
    root = parse_yaml("a: {{ fee }}이에요\nb: [x, {{fee}} y]\nc: '{{ fee }}'\n")
    assert isinstance(root, Fields)
    assert root.pairs[0].value == Scalar(1, "{{ fee }}이에요", is_plain=True)
    assert root.pairs[2].value == Scalar(3, "{{ fee }}")


ARTICLE = """---
title: 배송비 {{ fee }}
summary: {{ fee }}이에요
questions: [왜 {{ fee }}을 내나요]
---
기본 배송비는 {{ fee }}이에요.
"""


def test_front_matter_and_search_hold_the_value(tmp_path: Path) -> None:
    center = read(tmp_path, ARTICLE, fee="3,000원")
    [shown] = center.articles
    fields = shown.article.fields
    assert (fields.title, fields.summary, fields.questions) == (
        "배송비 3,000원",
        "3,000원이에요",
        ("왜 3,000원을 내나요",),
    )
    with SearchEngine(build_index(center, "ko", Synonyms(()))) as engine:
        hit = engine.search("기본 배송비")
        assert "3,000원" in repr(hit)
        assert "{{" not in repr(hit)


def test_another_value_is_another_article_in_the_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    root = tmp_path / "content"
    root.mkdir()
    for value in ("3,000원", "4,000원", "3,000원"):
        [shown] = read(root, ARTICLE, cache, fee=value).articles
        assert f"<p>기본 배송비는 {value}이에요.</p>" in shown.rendered.html
        assert shown.article.title == f"배송비 {value}"


def test_cards_flows_and_categories_hold_the_value(tmp_path: Path) -> None:
    (tmp_path / "cards.yml").write_text("- {words: [배송비], title: 배송비는 {{ fee }}}\n", "utf-8")
    (tmp_path / "index.md").write_text("---\ntitle: 홈\ndescription: 배송비 {{ fee }}\n---\n", "utf-8")
    (tmp_path / "flows").mkdir()
    flow = "title: 배송비 {{ fee }}\nsteps:\n  a:\n    ask: 무엇\n    choices: [{say: '{{ fee }}?', article: fee}]\n"
    (tmp_path / "flows/fee.yml").write_text(flow, "utf-8")
    center = read(tmp_path, ARTICLE, fee="3,000원")
    assert center.own_cards[0].fields.title == "배송비는 3,000원"
    assert center.category_by_key["ko", ""].fields.description == "배송비 3,000원"
    assert center.flows[0].fields.title == "배송비 3,000원"
    assert center.flows[0].start.choices[0].fields.say == "3,000원?"


def test_an_undefined_name_is_an_error_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "cards.yml").write_text("- words: [배송비]\n  title: 배송비는 {{ free }}\n", "utf-8")
    text = "---\ntitle: 배송비\nquestions:\n  - 얼마\n  - 왜 {{ fees }}\n---\n{{ fee }}\n\n{{ zzzz }}\n"
    center = read(tmp_path, text, fee="3,000원")
    told = [fault for fault in check_help_center(center, date(2026, 11, 29)) if fault.code == "HC33"]
    assert {(fault.place.split("/")[-1], fault.severity) for fault in told} == {
        ("fee.md:5", "error"),
        ("fee.md:9", "error"),
        ("cards.yml:2", "error"),
    }
    assert "did you mean 'fee'?" in {fault.hint for fault in told}


def test_a_language_may_say_it_in_its_own_way() -> None:
    settings, faults = parse_settings(
        {"languages": ["ko", "en"], "variables": {"fee": {"ko": "3,000원", "en": "3,000 won"}, "days": 3}}, "mkdocs.yml"
    )
    assert faults == []
    assert settings.variables_by_language == {
        "ko": {"fee": "3,000원", "days": "3"},
        "en": {"fee": "3,000 won", "days": "3"},
    }


@pytest.mark.parametrize(
    "given", [{"shipping fee": "3,000원"}, {"fee": "두\n줄"}, {"fee": "{{ other }}"}, {"fee": ["a"]}]
)
def test_what_can_not_be_named_or_would_move_lines_is_refused(given: dict[str, object]) -> None:
    _, [fault] = parse_settings({"variables": given}, "mkdocs.yml")
    assert fault.code == "HC06"
    assert fault.hint
