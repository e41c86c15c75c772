"""Word documents: what their styles mean, what they show, and those that mean harm."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers import docx
from hc_builder.importers.docx import DocumentRefused
from hc_builder.importers.export_files import ExportRefused, open_export
from hc_builder.korean import to_korean
from tests.unit.importers.documents import bookmark, link, make_docx, paragraph, picture, table
from tests.unit.importers.sources import by_path, read_files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PLAIN = make_docx(paragraph("글이에요."))


def test_styles_lists_tables_pictures_and_links_come_along(tmp_path: Path) -> None:
    body = (
        paragraph("카드 환불은 언제 되나요?", "a3")
        + paragraph("목차", "10", link("기간", anchor="_Toc1"))
        + paragraph("기간", "1", bookmark("_Toc1"))
        + paragraph("승인을 취소하면 ", more=link("배송 문서", "d1"))
        + paragraph("카드사 확인", is_item=True)
        + paragraph("입금", is_item=True)
        + paragraph("자세히", "2")
        + table([["카드", "날수"], ["국민", "3일"]])
        + paragraph("", more=picture("p1"))
        + paragraph("위의 ", more=link("기간", anchor="_Toc1") + link("옛것", anchor="_Ref9"))
    )
    targets = {"d1": "../%EB%B0%B0%EC%86%A1/%EA%B8%B0%EA%B0%84.docx", "p1": "media/a.png"}
    export = read_files(
        "word",
        tmp_path,
        {
            "고객센터/환불/02_카드 환불.docx": make_docx(body, targets, {"word/media/a.png": PNG}),
            "고객센터/배송/기간.docx": PLAIN,
            "고객센터/배송/~$기간.docx": b"lock",
            "고객센터/배송/옛 안내.hwp": b"x",
        },
    )
    articles = by_path(export)
    assert articles.keys() == {"환불/카드-환불", "배송/기간"}
    article = articles["환불/카드-환불"]
    assert (article.title, article.order, article.owner) == ("카드 환불은 언제 되나요?", 2, "김담당")
    assert (article.keywords, article.updated) == (("환불", "카드"), date(2026, 10, 2))
    [shown] = export.media
    assert article.body == (
        "## 기간\n\n승인을 취소하면 [배송 문서](../배송/기간.md)\n\n1. 카드사 확인\n2. 입금\n\n### 자세히\n\n"
        f"| 카드 | 날수 |\n| --- | --- |\n| 국민 | 3일 |\n\n![화면](../{shown})\n\n위의 [기간](#기간)옛것\n"
    )
    assert export.media[shown]() == PNG
    assert articles["배송/기간"].title == "기간"
    assert [(loss.what, loss.place) for loss in export.losses] == [
        ("a document in a form that is not read; save it as .docx", "고객센터/배송/옛 안내.hwp")
    ]
    assert [(one.path, one.title) for one in export.categories] == [("배송", "배송"), ("환불", "환불")]


def test_one_heading_at_the_beginning_is_the_title_and_several_are_not(tmp_path: Path) -> None:
    one = make_docx(paragraph("배송", "1") + paragraph("이틀") + paragraph("제주", "2"))
    several = make_docx(paragraph("하나", "k1") + paragraph("글") + paragraph("둘", "k1"))
    articles = by_path(read_files("word", tmp_path, {"a.docx": one, "자주 묻는 질문.docx": several}))
    assert (articles["a"].title, articles["a"].body) == ("배송", "이틀\n\n## 제주\n")
    faq = articles["자주-묻는-질문"]
    assert (faq.title, faq.body) == ("자주 묻는 질문", "## 하나\n\n글\n\n## 둘\n")


def test_pictures_that_can_not_be_shown_are_told_and_nothing_outside_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    body = paragraph("글", more=picture("p1") + picture("p2", "link") + picture("p3", "link"))
    targets = {"p1": "media/a.emf", "p2": secret.as_uri(), "p3": "http://169.254.169.254/latest"}
    document = make_docx(body, targets, {"word/media/a.emf": b"\x01\0\0\0EMF"})
    export = read_files("word", tmp_path / "in", {"a.docx": document})
    assert by_path(export)["a"].body == "글\n"
    assert export.media == {}
    assert sorted(loss.what for loss in export.losses) == [
        "a picture in a form that no browser shows",
        "a picture that is not in the document",
        "a picture that is not in the document",
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<w:tbl><w:tr><w:tc>" * 3_000 + paragraph("글") + "</w:tc></w:tr></w:tbl>" * 3_000


NOTHING = make_docx(paragraph("x"), files={"_rels/.rels": b"<Relationships/>", "word/document.xml": b"<a/>"})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no zip", "it is damaged, under a password, or no document of Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "it is damaged, under a password"),
        (PLAIN[:-40], "it is damaged"),
        (
            PLAIN.replace(b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01"),
            "it is damaged, under a password",
        ),
        (make_docx(paragraph("&b;"), head=BOMB), "it has a document type or entities"),
        (make_docx(paragraph("x"), head='<!DOCTYPE x SYSTEM "file:///etc/passwd">'), "it has a document type"),
        (make_docx(paragraph("&b;"), head=BOMB, name="word/document.dat"), "it has a document type or entities"),
        (make_docx("<w:p>"), "it is not built as Word builds one"),
        (make_docx(DEEP), "it is not built as Word builds one"),
        (make_docx(paragraph("x"), files={"word/document.xml": b""}), "it is not built as Word builds one"),
        (NOTHING, "it is not built as Word builds one"),
    ],
    ids=["no-zip", "ole", "cut", "locked", "entities", "doctype", "another-name", "no-xml", "deep", "empty", "other"],
)
def test_what_is_no_document_is_told_and_the_others_are_read(content: bytes, why: str, tmp_path: Path) -> None:
    export = read_files("word", tmp_path, {"a.docx": content, "b.docx": PLAIN})
    assert [(loss.what, loss.place) for loss in export.losses] == [("a document that can't be read", "a.docx")]
    assert export.losses[0].sample.startswith(why)
    assert by_path(export).keys() == {"b"}


def test_a_document_that_unpacks_without_end_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_UNPACKED", 1_000_000)
    bomb = make_docx(paragraph("x"), files={"word/media/a.bin": bytes(2_000_000)})
    assert len(bomb) < 10_000
    with pytest.raises(DocumentRefused, match=r"^it unpacks to more than a document holds$"):
        docx.read_document(bomb)
    with pytest.raises(ExportRefused):
        read_files("word", tmp_path, {"a.docx": bomb})


def test_a_fault_of_ours_is_no_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(docx, "_check_part", slip)
    with pytest.raises(TypeError, match="ours"):
        docx.read_document(PLAIN)


@pytest.mark.parametrize("name", ["a.docx", "b.docm"])
def test_one_document_alone_is_a_source(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PLAIN)
    assert open_export(tmp_path / name).names == (name,)


def test_one_document_that_can_not_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as refused:
        read_files("word", tmp_path, {"a.docx": PLAIN[:-40]})
    assert refused.value.what.endswith(": a.docx: it is damaged, under a password, or no document of Word")
    assert to_korean(refused.value.what).endswith("깨졌거나, 암호가 걸렸거나, 워드 문서가 아니에요")
