"""Other tools' syntax is told with its line and never painted; in code it is code."""

import pytest

from hc_builder.content.markup import Renderer, render_plain

TOLD = [
    ("import Tabs from '@theme/Tabs';", "import", "MDX"),
    ('import "./a.css"', "import", "MDX"),
    ("export const 요금 = {\n  a: 1,\n}", "export", "MDX"),
    ("<Tabs>가</Tabs>", "component", "MDX"),
    ('<Card title="가" />', "component", "MDX"),
    ("<Tabs.Item\n  a={b}\n  c={[1, {d: 2}]}\n/>", "component", "MDX"),
    ("<>가</>", "component", "MDX"),
    ("<img src={url('a.png')} />", "element with an expression", "MDX"),
    ("{/* 메모 */}", "comment", "MDX"),
    ("{% include a.html x='1' %}", "template tag", "Liquid or Jinja"),
    ("{%- if a -%}", "template tag", "Liquid or Jinja"),
    ('{% hint style="info" %}', "template tag", "GitBook"),
    ("{{ shipping_fee }}", "template variable", "Liquid or Jinja"),
    ("[문의]({{ site.baseurl }}/contact)", "template variable", "Liquid or Jinja"),
    ("| {{ a | upper }} | 나 |\n|---|---|", "template variable", "Liquid or Jinja"),
    ("{% comment %}비밀\n\n비밀{% endcomment %}", "comment", "Liquid"),
    ("{# 비밀 #}", "comment", "Jinja"),
    ("%%비밀%%", "comment", "Obsidian"),
    ("{{< youtube abc >}}", "shortcode", "Hugo"),
    ('{{% notice "a" %}}', "shortcode", "Hugo"),
    ("{{snippet.배송}}", "snippet", "Document360"),
    ("[[다른 글]]", "wikilink", "Obsidian"),
    ("[[글#제목|보이는 말]]", "wikilink", "Obsidian"),
    ("![[그림.png]]", "embed", "Obsidian"),
    ("[!INCLUDE [가](a.md)]", "include", "Microsoft Learn"),
    ("> [!VIDEO https://video.example]", "video", "Microsoft Learn"),
    (":::row:::\n가\n:::row-end:::", "container", "Microsoft Learn"),
    (':::image source="a.png" alt-text="화면":::', "image", "Microsoft Learn"),
    ('::: moniker range=">=1"\n가\n::: moniker-end', "container", "Microsoft Learn"),
    (":::모르는\n\n:::unknown\n가\n:::", "container", "Docusaurus or VitePress"),
    ("[!BADGE 새 기능]{type=a}", "term", "Experience League"),
    ('--8<-- "a.md"', "snippet", "pymdownx.snippets"),
    ('[block:image]\n{"a": 1}\n[/block]', "block", "ReadMe"),
    ("[TOC]", "table of contents", "Python-Markdown"),
    ("[[_TOC_]]", "table of contents", "GitLab or VitePress"),
    (":material-truck: 배송", "icon", "Material for MkDocs"),
    ("<o:p>글</o:p>", "element", "Microsoft Word"),
    ('<my-box size="1">글</my-box>', "custom element", "a script of its own"),
    ("**닫지 않은 글", "emphasis that does not close", "Markdown"),
    ("[글](a b c.md)", "link that is not read", "Markdown"),
    ("<table>\n<tr><td>**가**</td></tr>\n</table>", "Markdown in HTML without a blank line before it", "Markdown"),
]
SIGNS = (
    "{%",
    "%}",
    "{{",
    "}}",
    "[[",
    "]]",
    "[!",
    ":::",
    "<Tabs",
    "&lt;Tabs",
    "8&lt;",
    "비밀",
    "import ",
    "{#",
    "[block",
)


@pytest.mark.parametrize(("text", "kind", "tool"), TOLD, ids=[text[:30] for text, _, _ in TOLD])
def test_foreign_syntax_is_told_with_its_line(text: str, kind: str, tool: str) -> None:
    rendered = Renderer().render(f"첫 문단이에요.\n\n{text}\n", "ko")
    assert (kind, tool) in [(foreign.kind, foreign.tool) for foreign in rendered.foreign]
    (line,) = {foreign.line for foreign in rendered.foreign[:1]}
    assert 3 <= line <= 3 + text.count("\n")


@pytest.mark.parametrize("text", [text for text, _, tool in TOLD if tool != "Markdown" and ":::모" not in text])
def test_foreign_syntax_is_never_painted(text: str) -> None:
    html = Renderer().render(f"글\n\n{text}\n\n글", "ko").html
    assert [sign for sign in SIGNS if sign in html] == []


@pytest.mark.parametrize("text", [text for text, _, tool in TOLD if tool != "Markdown" and "`" not in text])
def test_foreign_syntax_in_code_is_code(text: str) -> None:
    indented = text.replace("\n", "\n    ")
    line = text.partition("\n")[0]
    for code in (
        f"```\n{text}\n```",
        f"    {indented}",
        f"글 `{line}` 글",
        f"~~~ text\n{text}\n~~~",
        f"- ```\n  {line}\n  ```",
    ):
        rendered = Renderer().render(f"글\n\n{code}\n\n글", "ko")
        assert rendered.foreign == (), code
        assert line.split()[0].strip("[]!<>{}%:") in rendered.sections[0].text


def test_what_a_wikilink_or_term_shows_stays() -> None:
    text = "[[환불 안내]]와 [[a/b|여기]], [!DNL 온서랍] [!UICONTROL 저장]"
    rendered = Renderer().render(text, "ko")
    assert rendered.sections[0].text == "환불 안내와 여기, 온서랍 저장"
    assert {foreign.kind for foreign in rendered.foreign} == {"wikilink"}
    assert render_plain("[!DNL 온서랍] 설정") == "온서랍 설정"


def test_forms_that_only_look_foreign_are_markdown() -> None:
    text = "[[가]](a.md) [[1]][ref] {할인} 50%% 10% {1} List<String> A <> B\n\n[ref]: b.md"
    rendered = Renderer().render(text, "ko")
    assert [reference.target for reference in rendered.references] == ["a.md", "b.md"]
    assert rendered.foreign == ()
    assert rendered.sections[0].text == "[가] [1] {할인} 50%% 10% {1} List<String> A <> B"


def test_a_placeholder_that_is_no_element_is_shown() -> None:
    text = "<project ID>와 <주문번호>, <Order Number>, <your-name> 그리고 <b>굵게</b>, <BR>"
    shown = "&lt;project ID&gt;와 &lt;주문번호&gt;, &lt;Order Number&gt;, &lt;your-name&gt;"
    assert Renderer().render(text, "ko").html == f"<p>{shown} 그리고 <b>굵게</b>, <BR></p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- 비밀 -->\n본문",
        "본문 <!-- 비밀 --> 끝",
        "본문 <!-- 비밀\n\n\n비밀 --> 끝",
        "- 본문\n  <!-- 비밀 -->\n- 끝",
        "1. 본문\n\n   <!--\n   비밀\n\n   비밀\n   -->\n2. 끝",
        "> 본문 <!-- 비밀 -->",
        "| 본문 <!-- 비밀 --> | 나 |\n|---|---|\n<!-- 비밀 -->\n| 가 | 나 |",
        "<div>\n<!-- 비밀\n\n비밀 -->\n본문\n</div>",
        "!!! note\n    본문\n\n    <!-- 비밀 -->",
        "## 본문 <!-- 비밀 -->",
        "<!---->본문<!--비밀-->",
        "[본문](a.md <!-- 비밀 -->)",
        "{/* 비밀 */} 본문 {# 비밀 #} %% 비밀 %% {% comment %} 비밀 {% endcomment %}",
    ],
)
@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_comments_never_reach_the_page(text: str, dialect: str) -> None:
    html = Renderer(dialect=dialect).render(text, "ko").html  # type: ignore[arg-type]
    assert "비밀" not in html
    assert "본문" in html


def test_a_line_of_comment_divides_nothing() -> None:
    html = Renderer().render("- 하나\n<!-- 메모 -->\n- 둘\n\n문단\n<!-- 메모 -->\n문단", "ko").html
    assert html.count("<ul>") == html.count("<p>") == 1
