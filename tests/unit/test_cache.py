"""A cache may be gone, torn, foreign, full or read-only, and changes nothing but time."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from hc_builder.cache import FILE, Cache, make_key

KEY, OTHER = make_key("test", "a"), make_key("test", "b")


def keep(folder: Path, key: bytes = KEY, value: bytes = b"value") -> None:
    cache = Cache(folder)
    cache.put(key, value)
    cache.close()


def ask(folder: Path, key: bytes = KEY) -> bytes | None:
    cache = Cache(folder)
    assert cache.fault == ""
    return cache.get(key)


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    keep(tmp_path / "a" / "b")
    assert ask(tmp_path / "a" / "b") == b"value"
    assert ask(tmp_path / "a" / "b", OTHER) is None


def test_many_are_asked_for_at_once(tmp_path: Path) -> None:
    values = {make_key("test", str(number)): bytes([number % 256]) * 3 for number in range(1_203)}
    cache = Cache(tmp_path)
    cache.put_many(values)
    assert cache.get_many([*values, OTHER]) == values
    assert cache.find_known([*values, OTHER]) == values.keys()


def test_a_later_value_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    keep(tmp_path, value=b"earlier")
    keep(tmp_path, value=b"later")
    assert ask(tmp_path) == b"later"


@pytest.mark.parametrize("parts", [("b", "a"), ("ab", ""), ("a", "b", ""), (b"a", "c")])
def test_a_key_is_that_of_its_parts_in_their_order(parts: tuple[bytes | str, ...]) -> None:
    assert make_key("test", *parts) != make_key("test", "a", "b")
    assert make_key("test", *parts) == make_key("test", *parts)
    assert make_key("other", "a", "b") != make_key("test", "a", "b")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 5_000])
def test_a_foreign_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    keep(tmp_path)
    assert ask(tmp_path) == b"value"


@pytest.mark.parametrize("share", range(1, 10))
def test_a_torn_file_gives_what_was_put_or_nothing(tmp_path: Path, share: int) -> None:
    values = {make_key("test", str(number)): os.urandom(3_000) for number in range(100)}
    cache = Cache(tmp_path)
    cache.put_many(values)
    cache.close()
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data[: len(data) * share // 10])
    torn = Cache(tmp_path)
    assert torn.get_many(values).items() <= values.items()
    torn.put(KEY, b"value")
    assert torn.get(KEY) == b"value"


def test_a_value_that_was_changed_on_the_disk_is_not_believed(tmp_path: Path) -> None:
    keep(tmp_path, value=b"0123456789" * 10)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(b"0123456789", b"0123456780", 1))
    assert ask(tmp_path) is None


def test_the_value_of_one_key_is_not_believed_of_another(tmp_path: Path) -> None:
    keep(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE kept SET key = ?", (OTHER,))
    assert ask(tmp_path, OTHER) is None


def test_a_table_of_another_shape_is_replaced_or_passed_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE kept (something TEXT)")
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    assert cache.get(KEY) == b"value"


def test_where_no_file_can_be_made_values_are_kept_for_this_run_and_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file")
    cache.put(KEY, b"value")
    assert cache.get(KEY) == b"value"
    assert cache.fault.startswith(f"nothing is kept in {tmp_path}/file for the next build: ")
    assert "\n" not in cache.fault
    assert Cache(tmp_path / "file").get(KEY) is None


def test_a_file_that_vanishes_while_it_is_open_is_no_fault(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    (tmp_path / FILE).unlink()
    cache.put(OTHER, b"other")
    assert cache.get(OTHER) == b"other"
    cache.close()


def test_over_the_bound_what_was_not_asked_for_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [make_key("test", str(number)) for number in range(100)]
    for round in range(10):
        monkeypatch.setattr("time.time", lambda round=round: 1_000.0 + round)
        cache = Cache(tmp_path, most=500_000)
        cache.get(keys[0])
        cache.put_many({key: os.urandom(10_000) for key in keys[round * 10 : round * 10 + 10]})
        cache.close()
    assert (tmp_path / FILE).stat().st_size <= 520_000
    known = Cache(tmp_path).find_known(keys)
    assert keys[0] in known
    assert keys[1] not in known
    assert set(keys[-10:]) <= known


def test_threads_share_a_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [make_key("test", str(number)) for number in range(80)]

    def work(part: list[bytes]) -> None:
        for key in part:
            cache.put(key, key)

    threads = [threading.Thread(target=work, args=(keys[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get_many(keys) == {key: key for key in keys}


def test_two_builds_at_once_share_a_file(tmp_path: Path) -> None:
    one, two = Cache(tmp_path), Cache(tmp_path)
    one.put(KEY, b"one")
    two.put(OTHER, b"two")
    assert (one.get(OTHER), two.get(KEY)) == (b"two", b"one")
