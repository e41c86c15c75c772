"""Nothing of an inquiry is found in clear on the server's disk: database, its log, files, logs, temporary folder; nor
in metrics, statistics or the API. It leaves by mail alone."""

import base64
import io
import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from event_samples import make_body, make_event
from inquiry_samples import KEY, make_inquiry, make_picture, send, send_files
from waiting import wait_until

from feedback_function.cli import run_words

SECRETS = {
    "text": "상자가-찢어졌어요-QUAGGA8812",
    "email": "okapi.4471@customer.example",
    "phone": "010-9931-7726",
    "order": "ORDER-AXOLOTL-5523",
    "query": "검색한-말-NARWHAL3390",
    "note": "NOTE-IN-A-FILE-TAPIR6617",
    "article": "read/PANGOLIN-9921",
}


def list_forms(secret):
    """As it could be written: in other encodings, in an address, in JSON, and in base64 at each of three places."""
    plain = secret.encode()
    yield from (plain, secret.encode("utf-16-le"), quote(secret).encode(), json.dumps(secret)[1:-1].encode())
    yield from (base64.b64encode(bytes(pad) + plain)[8:-8] for pad in range(3))


def find_secrets(data):
    return [name for name, secret in SECRETS.items() if any(form in data for form in list_forms(secret))]


def read_files(since, *folders):
    """The files that were written since then: a server has those of other tests too."""
    for folder in folders:
        for file in Path(folder).rglob("*"):
            if file.is_file() and file.stat().st_mtime >= since:
                yield file, file.read_bytes()


@pytest.fixture
def send_all():
    """All kinds of inquiries that hold the secrets: taken, refused, trapped, repeated."""

    def send_to(endpoint):
        fields = {name: SECRETS[name] for name in ("text", "email", "phone", "order")}
        lists = {"queries": [SECRETS["query"]], "articles": [SECRETS["article"]]}
        whole = make_inquiry(**fields, **lists)
        assert [send(endpoint, whole).status for _ in range(2)] == [201, 200]
        files = [
            ("a.txt", "text/plain", SECRETS["note"].encode() * 100_000),
            ("b.jpg", "image/jpeg", make_picture(comment=SECRETS["note"].encode())),
        ]
        assert send_files(endpoint, files, make_inquiry(**fields) | {"queries": SECRETS["query"]}).status == 201
        assert send(endpoint, make_inquiry(**fields, website="x")).status == 201
        refused = [
            whole | {"topic": SECRETS["text"]},
            whole | {"text": SECRETS["text"] * 500, "id": None},
            whole | {"text": SECRETS["text"] * 90_000},
            whole | {"email": SECRETS["note"]},
            whole | {"lang": SECRETS["note"]},
        ]
        assert {send(endpoint, each | {"id": make_inquiry()["id"]}).status for each in refused} == {422, 413}
        assert (
            send_files(endpoint, [("x", "x/y", b"\0" + SECRETS["note"].encode())], make_inquiry(**fields)).status == 422
        )

    return send_to


def test_the_inquiry_is_on_no_disk_and_in_no_number(
    database_url, start_inquiries, mail, send_all, tmp_path, monkeypatch, request
):
    began, temporary = time.time() - 2, tmp_path / "temporary"
    temporary.mkdir()
    endpoint = start_inquiries(
        database_url, {"files": {"kinds": ["image", "text"], "most": 5, "bytes": 10 << 20}}, metrics="1"
    )
    endpoint.stop()
    endpoint.log = tmp_path / "log"
    endpoint.settings["TMPDIR"] = str(temporary)
    endpoint.start()
    send_all(endpoint)
    mail.box.at, mail.box.reply = "data", f"554 {SECRETS['email']} {SECRETS['text']}"
    assert send(endpoint, make_inquiry(text=SECRETS["text"], email="x@y.example")).status == 201
    wait_until(lambda: 'hc_inquiry_messages{state="unacknowledged"} 1.0' in endpoint.ask("/metrics").body.decode())
    endpoint.send(make_body(make_event()))
    where = [tmp_path]
    if database_url.startswith("postgresql"):
        where.append(request.getfixturevalue("postgres").pgdata)
    looked = list(read_files(began, *where))
    assert {"log", "inquiry.json"} <= {file.name for file, _ in looked}
    assert [(file.name, found) for file, data in looked if (found := find_secrets(data))] == []
    monkeypatch.setenv("HC_DATABASE_URL", database_url)
    monkeypatch.setenv("HC_INQUIRY_KEYS", KEY)
    out = io.BytesIO()
    shown = [run_words(words, out).data for words in (["stats"], ["export"], ["inquiries", "list"])]
    numbers = [endpoint.ask(path).body.decode() for path in ("/metrics", "/openapi.json", "/v1/health")]
    assert find_secrets("".join([*shown, *numbers]).encode() + out.getvalue()) == []
    endpoint.kill()
    assert [(file.name, found) for file, data in read_files(began, *where) if (found := find_secrets(data))] == []
    mailed = "".join(letter.text for letter in mail.letters)
    assert all(SECRETS[name] in mailed for name in ("text", "email", "phone", "order", "query", "article"))


def test_the_looking_finds_what_is_there():
    for name, secret in SECRETS.items():
        for form in list_forms(secret):
            assert find_secrets(b"x" + form + b"y") == [name]
