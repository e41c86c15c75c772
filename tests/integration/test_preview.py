"""`hc serve` as a writer uses it: a real process, a real browser's requests, files that change under it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from endpoint_process import find_port
from PIL import Image
from waiting import wait_until

SHOP = {
    "mkdocs.yml": "site_name: 시험 가게\nsite_url: https://help.shop.example/\ndocs_dir: content\n"
    "theme:\n  name: helpcenter\n  language: ko\nplugins:\n  - helpcenter\n",
    "content/index.md": "---\ntitle: 고객센터\n---\n",
    "content/refund/index.md": "---\ntitle: 환불\n---\n",
    "content/refund/when.md": "---\ntitle: 환불은 언제 되나요?\n---\n\n카드는 3일 안에 돌려드려요.\n",
}
"""Small, as it is built anew for every edit."""


def make_shop(folder: Path) -> None:
    for path, text in SHOP.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


class Served:
    """A running `hc serve`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = find_port()
        self.log = folder.parent / "serve.log"
        self.temporary = folder.parent / "tmp"
        self.temporary.mkdir()
        with self.log.open("w") as out:
            command = [sys.executable, "-m", "hc_builder.cli", "serve", "--port", str(self.port)]
            environment = {**os.environ, "TMPDIR": str(self.temporary)}
            self.process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=environment)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}")
        wait_until(lambda: "Ready" in self.told() or self.process.poll() is not None)

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        return self.client.get(path).text

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("preview") / "shop"
    make_shop(folder)
    served = Served(folder)
    yield served
    if served.process.poll() is None:
        served.stop()


def test_it_says_where_the_site_is(served: Served) -> None:
    assert f"http://127.0.0.1:{served.port}/" in served.told()
    assert served.client.get("/").status_code == 200
    assert served.client.get("/refund/when/").status_code == 200


def test_a_page_that_is_not_there_is_the_error_page(served: Served) -> None:
    answer = served.client.get("/nowhere/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


def test_a_port_in_use_is_told_with_its_cure(served: Served) -> None:
    command = [sys.executable, "-m", "hc_builder.cli", "serve", "--port", str(served.port)]
    second = subprocess.run(command, cwd=served.folder, capture_output=True, text=True)
    assert second.returncode == 1
    assert f"can't listen on 127.0.0.1:{served.port}: Address already in use\n  hint: " in second.stderr


@pytest.mark.parametrize("host", ["203.0.113.7", "nowhere.invalid", "한" * 70])
def test_a_host_that_is_not_this_machine_is_told_with_its_own_cure(host: str, served: Served) -> None:
    command = [sys.executable, "-m", "hc_builder.cli", "serve", "--host", host]
    done = subprocess.run(command, cwd=served.folder, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: can't listen on {host}")
    assert "hint: name an address of this machine with --host" in done.stderr
    assert "Unknown error" not in done.stderr


def test_a_warning_is_told_in_the_terminal_and_on_the_page_while_the_site_is_built(served: Served) -> None:
    article = served.folder / "content/refund/when.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("---\n", "---\nnoindexx: 1\n", 1), encoding="utf-8")
    wait_until(lambda: "content/refund/when.md:2: warning[" in served.told())
    with served.client.stream("GET", "/__preview", timeout=60) as stream:
        told = json.loads(next(line for line in stream.iter_lines() if line.startswith("data:")).removeprefix("data: "))
    assert told["problems"] == ""
    assert "warning[" in told["warnings"]
    article.write_text(text, encoding="utf-8")
    wait_until(lambda: served.told().endswith("Fixed.\n"))


def test_no_path_leads_out_of_the_site(served: Served) -> None:
    assert served.client.get("/..%2f..%2fshop%2fmkdocs.yml").status_code == 404


def test_a_change_is_shown_and_the_browser_told(served: Served) -> None:
    article = served.folder / "content/refund/when.md"
    text = article.read_text(encoding="utf-8")
    with served.client.stream("GET", "/__preview", timeout=60) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry")
        article.write_text(re.sub(r"^title: .*", "title: 새 제목이에요", text, flags=re.M), encoding="utf-8")
        pages = (
            line for line in lines if line.startswith("data:") and "stays" not in line
        )  # not what is checked behind
        told = next(pages)
    assert json.loads(told.removeprefix("data: ")) == {"problems": ""}
    assert "새 제목이에요" in served.page("/refund/when/")
    article.write_text(text, encoding="utf-8")
    wait_until(lambda: "새 제목이에요" not in served.page("/refund/when/"))


def test_a_fault_is_told_and_the_last_good_site_stays(served: Served) -> None:
    article = served.folder / "content/refund/when.md"
    text = article.read_text(encoding="utf-8")
    with served.client.stream("GET", "/__preview", timeout=60) as stream:
        lines = stream.iter_lines()
        article.write_text(text + "\n[어디로](nowhere.md)\n", encoding="utf-8")
        told = next(line for line in lines if line.startswith("data:"))
    line = text.count("\n") + 2
    assert f"content/refund/when.md:{line}: error[HC10]: link target 'nowhere.md' does not exist" in told
    assert served.client.get("/refund/when/").status_code == 200
    article.write_text(text, encoding="utf-8")


def test_a_draft_is_shown_in_the_preview(served: Served) -> None:
    draft = served.folder / "content/refund/soon.md"
    draft.write_text("---\ntitle: 곧 나올 글\ndraft: true\n---\n\n아직이에요.\n", encoding="utf-8")
    wait_until(lambda: served.client.get("/refund/soon/").status_code == 200)
    draft.unlink()


def test_a_vote_is_in_the_database_when_it_is_answered(served: Served) -> None:
    vote = {
        "v": 1,
        "id": str(uuid.uuid4()),
        "type": "vote",
        "at": "2026-11-21T01:00:00Z",
        "session": "abcdefghijklmnop",
        "lang": "ko",
        "page": "/refund/when/",
        "article": "refund/when",
        "helpful": False,
        "reason": "missing",
    }
    origin = {"origin": f"http://127.0.0.1:{served.port}"}
    answer = served.client.post("/v1/events", json=[vote], headers=origin)
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "rejected": []})
    with sqlite3.connect(served.folder / ".hc/events.db") as database:
        assert database.execute("select count(*) from events").fetchone() == (1,)


def test_an_inquiry_is_refused_with_the_reason(served: Served) -> None:
    files = {"files": ("a.png", b"x" * 1_000_000)}
    answer = served.client.post("/v1/inquiries", files=files)
    assert answer.status_code == 403
    assert "hc docs inquiries" in answer.json()["error"]["message"]
    for lang, told in (("ko", "미리보기에서는"), ("en", "A preview sends"), ("ja", "A preview sends")):
        in_words = served.client.post("/v1/inquiries", files=files, data={"lang": lang, "text": "늦어요"})
        assert told in in_words.json()["error"]["message"]
    page = served.client.post(
        "/v1/inquiries", data={"text": "늦어요", "lang": "ko"}, headers={"accept": "text/html,*/*"}
    )
    assert (page.status_code, page.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert "미리보기에서는" in page.text


def write(served: Served, path: str, text: str) -> None:
    (served.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (served.folder / path).write_text(text, encoding="utf-8")


def wait_for_edit(served: Served, word: str) -> None:
    """A writer's edit is built and shown."""
    article = served.folder / "content/refund/when.md"
    article.write_text(re.sub("^title: .*", f"title: {word}", article.read_text("utf-8"), flags=re.M), encoding="utf-8")
    wait_until(lambda: word in served.page("/refund/when/"))


def test_a_fault_in_a_template_is_told_and_later_edits_are_built(served: Served) -> None:
    config = (served.folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(served, "overrides/partials/footer.html", "<footer>우리 가게</footer>")
    write(served, "mkdocs.yml", config.replace("language: ko", "language: ko\n  custom_dir: overrides"))
    wait_until(lambda: "우리 가게" in served.page("/refund/when/"))
    write(served, "overrides/partials/footer.html", "{{ 1 / 0 }}")
    fault = "overrides/partials/footer.html:1: the template can't be rendered: division by zero\n  hint: "
    wait_until(lambda: fault in served.told())
    assert "우리 가게" in served.page("/refund/when/")
    write(served, "overrides/partials/footer.html", "<footer>고친 가게</footer>")
    wait_until(lambda: "고친 가게" in served.page("/refund/when/"))
    wait_for_edit(served, "틀을 고친 뒤")


def test_a_configuration_that_is_empty_for_a_moment_is_survived(served: Served) -> None:
    config = (served.folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(served, "mkdocs.yml", "")
    wait_until(lambda: "mkdocs.yml: error[HC50]: the file is empty" in served.told())
    assert served.client.get("/refund/when/").status_code == 200
    write(served, "mkdocs.yml", config)
    wait_for_edit(served, "설정을 비운 뒤")


def test_a_configuration_that_an_editor_replaces_is_read(served: Served) -> None:
    config = (served.folder / "mkdocs.yml").read_text(encoding="utf-8")
    for name in ("첫 이름", "둘째 이름"):
        write(served, "aside.yml", re.sub("^site_name: .*", f"site_name: {name}", config, flags=re.M))
        (served.folder / "aside.yml").replace(served.folder / "mkdocs.yml")
        wait_until(lambda: name in served.page("/refund/when/"))  # noqa: B023


def test_content_that_is_away_for_a_moment_is_survived(served: Served) -> None:
    (served.folder / "content").rename(served.folder / "elsewhere")
    wait_until(lambda: "the folder of articles, content, does not exist" in served.told())
    assert served.client.get("/refund/when/").status_code == 200
    (served.folder / "elsewhere").rename(served.folder / "content")
    wait_for_edit(served, "글이 돌아온 뒤")


def test_an_inherited_file_is_watched(served: Served) -> None:
    config = (served.folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(served, "shared/base.yml", "copyright: 하나\n")
    write(served, "overrides/partials/footer.html", "<footer>{{ config.copyright }}</footer>")
    write(served, "mkdocs.yml", f"INHERIT: shared/base.yml\n{config}")
    wait_until(lambda: "<footer>하나</footer>" in served.page("/refund/when/"))
    write(served, "shared/base.yml", "copyright: 둘\n")
    wait_until(lambda: "<footer>둘</footer>" in served.page("/refund/when/"))


def test_a_replaced_picture_has_its_new_size(served: Served) -> None:
    for width in (40, 50):
        Image.new("RGB", (width, 30)).save(served.folder / "content/refund/new.png")
        write(served, "content/refund/shown.md", f"---\ntitle: 그림 {width}\n---\n\n![그림](new.png)\n")
        wait_until(lambda: f'width="{width}" height="30"' in served.page("/refund/shown/"))  # noqa: B023


def test_no_more_than_two_builds_are_kept(served: Served) -> None:
    for number in range(3):
        wait_for_edit(served, f"저장 {number}")
    assert len(list(served.temporary.glob("hc-preview-*/*"))) <= 2


def test_the_sheet_of_the_events_is_a_page_that_renews_itself(served: Served) -> None:
    at = time.strftime(
        "%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60)
    )  # a report ends before the second it is made
    common = {"v": 1, "at": at, "lang": "ko", "page": "/"}
    contact = {"type": "contact", "id": str(uuid.uuid4()), "session": "session-of-the-sheet", "channel": "phone"}
    origin = {"origin": f"http://127.0.0.1:{served.port}"}
    assert served.client.post("/v1/events", json=[common | contact], headers=origin).status_code == 202
    assert f"http://127.0.0.1:{served.port}/__report" in served.told()
    page = served.client.get("/__report?days=7&lang=en", timeout=60).text
    assert '<meta http-equiv="refresh"' in page
    wait_until(lambda: "Help center report" in served.page("/__report?days=7&lang=en"), 200)
    page = served.page("/__report?days=7&lang=en")
    assert "Where to" in page
    assert '<meta http-equiv="refresh" content="60">' in page


def test_ctrl_c_stops_it_cleanly(served: Served) -> None:
    with served.client.stream("GET", "/__preview", timeout=60):
        assert served.stop() == 0
    assert "Traceback" not in served.told()
    assert list(served.temporary.iterdir()) == []


def test_a_database_that_can_not_be_used_is_told_once_and_sigterm_stops_cleanly(tmp_path: Path) -> None:
    make_shop(tmp_path / "shop")
    (tmp_path / "shop/.hc").mkdir()
    (tmp_path / "shop/.hc/events.db").write_text("no database at all, but long enough to be taken for one" * 20)
    served = Served(tmp_path / "shop")
    served.client.post("/v1/events", json=[])
    assert served.stop(signal.SIGTERM) == 0
    told = served.told()
    assert told.startswith("Votes and searches are not stored: ")
    assert "events.db is not an SQLite database\n  hint: " in told
    assert told.index("not stored") < told.index("Ready")
    assert "store_unavailable" not in told
    assert "Traceback" not in told
    assert list(served.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-f", "nowhere.yml"], "Error: nowhere.yml: there is no such file\n  hint: "),
        (["--events", "mysql://x"], "Error: "),
    ],
)
def test_what_can_not_be_served_is_told_in_a_line(arguments: list[str], told: str, tmp_path: Path) -> None:
    make_shop(tmp_path / "shop")
    command = [sys.executable, "-m", "hc_builder.cli", "serve", "--port", str(find_port()), *arguments]
    done = subprocess.run(command, cwd=tmp_path / "shop", capture_output=True, text=True, timeout=100)
    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
