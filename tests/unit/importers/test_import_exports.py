"""Exports of help desks, sites and notes: Zendesk, WordPress, Notion, HTML, Confluence; and the HTML that they hold."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from hc_builder.content.markup import Renderer
from hc_builder.importers.html import convert_html
from tests.unit.importers.sources import by_path, read_files, read_source

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
GUIDE = {
    "categories.json": {"categories": [{"id": 1, "name": "주문", "description": "주문 안내", "position": 2}]},
    "sections.json": {
        "sections": [
            {"id": 10, "name": "결제", "category_id": 1, "position": 1},
            {"id": 11, "name": "카드", "category_id": 1, "parent_section_id": 10, "position": 0},
        ]
    },
    "articles-1.json": {
        "articles": [
            {
                "id": 360001,
                "title": "카드가 안 돼요",
                "section_id": 11,
                "locale": "ko",
                "position": 0,
                "vote_sum": 3,
                "body": '<p>먼저 <a href="https://shop.zendesk.com/hc/ko/articles/360002-Cash#h_1">현금</a></p><p'
                '><img src="https://shop.zendesk.com/hc/article_attachments/9/shot.png"></p>',
                "html_url": "https://shop.zendesk.com/hc/ko/articles/360001-Card",
                "label_names": ["카드", "오류"],
                "edited_at": "2026-03-01T00:00:00Z",
                "promoted": True,
                "author_id": 5,
            }
        ],
        "users": [{"id": 5, "name": "김서랍"}],
    },
    "articles-2.json": {
        "articles": [
            {
                "id": 360002,
                "title": "현금",
                "section_id": 10,
                "locale": "ko",
                "body": '<h2 id="h_1">방법</h2><p>계좌</p>',
                "draft": True,
                "position": 0,
                "vote_sum": 9,
            },
            {
                "id": 360003,
                "title": "사장님만",
                "section_id": 10,
                "locale": "ko",
                "body": "<p>x</p>",
                "user_segment_id": 3,
                "position": 0,
            },
        ]
    },
    "translations.json": {
        "translations": [
            {
                "id": 1,
                "source_id": 360001,
                "source_type": "Article",
                "locale": "en-us",
                "title": "Card fails",
                "body": "<p>Try</p>",
            },
            {"id": 2, "source_id": 1, "source_type": "Category", "locale": "en-us", "title": "Orders"},
        ]
    },
}


def test_zendesk_pages_become_articles_with_all_they_know(tmp_path: Path) -> None:
    export = read_files("zendesk", tmp_path, {name: json.dumps(page) for name, page in GUIDE.items()})
    articles = {(one.path, one.lang): one for one in export.articles}
    card = articles["주문/결제/카드/카드가-안-돼요", "ko"]
    assert (card.keywords, card.owner, card.updated) == (("카드", "오류"), "김서랍", date(2026, 3, 1))
    assert (card.popular, card.pin, card.order) == (True, True, 2)
    assert card.old == ("/hc/ko/articles/360001-Card", "/hc/ko/articles/360001")
    assert "[현금](../현금#h_1)" in card.body
    assert articles["주문/결제/현금", "ko"].draft
    assert articles["주문/결제/현금", "ko"].order == 1
    assert articles["주문/결제/사장님만", "ko"].draft
    assert articles["주문/결제/카드/카드가-안-돼요", "en"].title == "Card fails"
    categories = {(one.path, one.lang): (one.title, one.order, one.description) for one in export.categories}
    assert categories["주문", "ko"] == ("주문", 2, "주문 안내")
    assert categories["주문", "en"][0] == "Orders"
    assert export.lang == "ko"
    assert [loss.what for loss in export.losses] == ["an article for some readers only, kept as a draft"]


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><link>https://shop.kr</link>
<item><title>배송은 언제?</title><link>https://shop.kr/faq/delivery/</link><dc:creator><![CDATA[kim]]></dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph -->
<p>이틀 [선택] <a href="https://shop.kr/?p=12">환불</a></p>
<!-- /wp:paragraph -->[caption id="a" width="3"]<img src="https://shop.kr/a.png" alt="그림" /> 설명[/caption]
[vc_row el="1"]안[/vc_row] [embed]https://youtu.be/abcdefghijk[/embed]]]></content:encoded>
<wp:post_id>11</wp:post_id><wp:post_date>2026-03-01 10:00:00</wp:post_date>
<wp:post_name>delivery</wp:post_name><wp:status>publish</wp:status>
<wp:menu_order>4</wp:menu_order><wp:post_type>ufaq</wp:post_type>
<category domain="ufaq-category" nicename="d"><![CDATA[배송]]></category>
<category domain="ufaq-tag" nicename="t"><![CDATA[택배]]></category></item>
<item><title>환불</title><link>https://shop.kr/?p=12</link><content:encoded><![CDATA[첫 문단
둘째 줄

다음 <b>문단</b>]]></content:encoded><wp:post_id>12</wp:post_id>
<wp:post_name>%ED%99%98%EB%B6%88</wp:post_name><wp:status>private</wp:status>
<wp:post_type>page</wp:post_type></item>
<item><title>휴지통</title><content:encoded>x</content:encoded><wp:post_id>13</wp:post_id><wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>상품</title><content:encoded>x</content:encoded><wp:post_id>14</wp:post_id><wp:status>publish</wp:status><wp:post_type>product</wp:post_type></item>
</channel></rss>"""


def test_wordpress_gives_posts_pages_and_entries_of_faq_plugins(tmp_path: Path) -> None:
    export = read_files("wordpress", tmp_path, {"shop.xml": WXR})
    articles = by_path(export)
    faq = articles["배송/배송은-언제"]
    assert (faq.owner, faq.updated, faq.order, faq.keywords) == ("kim", date(2026, 3, 1), 4, ("택배",))
    assert faq.old == ("/faq/delivery/",)
    assert "이틀 \\[선택\\] [환불](../환불.md)" in faq.body
    assert "![그림](https://shop.kr/a.png) 설명" in faq.body
    assert "youtube-nocookie.com/embed/abcdefghijk" in faq.body
    assert "vc_row" not in faq.body
    assert "안" in faq.body
    page = articles["환불"]
    assert page.body == "첫 문단\\\n둘째 줄\n\n다음 **문단**\n"
    assert page.draft
    assert len(articles) == 2
    assert {loss.what for loss in export.losses} == {
        "an entry of a kind that is no article",
        "a shortcode of WordPress; text inside it stays",
    }


def test_notion_loses_its_digits_properties_and_callouts(tmp_path: Path) -> None:
    digits = "0123456789abcdef0123456789abcdef"
    inner = {
        f"도움말 {digits}.md": "# 도움말\n\n"
        f"[배송](%EB%8F%84%EC%9B%80%EB%A7%90%20{digits}/%EB%B0%B0%EC%86%A1%20{digits}.md)\n",
        f"도움말 {digits}/배송 {digits}.md": "# 배송\n\n태그: 택배, 배송비\n상태: 완료\n\n"
        f"<aside>\n⚠️ 조심하세요\n</aside>\n\n"
        f"![그림](%EB%B0%B0%EC%86%A1%20{digits}/shot.png)\n",
        f"도움말 {digits}/배송 {digits}/shot.png": PNG,
        f"도움말 {digits}/목록 {digits}.csv": "이름,태그,상태\n",
    }
    part, whole = tmp_path / "part.zip", tmp_path / "export.zip"
    with zipfile.ZipFile(part, "w") as archive:
        for name, data in inner.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(whole, "w") as archive:
        archive.write(part, "ExportBlock-Part-1.zip")
    articles = by_path(read_source("notion", whole))
    assert sorted(articles) == ["도움말/index", "도움말/배송"]
    assert articles["도움말/index"].body == "[배송](배송.md)\n"
    delivery = articles["도움말/배송"]
    assert delivery.keywords == ("택배", "배송비")
    assert delivery.body == ":::warning\n\n조심하세요\n\n:::\n\n![그림](배송/shot.png)\n"


def test_a_folder_of_html_gives_the_main_text(tmp_path: Path) -> None:
    page = (
        '<html lang="ko"><head><title>환불 | 상점</title><meta name="description" content="환불 '
        '안내"><meta name="keywords" content="환불, 취소">'
        "</head><body><nav>메뉴</nav><main><h1>환불 안내</h1><p>사흘 <a "
        'href="../order/index.html#x">주문</a></p><img '
        'src="a.png"></main><footer>끝</footer></body></html>'
    )
    export = read_files(
        "html",
        tmp_path,
        {"help/refund/when.html": page, "help/order/index.html": "<h1>주문</h1><p>글</p>", "help/refund/a.png": PNG},
    )
    articles = by_path(export)
    article = articles["refund/when"]
    assert (article.title, article.summary, article.keywords) == ("환불 안내", "환불 안내", ("환불", "취소"))
    assert article.body == "사흘 [주문](../order#x)\n\n![](../media/help/refund/a.png)\n"
    assert article.old == ("/refund/when.html",)


def test_confluence_gives_its_tree_and_its_boxes(tmp_path: Path) -> None:
    page = (
        '<title>공간 : 배송비</title><body><div id="breadcrumb-section">길</div><h1 '
        'id="title-heading"><span id="title-text">공간 : 배송비</span></h1>'
        '<div id="main-content" class="wiki-content"><div '
        'class="confluence-information-macro '
        'confluence-information-macro-warning"><p>주의</p></div>'
        '<p>글</p><img src="attachments/1/a.png"></div><div id="footer">끝</div>'
    )
    index = (
        '<ul><li><a href="home_1.html">공간</a><ul><li><a href="order_2.html">주문</a><ul><li><a '
        'href="fee_3.html">배송비</a></li></ul></li></ul></li></ul>'
    )
    export = read_files(
        "confluence",
        tmp_path,
        {
            "SP/index.html": index,
            "SP/home_1.html": "<h1>공간</h1><p>집</p>",
            "SP/order_2.html": "<h1>주문</h1><p>글</p>",
            "SP/fee_3.html": page,
            "SP/attachments/1/a.png": PNG,
        },
    )
    article = by_path(export)["주문/배송비"]
    assert article.title == "배송비"
    assert article.body == ":::warning\n\n주의\n\n:::\n\n글\n\n![](../media/sp/attachments/1/a.png)\n"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><b>안내</b><b>드려요</b> <span style='font-weight:700'>꼭</span></p>", "**안내드려요** **꼭**"),
        (
            "<p class=MsoListParagraph style='mso-list:l0'>·&nbsp; 하나</p><p class=MsoListParagraph>·&nbsp; 둘</p>",
            "- 하나\n- 둘",
        ),
        ("<p>가<o:p></o:p></p><p>&nbsp;</p><p>나</p>", "가\n\n나"),
        ("<ol><li>하나<ul><li>안</li></ul></li><li>둘</li></ol>", "1. 하나\n   - 안\n2. 둘"),
        ("<h2><strong>굵은</strong> 제목</h2>", "## 굵은 제목"),
        ("<table><tr><th>가</th></tr><tr><td>a|b<br>c</td></tr></table>", "| 가 |\n| --- |\n| a\\|b<br>c |"),
        ("<table><tr><td><p>혼자</p></td></tr></table>", "혼자"),
        ("<table><tr><td colspan=2>가</td></tr></table><p>나</p>", "가\n\n나"),
        (
            "<div class='accordion'><div class='accordion-title'>질문</div><div class='accordion-body'>답</div></div>",
            "<details>\n<summary>질문</summary>\n\n답\n\n</details>",
        ),
        ("<div class='alert alert-danger'>위험</div>", ":::danger\n\n위험\n\n:::"),
        (
            "<iframe src='//www.youtube.com/embed/abcdefghijk?x=1'></iframe>",
            '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" allowfullscreen></iframe>',
        ),
        ("<p>2 * 3 * 4, a_b_c, [글], 1. 2. &lt;주문&gt; {{ x }} `a`</p>", None),
        ("<pre><code class='language-js'>a &lt; b</code></pre>", "```js\na < b\n```"),
        ("<img data-src='a.png' src='blank.gif' style='width:300px'>", "![](a.png){ width=300 }"),
        ("<p>글<script>x()</script><style>p{}</style></p>", "글"),
        ("<svg onload=x()></svg><p onclick=x()>글</p>", "글"),
        ("<p><a href=' JavaScript:x()'>글</a></p>", "글"),
    ],
)
def test_html_of_editors_becomes_what_it_means(html: str, markdown: str | None) -> None:
    text, _ = convert_html(html, "a")
    if markdown is None:
        shown = Renderer().render(text, "ko")
        assert "2 * 3 * 4, a_b_c, [글], 1. 2. &lt;주문&gt; {{ x }} `a`" in shown.html.replace("&gt;", "&gt;").replace(
            "&#123;", "{"
        )
        assert not shown.foreign
    else:
        assert text == markdown
