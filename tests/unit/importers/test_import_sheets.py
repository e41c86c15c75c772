"""FAQ sheets and exports of boards, in every encoding and form that shops have them in."""

import json
from datetime import date
from pathlib import Path

import pytest

from hc_builder.importers.export_files import ExportRefused
from hc_builder.importers.plain_text import write_plain
from tests.unit.importers.sources import by_path, read_files

TABLE = (
    "번호,카테고리,질문,답변,공개,순서,등록일,작성자,태그,조회수,메모\r\n"
    '7,배송,"배송비는, 얼마예요?","기본 3,000원이에요.\r\n제주는 6,000원이에요."'
    ',Y,2,2026. 3. 1.,김서랍,"배송비, 택배",10,x\r\n'
    "8,배송,언제 오나요?,<p>이틀 <b>안에</b> 와요.<br>늦으면 "
    '<a href="tel:1588-0000">전화</a></p>,비공개,1,2026-03-02 10:00,,,200,\r\n'
    "9,환불,환불되나요?,,Y,,,,,,\r\n"
    ",,,,,,,,,,\r\n"
    "10,,,답만 있어요,Y,,,,,,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_sheet_of_any_encoding_becomes_articles(tmp_path: Path, encoding: str) -> None:
    export = read_files("sheet", tmp_path, {"faq.csv": TABLE.encode(encoding)})
    articles = by_path(export)
    fee = articles["배송/배송비는-얼마예요"]
    assert (fee.key, fee.title, fee.order, fee.updated) == ("7", "배송비는, 얼마예요?", 2, date(2026, 3, 1))
    assert (fee.owner, fee.keywords, fee.draft) == ("김서랍", ("배송비", "택배"), False)
    assert fee.body == "기본 3,000원이에요.\\\n제주는 6,000원이에요.\n"
    when = articles["배송/언제-오나요"]
    assert when.draft
    assert when.body == "이틀 **안에** 와요.\\\n늦으면 [전화](tel:1588-0000)\n"
    assert articles["환불/환불되나요"].draft
    assert [(one.path, one.title) for one in export.categories] == [("배송", "배송"), ("환불", "환불")]
    assert [loss.what for loss in export.losses] == [
        "a column whose meaning is not known",
        "a question without an answer, kept as a draft",
        "a row without a question",
    ]
    assert export.lang == "ko"


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_columns_may_be_called_otherwise_and_divided_by_other_signs(tmp_path: Path, sign: str) -> None:
    text = sign.join(("문의 유형", "고객 말씀", "우리 말")) + "\n" + sign.join(("교환", "바꿔 주세요", "네")) + "\n"
    with pytest.raises(ExportRefused, match="it begins with: 문의 유형, 고객 말씀, 우리 말"):
        read_files("sheet", tmp_path, {"a.csv": text})
    export = read_files("sheet", tmp_path, {"a.csv": text}, columns={"title": "고객 말씀", "body": "우리말"})
    assert list(by_path(export)) == ["교환/바꿔-주세요"]


def test_a_table_of_html_that_calls_itself_a_workbook_is_read(tmp_path: Path) -> None:
    text = (
        "<html><meta charset=euc-kr><table><tr><td>제목</td><td>내용</td><td>분류</td></tr>"
        "<tr><td>환불 &amp; 취소</td><td>사흘<br>걸려요</td><td>환불</td></tr></table></html>"
    )
    article = by_path(read_files("sheet", tmp_path, {"board.xls": text.encode("cp949")}))["환불/환불-취소"]
    assert (article.title, article.body) == ("환불 & 취소", "사흘\\\n걸려요\n")


def test_a_workbook_has_sheets_as_categories_and_joined_cells(tmp_path: Path) -> None:
    from zipfile import ZipFile

    path = tmp_path / "faq.xlsx"
    rows = [["안내", "", ""], ["분류", "질문", "답변"], ["배송", "얼마?", "3,000원"], ["", "언제?", "이틀"]]
    with ZipFile(path, "w") as book:
        for name, text in write_workbook({"1장": rows, "2장": [["질문", "답변"], ["왜?", "그래서"]]}).items():
            book.writestr(name, text)
    from tests.unit.importers.sources import read_source

    assert list(by_path(read_source("sheet", path))) == ["배송/얼마", "배송/언제", "2장/왜"]


def write_workbook(sheets: dict[str, list[list[str]]]) -> dict[str, str]:
    """The least that a workbook is made of."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in zip(numbers, sheets, strict=True))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers)
        + "</Relationships>",
    }
    for number, rows in zip(numbers, sheets.values(), strict=True):
        cells = (
            f'<row r="{r}">'
            + "".join(f'<c r="{"ABC"[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row))
            + "</row>"
            for r, row in enumerate(rows, 1)
        )
        files[f"xl/worksheets/s{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData></worksheet>'
        )
    return files


@pytest.mark.parametrize(
    ("cell", "markdown"),
    [
        ("하나\n둘", "하나\\\n둘"),
        ("하나\n\n둘", "하나\n\n둘"),
        ("다음과 같아요\n- 가\n- 나\n끝", "다음과 같아요\n\n- 가\n- 나\n\n끝"),
        ("• 가\n· 나", "- 가\n- 나"),
        ("1) 가\n② 나", "1. 가\n2. 나"),
        ("60*40*30 _a_ <주문번호>", "60\\*40\\*30 \\_a\\_ \\<주문번호>"),
        ("2026. 3. 1.부터", "2026\\. 3. 1.부터"),
        ("# 제목이 아님", "\\# 제목이 아님"),
        ("※ 참고", "※ 참고"),
    ],
)
def test_plain_text_keeps_its_lines_and_signs(cell: str, markdown: str) -> None:
    assert write_plain(cell) == markdown


@pytest.mark.filterwarnings("error")
def test_a_title_or_text_that_is_only_an_address_or_the_name_of_a_file_is_read_in_silence(tmp_path: Path) -> None:
    table = "질문,답변\nhttps://shop.kr/faq,<b>a</b>\n약관.pdf,<p>https://shop.kr/terms</p>\n"
    assert len(read_files("sheet", tmp_path, {"faq.csv": table}).articles) == 2
    page = json.dumps({"type": "article", "id": "1", "title": "약관", "body": "https://shop.kr/terms"})
    [article] = read_files("intercom", tmp_path / "in", {"a.json": page}).articles
    assert article.body == "https://shop.kr/terms\n"
