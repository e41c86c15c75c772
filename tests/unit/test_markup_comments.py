"""What a writer hides reaches no reader; what is not closed hides nothing, and is told."""

import pytest

from hc_builder.content.article import parse_article
from hc_builder.content.markup import MarkupError, Renderer
from hc_builder.content.markup.render import DialectName

DIALECTS: tuple[DialectName, ...] = ("commonmark", "python-markdown")
dialects = pytest.mark.parametrize("dialect", DIALECTS)


@dialects
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<!-- 담당자 확인\n\n교환은 7일 안에 해요.", 1),
        ("교환은 <!-- 담당자 확인\n7일 안에 해요.\n\n끝", 1),
        ("첫 줄\n\n- 항목\n  <!-- 담당자 확인\n", 4),
        ("<pre>주소 <!-- 담당자 확인</pre>\n", 1),
        ("<!-- 담당자 확인\n\n교환은 7일 안에 해요.\n\n<!-- 다른 메모 -->\n", 1),
    ],
)
def test_a_comment_that_is_not_closed_keeps_the_article_from_being_published(
    dialect: DialectName, text: str, line: int
) -> None:
    with pytest.raises(MarkupError, match="a comment is opened and not closed") as refused:
        Renderer(dialect=dialect).render(text, "ko")
    assert (refused.value.line, refused.value.hint) == (line, "end it with -->")


@dialects
@pytest.mark.parametrize(
    "text", ["`<!-- 말`", "```\n<!-- 말\n```\n", "글\n\n    <!-- 말\n", "<script>a <!-- 말</script>"]
)
def test_an_open_comment_in_code_is_code(dialect: DialectName, text: str) -> None:
    assert "!-- 말" in Renderer(dialect=dialect).render(text, "ko").html


@dialects
@pytest.mark.parametrize(
    "text",
    [
        "<pre>가 <!-- 비밀 --> 나</pre>",
        "<pre>\n가 <!-- 비밀\n\n비밀 --> 나\n</pre>\n",
        "가 <code><!-- 비밀 -->나</code>",
        "가 나 <?비밀 메모?>",
        "<?비밀\n\n메모?>\n\n가 나",
        "가 <![CDATA[비밀]]> 나",
        "<![if !비밀]>가<![endif]> 나",
        "<!DOCTYPE 비밀>\n\n가 나",
        "<!-- 겉 <!-- 비밀 -->가 나",
    ],
)
def test_what_a_browser_hides_is_not_in_the_page_at_all(dialect: DialectName, text: str) -> None:
    html = Renderer(dialect=dialect).render(text, "ko").html
    assert "비밀" not in html
    assert "<!" not in html
    assert "<?" not in html
    assert "!--" not in html
    assert "가" in html
    assert "나" in html


@pytest.mark.parametrize("text", ["정말 <? 이렇게 써요", "<? 이렇게\n\n둘째 문단", "<![CDATA[ 이렇게\n\n둘째 문단"])
def test_another_hidden_part_that_is_not_closed_is_text(text: str) -> None:
    html = Renderer().render(text, "ko").html
    assert "이렇게" in html
    assert "&lt;" in html
    assert "<?" not in html
    assert "<!" not in html


def test_a_comment_in_a_fenced_sample_of_html_is_shown() -> None:
    assert "!-- 보임 --" in Renderer().render("```\n<pre><!-- 보임 --></pre>\n```\n", "ko").html


def test_front_matter_is_read_without_comments() -> None:
    text = "---\ntitle: 교환 <!-- 비밀 -->\nsummary: 7일 <!-- 비밀 -->안에\n---\n본문\n"
    article, problems = parse_article(text, "a.md", "a.md", ("ko",))
    assert (article.title, article.fields.summary, problems) == ("교환", "7일 안에", [])


@pytest.mark.parametrize("text", ["정가의 50%%에서 30%%까지", "50%% 와 %%", "100%%\n\n90%%"])
def test_two_percent_signs_after_a_number_hide_nothing(text: str) -> None:
    rendered = Renderer().render(text, "ko")
    assert rendered.html.count("%%") == text.count("%%")
    assert not rendered.foreign
