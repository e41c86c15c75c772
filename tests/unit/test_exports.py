"""What other channels get: whole, of published articles only, the same bytes for the same content."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import jsonschema_rs
import pytest
import small_shop
from icalendar import Calendar
from markdown_it import MarkdownIt

from hc_builder.content.article import parse_article
from hc_builder.content.help_center import Shown
from hc_builder.content.markup import Renderer
from hc_builder.content.settings_reading import parse_settings
from hc_builder.exports import articles
from hc_builder.exports.calendar import build_calendar
from hc_builder.exports.clean_html import clean_html
from hc_builder.exports.markdown import build_head, write_markdown
from hc_builder.project import Project, load_project
from hc_builder.site.build import build_project
from hc_builder.site.export_files import find_exports, open_source

SITE = "https://help.shop.example/base/"
CONFIG = f"""site_name: 시험 고객센터
site_url: {SITE}
docs_dir: content
not_in_nav: |
  quiet.md
  hushed/
theme: {{name: helpcenter}}
plugins:
  - helpcenter:
      languages: [ko, en]
      shop: {{name: 온서랍}}
      variables: {{fee: "3,000원", odd: "2*3_[4]"}}
      contact: {{channels: [{{type: phone, value: 1588-0000}}], hours: {{weekdays: 09:00-18:00}}}}
      exports: [EXPORTS]
"""
BODY = """배송비는 {{ fee }}이고 {{ odd }}예요. [환불](../refund/when.md#카드), [밖](https://a.example/?a=1&b=2)

![상자 *그림*](media/box.png){ width=300 } <!-- 남모를 말 -->

## 더 보기 { #more }

1. 하나 `{{ fee }} [코드](../refund/when.md)`
2. <img srcset="media/box.png 2x" src="media/box.png" alt="둘" onclick="x()">

| 가 | 나 |
|---|---|
| 1 | [위](#more) |
"""
ARTICLES = {
    "index.md": "---\ntitle: 온서랍 고객센터\ndescription: 주문부터 환불까지\n---\n",
    "delivery/index.md": "---\ntitle: 배송\n---\n",
    "delivery/fee.md": "---\ntitle: 배송비는 *얼마*인가요?\nquestions: [택배비, 무료 배송]\n"
    "summary: 기본 {{ fee }}이에요.\n"
    f"updated: 2026-10-12\nrelated: [refund/when, secret]\n---\n\n{BODY}",
    "delivery/fee.en.md": "---\ntitle: How much is delivery?\n---\n\nIt is 3,000 won.\n",
    "refund/when.md": "---\ntitle: 환불은 언제 되나요?\n---\n\n## 카드\n\n3일 안에 돼요.\n",
    "한글/글 하나.md": "---\ntitle: 한글 주소\n---\n\n본문이에요.\n",
    "draft.md": "---\ntitle: 새어나감 하나\ndraft: true\n---\n\n새어나감\n",
    "waits.md": "---\ntitle: 새어나감 둘\npublish_at: 2999-01-01\n---\n\n새어나감\n",
    "secret.md": "---\ntitle: 새어나감 셋\nunlisted: true\n---\n\n새어나감\n",
    "noindex.md": "---\ntitle: 새어나감 넷\nnoindex: true\n---\n\n새어나감\n",
    "quiet.md": "---\ntitle: 새어나감 다섯\n---\n\n새어나감\n",
    "flows/refund.yml": "title: 환불·반품\ntext: 몇 번 고르면 돼요.\nsteps:\n"
    "  need:\n    ask: 무엇을 *도와* 드릴까요?\n    choices:\n"
    "      - {say: 환불이 언제 되나요, article: 'refund/when#카드'}\n      - {say: 다른 글, article: secret}\n"
    "      - {say: 보내고 싶어요, go: reason}\n  reason:\n    ask: 왜인가요?\n    choices:\n"
    "      - {say: 상담원과 이야기할래요, person: true}\n",
    "flows/apart.yml": "title: 새어나감 아홉\nhidden: true\nsteps:\n  need:\n    ask: 새어나감?\n    choices:\n"
    "      - {say: 환불, article: refund/when}\n      - {say: 사람, person: true}\n",
    "vip/index.md": "---\ntitle: 새어나감 일곱\naudience: 단골\n---\n새어나감\n",
    "vip/inner/gift.md": "---\ntitle: 새어나감 여덟\n---\n새어나감\n",
    "notices/late.md": "---\ntitle: 새어나감 여섯\nseverity: info\n---\n\n새어나감\n",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)


def write_shop(folder: Path, exports: str) -> Path:
    config = small_shop.write_shop(folder, CONFIG.replace("EXPORTS", exports), ARTICLES)
    (folder / "content/delivery/media").mkdir()
    (folder / "content/delivery/media/box.png").write_bytes(PNG)
    return config


ALL = "articles, llms, faq, snippets, lunr, holidays"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shop(tmp_path_factory.mktemp("shop"), ALL)


@pytest.fixture(scope="module")
def project(shop: Path) -> Project:
    return load_project(shop)


@pytest.fixture(scope="module")
def made(project: Project) -> dict[str, bytes]:
    return make_all(project)


def make_all(project: Project) -> dict[str, bytes]:
    assert project.book is not None
    return {path: export.make() for path, export in find_exports(project, project.book).items()}


def test_only_what_anybody_may_find_is_told_and_each_language_by_itself(made: dict[str, bytes]) -> None:
    assert [path for path, data in made.items() if "새어나감" in data.decode()] == []
    names = ("draft", "waits", "secret", "noindex", "quiet", "late", "vip", "apart")
    assert [path for path in made if any(name in path for name in names)] == []
    of_english = "\n".join(data.decode() for path, data in made.items() if path.startswith(("en/", "exports/en/")))
    assert "How much is delivery?" in of_english
    assert "배송비는" not in of_english


def test_the_preview_which_shows_drafts_exports_none(shop: Path, project: Project) -> None:
    shown = load_project(shop, with_drafts=True)
    told = [open_source(each, each.book).list_articles("ko") for each in (shown, project) if each.book]
    assert len(shown.center.articles) > len(project.center.articles)
    assert [each.article.id for each in told[0]] == [each.article.id for each in told[1]]


@pytest.mark.parametrize("exports", ["", "articles", "llms"])
def test_a_form_is_there_where_it_is_wanted(tmp_path: Path, exports: str) -> None:
    made = find_all(write_shop(tmp_path, exports))
    assert any(path.startswith("exports/ko/articles") for path in made) == (exports == "articles")
    assert {"llms.txt", "en/llms-full.txt", "delivery/fee/index.md"} <= made or exports != "llms"
    assert exports or not made


def find_all(config: Path) -> set[str]:
    project = load_project(config)
    assert project.book is not None
    return set(find_exports(project, project.book))


def test_without_an_address_of_the_site_there_is_none(tmp_path: Path) -> None:
    config = write_shop(tmp_path, ALL)
    config.write_text(config.read_text("utf-8").replace(f"site_url: {SITE}\n", ""), encoding="utf-8")
    assert find_all(config) == set()


def test_a_language_without_articles_has_empty_files_and_no_index(tmp_path: Path) -> None:
    config = write_shop(tmp_path, ALL)
    (tmp_path / "content/delivery/fee.en.md").unlink()
    made = make_all(load_project(config))
    assert json.loads(made["exports/en/articles.json"])["articles"] == []
    assert "exports/en/lunr.json" not in made
    assert made["en/llms.txt"].startswith("# 온서랍 Help center\n".encode())


def test_what_is_told_of_another_language_makes_a_file_anew(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "articles")
    before = load_project(config)
    file = tmp_path / "content/delivery/fee.en.md"
    file.write_text(file.read_text("utf-8").replace("title:", "unlisted: true\ntitle:"), encoding="utf-8")
    keys, others = [], []
    for project in (before, load_project(config)):
        assert project.book is not None
        exports = find_exports(project, project.book)
        keys.append(exports["exports/ko/articles.json"].key)
        others.append(json.loads(exports["exports/ko/articles.json"].make())["articles"][0]["languages"])
    assert others == [{"en": f"{SITE}en/delivery/fee/"}, {}]
    assert keys[0] != keys[1]


def test_an_edited_flow_makes_the_lists_anew(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "llms")
    file = tmp_path / "content/flows/refund.yml"
    keys = []
    for text in (file.read_text("utf-8"), file.read_text("utf-8").replace("환불·반품", "반품")):
        file.write_text(text, encoding="utf-8")
        project = load_project(config)
        assert project.book is not None
        exports = find_exports(project, project.book)
        keys.append((exports["llms.txt"].key, exports["flows/refund/index.md"].key))
    assert not set(keys[0]) & set(keys[1])


def test_an_unknown_form_is_told_with_the_known_ones() -> None:
    (fault,) = parse_settings({"exports": ["llm"]}, "mkdocs.yml")[1]
    assert "`helpcenter: exports[1]` must be articles" in fault.what
    assert fault.hint == "did you mean 'llms'?"


# ── articles.json ───────────────────────────────────────────────────────────


def test_articles_hold_to_the_schema_beside_them(made: dict[str, bytes]) -> None:
    schema = json.loads(made[articles.SCHEMA])
    of_changes = {**schema, "$ref": "#/$defs/Changes"}
    for lang in ("ko", "en"):
        page, changes = (json.loads(made[f"exports/{lang}/{name}.json"]) for name in ("articles", "changes"))
        jsonschema_rs.validate(schema, page)
        jsonschema_rs.validate(of_changes, changes)
        assert [(each["id"], each["hash"]) for each in page["articles"]] == [
            (each["id"], each["hash"]) for each in changes["articles"]
        ]
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, {**page, "articles": [{}]})


def test_an_article_is_told_with_its_texts_dates_and_translations(made: dict[str, bytes]) -> None:
    page = json.loads(made["exports/ko/articles.json"])
    assert [category["id"] for category in page["categories"]] == ["", "delivery", "refund", "한글"]
    fee = next(each for each in page["articles"] if each["id"] == "delivery/fee")
    assert fee["url"] == f"{SITE}delivery/fee/"
    assert fee["title"] == "배송비는 *얼마*인가요?"
    assert (fee["questions"], fee["summary"]) == (["택배비", "무료 배송"], "기본 3,000원이에요.")
    assert (fee["updated"], fee["published"]) == ("2026-10-12", None)
    assert fee["languages"] == {"en": f"{SITE}en/delivery/fee/"}
    assert fee["related"] == ["refund/when"]
    assert [section["title"] for section in fee["sections"]] == ["", "더 보기"]
    assert fee["sections"][1]["anchor"] == "more"
    assert page["articles"][-1]["url"] == f"{SITE}%ED%95%9C%EA%B8%80/%EA%B8%80%20%ED%95%98%EB%82%98/"


def test_html_is_clean_and_its_addresses_whole(made: dict[str, bytes]) -> None:
    fee = json.loads(made["exports/ko/articles.json"])["articles"][0]
    assert f'<a href="{SITE}refund/when/#%EC%B9%B4%EB%93%9C">환불</a>' in fee["html"]
    assert f'<img srcset="{SITE}delivery/media/box.png 2x" src="{SITE}delivery/media/box.png" alt="둘">' in fee["html"]
    assert f'<a href="{SITE}delivery/fee/#more">위</a>' in fee["html"]
    assert not re.search(r"onclick|class=|\sid=|남모를", fee["html"])


def test_html_shows_films_and_tells_whose_each_tab_is() -> None:
    text = (
        "![상자 열기](clip.mp4)\n\n![설치](https://youtu.be/dQw4w9WgXcQ)\n\n"
        '=== "아이폰"\n    설정을 열어요.\n\n=== "안드로이드"\n    메뉴를 열어요.\n\n'
        '<img srcset="a.png 1x, aa.png 2x" src="a.png" alt="둘">\n'
    )
    html = clean_html(Renderer().render(text, "ko").html, make_whole)
    assert '<video controls="" src="https://a.example/clip.mp4" title="상자 열기"></video>' in html
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">설치</a>' in html
    assert re.findall(r"<(?:strong|p)>([^<]+)</", html) == ["아이폰", "설정을 열어요.", "안드로이드", "메뉴를 열어요."]
    assert 'srcset="https://a.example/a.png 1x, https://a.example/aa.png 2x"' in html


@pytest.mark.parametrize(
    ("edit", "is_other"),
    [
        (lambda text: text.replace("하나", "둘째"), True),
        (lambda text: text.replace("title: 배송비는", "title: 택배비는"), True),
        (lambda text: text.replace("2026-10-12", "2026-10-13"), True),
        (lambda text: text.replace("남모를 말", "다른 말"), False),
    ],
)
def test_a_hash_changes_with_what_readers_see(
    tmp_path: Path, made: dict[str, bytes], edit: Callable[[str], str], is_other: bool
) -> None:
    config = write_shop(tmp_path, "articles")
    file = tmp_path / "content/delivery/fee.md"
    file.write_text(edit(file.read_text("utf-8")), encoding="utf-8")
    before, after = (
        {each["id"]: each["hash"] for each in json.loads(files["exports/ko/changes.json"])["articles"]}
        for files in (made, make_all(load_project(config)))
    )
    assert {id for id in before if before[id] != after[id]} == ({"delivery/fee"} if is_other else set())


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (200, 1), (201, 2), (300, 4), (499, 4), (500, 8)])
def test_the_number_of_pages_is_a_power_of_two_with_room_on_each(count: int, pages: int) -> None:
    assert articles.count_pages(count) == pages


def test_many_articles_stand_on_pages_that_they_keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MOST_ON_A_PAGE", 4)
    config = write_shop(tmp_path, "articles")

    def read() -> dict[str, str]:
        made = make_all(load_project(config))
        pages = [json.loads(data) for path, data in made.items() if re.match(r"exports/ko/articles(-\d+)?\.json", path)]
        found = {each["id"]: page["pages"][page["page"] - 1] for page in pages for each in page["articles"]}
        assert {page["count"] for page in pages} == {len(found)}
        changes = json.loads(made["exports/ko/changes.json"])["articles"]
        assert {each["id"]: each["page"] for each in changes} == found
        return found

    for number in range(5):
        (tmp_path / f"content/a{number}.md").write_text(f"---\ntitle: 글 {number}\n---\n본문\n", encoding="utf-8")
    before = read()
    (tmp_path / "content/b.md").write_text("---\ntitle: 새 글\n---\n본문\n", encoding="utf-8")
    after = read()
    assert len(set(after.values())) > 1
    assert before == {id: page for id, page in after.items() if id != "b"}


# ── Tables ──────────────────────────────────────────────────────────────────


def read_table(data: bytes) -> list[dict[str, str]]:
    """As Excel and chatbot builders read it."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_each_wording_of_a_question_is_a_row_with_the_same_answer(made: dict[str, bytes]) -> None:
    rows = [row for row in read_table(made["exports/ko/faq.csv"]) if row["id"] == "delivery/fee"]
    assert [row["question"] for row in rows] == ["배송비는 *얼마*인가요?", "택배비", "무료 배송"]
    assert len({tuple(value for key, value in row.items() if key != "question") for row in rows}) == 1
    (first, *_) = rows
    assert (first["category"], first["short_answer"], first["updated"]) == ("배송", "기본 3,000원이에요.", "2026-10-12")
    assert first["url"] == f"{SITE}delivery/fee/"
    assert first["answer"] == (
        "배송비는 3,000원이고 2*3_[4]예요. 환불, 밖\n\n"
        "더 보기\n1. 하나 {{ fee }} [코드](../refund/when.md)\n가 | 나\n1 | 위"
    )


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "faq")
    lines = ["=1+1", "+82-2-1", "-환불", "@SUM(A1)", "\tA", " =1", "\n=1", "＝1", "＠SUM(A1)"]
    text = f"---\ntitle: '=HYPERLINK(\"https://a.example\")'\nquestions: {json.dumps(lines)}\n---\n\n- 항목\n"
    (tmp_path / "content/formula.md").write_text(text, encoding="utf-8")
    rows = read_table(make_all(load_project(config))["exports/ko/faq.csv"])
    signs = ("=", "+", "-", "@", "＝", "＠")
    assert [cell for row in rows for cell in row.values() if cell.strip().startswith(signs) or cell[:1].isspace()] == []
    own = [row for row in rows if row["id"] == "formula"]
    assert own[0]["question"] == '\'=HYPERLINK("https://a.example")'
    assert own[0]["answer"] == "• 항목"


def test_a_reply_has_the_answer_the_page_and_placeholders_and_no_others(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "snippets")
    text = (
        '---\ntitle: "쓰는:::법\\n둘째 줄"\n---\n'
        "`{{ticket.requester.email}}`와 `{{{ticket.requester.phone}}}`, `{{% if a %}`를 써요.\n"
    )
    (tmp_path / "content/delivery/use.md").write_text(text, encoding="utf-8")
    made = make_all(load_project(config))
    rows = {row["id"]: row["text"] for row in read_table(made["exports/ko/snippets.csv"])}
    assert rows["delivery/fee"] == (
        "안녕하세요, {{customer}}님. 온서랍 고객센터에서 답변드려요.\n\n배송비는 3,000원이고 2*3_[4]예요. 환불, 밖\n\n"
        f"자세히 보기: {SITE}delivery/fee/\n\n{{{{agent}}}} 드림"
    )
    assert set(re.findall(r"\{[{%].*?[}%]\}", "".join(rows.values()))) == {"{{customer}}", "{{agent}}"}
    macros = json.loads(made["exports/ko/zendesk-macros.json"])["macros"]
    used = re.findall(r"\{[{%].*?[}%]\}", "".join(macro["actions"][0]["value"] for macro in macros))
    assert set(used) == {"{{ticket.requester.name}}", "{{current_user.name}}"}
    assert "배송::쓰는:법 둘째 줄" in [macro["title"] for macro in macros]
    assert {action["field"] for macro in macros for action in macro["actions"]} == {"comment_value"}


def test_no_text_of_an_article_is_a_placeholder_of_any_form(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "snippets")
    text = "---\ntitle: 글\n---\n" + " ".join(f"`{sign * count}a`" for sign in ("{", "{%") for count in range(1, 6))
    (tmp_path / "content/delivery/signs.md").write_text(text, encoding="utf-8")
    row = next(
        row for row in read_table(make_all(load_project(config))["exports/ko/snippets.csv"]) if "signs" in row["id"]
    )
    own = row["text"].replace("{{customer}}", "").replace("{{agent}}", "")
    assert "{{" not in own
    assert "{%" not in own


# ── The calendar ────────────────────────────────────────────────────────────


def test_the_days_on_which_nobody_answers_are_a_calendar(tmp_path: Path) -> None:
    config = write_shop(tmp_path, "holidays")
    name = "온서랍; 고객센터, " + "아주아주 긴 이름이라서 한 줄에 다 들어가지 않는 곳" * 3
    hours = "hours: {weekdays: 09:00-18:00, closed: [2026-12-24, 2026-12-26]}"
    text = config.read_text("utf-8").replace("hours: {weekdays: 09:00-18:00}", hours)
    config.write_text(text, encoding="utf-8")
    (tmp_path / "content/index.md").write_text(f"---\ntitle: '{name}'\n---\n", encoding="utf-8")
    project = load_project(config)
    assert project.book is not None
    source = replace(open_source(project, project.book), today=date(2026, 11, 1))
    data = build_calendar(source, "ko")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    read = Calendar.from_ical(data)
    assert str(read["X-WR-CALNAME"]).replace("\\", "") == name
    days = {event.start: str(event["SUMMARY"]) for event in read.walk("VEVENT")}
    assert days[date(2026, 12, 25)] == "상담 휴무 (기독탄신일)"
    assert days[date(2026, 12, 24)] == "상담 휴무"
    assert date(2026, 12, 26) not in days  # a Saturday, on which the shop is closed anyway
    assert {day.year for day in days} == {2026, 2027}
    assert all(event.end - event.start == timedelta(1) for event in read.walk("VEVENT"))
    assert len({event["UID"] for event in read.walk("VEVENT")}) == len(days)
    english = Calendar.from_ical(build_calendar(source, "en"))
    assert "Support closed (Christmas Day)" in {str(event["SUMMARY"]) for event in english.walk("VEVENT")}


# ── Markdown and llms.txt ───────────────────────────────────────────────────


def test_the_twin_of_a_page_has_its_title_and_text_with_whole_addresses(made: dict[str, bytes]) -> None:
    twin = made["delivery/fee/index.md"].decode()
    assert twin.startswith(
        "# 배송비는 \\*얼마\\*인가요?\n\n> 기본 3,000원이에요.\n\n배송비는 3,000원이고 2&#42;3&#95;&#91;4&#93;예요."
    )
    assert f"[환불]({SITE}refund/when/#%EC%B9%B4%EB%93%9C), [밖](https://a.example/?a=1&b=2)" in twin
    assert f"![상자 *그림*]({SITE}delivery/media/box.png) \n" in twin
    assert "## 더 보기\n" in twin
    assert "`{{ fee }} [코드](../refund/when.md)`" in twin
    assert f'srcset="{SITE}delivery/media/box.png 2x"' in twin
    assert "남모를" not in twin
    assert twin.endswith(f"\n<{SITE}delivery/fee/>\n")


ROOT = Path(__file__).parents[2]
RENDERINGS = sorted((ROOT / "tests/unit/rendering").glob("*.md"))


@pytest.mark.parametrize("path", RENDERINGS, ids=lambda path: path.stem)
def test_a_twin_means_what_the_article_means(path: Path) -> None:
    """Read again, it gives the same page."""
    article, _ = parse_article(path.read_text("utf-8"), "a/b.md", "a/b.md", ("ko",))
    renderer = Renderer()
    rendered = renderer.render(article.body, "ko")
    twin = write_markdown(Shown(article, rendered, "a/b/"), {}, make_whole)
    assert squeeze(clean_html(renderer.render(twin, "ko").html, make_whole)) == squeeze(
        clean_html(rendered.html, make_whole)
    )


def test_a_twin_that_begins_with_indented_code_keeps_its_margin() -> None:
    article, _ = parse_article("---\ntitle: 글\n---\n\n    코드 *하나*\n\n끝  \n", "a/b.md", "a/b.md", ("ko",))
    twin = write_markdown(Shown(article, Renderer().render(article.body, "ko"), "a/b/"), {}, make_whole)
    assert twin == "    코드 *하나*\n\n끝\n"


def make_whole(target: str) -> str:
    return target if re.match(r"[a-z]+:|//", target) else f"https://a.example/{target.lstrip('./#')}"


def squeeze(html: str) -> str:
    """Without blanks, and without sizes, which only this site's pages know."""
    return re.sub(r"\s+|<blockquote></blockquote>", "", re.sub(r' (?:width|height)="[^"]*"', "", html))


@pytest.mark.parametrize(
    "line",
    [
        "# 제목 #",
        "C #",
        "- 항목",
        "+ 항목",
        "-",
        "---",
        "1. 하나",
        "2) 둘",
        "> 말",
        "=",
        "* 별",
        "3.5원",
        "-3,000원",
        "~~줄~~",
    ],
)
def test_a_title_or_summary_is_a_line_and_no_block(line: str) -> None:
    head = build_head(line, line)
    tokens = [token for token in MarkdownIt().parse(head) if token.type != "inline"]
    assert [token.type for token in tokens] == [
        *("heading_open", "heading_close", "blockquote_open", "paragraph_open", "paragraph_close", "blockquote_close")
    ]
    assert re.findall(r"<(?:h1|p)>(.*)</", MarkdownIt().render(head)) == [escape(line, quote=False)] * 2


def test_the_text_of_a_folder_is_on_its_page_and_in_the_lists(tmp_path: Path) -> None:
    config = write_shop(tmp_path, ALL)
    heads = {
        "refund/index.md": "title: 환불\ndescription: 모두\n---\n\n기본 {{ fee }}. [언제](when.md)\n",
        "refund/index.en.md": "title: Refunds\n---\n",
        "terms/index.md": "title: 약관\n---\n\n글만 있는 갈래예요.\n",
        "delivery/index.md": "title: 배송\ndraft: true\n---\n\n새어나감\n",
        "club/index.md": "title: 모임\nnoindex: true\n---\n\n새어나감\n",
        "hushed/index.md": "title: 새어나감\ndescription: 새어나감\n---\n\n새어나감\n",
    }
    for path, text in heads.items():
        (tmp_path / "content" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "content" / path).write_text(f"---\n{text}", encoding="utf-8")
    choices = "[{say: 모두, article: refund}, {say: 남, article: club}]"
    flow = f"title: 길\nsteps:\n  a:\n    ask: 무엇인가요?\n    choices: {choices}\n"
    for path in ("flows/way.yml", "flows/way.en.yml"):
        (tmp_path / "content" / path).write_text(flow, encoding="utf-8")
    made = make_all(load_project(config))
    for path in ("flows/way/index.md", "en/flows/way/index.md"):
        assert f"- [모두]({SITE}refund/)\n- 남\n" in made[path].decode(), path
    assert made["refund/index.md"].decode() == (
        f"# 환불\n\n> 모두\n\n기본 3,000원. [언제]({SITE}refund/when/)\n\n"
        f"- [환불은 언제 되나요?]({SITE}refund/when/index.md)\n"
    )
    assert made["terms/index.md"].decode() == "# 약관\n\n글만 있는 갈래예요.\n"
    assert f"## 약관\n\n- [약관]({SITE}terms/index.md)\n" in made["llms.txt"].decode()
    assert all(text in made["llms-full.txt"].decode() for text in ("글만 있는 갈래예요.", "기본 3,000원."))
    categories = {each["id"]: each["markdown"] for each in json.loads(made["exports/ko/articles.json"])["categories"]}
    assert categories["terms"] == "글만 있는 갈래예요.\n"
    assert categories["delivery"] == ""
    assert not {"club", "hushed"} & categories.keys()
    assert [path for path, data in made.items() if "새어나감" in data.decode()] == []
    assert "기본" not in made["en/llms-full.txt"].decode()


def test_an_edited_text_of_a_folder_makes_its_page_anew(tmp_path: Path) -> None:
    config, keys = write_shop(tmp_path, ALL), []
    for text in ("하나", "둘"):
        (tmp_path / "content/refund/index.md").write_text(f"---\ntitle: 환불\n---\n\n{text}\n", encoding="utf-8")
        project = load_project(config)
        assert project.book is not None
        exports = find_exports(project, project.book)
        keys.append({exports[path].key for path in ("refund/index.md", "llms-full.txt", "exports/ko/articles.json")})
    assert not keys[0] & keys[1]


def test_a_guided_flow_is_one_page_of_its_questions(made: dict[str, bytes]) -> None:
    assert made["flows/refund/index.md"].decode() == (
        "# 환불·반품\n\n> 몇 번 고르면 돼요.\n\n## 무엇을 \\*도와\\* 드릴까요?\n\n"
        f"- [환불이 언제 되나요]({SITE}refund/when/#%EC%B9%B4%EB%93%9C)\n- 다른 글\n"
        f"- [보내고 싶어요]({SITE}flows/refund/reason/)\n\n## 왜인가요?\n\n"
        f"- 상담원과 이야기할래요\n\n<{SITE}flows/refund/>\n"
    )


def test_the_list_for_language_models_has_the_form_of_llmstxt(made: dict[str, bytes]) -> None:
    tokens = MarkdownIt().parse(made["llms.txt"].decode())
    outline = [token.tag for token in tokens if token.type == "heading_open"]
    assert outline[0] == "h1"
    assert set(outline[1:]) == {"h2"}
    assert tokens[3].type == "blockquote_open"
    text = made["llms.txt"].decode()
    sections = dict(section.split("\n", 1) for section in text.split("\n## ")[1:])
    assert list(sections) == ["배송", "refund", "한글", "질문에 답하며 찾기", "Optional"]
    entry = re.compile(r"- \[(?P<title>.+?)\]\((?P<url>https://[^\s()]+)\)(: .+)?")
    links = [entry.fullmatch(line) for body in sections.values() for line in body.split("\n") if line]
    assert None not in links
    paths = [link["url"].removeprefix(SITE) for link in links if link]
    assert paths[0] == "delivery/fee/index.md"
    assert "en/llms.txt" in paths
    assert f"](<{SITE}" not in text
    assert "- 전화: 1588-0000\n- 평일 09:00–18:00" in text.split("\n## ")[0]


def test_every_link_of_the_lists_leads_to_a_file(made: dict[str, bytes]) -> None:
    for path, data in made.items():
        if path.endswith(("llms.txt", "index.md")) and not path.startswith("flows/"):  # which lead to pages
            for url in re.findall(r"^- \[.+?\]\((https://help[^\s()]+)\)", data.decode(), re.M):
                assert unquote(url.removeprefix(SITE)) in made, (path, url)


def test_the_full_text_holds_every_twin(made: dict[str, bytes]) -> None:
    full = made["llms-full.txt"].decode()
    for path in ("delivery/fee", "refund/when", "한글/글 하나"):
        assert made[f"{path}/index.md"].decode().strip() in full


def test_a_page_names_its_twin_and_others_do_not(shop: Path, tmp_path: Path) -> None:
    build_project(shop, tmp_path / "site")
    link = '<link rel="alternate" type="text/markdown" href="index.md">'
    with_link = {
        path.parent.relative_to(tmp_path / "site").as_posix()
        for path in (tmp_path / "site").rglob("index.html")
        if link in path.read_text("utf-8")
    }
    assert with_link == {"delivery/fee", "en/delivery/fee", "refund/when", "한글/글 하나"}
    for path, data in make_all(load_project(shop)).items():
        assert (tmp_path / "site" / path).read_bytes() == data
