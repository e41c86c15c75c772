"""One issue a gap, on a server that speaks GitHub's and GitLab's interface: opened, kept up to date, closed."""

import json
import re
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
import pytest
from click.testing import CliRunner, Result

from hc_builder.cli import main
from hc_builder.gaps.loop.state import STATE_FILE, write_state
from hc_builder.gaps.model.gaps import GapRecord, GapState

DAY = date(2026, 11, 2)
OPEN = GapRecord("gap-0000000a", "missing", "매장 주차", ("1" * 12,), DAY, 41)
OTHER = GapRecord("gap-0000000b", "unfindable", "", ("2" * 12,), DAY, 12, article="refund/when")
TOKEN = "t0ken"


class Handler(BaseHTTPRequestHandler):
    """Keeps issues of both kinds of tracker in one list; pages, labels, states and tokens as these have them."""

    issues: ClassVar[list[dict[str, Any]]] = []
    writes: ClassVar[list[str]] = []
    stranger: ClassVar[str] = ""

    def do_GET(self) -> None:
        if self._refuse():
            return
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        size, page = int(asked["per_page"]), int(asked["page"])
        found = [issue for issue in self.issues if asked["labels"] in issue["labels"]]
        self._answer(200, found[size * (page - 1) : size * page])

    def do_POST(self) -> None:
        if self._refuse():
            return
        sent = self._read()
        number, labels = len(self.issues) + 1, sent["labels"]
        is_gitlab = isinstance(labels, str)
        new = {"number": number, "iid": number, "state": "opened" if is_gitlab else "open", "title": sent["title"]}
        new |= {"labels": labels.split(",") if is_gitlab else labels, "body": sent.get("body")}
        self.issues.append(new | {"description": sent.get("description")})
        self._answer(201, self.issues[-1])

    def do_PATCH(self) -> None:
        if not self._refuse():
            sent = self._read()
            self._answer(200, self._change({"body": sent["body"], "state": sent["state"]}))

    def do_PUT(self) -> None:
        if not self._refuse():
            sent = self._read()
            state = {"close": "closed", "reopen": "opened"}[sent["state_event"]]
            self._answer(200, self._change({"description": sent["description"], "state": state}))

    def _change(self, fields: dict[str, Any]) -> dict[str, Any]:
        issue = self.issues[int(self.path.rsplit("/", 1)[1]) - 1]
        issue |= fields
        return issue

    def _refuse(self) -> bool:
        if self.path.startswith("/repos/acme/moved"):
            self.send_response(301)
            self.send_header("Location", self.stranger)
            self.end_headers()
            return True
        right = self.headers.get("Authorization") == f"Bearer {TOKEN}" or self.headers.get("PRIVATE-TOKEN") == TOKEN
        paths = ("/repos/acme/help/issues", "/projects/acme/help/issues")
        code = 401 if not right else 404 if not unquote(self.path).startswith(paths) else 0
        if code:
            self._answer(code, {"message": "no"})
        elif self.command != "GET":
            self.writes.append(f"{self.command} {self.path}")
        return bool(code)

    def _read(self) -> dict[str, Any]:
        sent: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return sent

    def _answer(self, code: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


class Shop:
    """A project with gaps, and a tracker of one kind."""

    def __init__(self, folder: Path, kind: str, address: str) -> None:
        (folder / "mkdocs.yml").write_text("site_name: Shop\n")
        self._folder, self._kind, self._address = folder, kind, address

    def run(self, *records: GapRecord, repository: str = "acme/help", token: str = TOKEN, extra: str = "") -> Result:
        write_state(GapState(gaps=records), self._folder / STATE_FILE)
        names = {"github": ("GITHUB_API_URL", "GITHUB_TOKEN"), "gitlab": ("CI_API_V4_URL", "GITLAB_TOKEN")}
        address, secret = names[self._kind]
        nothing = dict.fromkeys(("GITHUB_API_URL", "GITHUB_TOKEN", "GH_TOKEN", "CI_API_V4_URL", "GITLAB_TOKEN"))
        command = f"gaps issues -f {self._folder / 'mkdocs.yml'} --{self._kind} {repository} {extra}".split()
        return CliRunner().invoke(main, command, env=nothing | {address: self._address, secret: token})

    def told(self, *records: GapRecord, extra: str = "") -> list[str]:
        done = self.run(*records, extra=extra)
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()


@pytest.fixture(params=["github", "gitlab"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    Handler.issues, Handler.writes = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Shop(tmp_path, request.param, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


def read(number: int) -> tuple[str, bool]:
    issue = Handler.issues[number - 1]
    return issue["body"] or issue["description"], issue["state"] != "closed"


def write(number: int, body: str) -> None:
    issue = Handler.issues[number - 1]
    issue["description" if issue["body"] is None else "body"] = body


def close(number: int) -> None:
    Handler.issues[number - 1]["state"] = "closed"


def change(record: GapRecord, **fields: Any) -> GapRecord:
    return msgspec.structs.replace(record, **fields)


def test_each_gap_has_one_issue_and_a_second_run_writes_nothing(shop: Shop) -> None:
    assert shop.told(OPEN, OTHER) == ["open gap-0000000a #1", "open gap-0000000b #2"]
    assert [issue["title"] for issue in Handler.issues] == ["매장 주차", "글이 있는데 못 찾아요 (gap-0000000b)"]
    assert "hc gaps draft gap-0000000a" in read(1)[0]
    Handler.writes.clear()
    assert (shop.told(OPEN, OTHER), Handler.writes) == ([], [])


def test_what_changed_is_written_and_what_a_person_wrote_stays(shop: Shop) -> None:
    shop.told(OPEN)
    write(1, f"see the drawing\n\n{read(1)[0]}\n\n- [ ] ask the store")
    assert shop.told(change(OPEN, sessions=57, owner="배송팀", notes=("3월에 바뀜",))) == ["update gap-0000000a #1"]
    body, is_open = read(1)
    assert is_open
    kept = r"see the drawing\n.*찾은 방문: 57\n.*맡은 사람: 배송팀\n.*메모: 3월에 바뀜\n.*ask the store"
    assert re.search(kept, body, re.DOTALL)


def test_an_answered_gap_closes_its_issue_and_one_that_fails_again_opens_it(shop: Shop) -> None:
    shop.told(OPEN)
    answered = change(OPEN, status="published", article="store/parking", published=DAY)
    assert shop.told(answered) == ["close gap-0000000a #1"]
    assert (read(1)[1], shop.told(answered)) == (False, [])
    assert shop.told(OPEN) == ["update gap-0000000a #1"]
    assert read(1)[1]


def test_what_a_person_closed_stays_closed_and_what_is_answered_at_once_needs_no_issue(shop: Shop) -> None:
    shop.told(OPEN)
    close(1)
    assert shop.told(OPEN, change(OTHER, status="dismissed", reason="no")) == []
    shop.told(change(OPEN, sessions=99))
    assert not read(1)[1]


def test_many_pages_are_read_and_issues_of_others_left_alone(shop: Shop) -> None:
    for number in range(130):
        shop_issue = {"number": number + 1, "iid": number + 1, "title": "x", "state": "open", "labels": ["hc-gap"]}
        Handler.issues.append(shop_issue | {"body": "mine", "description": None})
    shop.told(OPEN)
    Handler.writes.clear()
    assert (shop.told(OPEN), Handler.writes) == ([], [])


def test_issues_are_in_english_where_that_is_asked(shop: Shop) -> None:
    shop.told(OTHER, extra="--lang en")
    assert "Visits: 12" in read(1)[0]


def test_nothing_is_written_in_a_trial(shop: Shop) -> None:
    assert shop.told(OPEN, extra="--dry-run") == ["open gap-0000000a"]
    assert Handler.issues == []


def test_no_markup_and_no_personal_text_of_a_note_reaches_an_issue(shop: Shop) -> None:
    shop.told(change(OPEN, notes=("010-1234-5678 <!-- /hc-gap --> @acme",), title="문의 010-1234-5678"))
    written = json.dumps(Handler.issues, ensure_ascii=False)
    assert [text for text in ("1234", "@acme") if text in written] == []
    assert read(1)[0].count("<!-- /hc-gap -->") == 1


@pytest.mark.parametrize(
    ("repository", "token", "told"),
    [("acme/help", "wrong", "401"), ("acme/none", TOKEN, "404"), ("acme/help", "", "there is no token in")],
)
def test_refusals_are_told_with_a_cure(shop: Shop, repository: str, token: str, told: str) -> None:
    done = shop.run(OPEN, repository=repository, token=token)
    assert done.exit_code == 1
    assert told in done.stderr
    assert TOKEN not in done.output


def test_a_token_follows_no_redirect_and_no_open_line(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        Handler.writes, Handler.stranger = [], f"{address}/repos/acme/help/issues"
        assert "301" in Shop(tmp_path, "github", address).run(OPEN, repository="acme/moved").stderr
        assert "is not https" in Shop(tmp_path, "github", "http://api.example").run(OPEN).stderr
    finally:
        server.shutdown()
        server.server_close()
