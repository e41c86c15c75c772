"""A disk that takes no more, in the middle of the work of a shop that has just moved in: what is told, and that nothing
is half-written or lost."""

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from event_samples import make_event
from foreign_center import write_settings
from full_disk import full_disk
from moved_shop import Shop, invoke, move_in

FULL = "can't be written: no file may grow that far here\n  hint: free some space, or write elsewhere\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """With the events of customers who found nothing, and of others who opened an article."""
    shop = move_in(tmp_path_factory.mktemp("moved"), write_settings("https://help.example.kr/"))
    (shop.folder / "events.jsonl").write_text("\n".join(json.dumps(event) for event in list_events()), "utf-8")
    shop.hc("addresses", "update")
    shop.hc("gaps", "--events", str(shop.folder / "events.jsonl"), "--update")
    return shop


def list_events() -> list[dict[str, object]]:
    """On two days."""
    now = datetime.now(UTC)
    found = []
    for number in range(4):
        at = (now - timedelta(hours=4 + 20 * (number % 2))).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        asked = {"session": f"searching-number-{number}", "at": at, "query": "오프라인 매장 있나요"}
        found.append(make_event(**asked, results=0, top=[]))
        found.append(make_event("contact", **asked, channel="phone", article=None))
        found.append(make_event("open", session=f"browsing-number-{number}", at=at, article="delivery/fee"))
    return found


@pytest.fixture
def shop(made: Shop, tmp_path: Path) -> Shop:
    shutil.copytree(made.folder, tmp_path / "shop", copy_function=shutil.copy2)
    return Shop(tmp_path / "shop")


def read_files(folder: Path) -> dict[str, str]:
    """Each file but those of the cache, which may be lost at any time."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refuse(told: Result, place: str) -> None:
    assert told.exit_code == 1, told.output
    assert told.stderr.endswith(f"{place} {FULL}")


def test_a_site_that_finds_no_room_leaves_the_one_of_before(shop: Shop) -> None:
    before = read_files(shop.folder)
    (shop.folder / "content/delivery/days.md").write_text("---\ntitle: 언제 오나요?\n---\n내일 와요.\n", "utf-8")
    with full_disk(4000):
        told = shop.run("build")
    assert told.exit_code == 1
    assert f"Error: {shop.folder / 'site'}/" in told.stderr
    assert told.stderr.endswith(FULL)
    assert read_files(shop.folder / "site") == {
        path.removeprefix("site/"): digest for path, digest in before.items() if path.startswith("site/")
    }
    assert [path.name for path in shop.folder.iterdir() if path.name.startswith(".site")] == []
    shop.hc("build")
    assert "내일 와요" in (shop.folder / "site/delivery/days/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "file"),
    [
        ("gaps --update", "gaps.json"),
        ("report --format html -o report.html", "report.html"),
        ("popular --update", "content/popular.yml"),
        ("deploy-files nginx", "nginx-redirects.conf"),
        ("addresses update", "addresses.json"),
    ],
)
def test_what_a_command_writes_is_whole_or_as_before(
    command: str, file: str, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.folder)
    (shop.folder / "report.html").write_text("that of last week", "utf-8")
    (shop.folder / "content/delivery/late.md").write_text("---\ntitle: 늦으면요?\n---\n전화 주세요.\n", "utf-8")
    events = ["--events", "events.jsonl"] if command.split()[0] in ("gaps", "report", "popular") else []
    before = read_files(shop.folder)
    with full_disk(10):
        told = shop.run(*command.split(), *events)
    refuse(told, str(shop.folder / file) if "-o" not in command else file)
    assert read_files(shop.folder) == before


def test_an_import_that_is_cut_short_is_taken_up_by_the_next(shop: Shop, made: Shop) -> None:
    old, content = made.folder.parent / "old", shop.folder / "content"
    late = old / "docs/delivery/late.md"
    late.write_text(f"# 늦으면 어떻게 하나요?\n\n{'전화를 주세요. ' * 400}\n", "utf-8")
    words = ["import", "docusaurus", str(old), "--into", str(content), "--yes"]
    before = read_files(shop.folder)
    with full_disk(2000):
        told = invoke(*words)
    refuse(told, str(content / "delivery/late.md"))
    assert read_files(shop.folder) == before
    assert invoke(*words).exit_code == 0
    assert "전화를 주세요." in (content / "delivery/late.md").read_text("utf-8")


def test_a_new_shop_without_room_can_be_begun_again(tmp_path: Path) -> None:
    with full_disk(50):
        told = invoke("new", str(tmp_path / "new"))
    assert told.exit_code == 2
    assert told.stderr.endswith("File too large\n  hint: free some space, or write elsewhere\n")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_draft_without_room_is_no_draft(shop: Shop) -> None:
    before = read_files(shop.folder)
    gap = json.loads((shop.folder / "gaps.json").read_text("utf-8"))["gaps"][0]["id"]
    with full_disk(10):
        told = shop.run("gaps", "draft", gap, "--events", str(shop.folder / "events.jsonl"))
    assert told.exit_code == 1
    assert told.stderr.endswith(FULL)
    assert read_files(shop.folder) == before
