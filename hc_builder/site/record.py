"""What is known of a site that was built here: what each of its files was made of, and its state on the disk."""

from pathlib import Path

import msgspec

from hc_builder.cache import Cache, make_key
from hc_builder.file_memo import FileState


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file: the hash of what it was made of, its state, and what it asked of other articles and files."""

    key: bytes
    state: FileState
    asked: dict[str, str] = {}


class Built(msgspec.Struct, frozen=True, array_like=True):
    """Where the site is, and what there is of it: numbers of articles, pages and files, and bytes of all files.
    `read` articles were not in the cache; `written` and `removed` files are those that changed in the site."""

    folder: str
    articles: int
    pages: int
    files: int
    size: int
    read: int
    written: int
    removed: int


class Outputs(msgspec.Struct, frozen=True, array_like=True):
    """All files by path, and the key of the addresses that were known when they were made."""

    files: dict[str, Output] = {}
    addresses: bytes = b""


def read_outputs(cache: Cache, site: Path) -> Outputs:
    """Empty where nothing is known."""
    packed = cache.get(_name(site))
    return msgspec.msgpack.decode(packed, type=Outputs) if packed else Outputs()


def keep_outputs(cache: Cache, site: Path, outputs: Outputs) -> None:
    cache.put(_name(site), msgspec.msgpack.encode(outputs))


def _name(site: Path) -> bytes:
    return make_key("outputs", str(site.absolute()))
