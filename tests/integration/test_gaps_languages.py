"""Whose content a query is judged on: that of the pages on which it was typed."""

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from click.testing import CliRunner
from event_samples import make_event

from hc_builder.cli import main
from hc_builder.gaps.commands import GapRequest, find_all
from hc_builder.gaps.loop.state import STATE_FILE, read_state
from hc_builder.gaps.model.decisions import Decision
from hc_builder.gaps.model.gaps import Findings
from hc_builder.project import load_project

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ARTICLES = {
    "refund/when.md": ("환불은 언제 되나요?", "환불은 카드사 사정에 따라 사흘 걸려요."),
    "delivery/fee.md": ("배송비는 얼마인가요?", "배송비는 3,000원이에요."),
    "delivery/fee.en.md": ("How much is shipping?", "Shipping costs 3,000 won."),
    "gift/wrap.en.md": ("Can you wrap it as a gift?", "We wrap every parcel as a gift for 1,000 won."),
}


def write_shop(folder: Path) -> Path:
    """Korean first, and some of it in English: refunds in Korean only, gifts in English only."""
    settings = "plugins:\n  - helpcenter:\n      languages: [ko, en]\n"
    (folder / "mkdocs.yml").write_text(f"site_name: 가게\ndocs_dir: content\n{settings}")
    for path, (title, text) in ARTICLES.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {title}\n---\n\n{text}\n", "utf-8")
    for category in ("refund", "delivery", "gift"):
        (folder / "content" / category / "index.md").write_text(f"---\ntitle: {category}\n---\n", "utf-8")
    return folder / "mkdocs.yml"


def make_visits(first: int, lang: str, query: str, number: int = 4, **more: str) -> list[dict[str, object]]:
    """Sessions on two days that typed it and went to a person, or ended at an article."""
    found = []
    for visit in range(first, first + number):
        common = {"session": f"session-{visit:012}", "lang": lang}
        at = f"2026-11-{18 + visit % 2}T09:00:{{:02}}.000Z".format
        found.append(make_event(**common, at=at(0), query=query, results=0, top=None))
        ended = {"article": more["article"], "from": "browse", "query": None, "rank": None} if more else {}
        kind = "open" if more else "contact"
        rest = ended or {"query": query, "article": None}
        found.append(make_event(kind, **common, at=at(30), **rest))
    return found


LOG = [
    *make_visits(0, "ko", "환불 언제 돼요"),
    *make_visits(10, "en", "when is my refund"),
    *make_visits(20, "en-US", "refund when"),
    *make_visits(30, "ko", "refund when"),
    *make_visits(40, "en", "zorptax", article="delivery/fee"),
    *make_visits(50, "ja", "배송비 얼마"),
    *make_visits(60, "ko", "선물 포장"),
    *make_visits(70, "en", "gift wrap"),
]


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> GapRequest:
    folder = tmp_path_factory.mktemp("shop")
    log = folder / "events.jsonl"
    log.write_text("\n".join(json.dumps(event) for event in LOG), encoding="utf-8")
    return GapRequest(load_project(write_shop(folder)), str(log), NOW)


@pytest.fixture(scope="module")
def found(request_: GapRequest) -> Findings:
    return find_all(request_)


def decide(found: Findings, lang: str, asked: str) -> Decision:
    (decision,) = (d for d in found.decisions if d.query.lang == lang and d.query.asked == asked)
    return decision


def test_each_query_is_judged_on_the_articles_of_its_own_pages(found: Findings) -> None:
    assert decide(found, "", "환불 언제 돼요").outcome == "answered"
    assert decide(found, "en", "when is my refund").outcome == "missing"
    assert decide(found, "en", "gift wrap").article == "gift/wrap"
    assert decide(found, "en", "zorptax").outcome == "unfindable"
    assert decide(found, "", "선물 포장").article == ""


def test_the_same_words_on_pages_of_two_languages_are_two_queries(found: Findings) -> None:
    assert decide(found, "", "refund when").query.sessions == 4
    assert decide(found, "en", "refund when").query.sessions == 4  # en-US is English


def test_pages_of_a_language_that_the_shop_lacks_count_with_the_first(found: Findings) -> None:
    assert decide(found, "", "배송비 얼마").outcome == "answered"


def test_a_gap_is_of_one_language_and_says_so(found: Findings) -> None:
    gaps = [followed.gap for followed in found.gaps]
    assert {member.query.lang == gap.lang for gap in gaps for member in gap.members} == {True}
    (english,) = (gap for gap in gaps if gap.lang == "en")
    assert {wording.text for wording in english.wordings} == {"when is my refund", "refund when"}
    assert {followed.record.lang for followed in found.gaps} == {"", "en"}


def run(request_: GapRequest, command: str) -> str:
    folder = request_.project.folder
    outer = f"gaps -f {folder / 'mkdocs.yml'} --events {request_.events} --now 2026-11-21T00:00:00"
    done = CliRunner().invoke(main, f"{outer} {command}".split())
    assert done.exit_code == 0, done.output
    return done.stdout


def test_report_and_draft_are_in_the_language_of_the_gap(request_: GapRequest) -> None:
    printed = run(request_, "--update --lang en")
    assert printed.count("on the pages in en") == 1
    state = read_state(request_.project.folder / STATE_FILE)
    (gap,) = (record for record in state.gaps if record.lang == "en")
    run(request_, f"draft {gap.id}")
    (draft,) = (request_.project.folder / "content").rglob(f"{gap.id}.en.md")
    assert "Answer in the first sentence" in draft.read_text("utf-8")
    replay = json.loads(run(request_, f"replay --draft {draft} --format json"))
    assert replay["failed_sessions"] > 0


class Model(BaseHTTPRequestHandler):
    """Answers one sentence that its source bears out, and one that it made up."""

    sent: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.sent.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        text = "선물 포장은 1,000원에 해 드려요. [1] 산타가 직접 전해 드려요. [1]"
        body = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_a_model_that_the_shop_names_words_an_answer_of_which_the_true_part_stays(request_: GapRequest) -> None:
    run(request_, "--update")
    folder = request_.project.folder
    (gap,) = (record for record in read_state(folder / STATE_FILE).gaps if record.title == "선물 포장")
    replies = folder / "chats.csv"
    replies.write_text(
        "문의,답변\n선물 포장 되나요,선물 포장은 1000원에 해 드려요. 제 번호는 010-1234-5678이에요.\n", "utf-8"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/v1"
        run(request_, f"draft {gap.id} --replies {replies} --writer {address} --model small")
    finally:
        server.shutdown()
        server.server_close()
    (sent,) = Model.sent
    assert "선물 포장" in json.loads(sent)["messages"][1]["content"]
    assert "1234" not in sent
    (draft,) = (folder / "content").rglob(f"{gap.id}.md")
    text = draft.read_text("utf-8")
    assert "선물 포장은 1,000원에 해 드려요. <!-- reply -->" in text
    assert "산타" not in text
