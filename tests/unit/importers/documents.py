"""Small Word documents, written part by part."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("a3", "Title"), ("1", "heading 1"), ("2", "heading 2"), ("10", "toc 1"), ("k1", "개요 1"))
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="{}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def paragraph(text: str, style: str = "", more: str = "", is_item: bool = False) -> str:
    """`text` is a run's; `more` stands behind it, as XML."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if is_item else ""
    return f'<w:p><w:pPr>{styled}{number}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def link(text: str, id: str = "", anchor: str = "") -> str:
    where = f'r:id="{id}"' if id else f'w:anchor="{anchor}"'
    return f"<w:hyperlink {where}><w:r><w:t>{text}</w:t></w:r></w:hyperlink>"


def bookmark(name: str) -> str:
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/><w:bookmarkEnd w:id="0"/>'


def picture(id: str, how: str = "embed", alt: str = "화면") -> str:
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="x" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:blipFill><a:blip r:{how}="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def make_docx(
    body: str,
    targets: Mapping[str, str] = {},
    files: Mapping[str, bytes] = {},
    head: str = "",
    number_format: str = "decimal",
    name: str = "word/document.xml",
) -> bytes:
    """`targets` are what ids lead to: `media/…` is a picture inside, all else is outside; `head` stands before the
    document's first element; `name` is the part that holds it."""
    relations = "".join(
        f'<Relationship Id="{id}" Type="{_R}/image" Target="{target}"/>'
        if target.startswith("media/")
        else f'<Relationship Id="{id}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for id, target in targets.items()
    )
    own = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in ("styles", "numbering")
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT.replace("word/document.xml", name),
        name: f'{head}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{own}{relations}</Relationships>'
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_STYLES}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}">{_NUMBERING.format(number_format)}</w:numbering>',
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>문서1</dc:title><dc:creator>김담당</dc:creator><cp:keywords>환불; 카드</cp:keywords>"
            "<dcterms:modified>2026-10-02T01:00:00Z</dcterms:modified></cp:coreProperties>"
        ),
        **files,
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
