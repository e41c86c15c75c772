"""`hc inquiries` as an operator types it; what it does is tested with a real endpoint."""

import io
import json

import pytest
from click.testing import CliRunner
from inquiry_samples import KEY, TEXT, make_inquiry

from feedback_function.cli import run_words
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.outbox import Orders
from feedback_function.inquiry.sealing import Sealer
from feedback_function.inquiry.store import InquiryStore
from feedback_function.store import open_store
from hc_builder.cli import main


@pytest.fixture
def number(tmp_path, monkeypatch):
    """The number of an inquiry in the database of the environment."""
    monkeypatch.setenv("HC_DATABASE_URL", f"sqlite:///{tmp_path}/x.db")
    monkeypatch.setenv("HC_INQUIRY_KEYS", KEY)
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    store = InquiryStore(lambda: events, Sealer([KEY]))
    taken = store.add(parse_json(json.dumps(make_inquiry()).encode()), [], Orders(("shop",)), None, "")
    events.close()
    return taken.kept.reference


def run(*words, **more):
    return CliRunner().invoke(main, ["inquiries", *words], **more)


def test_the_commands_tell_what_is_there(number, tmp_path):
    listed = run("list", "--topic", "delivery")
    assert (listed.exit_code, number in listed.stdout, "shop waiting" in listed.stdout) == (0, True, True)
    assert number not in run("list", "--topic", "other").stdout
    assert TEXT in run("show", number).stdout
    out = tmp_path / "out.jsonl"
    assert run("export", "-o", str(out)).exit_code == 0
    assert json.loads(out.read_text())["email"] == "kim@customer.example"
    assert run("export", "--since", "2100-01-01").stdout == ""
    assert run("retry").exit_code == 0
    assert run("rekey").exit_code == 0
    assert len(run("key").stdout.strip()) == 44
    assert run("erase", number).exit_code == 0
    assert run("show", number).exit_code == 1


def test_what_cannot_be_done_is_told(number, monkeypatch):
    assert run("erase").exit_code == 2
    assert "reference number" in run("show", "H7K3").stderr
    assert run("show", "H7K3", env={"LC_ALL": "ko_KR.UTF-8"}).stderr.startswith("오류: 접수 번호가 아니에요")
    monkeypatch.setenv("HC_INQUIRY_KEYS", "")
    assert "HC_INQUIRY_KEYS" in run("list").stderr


def test_the_endpoints_own_commands_are_the_same(number):
    out = io.BytesIO()
    assert number in run_words(["inquiries", "list", "--days", "1"], out).data
    assert TEXT in run_words(["inquiries", "show", number], out).data
    assert run_words(["inquiries", "export"], out).exit_code == 0
    assert TEXT in out.getvalue().decode()
    assert len(run_words(["inquiries", "key"], out).data) == 44
    assert run_words(["inquiries"], out).exit_code == 2
    assert run_words(["inquiries", "erase", number], out).lines[0].startswith("Deleted 1 ")
