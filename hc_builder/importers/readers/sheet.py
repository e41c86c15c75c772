"""FAQ sheets and exports of boards (Cafe24, 고도몰, MakeShop and others): CSV, XLSX, XLS, and HTML named so.

Columns are known by their names, in any order; `--column title=문의제목` names one that is called otherwise.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO, StringIO

from hc_builder.importers.export_files import ExportFiles, ExportRefused, decode_text
from hc_builder.importers.heads import read_day, read_truth
from hc_builder.importers.html.parsing import parse_page, parse_part
from hc_builder.importers.html.tags import list_tags
from hc_builder.importers.languages import read_language
from hc_builder.importers.model import NO_ORDER, Export, Loss, SourceArticle
from hc_builder.importers.names import make_slug
from hc_builder.importers.options import Options
from hc_builder.importers.plain_text import write_plain
from hc_builder.importers.readers.collecting import Collection, Draft

COLUMNS: Mapping[str, str] = {
    "title": "질문 제목 문의제목 질문제목 글제목 faq제목 타이틀 subject title question q",
    "body": "답변 답변내용 내용 본문 답 글내용 상세내용 문의답변 content contents answer body text a",
    "category": "카테고리 분류 구분 유형 게시판 게시판명 말머리 문의유형 faq분류 분류명 대분류 category type board",
    "subcategory": "소분류 중분류 하위분류 세부분류 subcategory subsection",
    "public": "공개 공개여부 노출 노출여부 표시 표시여부 사용 사용여부 진열 진열여부 게시여부 상태 "
    "public published display visible status",
    "secret": "비밀글 비공개 숨김 숨김여부 secret hidden private",
    "order": "순서 정렬 정렬순서 노출순서 표시순서 우선순위 order sort sortorder seq position",
    "id": "번호 글번호 게시물번호 게시글번호 no id idx key number",
    "updated": "수정일 수정일시 최종수정일 작성일 등록일 등록일시 작성일시 date updated modified created regdate",
    "owner": "작성자 글쓴이 담당자 담당 author owner writer",
    "keywords": "태그 키워드 검색어 해시태그 tags keywords labels",
    "questions": "다른질문 비슷한질문 유사질문 questions variants",
    "views": "조회수 조회 hit hits views readcount",
    "votes": "추천 추천수 좋아요 도움됨 votes likes helpful",
    "popular": "상단고정 자주찾는 자주묻는 best 베스트 인기 공지여부 pin popular featured",
    "url": "주소 url 링크 link permalink",
    "lang": "언어 lang language locale",
}
_HIDDEN = frozenset(
    (
        "비공개",
        "미노출",
        "숨김",
        "사용안함",
        "미사용",
        "노출안함",
        "진열안함",
        "미공개",
        "draft",
        "hidden",
        "private",
        "inactive",
        "임시저장",
        "f",
        "대기",
    )
)
_HTML = re.compile(r"<(?:p|br|div|span|table|img|a|ul|ol|li|b|strong|em|h[1-6]|font|iframe)\b[^>]*>", re.I)
_HEADER_ROWS = 15
csv.field_size_limit(5_000_000)


@dataclass(frozen=True)
class Row:
    """Cells by our names; `place` is its sheet and row."""

    cells: Mapping[str, str]
    sheet: str
    number: int

    def get(self, name: str) -> str:
        return self.cells.get(name, "").strip()


def read_sheet(files: ExportFiles, options: Options) -> Export:
    collection = Collection(files, options)
    names = files.list_names(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
    for name in names:
        for row in _read_rows(files.read(name), name, options.columns, collection.losses):
            _add(collection, row, several=len(names) > 1)
    _order_by_use(collection)
    return collection.finish(
        "a sheet has a row of column names: 카테고리, 질문, 답변, 공개, 순서; or name yours by --column"
    )


def _read_rows(raw: bytes, name: str, columns: Mapping[str, str], losses: list[Loss]) -> Iterator[Row]:
    tables = list(_read_tables(raw, name))
    found = [(sheet, rows, header) for sheet, rows in tables if (header := _find_header(rows, columns))]
    if not found:
        heads = next((", ".join(filter(None, rows[0]))[:200] for _, rows in tables if rows), "nothing")
        what = f"{name} has no columns for a question and its answer; it begins with: {heads}"
        raise ExportRefused(what, "name them: --column title=… --column body=…")
    for sheet, rows, (start, columns_here) in found:
        losses += _tell_columns(rows[start], columns_here, name)
        yield from _list_rows(rows[start + 1 :], columns_here, sheet if len(found) > 1 else "", start + 2)


def _tell_columns(row: Sequence[str], header: Mapping[int, str], name: str) -> Iterator[Loss]:
    for index, cell in enumerate(row):
        if cell.strip() and index not in header:
            yield Loss("a column whose meaning is not known", name, 0, cell.strip())


def _list_rows(rows: Sequence[Sequence[str]], header: Mapping[int, str], sheet: str, first: int) -> Iterator[Row]:
    """A category that is joined over rows stands in the first of them alone."""
    above: dict[str, str] = {}
    for number, row in enumerate(rows, first):
        cells = {name: row[index] for index, name in header.items() if index < len(row) and row[index].strip()}
        if not cells.keys() & {"title", "body"}:
            continue
        for name in ("category", "subcategory"):
            if cells.get(name):
                above[name] = cells[name]
                above = above if name == "subcategory" else {name: cells[name]}
            elif name in above:
                cells[name] = above[name]
        yield Row(cells, sheet, number)


def _find_header(rows: Sequence[Sequence[str]], columns: Mapping[str, str]) -> tuple[int, Mapping[int, str]] | None:
    """The row of names, and what each of its columns is; `None`: there is none."""
    known = {fold: ours for ours, names in COLUMNS.items() for fold in names.split()}
    known |= {_fold(theirs): ours for ours, theirs in columns.items()}
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        header: dict[int, str] = {}
        for index, cell in enumerate(row):
            ours = known.get(_fold(cell))
            is_named = ours is not None and ours in columns and _fold(cell) == _fold(columns[ours])
            if ours and (is_named or ours not in header.values()):
                header = {at: name for at, name in header.items() if name != ours} | {index: ours}
        if {"title", "body"} <= set(header.values()):
            return number, header
    return None


def _fold(name: str) -> str:
    return re.sub(r"[\s_()\[\]*:/-]+", "", name.casefold())


def _read_tables(raw: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    if raw.lstrip()[:1] == b"<":  # many boards write HTML and call it XLS
        yield from _read_html(decode_text(raw))
    elif raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0":
        yield from _read_workbook(raw, name)
    else:
        yield "", _read_csv(decode_text(raw))


def _read_html(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    for table in list_tags(parse_page(text), "table"):
        if not table.find_parent("table"):
            rows = [row for row in list_tags(table, "tr") if row.find_parent("table") is table]
            yield (
                "",
                [
                    [cell.decode_contents().strip() for cell in row.find_all(["td", "th"], recursive=False)]
                    for row in rows
                ],
            )


def _read_csv(text: str) -> list[list[str]]:
    head = text[:5_000].partition("\n")[0]
    sign = max(",\t;|", key=lambda one: head.count(one))
    try:
        return list(csv.reader(StringIO(text), delimiter=sign))
    except csv.Error as error:
        raise ExportRefused(f"the table can't be read: {error}", "save it once more as CSV in UTF-8") from error


def _read_workbook(raw: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bomb(raw, name)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(raw))
        for sheet in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(sheet).to_python()
            yield sheet, [[_show(cell) for cell in row] for row in rows]
    except (CalamineError, OSError, ValueError) as error:
        raise ExportRefused(f"{name} can't be read: {error}", "save it once more as .xlsx, or as CSV") from error


_MAX_SHEET = 300_000_000


def _refuse_bomb(raw: bytes, name: str) -> None:
    import zipfile

    if raw[:2] != b"PK":
        return
    try:
        size = sum(member.file_size for member in zipfile.ZipFile(BytesIO(raw)).infolist())
    except zipfile.BadZipFile as error:
        raise ExportRefused(f"{name} can't be read: {error}", "save it once more as .xlsx, or as CSV") from error
    if size > _MAX_SHEET:
        raise ExportRefused(f"{name} unpacks to more than {_MAX_SHEET:,} bytes", "save it as CSV")


def _show(cell: object) -> str:
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _add(collection: Collection, row: Row, several: bool) -> None:
    place = f"{row.sheet}:{row.number}" if row.sheet else f"{collection.files.origin.name}:{row.number}"
    title = " ".join(parse_part(row.get("title")).get_text(" ").split())
    if not title:
        collection.losses.append(Loss("a row without a question", place, 0, row.get("body")[:60]))
        return
    if not row.get("body"):
        collection.losses.append(Loss("a question without an answer, kept as a draft", place, 0, title[:60]))
    folders = tuple(filter(None, (row.get("category") or row.sheet, row.get("subcategory"))))
    key = row.get("id") or make_slug(title)
    is_html = bool(_HTML.search(row.get("body")))
    article = SourceArticle(
        key=_make_key(collection, f"{row.sheet}/{key}" if row.sheet else key),
        path="",
        title=title[:300],
        body=row.get("body") if is_html else write_plain(row.get("body")),
        lang=read_language(row.get("lang")),
        questions=_split(row.get("questions"), "\n;|"),
        keywords=_split(row.get("keywords"), ",#;|\n"),
        owner=row.get("owner"),
        updated=read_day(row.get("updated")),
        order=_read_number(row.get("order"), NO_ORDER),
        old=tuple(filter(None, [re.sub(r"^https?://[^/]+", "", row.get("url"))])),
        draft=is_hidden(row) or not row.get("body"),
        popular=read_truth(row.get("popular")) is True or row.get("popular").casefold() in ("best", "베스트", "인기"),
    )
    collection.drafts.append(Draft(article, is_html, tuple(filter(None, (row.get("url"), title))), folders=folders))


def _make_key(collection: Collection, key: str) -> str:
    known = {draft.key for draft in collection.drafts}
    return next(name for name in (key, *(f"{key}#{number}" for number in range(2, 100_000))) if name not in known)


def is_hidden(row: Row) -> bool:
    word = row.get("public").casefold().replace(" ", "")
    return word in _HIDDEN or read_truth(word) is False or read_truth(row.get("secret")) is True


def _read_number(text: str, default: int) -> int:
    found = re.fullmatch(r"\s*(\d{1,9})(?:\.0+)?\s*", text.replace(",", ""))
    return int(found[1]) if found else default


def _split(text: str, signs: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(f"[{re.escape(signs)}]", text))))


def _order_by_use(collection: Collection) -> None:
    """Where nobody gave an order, what was read most stands first. (Rows keep theirs where nothing says so.)"""
    if all(draft.article.order == NO_ORDER for draft in collection.drafts):
        collection.drafts = [
            replace(draft, article=replace(draft.article, order=number))
            for number, draft in enumerate(collection.drafts, 1)
        ]
