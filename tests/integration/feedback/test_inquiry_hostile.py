"""Hostile inquiries: whatever is sent, the endpoint lives on, answers, and hands on nothing that was smuggled in."""

import asyncio
import io
import json
import random
import socket
import struct
import zipfile
import zlib

import pytest
from endpoint_process import Endpoint, find_port
from inquiry_samples import (
    ORIGIN,
    SITE,
    build_multipart,
    make_inquiry,
    make_picture,
    make_settings,
    send,
    send_files,
    write_site,
)
from mail_servers import start_mail_server
from PIL import Image, PngImagePlugin
from waiting import wait_until

from feedback_function.inquiry.attachments import BadFile, read_files
from feedback_function.inquiry.form import File
from feedback_function.inquiry.route import Fault, InquiryRoute
from feedback_function.inquiry.service import InquiryService
from feedback_function.inquiry.site import Files, parse_site
from feedback_function.metrics import Metrics
from feedback_function.settings import read_settings
from feedback_function.store import open_store

FIELDS = {name: value for name, value in make_inquiry().items() if name != "id"}


@pytest.fixture(scope="module")
def mail():
    server = start_mail_server(find_port())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory, mail):
    folder = tmp_path_factory.mktemp("hostile")
    files = {"most": 5, "bytes": 2 << 20, "kinds": ["image", "pdf"]}
    settings = make_settings(write_site(folder, files=files), mail.url)
    variables = {f"HC_{name.upper()}": value for name, value in settings.items()}
    started = Endpoint(f"sqlite:///{folder}/x.db", find_port(), variables)
    started.log = folder / "log"
    started.start()
    yield started
    started.kill()


@pytest.fixture(autouse=True)
def it_lives_on(endpoint):
    yield
    assert endpoint.process.poll() is None
    assert send(endpoint).status == 201
    assert "unexpected_fault" not in endpoint.log.read_text()


def find_letter(mail, number):
    """The mail to the shop of that inquiry."""
    found = lambda: [each for each in mail.letters if number in each.message["Subject"] and each.message["Reply-To"]]  # noqa: E731
    wait_until(found)
    return found()[0]


def make_bomb(width=30_000, height=30_000):
    """A PNG of a few kilobytes that says it has 900 million points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def make_scans(count):
    """A JPEG that shows ever finer, its last scan repeated until there are so many more."""
    data = make_picture(progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]


def make_zip_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(50_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        make_bomb(),
        make_scans(100),
        make_zip_bomb(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00" + bytes(100),
        b"\xff\xd8\xff\xe0" + b"x" * 1000,
        make_picture()[:200],
        make_picture("BMP"),
        make_picture("TIFF"),
        b"%!PS-Adobe-3.0",
        b"\x00\x00\x00\x18ftypmp42" + bytes(100),
        b"",
    ],
    ids=[
        "png bomb",
        "scans",
        "zip bomb",
        "svg",
        "html",
        "exe",
        "no jpeg",
        "torn",
        "bmp",
        "tiff",
        "postscript",
        "video",
        "empty",
    ],
)
def test_a_file_that_is_not_allowed_is_refused_whatever_it_is_called(endpoint, data):
    answer = send_files(endpoint, [("photo.png", "image/png", data)], FIELDS)
    assert (answer.status, answer.json()["error"]["code"]) == (422, "files")


def test_a_polyglot_leaves_as_nothing_but_a_picture(endpoint, mail):
    script = b"<script>alert('polyglot')</script>"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", script.decode())
    exif = Image.Exif()
    exif[0x010E] = script.decode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("x.html", script)
    pictures = [
        make_picture("JPEG", exif=exif, comment=script) + zipped.getvalue(),
        make_picture("PNG", pnginfo=text) + script,
        make_picture("GIF") + script,
        make_picture("WEBP", exif=exif),
    ]
    files = [(f"../../../etc/{number}.php", "text/html", data) for number, data in enumerate(pictures)]
    letter = find_letter(mail, send_files(endpoint, files, FIELDS).json()["reference"])
    sent = list(letter.message.iter_attachments())
    assert [part.get_content_type() for part in sent] == ["image/jpeg", "image/png", "image/png", "image/jpeg"]
    for part in sent:
        data = part.get_content()
        assert not [mark for mark in (b"script", b"polyglot", b"PK\x03\x04", b"Exif") if mark in data]
        assert part.get_filename().count(".") == 1
        assert part.get_content_disposition() == "attachment"
        with Image.open(io.BytesIO(data)) as picture:
            assert (picture.size, dict(picture.getexif())) == ((64, 48), {})


def test_a_picture_that_lies_on_its_side_is_upright_and_a_large_one_smaller(endpoint, mail):
    exif = Image.Exif()
    exif[0x0112] = 6
    files = [("a", "image/jpeg", make_picture(exif=exif)), ("b", "image/jpeg", make_picture(size=(4000, 1000)))]
    letter = find_letter(mail, send_files(endpoint, files, FIELDS).json()["reference"])
    sizes = [Image.open(io.BytesIO(part.get_content())).size for part in letter.message.iter_attachments()]
    assert sizes == [(48, 64), (2560, 640)]


def test_a_picture_does_not_swell_into_a_png_and_a_film_behind_it_is_no_scan(endpoint, mail):
    noise = Image.frombytes("RGB", (600, 600), random.Random(1).randbytes(600 * 600 * 3))
    noise.putalpha(Image.linear_gradient("L").resize(noise.size))
    out = io.BytesIO()
    noise.save(out, "WEBP", quality=20)
    film = make_picture(progressive=True) + b"\xff\xda" * 100
    files = [("a", "image/webp", out.getvalue()), ("b", "image/jpeg", film)]
    letter = find_letter(mail, send_files(endpoint, files, FIELDS).json()["reference"])
    parts = list(letter.message.iter_attachments())
    assert [part.get_content_type() for part in parts] == ["image/jpeg", "image/jpeg"]
    with Image.open(io.BytesIO(parts[0].get_content())) as drawn:
        assert min(drawn.convert("RGB").resize((1, 600)).getpixel((0, 0))) > 250


def test_what_is_drawn_is_no_larger_than_what_may_be_sent():
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(300 * 300 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=5)
    with pytest.raises(BadFile) as fault:
        read_files([File(out.getvalue())], Files(bytes=2 * len(out.getvalue())))
    assert str(fault.value) == "files_large"


def test_a_picture_that_takes_too_long_is_told_as_a_busy_server(tmp_path, monkeypatch):
    given = make_settings(write_site(tmp_path), "smtp+plain://127.0.0.1:9")
    settings = read_settings({f"HC_{name.upper()}": value for name, value in given.items()})
    metrics = Metrics(lambda: 0.0)
    service = InquiryService(settings, lambda: open_store(f"sqlite:///{tmp_path}/x.db"), metrics.registry)
    route = InquiryRoute(settings, metrics, service)
    monkeypatch.setattr("feedback_function.inquiry.route.DRAWING_SECONDS", 0)
    with pytest.raises(Fault) as fault:
        asyncio.run(route._draw([File(make_picture())], parse_site(json.dumps(SITE).encode())))
    assert (fault.value.status, fault.value.code, fault.value.retry_after) == (503, "unavailable", 10)
    service.close()


def test_what_can_not_be_purged_is_an_error_in_words(tmp_path, caplog):
    """Customers were told how long their inquiries are kept."""
    given = make_settings(write_site(tmp_path), "smtp+plain://127.0.0.1:9")
    settings = read_settings({f"HC_{name.upper()}": value for name, value in given.items()})
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    with events.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    service = InquiryService(settings, lambda: events, Metrics(lambda: 0.0).registry)
    service.purge()
    (told,) = [record for record in caplog.records if record.msg == "inquiries_not_purged"]
    assert told.levelname == "ERROR"
    assert "no such table: outbox" in told.detail
    service.close()
    events.close()


def test_a_document_goes_as_it_is_where_the_shop_allows_it(endpoint, mail):
    files = [("x.exe", "application/x-msdownload", b"%PDF-1.7\n...")]
    letter = find_letter(mail, send_files(endpoint, files, FIELDS).json()["reference"])
    (part,) = letter.message.iter_attachments()
    assert (part.get_content_type(), part.get_content()) == ("application/pdf", b"%PDF-1.7\n...")


def test_too_many_and_too_large_files_are_told(endpoint):
    picture = ("a.png", "image/png", make_picture("PNG"))
    many = send_files(endpoint, [picture] * 6, FIELDS)
    assert (many.status, many.json()["error"]["field"], "5" in many.json()["error"]["message"]) == (422, "files", True)
    large = send_files(endpoint, [("a.pdf", "x/y", b"%PDF-" + bytes((2 << 20) - 4))], FIELDS)
    assert (large.status, large.json()["error"]["code"]) == (413, "files")
    larger = send_files(endpoint, [("a.pdf", "x/y", b"%PDF-" + bytes(4 << 20))], FIELDS)
    assert (larger.status, larger.json()["error"]["code"]) == (413, "too_large")


def post(endpoint, body, kind):
    return endpoint.ask("/v1/inquiries", body, Origin=ORIGIN, Content_Type=kind)


def test_a_thousand_tiny_parts_are_refused(endpoint):
    for parts in ([("text", "a")] * 1000, [(f"n{number}", "") for number in range(1000)]):
        assert post(endpoint, *build_multipart(parts)).status == 422
    files = [("a", "image/png", b"")] * 1000
    assert post(endpoint, *build_multipart([], files)).status == 422
    assert (
        post(endpoint, "&".join(f"n{n}=1" for n in range(5000)).encode(), "application/x-www-form-urlencoded").status
        == 422
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--", "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--', "multipart/form-data; boundary=x"),
        (b"--x\r\n" + b"A: b\r\n" * 10_000 + b"\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: " + b"a" * 100_000, "multipart/form-data; boundary=x"),
        (b"x" * 1000, "multipart/form-data; boundary=" + "b" * 3000),
        (b"%ff%00%", "application/x-www-form-urlencoded"),
        (b"=&=&;", "application/x-www-form-urlencoded"),
        (b'{"text": 1e999}', "application/json"),
        (b"[" * 200_000, "application/json"),
        (b'{"a":' * 20_000, "application/json"),
        ("\ud83d".encode("utf-8", "surrogatepass"), "application/json"),
        (json.dumps({**FIELDS, "text": "\ud83d"}).encode(), "application/json"),
    ],
)  # fmt: skip
def test_a_body_that_is_torn_or_absurd_is_refused(endpoint, body, kind):
    answer = post(endpoint, body, kind)
    assert (answer.status, answer.json()["error"]["code"]) == (422, "invalid")


def speak(endpoint, text, body=b"", leave=False):
    """The status line of what is answered to raw bytes; `leave`: no more will come."""
    with socket.create_connection(("127.0.0.1", endpoint.port), 10) as connection:
        connection.sendall(text.encode() + body)
        if leave:
            connection.shutdown(socket.SHUT_WR)
        return connection.recv(4096).split(b"\r\n")[0]


def test_wrong_lengths_hang_nothing_and_take_nothing(endpoint):
    head = f"POST /v1/inquiries HTTP/1.1\r\nHost: x\r\nOrigin: {ORIGIN}\r\nContent-Type: application/json\r\n"
    body = json.dumps(FIELDS).encode()
    assert b" 413 " in speak(endpoint, f"{head}Content-Length: 99999999999\r\n\r\n", body)
    assert speak(endpoint, f"{head}Content-Length: {len(body) + 10}\r\n\r\n", body, leave=True) == b""
    assert b" 422 " in speak(endpoint, f"{head}Content-Length: {len(body) - 10}\r\nConnection: close\r\n\r\n", body)
    assert b" 400 " in speak(endpoint, f"{head}Content-Length: -1\r\n\r\n", body)
    chunked = b"".join(b"10000\r\n" + b"x" * 65536 + b"\r\n" for _ in range(8))
    assert b" 413 " in speak(endpoint, f"{head}Transfer-Encoding: chunked\r\n\r\n", chunked)


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "kim@customer.example\r\nBcc: all@example.com"},
        {"email": "kim@customer.example%0d%0aBcc: all@example.com"},
        {"email": '"x\\r\\nBcc: all@example.com"@customer.example'},
        {"phone": "010-1234-5678\r\nTo: all@example.com"},
        {"lang": "ko\r\nX: y"},
        {"topic": "delivery\r\nX: y"},
    ],
)
def test_a_line_end_in_a_short_field_is_refused(endpoint, changes):
    assert send(endpoint, FIELDS | changes).status == 422


def test_markup_and_headers_in_the_text_are_text(endpoint, mail):
    hostile = "\r\n.\r\nMAIL FROM:<a@b.example>\r\nSubject: x\r\n\r\n<img src=x onerror=alert(1)>"
    letter = find_letter(mail, send(endpoint, FIELDS | {"text": "a" + hostile, "order": "<b>"}).json()["reference"])
    assert letter.message.get_content_type() == "text/plain"
    assert letter.sender == "no-reply@shop.example"
    assert "> <img src=x onerror=alert(1)>" in letter.text
    assert b"onerror" not in letter.raw


def test_a_page_repeats_nothing_of_what_was_sent(endpoint):
    browser = {"Accept": "text/html", "Content_Type": "application/x-www-form-urlencoded"}
    body = b"topic=%3Cscript%3E&text=%3Cscript%3E&email=a@b.kr&lang=%3Cscript%3E"
    answer = endpoint.ask("/v1/inquiries", body, Origin=ORIGIN, **browser)
    assert (answer.status, b"<script" in answer.body) == (422, False)


def test_a_replay_is_one_inquiry_and_a_file_is_never_served_back(endpoint, mail):
    inquiry = make_inquiry()
    first = send_files(endpoint, [("a.png", "image/png", make_picture("PNG"))], inquiry)
    again = send_files(endpoint, [("a.png", "image/png", b"<svg>")], inquiry)
    assert (first.status, again.status, again.body) == (201, 200, first.body)
    number = first.json()["reference"]
    for path in (
        f"/v1/inquiries/{number}",
        f"/v1/inquiries/{inquiry['id']}",
        f"/v1/inquiries/{number}/files/0",
        "/v1/files",
    ):
        assert endpoint.ask(path, Origin=ORIGIN).status == 404
