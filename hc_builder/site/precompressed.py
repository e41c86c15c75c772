"""`.gz` and `.br` beside each file of a site, for hosts that send what is packed already."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

from hc_builder.atomic import write_atomically
from hc_builder.cache import Cache, make_key
from hc_builder.file_memo import hash_bytes

_ENDINGS = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".xml",
    ".svg",
    ".txt",
    ".bin",
    ".vtt",
    ".webmanifest",
    ".md",
    ".csv",
    ".ics",
)
_LEAST_BYTES = 256
_MOST_OF_IT = 0.95
"""What is packed must be smaller than that share, or the file is sent as it is."""


def _pack_gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _pack_brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11))


_PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": _pack_gzip, ".br": _pack_brotli}


def write_precompressed(site: Path, cache: Cache) -> int:
    """The number of files written. What was packed before is taken from the cache."""
    return sum(_write(path, ending, cache) for path in _list_files(site) for ending in _PACKERS)


def _list_files(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file() and path.stat().st_size >= _LEAST_BYTES:
            yield path


def _write(path: Path, ending: str, cache: Cache) -> bool:
    data = path.read_bytes()
    key = make_key(f"packed {ending}", hash_bytes(data))
    packed = cache.get(key)
    if packed is None:
        packed = _PACKERS[ending](data)
        cache.put(key, packed)
    target = path.with_name(path.name + ending)
    if len(packed) > len(data) * _MOST_OF_IT:
        target.unlink(missing_ok=True)
        return False
    write_atomically(target, packed)
    return True
