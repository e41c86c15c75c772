"""Each tool's tree of Markdown: what its own forms become, and where its pages stand here."""

from pathlib import Path

import pytest

from tests.unit.importers.sources import by_path, read_files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def test_docusaurus_gives_tabs_boxes_folds_snippets_pictures_and_an_order(tmp_path: Path) -> None:
    export = read_files(
        "docusaurus",
        tmp_path,
        {
            "docs/02-refund/_category_.json": '{"label": "환불", "position": 2, "description": "환불 안내"}',
            "docs/02-refund/01-when.mdx": (
                "---\ntitle: 환불은 언제 받나요?\nsidebar_position: 3\ntags: [환불, 취소]\nslug: when-refund\n---\n"
                "import Tabs from '@theme/Tabs';\nimport Note from '../_note.mdx';\nimport shot from './shot.png';\n\n"
                "# 환불은 언제 받나요?\n\n{/* 나중에 */}\n\n<Note/>\n\n<Tabs>\n  "
                '<TabItem value="card" label="카드">\n\n'
                '    3일 걸려요.\n\n  </TabItem>\n  <TabItem value="cash" label="현금">\n\n  ```js\n  '
                "pay({a: 1})\n  ```\n\n"
                '  </TabItem>\n</Tabs>\n\n:::secondary[알림]\n상자\n:::\n\n<img src={shot} alt="화면" '
                "style={{width: 10}} />\n"
                '<img src={useBaseUrl(\'/img/logo.png\')} />\n\n<Fancy title="더 보기" to="../delivery.md" />\n\n'
                '[배송](../delivery.md#기간-안내) {frontMatter.x}\n\n`{code}` <Unknown a="1" />\n'
            ),
            "docs/02-refund/shot.png": PNG,
            "docs/_note.mdx": "import x from 'y';\n\n**미리** 알아 두세요. ![](./shot2.png)\n",
            "docs/shot2.png": PNG,
            "static/img/logo.png": PNG,
            "docs/delivery.md": "---\nunlisted: true\n---\n# 배송\n\n## 기간 안내\n\n이틀\n",
        },
    )
    articles = by_path(export)
    article = articles["refund/when"]
    assert (article.title, article.order, article.keywords) == ("환불은 언제 받나요?", 3, ("환불", "취소"))
    assert article.old[0] == "/docs/refund/when-refund"
    assert '=== "카드"\n\n    3일 걸려요.\n\n=== "현금"\n\n    ```js\n    pay({a: 1})\n    ```' in article.body
    assert ":::note 알림" in article.body
    assert "**미리** 알아 두세요. ![](../shot2.png)" in article.body
    assert '<img src="shot.png" alt="화면" />' in article.body
    assert '<img src="../media/static/img/logo.png" />' in article.body
    assert "[더 보기](../delivery.md)" in article.body
    assert "[배송](../delivery.md#기간-안내)" in article.body
    assert "`{code}`" in article.body
    assert not any(sign in article.body for sign in ("import ", "{/*", "<Tab", "useBaseUrl", "Unknown", "frontMatter"))
    assert articles["delivery"].unlisted
    assert {loss.what for loss in export.losses} == {"an expression of MDX", "the component Unknown"}
    assert [(one.path, one.title, one.order, one.description) for one in export.categories] == [
        ("refund", "환불", 2, "환불 안내")
    ]
    assert set(export.media) == {"refund/shot.png", "shot2.png", "media/static/img/logo.png"}


def test_the_line_of_what_is_lost_is_that_of_the_file(tmp_path: Path) -> None:
    text = '---\ntitle: a\n---\n\nfirst\n\n<Widget x="1" />\n\n<Widget x="1" />\n'
    export = read_files("docusaurus", tmp_path, {"docs/a.md": text})
    assert [(loss.place, loss.line) for loss in export.losses] == [("docs/a.md", 7), ("docs/a.md", 9)]


def test_a_sidebar_gives_folders_to_pages_of_a_flat_tree(tmp_path: Path) -> None:
    export = read_files(
        "docusaurus",
        tmp_path,
        {
            "sidebars.js": (
                "/** @type {import('x')} */\nmodule.exports = {docsSidebar: ['intro', {type: "
                "'category', label: '배송 안내',"
                " items: ['fee', {type: 'doc', id: 'late'}]}]};"
            ),
            "docs/fee.md": "# 배송비\n\n3,000원\n",
            "docs/late.md": "# 늦어요\n\n기다려 주세요\n\n[배송비](fee)\n",
            "docs/intro.md": "# 시작\n\n안내\n",
        },
    )
    articles = by_path(export)
    assert list(articles) == ["배송-안내/fee", "intro", "배송-안내/late"]
    assert "[배송비](fee.md)" in articles["배송-안내/late"].body
    assert [(one.path, one.title) for one in export.categories] == [("배송-안내", "배송 안내")]
    assert articles["배송-안내/fee"].order < articles["배송-안내/late"].order


def test_a_script_that_never_ends_is_no_sidebar(tmp_path: Path) -> None:
    export = read_files("docusaurus", tmp_path, {"sidebars.js": "while (true) {}", "docs/a.md": "# a\n\nb\n"})
    assert list(by_path(export)) == ["a"]


def test_mkdocs_gives_its_nav_snippets_variables_and_no_icons(tmp_path: Path) -> None:
    export = read_files(
        "mkdocs",
        tmp_path,
        {
            "mkdocs.yml": (
                "site_url: https://help.shop.kr/guide/\nextra:\n  phone: 1588-0000\nnav:\n  - 홈: index.md\n"
                "  - 주문과 결제:\n    - 카드: order/card.md\n    - order/cash.md\nmarkdown_extensions:\n"
                "  - pymdownx.snippets:\n      base_path: [snips]\n  - pymdownx.emoji:\n      "
                "emoji_index: !!python/name:material.x\n"
            ),
            "docs/index.md": "# 도움말\n\n:material-truck: 안녕하세요 {{ phone }} {{ other }}\n",
            "docs/order/card.md": '--8<-- "note.md"\n\n!!! note "제목"\n\n    안\n\n[현금](cash.md), '
            "[밖](https://help.shop.kr/guide/order/cash/)\n",
            "docs/order/cash.md": "# 현금\n\n`{{ code }}`\n",
            "snips/note.md": "<!-- --8<-- [start:a] -->\n알림\n<!-- --8<-- [end:a] -->\n",
        },
    )
    articles = by_path(export)
    assert articles["overview"].body == "안녕하세요 1588-0000\n"
    assert articles["order/card"].body.startswith('알림\n\n!!! note "제목"')
    assert "[현금](cash.md)" in articles["order/card"].body
    assert articles["order/cash"].body == "`{{ code }}`\n"
    assert [(one.path, one.title) for one in export.categories] == [("order", "주문과 결제")]
    assert [loss.what for loss in export.losses] == ["a tag or variable of a macro"]


def test_gitbook_gives_hints_tabs_embeds_files_and_its_summary(tmp_path: Path) -> None:
    export = read_files(
        "gitbook",
        tmp_path,
        {
            "SUMMARY.md": "# Table of contents\n\n* [처음](README.md)\n\n## 배송\n\n* [배송비](delivery/fee.md)\n  * "
            "[섬](delivery/island.md)\n",
            "README.md": "---\ndescription: 안내\n---\n\n# 처음\n\n글\n",
            "delivery/fee.md": (
                '# 배송비\n\n{% hint style="success" %}\n무료예요\n{% endhint %}\n\n{% tabs %}\n{% tab '
                'title="앱" %}\n누르세요\n{% endtab %}\n'
                '{% tab title="웹" %}\n```\n{% x %}\n```\n{% endtab %}\n{% endtabs %}\n\n{% embed '
                'url="https://youtu.be/abcdefghijk" %}\n\n'
                '{% file src="../.gitbook/assets/표 (1).pdf" %}\n요금표\n{% endfile %}\n\n{% content-ref '
                'url="island.md" %}\n[island.md](island.md)\n{% endcontent-ref %}\n\n'
                '![](<../.gitbook/assets/표 (1).png>)\n\n1. 하나\n\n   {% hint style="danger" %}\n   '
                "조심\n   {% endhint %}\n2. 둘\n"
            ),
            "delivery/island.md": '# 섬\n\n{% swagger method="get" %}\n{% endswagger %}\n\n## 값 <a href="#price" '
            'id="price"></a>\n',
            ".gitbook/assets/표 (1).pdf": b"%PDF-",
            ".gitbook/assets/표 (1).png": PNG,
        },
    )
    body = by_path(export)["delivery/fee"].body
    assert ":::tip\n\n무료예요\n\n:::" in body
    assert '=== "앱"\n\n    누르세요\n\n=== "웹"\n\n    ```\n    {% x %}\n    ```' in body
    assert "https://www.youtube-nocookie.com/embed/abcdefghijk" in body
    assert "[요금표](../gitbook/assets/표%20%281%29.pdf)" in body
    assert "![](../gitbook/assets/표%20%281%29.png)" in body
    assert "[섬](island.md)" in body
    assert "1. 하나\n\n   :::danger\n\n   조심\n\n   :::" in body
    assert "## 값 {#price}" in by_path(export)["delivery/island"].body
    assert [(one.path, one.title) for one in export.categories] == [("delivery", "배송")]
    assert by_path(export)["delivery/island"].group == "배송비"
    assert [loss.what for loss in export.losses] == ["a description of an interface"]


def test_obsidian_gives_links_by_name_transclusions_and_tags(tmp_path: Path) -> None:
    export = read_files(
        "obsidian",
        tmp_path,
        {
            "배송/배송 안내.md": (
                "---\naliases: [택배]\ntags:\n  - 배송\n---\n#배송/국내 #빠름\n\n%%비밀%%\n"
                "[[환불 규정#기간|환불 기간]]과 [[택배비]] [[없는 글]]\n\n"
                "![[사진.png|240]]\n\n![[환불 규정#기간]]\n\n> [!faq]- 질문\n> 답\n\n문단 ^abc\n\n```dataview\n"
                "list\n```\n\n`[[코드]]`\n"
            ),
            "환불/환불 규정.md": "머리\n\n## 기간\n\n7일\n\n## 끝\n\n밖\n",
            "배송/택배비.md": "3,000원\n",
            "첨부/사진.png": PNG,
            "templates/틀.md": "틀\n",
        },
    )
    articles = by_path(export)
    article = articles["배송/배송-안내"]
    assert article.title == "배송 안내"
    assert article.keywords == ("배송", "국내", "빠름", "택배")
    assert "[환불 기간](../환불/환불-규정.md#기간)과 [택배비](택배비.md)" in article.body
    assert "![](../첨부/사진.png){ width=240 }" in article.body
    assert "7일" in article.body
    assert "밖" not in article.body
    assert "> [!faq]- 질문" in article.body
    assert "`[[코드]]`" in article.body
    assert not any(sign in article.body for sign in ("%%", "^abc", "dataview", "[[없는"))
    assert [loss.what for loss in export.losses] == [
        "a query over the vault",
        "a link that leads nowhere in the export",
        "a Markdown file that is no page",
    ]
    assert "templates" not in " ".join(articles)


def test_jekyll_gives_the_text_of_includes_variables_permalinks_and_callouts(tmp_path: Path) -> None:
    export = read_files(
        "jekyll",
        tmp_path,
        {
            "_config.yml": "title: 도움말\nurl: https://help.shop.kr\nphone: 1588-0000\n",
            "_includes/box.html": "<p>{{ include.text }} {{ site.phone }}</p>\n",
            "_help/order/pay.md": (
                "---\ntitle: 결제\npermalink: /faq/pay/\nredirect_from: [/old/pay]\norder: 2\nitems: "
                "[하나, 둘]\npublished: false\n---\n"
                '{% include box.html text="안내" %}\n\n{% capture warn %}조심하세요{% endcapture %}\n{% '
                'include alert.html type="warning" content=warn %}\n\n'
                "{% include list.html items=page.items %}\n\n{: .no_toc }\n\n{: .note }\n이것은 알림\n\n"
                '[배송]({{ site.baseurl }}/faq/ship/){:class="x"}\n\n'
                "{% raw %}{{ x }}{% endraw %}\n\n{% if a %}남는 글{% endif %}\n\n{% include none.html "
                "%}\n\n제목\n----\n{: #own }\n"
            ),
            "_help/order/ship.md": "---\ntitle: 배송\npermalink: /faq/ship/\n---\n글\n",
        },
    )
    article = by_path(export)["pay"]
    assert "<p>안내 1588-0000</p>" in article.body
    assert ":::warning\n\n조심하세요\n\n:::" in article.body
    assert "- 하나\n- 둘" in article.body
    assert ":::note\n\n이것은 알림\n\n:::" in article.body
    assert "[배송](ship.md)" in article.body
    assert "&#123;&#123; x }}" in article.body
    assert "남는 글" in article.body
    assert (article.old, article.order, article.draft) == (("/faq/pay/", "/old/pay"), 2, True)
    assert sorted(loss.what for loss in export.losses) == [
        "a condition or loop of Liquid; its text stays",
        "a condition or loop of Liquid; its text stays",
        "a front matter key without a meaning here",
        "an include whose text is not in the export",
    ]


def test_microsoft_and_adobe_give_includes_films_terms_pictures_and_tabs(tmp_path: Path) -> None:
    export = read_files(
        "learn",
        tmp_path,
        {
            "help/TOC.md": "* 안내 {#a}\n  * [[!UICONTROL 관리]](/help/how/admin.md)\n  * {hide-from-toc}[숨은 "
            "글](/help/how/b.md)\n",
            "help/how/admin.md": (
                '---\ntitle: "[!UICONTROL 관리] 화면"\nms.date: 09/02/2021\nROBOTS: NOINDEX\nauthor: '
                'kim\n---\n# <a name="adm"></a>[!UICONTROL 관리] 화면\n\n'
                '## <a name="one"></a>하나\n\n[!INCLUDE [x](../_includes/x.md)] [!DNL Fastly]를 [!BADGE '
                "베타]{type=Informative}\n\n"
                '> [!VIDEO https://www.youtube.com/embed/abcdefghijk]\n\n:::image type="content" '
                'source="media/a.png" alt-text="그림":::\n\n'
                ':::row:::\n:::column span="":::\n칸\n:::column-end:::\n:::row-end:::\n\n>[!MORELIKETHIS]\n>\n>더\n\n'
                "# [앱](#tab/app)\n\n앱 글\n\n# [웹](#tab/web)\n\n웹 글\n\n---\n\n[다른](/help/how/b.md#x-y)\n"
            ),
            "help/how/c.md": "---\ntitle: 744 사용자 만들기\nms.custom:\n- '744'\n---\n글\n",
            "help/how/b.md": "# 비\n\n## X Y\n\n글\n",
            "help/how/media/a.png": PNG,
            "help/_includes/x.md": "들어온 글\n",
        },
    )
    articles = by_path(export)
    article = articles["how/admin"]
    assert article.title == "관리 화면"
    assert (article.noindex, article.owner, str(article.updated)) == (True, "kim", "2021-09-02")
    assert "## 하나 {#one}" in article.body
    assert "들어온 글 Fastly를 **베타**" in article.body
    assert "youtube-nocookie.com/embed/abcdefghijk" in article.body
    assert "![그림](media/a.png)" in article.body
    assert '=== "앱"\n\n    앱 글\n\n=== "웹"\n\n    웹 글' in article.body
    assert ":::" not in article.body
    assert "[!" not in article.body.replace("[!info]", "")
    assert next(one for path, one in articles.items() if path.endswith("b")).unlisted
    assert articles["how/c"].title == "사용자 만들기"
    assert export.losses == ()


def test_hugo_and_vitepress_give_their_forms(tmp_path: Path) -> None:
    hugo = read_files(
        "hugo",
        tmp_path / "hugo",
        {
            "content/faq/_index.md": "+++\ntitle = '자주 묻는 질문'\nweight = 5\n+++\n",
            "content/faq/pay/index.md": (
                '---\ntitle: 결제\naliases: [/old]\n---\n{{< ref "ship.md" >}} [배송]({{< ref "ship" '
                ">}})\n\n{{% notice warning %}}\n조심\n{{% /notice %}}\n\n"
                '{{< figure src="a.png" alt="그림" >}}\n\n{{< youtube abcdefghijk >}}\n\n{{< tabs '
                '>}}{{< tab "앱" >}}글{{< /tab >}}{{< /tabs >}}\n\n{{< strange >}}안{{< /strange >}}\n'
            ),
            "content/faq/pay/a.png": PNG,
            "content/faq/ship.md": "---\ntitle: 배송\n---\n글\n",
        },
    )
    body = by_path(hugo)["faq/pay"].body
    assert ":::warning\n\n조심\n\n:::" in body
    assert "![그림](" in body
    assert "youtube-nocookie" in body
    assert '=== "앱"\n\n    글' in body
    assert "{{" not in body
    vite = read_files(
        "vitepress",
        tmp_path / "vite",
        {
            "docs/guide/a.md": (
                "# 가\n\n::: tip 제목\n글\n:::\n\n::: code-group\n```js [앱]\na\n```\n```js [웹]\nb\n```\n"
                ":::\n\n<!--@include: ./part.md-->\n\n[[toc]]\n\n{{ count }}\n\n<script setup>\nlet "
                "a\n</script>\n"
            ),
            "docs/guide/part.md": "부분\n",
        },
    )
    body = by_path(vite)["guide/a"].body
    assert "::: tip 제목\n글\n:::" in body
    assert '=== "앱"\n\n    ```js [앱]' in body
    assert "부분" in body
    assert not any(sign in body for sign in ("{{", "script", "toc"))


def test_a_plain_folder_has_readable_names_and_titles_of_any_form(tmp_path: Path) -> None:
    export = read_files(
        "markdown",
        tmp_path,
        {
            "Store Support/01_General Store/180-day-return-policy.md": "글만 있어요\n",
            "Store Support/01_General Store/B.md": "Setext 제목\n=======\n\n글\n",
            "Store Support/01_General Store/c.md": "## 둘째 제목\n\n글\n",
            "Store Support/README.md": "# 상점 도움\n\n첫머리 글 https://a.kr/hc/ko/articles/360012345678-x "
            "[x](https://a.kr/hc/en-us/articles/360012345678-Old-Title)\n",
            "Store Support/d.md": "---\ntitle: 디\nid: 360012345678\n---\n글\n",
            "CONTRIBUTING.md": "no article\n",
        },
    )
    articles = by_path(export)
    assert {path: one.title for path, one in articles.items()} == {
        "general-store/180-day-return-policy": "180 day return policy",
        "general-store/b": "Setext 제목",
        "general-store/c": "둘째 제목",
        "overview": "상점 도움",
        "d": "디",
    }
    assert "[x](d.md)" in articles["overview"].body
    assert [(one.path, one.title) for one in export.categories] == [("general-store", "General Store")]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("글 <script>alert(1)</script> 끝", "글  끝"),
        ('<img src="a.png" onerror="x()">', '<img src="a.png">'),
        ('<a href="javascript:x()">글</a>', "<a>글</a>"),
        ("[글](javascript:x())", "[글](#)"),
        ('<iframe src="https://evil.kr/a"></iframe>', "[https://evil.kr/a](https://evil.kr/a)"),
        ('<img src="https://t.kr/p.gif" width="1" height="1">', ""),
        ("```html\n<script>code</script>\n```", "```html\n<script>code</script>\n```"),
    ],
)
def test_what_runs_or_counts_readers_stays_behind(tmp_path: Path, body: str, kept: str) -> None:
    export = read_files("markdown", tmp_path, {"a.md": f"# 제목\n\n{body}\n", "b.md": "# 비\n\n글\n"})
    assert by_path(export)["a"].body == f"{kept}\n"


def test_a_picture_in_the_text_becomes_a_file(tmp_path: Path) -> None:
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    export = read_files("markdown", tmp_path, {"a.md": f"# a\n\n![그림](data:image/png;base64,{data})\n"})
    (path,) = export.media
    assert export.media[path]().startswith(b"\x89PNG")
    assert export.articles[0].body == f"![그림]({path})\n"


def test_translations_are_of_one_article_and_link_to_their_own_language(tmp_path: Path) -> None:
    export = read_files(
        "markdown",
        tmp_path,
        {
            f"x/{name}.{lang}.md": f"# {name} {lang}\n\n[b](b.{lang}.md) [a](a.md)\n"
            for name in "ab"
            for lang in ("ko", "en")
        },
    )
    assert sorted((one.path, one.lang) for one in export.articles) == [
        ("a", "en"),
        ("a", "ko"),
        ("b", "en"),
        ("b", "ko"),
    ]
    assert all(one.body == "[b](b) [a](a)\n" for one in export.articles)
    assert export.lang == "ko"


# ── What real ones hold ─────────────────────────────────────────────────────


def test_what_closes_itself_in_mdx_takes_nothing_of_the_text_after_it(tmp_path: Path) -> None:
    text = (
        '<video controls src="a.mp4" />\n\n<iframe src="https://www.youtube.com/embed/abcdefghijk" />\n\n'
        '<a id="b"/>\n\n끝까지 남아요. <img src="c.png" alt="c" />\n'
    )
    body = by_path(read_files("docusaurus", tmp_path, {"docs/a.mdx": text}))["a"].body
    assert '<video controls src="a.mp4"></video>' in body
    assert body.endswith('<a id="b"></a>\n\n끝까지 남아요. <img src="c.png" alt="c" />\n')


def test_a_frame_that_is_never_closed_takes_no_text_along(tmp_path: Path) -> None:
    body = by_path(read_files("markdown", tmp_path, {"a.md": '# a\n\n<iframe src="https://x.kr/">\n\n끝\n'}))["a"].body
    assert body == "[https://x.kr/](https://x.kr/)\n\n끝\n"


def test_mdx_gives_names_of_tabs_values_of_snippets_and_objects(tmp_path: Path) -> None:
    text = (
        "import Note, {toc} from './_note.md';\n\n# 가\n\n<Note name=\"배송\" />\n\n<Tabs values={[\n"
        "  {label: '서울', value: 's'},\n]}>\n<TabItem value=\"s\">하나</TabItem>\n</Tabs>\n\n"
        "<Card title=\"문의\" link={{ to: 'https://shop.kr', label: '가기' }} />\n\n"
        "<ThemedImage alt=\"표\" sources={{light: useBaseUrl('/img/a.png'), dark: '/img/b.png'}} />\n\n"
        "<CodeBlock>{`a {b}`}</CodeBlock>\n\n{list.map((x) => <li key={x}>{x}</li>)}\n\n:::note 이름 {#id}\n글\n:::\n"
    )
    files = {"docs/a.mdx": text, "docs/_note.md": "**{props.name}** 공지\n", "static/img/a.png": PNG}
    body = by_path(read_files("docusaurus", tmp_path, files))["a"].body
    assert body == (
        '**배송** 공지\n\n=== "서울"\n\n    하나\n\n[문의](https://shop.kr)\n\n![표](media/static/img/a.png)\n\n'
        "````\na {b}\n````\n\n:::note 이름\n글\n:::\n"
    )


def test_settings_give_the_sites_name_its_language_and_the_path_below_which_it_stands(tmp_path: Path) -> None:
    config = "const config: Config = {title: '달빛 도움말', baseUrl: '/help/', i18n: {defaultLocale: 'ko'}};"
    sidebars = (
        "import type {SidebarsConfig} from 'x';\nconst sidebars: SidebarsConfig = {main: [{type: 'category', "
        "label: '배송', items: [{type: 'autogenerated', dirName: 'd'}]}]} satisfies SidebarsConfig;\n"
        "export default sidebars;\n"
    )
    english = "i18n/en/docusaurus-plugin-content-docs/current/d/a.md"
    files = {
        "docusaurus.config.ts": config,
        "sidebars.ts": sidebars,
        "docs/d/a.md": "# A\n\n[b](/help/docs/d/b)\n",
        "docs/d/b.md": "# B\n\ntext\n",
        english: "# A in English\n\ntext\n",
    }
    export = read_files("docusaurus", tmp_path, files)
    assert (export.title, export.lang) == ("달빛 도움말", "ko")
    assert {(one.path, one.lang, one.title) for one in export.articles} == {
        ("d/a", "ko", "A"),
        ("d/b", "ko", "B"),
        ("d/a", "en", "A in English"),
    }
    [korean] = [one for one in export.articles if one.path == "d/a" and one.lang == "ko"]
    assert korean.body == "[b](b)\n"
    assert "/help/docs/d/a" in korean.old
    assert {one.title for one in export.categories if one.lang == "ko"} == {"배송"}


def test_two_regions_of_one_language_are_two_articles_and_told(tmp_path: Path) -> None:
    files = {"a.md": "# 가\n\n글\n", "a.en-US.md": "# Color\n\nc\n", "a.en-GB.md": "# Colour\n\nc\n"}
    export = read_files("markdown", tmp_path, files)
    english = {one.title: one.path for one in export.articles if one.lang != "ko"}
    assert english.keys() == {"Color", "Colour"}
    assert len({(one.path, one.lang) for one in export.articles}) == 3


def test_gitbook_names_folders_by_their_own_pages_and_keeps_its_redirects(tmp_path: Path) -> None:
    cards = (
        '<table data-view="cards"><thead><tr><th></th><th></th><th data-hidden data-card-target></th></tr></thead>'
        '<tbody><tr><td><strong>배송</strong></td><td>며칠</td><td><a href="ship/">ship</a></td></tr></tbody></table>'
    )
    export = read_files(
        "gitbook",
        tmp_path,
        {
            "SUMMARY.md": "* [처음](README.md)\n\n## 쇼핑\n\n* [배송](ship/README.md)\n  * [배송비](ship/fee.md)\n"
            "  * [해외](ship/far/README.md)\n    * [관세](ship/far/tax.md)\n",
            "README.md": f"# 처음\n\n{cards}\n",
            "ship/README.md": "# 배송\n\n글 [깨짐](broken-reference)\n",
            "ship/fee.md": "# 배송비\n\n{% columns %}\n{% column width='50%' %}\n글\n{% endcolumn %}\n"
            "{% endcolumns %}\n"
            '<picture><source srcset="b.png" media="(prefers-color-scheme: dark)"><img src="a.png" alt=""></picture>\n',
            "ship/a.png": PNG,
            "ship/far/README.md": "# 해외\n\n글\n",
            "ship/far/tax.md": "# 관세\n\n글\n",
            "ship/hidden.md": "# 숨은 글\n\n글\n",
            ".gitbook.yaml": "redirects:\n  old/fee: ship/fee.md\n",
        },
    )
    articles = by_path(export)
    assert [(one.path, one.title) for one in export.categories] == [("ship", "배송"), ("ship/far", "해외")]
    assert articles["overview"].body == "- [배송](ship/index.md) — 며칠\n"
    assert articles["ship/index"].body == "글 깨짐\n"
    assert articles["ship/fee"].body == '글\n<img src="a.png" alt="">\n'
    assert "/old/fee" in articles["ship/fee"].old
    assert articles["ship/hidden"].unlisted
    assert not any(article.group for article in articles.values())


def test_a_vault_in_korean_keeps_its_lines_notes_tasks_and_tables(tmp_path: Path) -> None:
    files = {
        "가.md": "---\nauthor: '[[담당]]'\npublish: true\naliases: [가나다]\n---\n첫 줄\n둘째 줄[^a] 끝^[덧붙임]\n\n"
        "> 인용\n> 둘째\n> > 안쪽\n\n- [/] 하는 중\n\n| 가 | 나 |\n|---|---|\n| [[나\\|글]] | ![[a.png\\|50]] |\n\n"
        "[[나.md]] [[다라]] ![[a.png|설명|300x200]] `= this.file.name`\n\n"
        "![](https://youtu.be/abcdefghijk)\n\n[^a]: 각주\n",
        "나.md": "---\naliases: 다라\n---\n나예요\n",
        "라.md": "![[마#^one]]\n\n![[마#^two]]\n\n![[마#^none]]\n",
        "마.md": "1. 하나\n2. 둘째 일 ^one\n\n앞 문단\n\n문단\n두 줄 ^two\n",
        "빈.md": "",
        "그림.excalidraw.md": "글\n",
        "a.png": PNG,
    }
    export = read_files("obsidian", tmp_path, files)
    articles = by_path(export)
    assert articles["가"].owner == "담당"
    assert articles["가"].body == (
        "첫 줄\\\n둘째 줄[^a] 끝[^inline-1]\n\n> 인용\\\n> 둘째\n> > 안쪽\n\n- [ ] 하는 중\n\n| 가 | 나 |\n|---|---|\n"
        "| [글](나.md) | ![](a.png){ width=50 } |\n\n[나](나.md) [다라](나.md) ![설명](a.png){ width=300 } \n\n"
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" allowfullscreen></iframe>\n\n[^a]: 각주\n\n'
        "[^inline-1]: 덧붙임\n"
    )
    assert articles["라"].body == "둘째 일\n\n문단\\\n두 줄\n"
    assert articles["빈"].draft
    assert set(export.media) == {"a.png"}
    assert sorted(loss.what for loss in export.losses) == [
        "a Markdown file that is no page",
        "a note that is not in the vault",
        "a page without text, kept as a draft",
        "a query over the vault",
    ]


def test_jekyll_leaves_out_what_its_settings_do_and_finds_what_stands_below_its_base(tmp_path: Path) -> None:
    config = (
        "title: 도움말\nlang: ko\nbaseurl: /kb\nexclude: [README.md, vendor]\n"
        "collections:\n  faq: {output: true}\n  inner: {output: false}\n"
    )
    text = (
        "---\ntitle: 배송비\n---\n[환불](/kb/faq/refund/) ![a](/kb/assets/a.png) [글]({% post_url 2026-01-02-hi %})\n\n"
        '{% include box.html text="**굵게**" %}\n\n{% include video id="abcdefghijk" provider="youtube" %}\n\n'
        '{% include figure image_path="/assets/a.png" alt="그림" %}\n'
    )
    export = read_files(
        "jekyll",
        tmp_path,
        {
            "_config.yml": config,
            "_faq/fee.md": text,
            "_faq/refund.md": "---\ntitle: 환불\n---\n글\n",
            "_inner/a.md": "---\ntitle: 안\n---\n글\n",
            "_drafts/b.md": "---\ntitle: 나중\n---\n글\n",
            "_posts/2026-01-02-hi.md": "---\ntitle: 소식\n---\n글\n",
            "_includes/box.html": "<div>\n{{ include.text | markdownify }}\n</div>\n",
            "assets/a.png": PNG,
            "README.md": "repo\n",
            "vendor/x.md": "# x\n",
        },
    )
    articles = by_path(export)
    assert export.title == "도움말"
    assert articles.keys() == {"faq/fee", "faq/refund", "inner/a", "drafts/b", "posts/2026-01-02-hi"}
    assert {path for path, one in articles.items() if one.draft} == {"inner/a", "drafts/b"}
    body = articles["faq/fee"].body
    assert "[환불](refund.md) ![a](../assets/a.png) [글](../posts/2026-01-02-hi.md)" in body
    assert "<div>\n\n**굵게**\n\n</div>" in body
    assert "youtube-nocookie.com/embed/abcdefghijk" in body
    assert "![그림](../assets/a.png)" in body


def test_a_link_to_the_heading_that_became_the_title_leads_to_the_page(tmp_path: Path) -> None:
    files = {
        "a.md": "## 왜 늦나요? {#why}\n\n글 [위](#why)\n\n## 둘\n\n글\n",
        "b.md": "# 나\n\n[왜](a.md#why) [둘](a.md#둘)\n",
    }
    articles = by_path(read_files("markdown", tmp_path, files))
    assert articles["a"].body == "글 [위](#top)\n\n## 둘\n\n글\n"
    assert articles["b"].body == "[왜](a.md) [둘](a.md#둘)\n"


def test_experience_league_gives_shared_snippets_and_shaded_boxes_and_drops_help_of_the_product(tmp_path: Path) -> None:
    text = (
        '---\ntitle: 가\n---\n# 가 {#a}\n\n>[!CONTEXTUALHELP]\n>id="x"\n>title="y"\n\n{{one}}\n\n'
        '{{$include /help/_includes/b.md}}\n\n>[!BEGINSHADEBOX "상자"]\n\n글\n\n>[!ENDSHADEBOX]\n\n'
        ">[!BEGINTABS]\n\n>[!TAB 하나]\n\n첫째\n\n>[!ENDTABS]\n"
    )
    files = {
        "help/a.md": text,
        "help/TOC.md": "# 도움말\n\n- [가](a.md)\n",
        "help/_includes/snippets.md": "## 조각 {#one}\n\n조각 글\n\n## two\n\n둘\n",
        "help/_includes/b.md": "함께 쓰는 글\n",
    }
    export = read_files("learn", tmp_path, files)
    assert by_path(export)["a"].body == (
        '조각 글\n\n함께 쓰는 글\n\n:::note 상자\n\n글\n\n:::\n\n=== "하나"\n\n    첫째\n'
    )
    assert export.losses == ()


def test_learn_names_folders_by_tables_of_contents_in_one_another(tmp_path: Path) -> None:
    files = {
        "articles/toc.yml": "- name: 배송\n  items:\n  - name: 늦음\n    items:\n"
        "    - name: 가\n      href: late/a.md\n"
        "- name: 참고\n  href: ref/toc.yml\n",
        "articles/ref/toc.yml": "- name: 표\n  href: b.md\n",
        "articles/late/a.md": "---\ntitle: 늦을 때 - 상점 | Microsoft Learn\n---\n# 늦을 때\n\n"
        "[표](xref:x.y) [b](/shop/ref/b)\n",
        "articles/ref/b.md": "# 표\n\n글\n",
        "articles/c.md": "# 다\n\n글\n",
    }
    export = read_files("learn", tmp_path, files)
    late = by_path(export)["late/a"]
    assert (late.title, late.body) == ("늦을 때", "표 [b](../ref/b.md)\n")
    assert {(one.path, one.title) for one in export.categories} == {("late", "늦음"), ("ref", "참고")}


def test_documents_in_other_forms_are_told_unless_an_article_links_them(tmp_path: Path) -> None:
    files = {
        "가.md": "# 가\n\n[양식](양식.hwp)\n",
        "양식.hwp": b"x",
        "옛 글.hwp": b"x",
        "메모.txt": "x",
        "~$가.md": "x",
    }
    export = read_files("markdown", tmp_path, files)
    assert set(export.media) == {"양식.hwp"}
    assert [(loss.what, loss.place) for loss in export.losses] == [
        ("a document that is no Markdown", "메모.txt"),
        ("a document that is no Markdown", "옛 글.hwp"),
        ("a Markdown file that is no page", "~$가.md"),
    ]
