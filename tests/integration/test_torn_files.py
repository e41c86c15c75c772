"""A file is torn in the middle of the work of a shop that has just moved in: what is told, where, and its cure."""

import hashlib
import shutil
from pathlib import Path

import msgspec
import pytest
from event_samples import make_event, parse_event
from foreign_center import write_settings
from moved_shop import Shop, invoke, move_in

from feedback_function.store import open_store

GARBAGE = b"\xff\xfe\x00{[: - \x9c\n" * 3

HALF = "---\ntitle: 배송비\n---\n한 번에 3,000원".encode()[:-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """With all that it keeps beside the content, and a log."""
    shop = move_in(tmp_path_factory.mktemp("moved"), write_settings("https://help.example.kr/"))
    (shop.folder / "content/popular.yml").write_text("- delivery/fee\n", "utf-8")
    (shop.folder / "gaps.json").write_text('{"version": 1, "gaps": []}\n', "utf-8")
    shop.hc("addresses", "update")
    shop.hc("build")
    store = open_store(f"sqlite:///{shop.folder / 'events.db'}")
    events = [make_event(session=f"session-number-{number:04}") for number in range(200)]
    store.append([parse_event(msgspec.json.encode(event)) for event in events])
    store.close()
    return shop


@pytest.fixture
def shop(made: Shop, tmp_path: Path) -> Shop:
    shutil.copytree(made.folder, tmp_path / "shop", copy_function=shutil.copy2)
    return Shop(tmp_path / "shop")


def read_site(shop: Shop) -> dict[str, str]:
    files = (path for path in sorted((shop.folder / "site").rglob("*")) if path.is_file())
    return {str(path.relative_to(shop.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(
    ("file", "data", "command", "told"),
    [
        ("mkdocs.yml", GARBAGE, "check", "mkdocs.yml"),
        ("mkdocs.yml", b"", "build", "mkdocs.yml"),
        (
            "content/delivery/fee.md",
            "---\ntitle: 배송비\n---\n한 번에 3,0".encode() + b"\xec\x9b",
            "check",
            ":4: error[HC07]",
        ),
        ("content/delivery/fee.md", "---\ntitle: 배송".encode(), "check", "content/delivery/fee.md:1: error[HC01]"),
        ("content/flows/flower.yml", GARBAGE, "check", "content/flows/flower.yml:1: error["),
        ("content/popular.yml", GARBAGE, "check", "content/popular.yml:1: error[HC07]"),
        ("addresses.json", b'{"version": 1, "publ', "check", "addresses.json:1: error[HC32]"),
        ("addresses.json", GARBAGE, "addresses update", "addresses.json"),
        ("gaps.json", b'{"version": 1, "ga', "gaps assign gap-1 me", "gaps.json can't be read: "),
        ("gaps.json", GARBAGE, "gaps --events EVENTS", "gaps.json can't be read: "),
        ("events.db", GARBAGE, "gaps --events EVENTS", "events.db is not an SQLite database"),
        ("events.db", b"", "report --events EVENTS", "events.db has no table of events"),
    ],
    ids=lambda value: value if isinstance(value, str) else "torn",
)
def test_what_is_torn_is_told_with_its_place_and_its_cure(
    file: str, data: bytes, command: str, told: str, shop: Shop
) -> None:
    before = read_site(shop)
    (shop.folder / file).write_bytes(data)
    result = shop.run(*command.replace("EVENTS", f"sqlite:///{shop.folder / 'events.db'}").split())
    assert (result.exit_code, told in result.output) == (1, True), result.output
    assert "\n  hint: " in result.output
    assert "Traceback" not in result.output
    assert (shop.folder / file).read_bytes() == data
    assert read_site(shop) == before


def test_a_site_and_a_cache_that_are_torn_are_put_right_by_the_next_build(shop: Shop) -> None:
    good = read_site(shop)
    site = shop.folder / "site"
    (site / "delivery/fee/index.html").write_bytes(b"<!doctype html><ht")
    (site / "search/ko/index.json").write_bytes(GARBAGE)
    (site / "sitemap.xml").write_bytes(b"")
    shutil.rmtree(site / "assets")
    (shop.folder / ".cache/hc/derived.sqlite").write_bytes(GARBAGE * 100)
    shop.hc("build", "--strict")
    assert read_site(shop) == good


def test_a_log_whose_pages_are_torn_is_damaged_whoever_reads_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.folder)
    with (shop.folder / "events.db").open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\xff" * (3 * 4096))
    for command in ("gaps", "popular", "feedback export -o events.jsonl"):
        words = command.split() if command.startswith("feedback") else [*command.split(), "-f", "mkdocs.yml"]
        result = invoke(*words, "--events", "sqlite:///events.db")
        assert result.exit_code == 1
        assert "events.db is damaged\n  hint: restore it from a backup, or move it away" in result.output
    assert not (shop.folder / "events.jsonl").exists()
