"""The client of help desks' APIs: limits, failures and redirects; and a token that goes nowhere else."""

import ast
import socket
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import islice
from pathlib import Path
from urllib.error import URLError

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.importers.api import client as client_module
from hc_builder.importers.api.client import Client
from hc_builder.importers.api.exporting import fetch_export
from hc_builder.importers.api.paging import follow_links, turn_pages
from hc_builder.importers.api.refusals import ApiRefused, judge_failure
from hc_builder.importers.api.vendors import VENDORS
from hc_builder.importers.importing import Request, plan_import
from hc_builder.importers.options import Options
from hc_builder.korean import to_korean
from hc_builder.outside import build_opener
from tests.unit.importers.desk_server import Answers, Desk, Reply, run_desk

SECRET = "s3cr3t-t0ken"
LIMITED = Reply({"error": "limit"}, 429, {"Retry-After": "7"})
GOOD = Reply({"good": "한글"})
PAGE = Reply(b"<!doctype html><title>Sign in</title>")


def open_client(desk: Desk, pauses: list[float] | None = None) -> Client:
    headers = {"Authorization": f"Bearer {SECRET}"}
    sleep = pauses.append if pauses is not None else lambda _: None
    return Client(desk.origin, "", build_opener(True, redirects=False), headers, {401: "look at HC_X"}, sleep)


@pytest.mark.parametrize(
    ("replies", "pauses"),
    [
        ([LIMITED, LIMITED, GOOD], [7, 7]),
        ([Reply({}, 503), Reply({}, 502), GOOD], [1, 2]),
        ([Reply({}, 429, {"X-RateLimit-Reset": "30"}), GOOD], [30]),
        ([Reply({}, 429, {"Retry-After": "soon"}), GOOD], [1]),
        ([Reply({"good": "한글"}, cut=9), GOOD], [1]),
        ([Reply(b'{"good": '), GOOD], [1]),
        ([Reply(b""), GOOD], [1]),
        ([Reply(None, 302, {"Location": "/moved"})], []),
    ],
)
def test_what_may_pass_is_asked_once_more(replies: list[Reply], pauses: list[float]) -> None:
    waited: list[float] = []
    with run_desk({"/a": replies, "/moved": GOOD}) as desk:
        assert open_client(desk, waited).get("/a") == {"good": "한글"}
    assert waited == pauses


@pytest.mark.parametrize("moment", ["date", "window"])
def test_a_limit_may_name_the_moment_it_ends(moment: str) -> None:
    end = datetime.now(UTC) + timedelta(seconds=100)
    headers = {"Retry-After": format_datetime(end, usegmt=True)}
    headers = headers if moment == "date" else {"X-RateLimit-Reset": str(int(end.timestamp()))}
    waited: list[float] = []
    with run_desk({"/a": [Reply({}, 429, headers), GOOD]}) as desk:
        open_client(desk, waited).get("/a")
    assert 80 < waited[0] <= 100


@pytest.mark.parametrize(
    ("reply", "told", "times"),
    [
        (LIMITED, "answers 429", 5),
        (Reply({}, 429, {"Retry-After": "86400"}), "asks to wait 86,400 seconds", 1),
        (Reply({}, 500), "answers 500", 5),
        (Reply({}, 401), "answers 401", 1),
        (Reply({}, 400), "answers 400", 1),
        (PAGE, "answers with a page and no JSON", 1),
        (Reply(b"[" * 200_000), "JSON that is cut off", 5),
        (Reply({}, 302, {"Location": "https://evil.example/a?token=1"}), "leads to https://evil.example", 1),
        (Reply({}, 302, {"Location": "http://127.0.0.1:9/a"}), "leads to http://127.0.0.1", 1),
        (Reply({}, 302, {"Location": "file:///etc/passwd"}), "leads to file://", 1),
        (Reply({}, 302, {"Location": "/a"}), "without end", 5),
        (Reply(b'"' + b"x" * 2_000_000 + b'"'), "more than 1,000,000 bytes", 1),
    ],
)
def test_what_does_not_pass_is_told_and_the_token_is_not(
    reply: Reply, told: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER", 1_000_000)
    with run_desk({"/a?key=q": reply, "/a": reply}) as desk, pytest.raises(ApiRefused) as refused:
        open_client(desk).get("/a")
    shown = "".join(traceback.format_exception(refused.value)) + repr(open_client(desk))
    assert told in refused.value.what
    assert refused.value.hint
    assert SECRET not in shown
    assert "token=1" not in refused.value.what
    assert len(desk.asked) == times


def test_an_answer_that_comes_byte_by_byte_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_PATIENCE", 0.3)
    with run_desk({"/a": Reply(["x" * 90], drip=0.02)}) as desk, pytest.raises(ApiRefused, match="takes too long"):
        open_client(desk).get("/a")


def test_nobody_waits_past_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_TIME", 0.0)
    with run_desk({"/a": [Reply({}, 500), GOOD]}) as desk, pytest.raises(ApiRefused, match="asks to wait 1 seconds"):
        open_client(desk).get("/a")


def test_there_is_an_end_to_all_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWERS", 3)
    with run_desk({f"/a?page={number}": [number] for number in range(9)}) as desk:
        pages = turn_pages(open_client(desk), "/a", lambda page: page)
        with pytest.raises(ApiRefused, match="more than 3 pages"):
            list(pages)


@pytest.mark.parametrize("link", ["https://evil.example/b?page=2", "/b?page=2", "{origin}/b?page=2"])
def test_a_link_to_the_next_page_keeps_to_the_host(link: str) -> None:
    with run_desk({"/a": {"next": link}, "/b?page=2": {"next": None}}) as desk:
        assert len(list(follow_links(open_client(desk), "/a", lambda page: page["next"]))) == 2


@pytest.mark.parametrize(("status", "past", "number"), [(400, 400, 1), (400, 0, 0), (403, 400, 0)])
def test_a_refusal_behind_the_last_page_ends_only_where_the_api_does_so(status: int, past: int, number: int) -> None:
    found: list[object] = []
    with run_desk({"/a?page=1": [1], "/a?page=2": Reply({}, status), "/b?page=1": Reply({}, 400)}) as desk:
        with suppress(ApiRefused):
            found = list(turn_pages(open_client(desk), "/a", lambda page: page, past=past))
        with pytest.raises(ApiRefused):
            list(turn_pages(open_client(desk), "/b", lambda page: page, past=past))
    assert len(found) == number


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        (".evil.example/b", "/.evil.example/b"),
        ("@evil.example/b", "/@evil.example/b"),
        ("javascript:b", "/b"),
        ("/b c?d=e\nf", "/b%20c?d=ef"),
        ("/도움말", "/%EB%8F%84%EC%9B%80%EB%A7%90"),
        ("/\ud800", "/?"),
        ("?page=2", "/a?page=2"),
        ("https://evil.example", "/"),
        ("https://[evil", "/"),
    ],
)
def test_no_link_is_more_than_a_path_of_the_host_or_ends_the_pages_unseen(link: str, asked: str) -> None:
    with run_desk({"/a": {"next": link}}) as desk, pytest.raises(ApiRefused, match=f"{desk.origin[7:]} answers 404"):
        list(follow_links(open_client(desk), "/a", lambda page: page["next"]))
    assert desk.paths == ["/a", asked]


def test_an_address_may_have_letters_of_any_language() -> None:
    with run_desk({"/%EB%8F%84%EC%9B%80%EB%A7%90/a%20b": [1]}) as desk:
        assert open_client(desk).get("/도움말/a b") == [1]


def test_pages_that_go_in_circles_end() -> None:
    with run_desk({"/a": {"next": "/a"}, "/b?page=1": [1], "/b?page=2": [1]}) as desk:
        client = open_client(desk)
        with pytest.raises(ApiRefused, match="in circles"):
            list(follow_links(client, "/a", lambda page: page["next"]))
        assert list(islice(turn_pages(client, "/b", lambda page: page), 9)) == [[1]]


# ── From a person's address and token ───────────────────────────────────────


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HC_ZENDESK_TOKEN", f"kim@shop.kr/token:{SECRET}")
    api = "/api/v2/help_center"
    answers: Answers = {f"{api}/articles.json?page%5Bsize%5D=100&include=users": Reply({}, 401)}
    with run_desk({f"{api}/{kind}.json?page%5Bsize%5D=100": {} for kind in ("categories", "sections")} | answers) as it:
        yield it


@pytest.mark.parametrize(
    ("source", "address", "told"),
    [
        ("zendesk", "http://shop.zendesk.com", "is not asked over https"),
        ("zendesk", "https://127.0.0.1:9", "127.0.0.1:9 lies in the local network"),
        ("zendesk", "https://localhost", "localhost lies in the local network"),
        ("zendesk", f"https://kim:{SECRET}@localhost:9/?key={SECRET}", "localhost:9 lies in the local network"),
        ("zendesk", "https://", "this is no address"),
        ("zendesk", "https://shop:x", "this is no address"),
        ("sheet", "https://shop.kr/faq", "'sheet' is read from files, and not from an address"),
    ],
)
def test_an_address_that_is_not_asked(shop: Desk, source: str, address: str, told: str) -> None:
    with pytest.raises(ApiRefused) as refused:
        fetch_export(source, address, local=False)
    assert told in refused.value.what
    assert SECRET not in f"{refused.value.what} {refused.value.hint}"
    assert not shop.asked


@pytest.mark.parametrize("token", [SECRET, f"a:\n{SECRET}", f"a:\x00{SECRET}"])
def test_a_token_of_another_form_is_not_sent(shop: Desk, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {"HC_ZENDESK_TOKEN": token})
    with pytest.raises(ApiRefused, match="HC_ZENDESK_TOKEN does not hold what it should") as refused:
        fetch_export("zendesk", shop.origin, local=True)
    assert SECRET not in f"{refused.value.what} {refused.value.hint}"
    assert not shop.asked


def test_a_refusal_is_told_to_a_person_with_what_to_do(
    shop: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(main, ["import", "zendesk", shop.origin, "--local", "--yes", "--lang", "ko"])
    assert run.exit_code == 1
    assert "API의 답:" in run.output
    assert "HC_ZENDESK_TOKEN=you@shop.kr/token:…" in run.output
    assert SECRET not in run.output
    assert list(tmp_path.iterdir()) == []


def test_every_refusal_has_its_korean() -> None:
    """Literals that are given to `ApiRefused`, or named as a hint."""
    told = set[str]()
    for file in Path(client_module.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ApiRefused":
                told |= set(map(render_literal, node.args[:2]))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("hint", "LATER", "_BIG"):
                told.add(render_literal(node.value))
    assert len(told) > 20
    assert [text for text in told - {""} if to_korean(text) == text] == []


def render_literal(node: ast.expr) -> str:
    """With 7 for each field; empty: it is none."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


def test_no_article_is_told_with_what_to_do(shop: Desk, tmp_path: Path) -> None:
    shop.answers["/api/v2/help_center/articles.json?page%5Bsize%5D=100&include=users"] = [Reply({"articles": []})]
    with pytest.raises(ApiRefused, match="no article in 127") as refused:
        plan_import(Request("zendesk", shop.origin, tmp_path / "content", options=Options(local=True)))
    assert "HC_ZENDESK_TOKEN may not read articles" in refused.value.hint


def test_every_vendor_says_all_that_a_person_needs() -> None:
    for name, vendor in VENDORS.items():
        assert vendor.variable.startswith("HC_"), name
        assert vendor.example.startswith("https://"), name
        assert "…" in vendor.form, name
        what = f"put a token into the environment: {vendor.variable}={vendor.form}"
        assert to_korean(what) != what


@pytest.mark.parametrize("source", [name for name, vendor in VENDORS.items() if vendor.hosts])
@pytest.mark.parametrize("host", ["evil.invalid", "{}.evil.invalid", "evil.invalid:443", "{}@evil.invalid"])
def test_a_token_of_one_vendor_goes_to_no_other_host(source: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    vendor = VENDORS[source]
    monkeypatch.setenv(vendor.variable, f"a:{SECRET}")
    with pytest.raises(ApiRefused, match=f"this source has its API at {vendor.hosts[0]}, and not at "):
        fetch_export(source, f"https://{host.format(vendor.hosts[0])}/", local=False)


@pytest.mark.parametrize("source", ["intercom", "chatwoot"])
@pytest.mark.parametrize("token", [f"비밀{SECRET}", f"Bearer {SECRET}"])
def test_a_token_that_no_header_can_hold_is_refused_and_not_repeated(source: str, token: str) -> None:
    with pytest.raises(ApiRefused, match="the token holds letters that no token has") as refused:
        VENDORS[source].sign(token)
    assert SECRET not in f"{refused.value.what} {refused.value.hint}"


@pytest.mark.parametrize(
    ("code", "what"), [(socket.EAI_AGAIN, "no name server says where"), (socket.EAI_NONAME, "no host")]
)
def test_a_host_that_is_not_found_is_told_otherwise_where_nobody_could_say(code: int, what: str) -> None:
    told = judge_failure(URLError(socket.gaierror(code, "x")), "shop.zendesk.com").refusal
    assert what in told.what
    assert "shop.zendesk.com" in told.what
