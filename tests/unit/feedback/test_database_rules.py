"""Which addresses of databases are taken, and what an engine never tells."""

from pathlib import Path

import pytest

from feedback_function.database import BadDatabaseUrl, build_engine
from feedback_function.store import open_store


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_sqlite_needs_a_file(address: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="needs a file"):
        build_engine(address)


@pytest.mark.parametrize("address", ["mysql://host/db", "events.db", "", "oracle://x"])
def test_another_database_is_refused(address: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=r"sqlite:///events\.db or postgresql://user@host/name"):
        build_engine(address)


@pytest.mark.parametrize("address", ["postgresql://user@host/name", "postgres://user@host/name", "sqlite:///x.db"])
def test_no_engine_repeats_what_customers_typed(address: str) -> None:
    engine = build_engine(address)
    assert engine.hide_parameters
    engine.dispose()


def test_a_store_that_is_new_has_a_size(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new' / 'events.db'}")
    assert store.measure_bytes() >= 4096
    store.close()
