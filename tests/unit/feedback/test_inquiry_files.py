"""Files of customers: what is let through, as what, and that nothing of a picture goes on but its points."""

import io
import random

import pytest
from inquiry_samples import make_picture
from PIL import Image

from feedback_function.inquiry import attachments
from feedback_function.inquiry.attachments import BadFile, read_files
from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.form import File
from feedback_function.inquiry.site import Files

ALL = Files(kinds=("image", "pdf", "video", "text"))
PDF, MP4, MOV = b"%PDF-1.7\n...", b"\x00\x00\x00\x18ftypmp42....", b"\x00\x00\x00\x14ftypqt  ...."
WEBM = b"\x1a\x45\xdf\xa3...."


def read(data, allowed=ALL):
    (found,) = read_files([File(data)], allowed)
    return found


def refuse(files, allowed):
    with pytest.raises(BadFile) as fault:
        read_files([File(data) for data in files], allowed)
    return str(fault.value)


def look(attachment):
    with Image.open(io.BytesIO(attachment.data)) as picture:
        picture.load()
        return picture


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (MP4, "video/mp4"),
        (MOV, "video/quicktime"),
        (WEBM, "video/webm"),
        ("글\n".encode(), "text/plain"),
    ],
)
def test_a_file_is_told_by_its_content_and_goes_as_it_is(data, kind):
    assert read(data) == Attachment(kind, data)


def test_a_text_goes_without_the_mark_at_its_beginning():
    assert read("글".encode("utf-8-sig")).data == "글".encode()


@pytest.mark.parametrize(
    "data", [b"", b"x" + PDF, b"x" + WEBM, b"xx" + MP4, b"\x00\x00\x00\x18", make_picture("BMP")], ids=range(6)
)
def test_what_is_no_such_file_is_refused(data):
    assert refuse([data], Files(kinds=("image", "pdf", "video"))) == "files_kind"


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfea"])
def test_a_text_that_is_none_is_refused(data):
    assert refuse([data], ALL) == "files_kind"


@pytest.mark.parametrize("kind", ["image", "pdf", "video", "text"])
def test_only_kinds_that_the_shop_allows_go_through(kind):
    samples = {"image": make_picture(), "pdf": PDF, "video": WEBM, "text": b"text"}
    assert read(samples[kind], Files(kinds=(kind,))).kind
    others = [data for name, data in samples.items() if name != kind and kind != "text"]
    assert [refuse([data], Files(kinds=(kind,))) for data in others] == ["files_kind"] * len(others)


def test_so_many_files_of_so_many_bytes_together_and_no_more():
    assert len(read_files([File(PDF)] * 3, Files(most=3, bytes=3 * len(PDF), kinds=("pdf",)))) == 3
    assert refuse([PDF] * 3, Files(most=2, kinds=("pdf",))) == "files_many"
    assert refuse([PDF] * 3, Files(most=3, bytes=3 * len(PDF) - 1, kinds=("pdf",))) == "files_large"


def test_what_is_drawn_counts_too():
    noise = Image.frombytes("RGB", (60, 60), random.Random(1).randbytes(60 * 60 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=5)
    drawn = len(read(out.getvalue()).data)
    assert drawn > len(out.getvalue())
    assert read(out.getvalue(), Files(bytes=drawn))
    assert refuse([out.getvalue()], Files(bytes=drawn - 1)) == "files_large"


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/png"), ("WEBP", "image/jpeg")]
)
def test_a_picture_is_drawn_anew_from_its_points(form, kind):
    exif = Image.Exif()
    exif[0x010E] = "<script>"
    more = {"exif": exif} if form in ("JPEG", "WEBP") else {}
    drawn = read(make_picture(form, **more) + b"<script>PK\x03\x04")
    assert drawn.kind == kind
    assert not [mark for mark in (b"script", b"PK\x03\x04", b"Exif") if mark in drawn.data]
    assert look(drawn).size == (64, 48)
    red, green, blue = look(drawn).convert("RGB").getpixel((10, 10))
    assert (abs(red - 255) < 9, abs(green - 165) < 9, blue < 9) == (True, True, True)


def test_a_picture_that_lies_on_its_side_is_upright_and_a_large_one_smaller(monkeypatch):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert look(read(make_picture(exif=exif))).size == (48, 64)
    monkeypatch.setattr(attachments, "LONGEST_SIDE", 32)
    assert look(read(make_picture())).size == (32, 24)
    assert look(read(make_picture(size=(20, 32)))).size == (20, 32)


def test_a_picture_of_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(attachments, "MOST_PIXELS", 12)
    assert read(make_picture(size=(4, 3))).kind == "image/jpeg"
    assert refuse([make_picture(size=(13, 1))], Files()) == "files_kind"


def test_a_picture_of_too_many_scans_is_refused_and_what_follows_its_end_is_none(monkeypatch):
    data = make_picture(progressive=True)
    scans = data.count(b"\xff\xda")
    assert scans > 3
    monkeypatch.setattr(attachments, "MOST_SCANS", scans)
    assert read(data + b"\xff\xda" * 100).kind == "image/jpeg"
    last = data[data.rindex(b"\xff\xda") : -2]
    assert refuse([data[:-2] + last + data[-2:]], Files()) == "files_kind"


def test_marks_within_a_segment_are_no_scans(monkeypatch):
    monkeypatch.setattr(attachments, "MOST_SCANS", 1)
    assert read(make_picture(comment=b"\xff\xda" * 50)).kind == "image/jpeg"


def test_a_drawing_stays_see_through_and_a_photograph_of_that_kind_is_laid_on_white(monkeypatch):
    noise = Image.frombytes("RGB", (160, 160), random.Random(1).randbytes(160 * 160 * 3))
    noise.putalpha(Image.linear_gradient("L").resize(noise.size))
    png, webp = io.BytesIO(), io.BytesIO()
    noise.save(png, "PNG")
    noise.save(webp, "WEBP", quality=5)
    drawing = read(png.getvalue())
    assert (drawing.kind, look(drawing).mode, look(drawing).getpixel((0, 0))[3]) == ("image/png", "RGBA", 0)
    assert read(webp.getvalue()).kind == "image/png"
    monkeypatch.setattr(attachments, "SMALL_PNG", 0)
    photograph = read(webp.getvalue())
    assert photograph.kind == "image/jpeg"
    assert min(look(photograph).convert("RGB").resize((1, 160)).getpixel((0, 0))) > 240


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" + b"x" * 1000, make_picture()[:200], make_picture("TIFF")])
def test_a_picture_that_is_torn_or_of_another_form_is_none(data):
    assert refuse([data], Files()) == "files_kind"
