"""Drafts: hostile customers reach neither path, YAML nor HTML, and a writer's work is never overwritten."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from fresh_site import build_site

from hc_builder.content.article import parse_article
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.gaps.discretion import Discretion
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.draft import DraftError, Material, build_draft, build_section, write_draft
from hc_builder.gaps.loop.draft_sources import RepliesError, Source, find_paragraphs, find_replies, read_replies
from hc_builder.gaps.loop.material import choose_article
from hc_builder.gaps.loop.outline import list_parts
from hc_builder.gaps.loop.support import BorneSentence
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Gap
from hc_builder.gaps.model.queries import QueryStats, WeekCounts, Wording
from hc_builder.gaps.query_keys import QueryAnalyzer
from hc_builder.project import load_project

KOREAN = QueryAnalyzer()
HOSTILE = (
    "../../etc/passwd",
    "--> <script>alert(1)</script>",
    "---\ntitle: owned\n---",
    "{{ config.secret }}",
    "'\"; - x: [y]",
    "제 번호 010-1234-5678",
)


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> HelpCenter:
    content = tmp_path_factory.mktemp("shop") / "content"
    (content / "delivery").mkdir(parents=True)
    (content / "delivery" / "index.md").write_text("---\ntitle: 배송\n---\n")
    (content / "delivery" / "fee.md").write_text("---\ntitle: 배송비는 얼마인가요?\n---\n3,000원이에요.\n")
    return read_help_center(content, Settings(), Renderer(), date(2026, 11, 21))


def make_gap(wordings: tuple[str, ...], key: str = "k", found: tuple[str, ...] = ("delivery/fee",)) -> Gap:
    shown = tuple(Wording(text, 9) for text in wordings)
    week = WeekCounts(9, 0, 0, 0, 4)
    query = QueryStats(key, 9, 9, 9, 0, 0, 0, 0, 4, (week,), shown)
    return Gap("missing", "", 0, (Decision(query, "missing", found=found),), wordings[0], shown, ("해외", "배송"))


def test_a_draft_lies_in_the_category_of_the_nearest_articles_and_is_a_draft(center: HelpCenter) -> None:
    draft = build_draft(make_gap(("해외 배송 되나요", "외국으로 보내기")), "gap-12345678", center)
    assert draft.path == "delivery/gap-12345678.md"
    article, problems = parse_article(draft.text, draft.path, draft.path, ("ko",))
    assert problems == []
    assert article.title == "해외 배송 되나요"
    assert article.fields.questions == ("외국으로 보내기",)
    assert article.fields.related == ("delivery/fee",)
    assert article.fields.draft
    assert "방문 9건" in draft.text


def test_a_question_of_how_gets_steps(center: HelpCenter) -> None:
    assert "type: tutorial" in build_draft(make_gap(("반품 신청 방법",)), "gap-1", center).text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_wordings_stay_text(text: str, center: HelpCenter) -> None:
    draft = build_draft(make_gap((text, "둘째 " + text)), "gap-12345678", center)
    assert draft.path == "delivery/gap-12345678.md"
    head = yaml.safe_load(draft.text.split("\n---\n")[0].removeprefix("---\n"))
    assert set(head) <= {"title", "type", "questions", "keywords", "related", "draft"}
    assert head["draft"] is True
    body = draft.text.split("\n---\n", 1)[1]
    comment, _, rest = body.partition("-->")
    assert comment.count("<!--") == 1
    assert "<script" not in comment + rest
    assert "010-1234" not in draft.text


def test_a_file_that_is_there_is_never_overwritten(center: HelpCenter, tmp_path: Path) -> None:
    draft = build_draft(make_gap(("해외 배송",)), "gap-12345678", center)
    path = write_draft(draft, tmp_path)
    path.write_text("a writer's work")
    with pytest.raises(DraftError, match="already exists"):
        write_draft(draft, tmp_path)
    assert path.read_text() == "a writer's work"


@pytest.mark.parametrize(
    ("lang", "heading"), [("ko", "## 안 될 때"), ("en", "## If it does not work"), ("ja", "## If")]
)
def test_what_a_writer_begins_with_is_in_the_shops_language(lang: str, heading: str, center: HelpCenter) -> None:
    shop = replace(center, settings=msgspec.structs.replace(center.settings, languages=(lang,)))
    assert heading in build_draft(make_gap(("how to return",)), "gap-1", shop).text


def test_the_notes_for_the_writer_are_nowhere_in_a_published_site(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\ntheme: {name: helpcenter}\nplugins:\n  - helpcenter\n")
    content = tmp_path / "docs" / "delivery"
    content.mkdir(parents=True)
    (content / "index.md").write_text("---\ntitle: 배송\n---\n")
    (content / "fee.md").write_text("---\ntitle: 배송비는 얼마인가요?\n---\n3,000원이에요.\n")
    wordings = ("해외 배송", *(f"물음 {number}" for number in range(5)), "여섯째너머문구")
    center = load_project(tmp_path / "mkdocs.yml").center
    draft = build_draft(make_gap(wordings), "gap-12345678", center)
    assert "여섯째너머문구 (9)" in draft.text
    published = draft.text.replace("draft: true\n", "") + "해외로도 보내요.\n"
    (center.root / draft.path).write_text(published, encoding="utf-8")
    build_site(load_project(tmp_path / "mkdocs.yml"), tmp_path / "site")
    files = [
        file for file in (tmp_path / "site").rglob("*") if file.suffix in (".html", ".json", ".xml", ".txt", ".md")
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert "해외로도 보내요" in text
    assert not [told for told in ("여섯째너머문구", "9 sessions", "without an answer", "첫 문장에서") if told in text]


def write_replies(path: Path, *rows: str, head: str = "문의,답변", encoding: str = "utf-8-sig") -> Path:
    path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
    return path


def test_a_draft_starts_from_the_shops_own_sentences_and_agents_replies(center: HelpCenter, tmp_path: Path) -> None:
    file = write_replies(
        tmp_path / "chats.csv",
        '해외로 배송 되나요?,"미국과 일본으로 보내 드려요. 김민지입니다. 제 번호는 010-1234-5678이에요."',
        "쿠폰 언제 와요,생일 아침에 와요.",
        ",비어 있어요",
    )
    gap, reader = make_gap(("해외 배송비 되나요",), "해외배송비"), ContentReader(KOREAN)
    own = find_paragraphs(gap, ["delivery/fee", "nothing"], center, reader)
    said = find_replies(gap, read_replies(file), Discretion(KOREAN), reader)
    assert [(source.text, source.place) for source in own] == []
    assert [source.text for source in said] == ["미국과 일본으로 보내 드려요."]
    draft = build_draft(
        gap, "gap-12345678", center, Material(own=[Source("배송비는 --> 3,000원", "delivery/fee")], replies=said)
    )
    article, problems = parse_article(draft.text, draft.path, draft.path, ("ko",))
    assert problems == []
    assert "미국과 일본으로 보내 드려요." in article.body
    assert article.body.count("-->") == 2  # the evidence's, and the skeleton's


def test_sentences_are_chosen_by_the_words_that_are_asked(tmp_path: Path) -> None:
    picture = "![해외 주소를 쓰는 화면. 나라를 골라요.](a.png)"
    text = f"제주는 3,000원을 더 받아요. 쿠폰은 쓸 수 없어요.\n\n{picture}\n\n- 해외 주소로는 보내지 않아요."
    (tmp_path / "fee.md").write_text(f"---\ntitle: 배송비\n---\n{text}\n", encoding="utf-8")
    shop = read_help_center(tmp_path, Settings(), Renderer(), date(2026, 11, 21))
    found = find_paragraphs(make_gap(("해외 주소",), "해외 주소"), ["fee"], shop, ContentReader(KOREAN))
    assert [(source.text, source.place) for source in found] == [("해외 주소로는 보내지 않아요.", "fee")]


@pytest.mark.parametrize(
    ("head", "encoding", "told"), [("a,b", "utf-8", "no column question"), ("문의,답변", "cp949", "not UTF-8")]
)
def test_a_file_of_replies_that_cant_be_read_is_told(head: str, encoding: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=told):
        read_replies(write_replies(tmp_path / "x.csv", "문의,답", head=head, encoding=encoding))


def test_an_outline_asks_what_the_title_does_not(center: HelpCenter) -> None:
    gap = make_gap(
        ("해외 배송 되나요", "해외 배송 되는지요", "해외 배송 관세 얼마", "관세 배송 해외", "해외 배송 기간 <b>")
    )
    parts = list_parts(gap, ContentReader(KOREAN))
    assert parts == ["해외 배송 관세 얼마", "해외 배송 기간 <b>"]
    draft = build_draft(gap, "gap-1", center, Material(parts=parts))
    assert "\n## 해외 배송 관세 얼마\n" in draft.text
    assert "\n## 해외 배송 기간 &#60;b&#62;\n" in draft.text


@pytest.mark.parametrize(
    ("wording", "article"),
    [("배송비 얼마", "delivery/fee"), ("해외 배송 관세 기간", None), ("배송비 관세 통관 얼마", None)],
)
def test_what_an_article_is_called_by_extends_it(wording: str, article: str | None, center: HelpCenter) -> None:
    found = choose_article(make_gap((wording,), wording), "gap-1", center, ContentReader(KOREAN), None)
    assert (found.article.id if found else None) == article


def test_an_article_that_did_not_help_gets_a_section_with_what_its_readers_said(center: HelpCenter) -> None:
    gap = replace(make_gap(("배송비 <i>얼마",), "배송비 얼마"), kind="unhelpful", article="delivery/fee")
    found = choose_article(gap, "gap-1", center, ContentReader(KOREAN), None)
    assert found is not None
    text = build_section(gap, "gap-1", center, Material(remarks=["제주는요 --> <script> 010-1234-5678"]))
    assert text.startswith("## 배송비 &#60;i&#62;얼마\n\n<!--\ngap-1: ")
    assert "제주는요" in text
    assert [told for told in ("<script", "1234-5678", "draft: true") if told in text] == []
    assert text.count("-->") == 2  # the notes', and where the answer belongs


def test_what_the_search_alone_is_at_fault_for_is_not_written_anew(center: HelpCenter) -> None:
    gap, reader = replace(make_gap(("운송료",)), kind="unfindable", article="delivery/fee"), ContentReader(KOREAN)
    with pytest.raises(DraftError, match="the search does not find it"):
        choose_article(gap, "gap-1", center, reader, None)
    assert choose_article(gap, "gap-1", center, reader, "article") is None
    with pytest.raises(DraftError, match="no article is near enough"):
        choose_article(make_gap(("해외 관세",), "해외 관세"), "gap-1", center, reader, "section")


def test_an_answer_stands_with_its_sources_and_is_no_markup(center: HelpCenter) -> None:
    answer = [BorneSentence("배송비는 *3,000원*이에요 <img src=x>.", "delivery/late--parcel")]
    text = build_draft(make_gap(("배송비",)), "gap-1", center, Material(answer=answer)).text
    assert "배송비는 &#42;3,000원&#42;이에요 &#60;img src=x&#62;. <!-- delivery/late parcel -->" in text
    assert "언어 모델이 썼고" in text
    assert "첫 문장에서 바로" not in text
