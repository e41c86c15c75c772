"""What is packed beside a file is that file, and is there only where it is smaller."""

import gzip
import os
from pathlib import Path

import brotli

from hc_builder.cache import Cache
from hc_builder.site.precompressed import write_precompressed

TEXT = "반품 배송비는 3,000원이에요.\n".encode() * 50


def write(site: Path, **files: bytes) -> int:
    site.mkdir(exist_ok=True)
    for name, data in files.items():
        (site / name.replace("_", ".")).write_bytes(data)
    return write_precompressed(site, Cache())


def test_both_forms_hold_the_file(tmp_path: Path) -> None:
    assert write(tmp_path / "site", index_html=TEXT) == 2
    assert gzip.decompress((tmp_path / "site/index.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((tmp_path / "site/index.html.br").read_bytes()) == TEXT


def test_pictures_small_files_and_what_gets_no_smaller_stay_alone(tmp_path: Path) -> None:
    assert write(tmp_path / "site", a_webp=TEXT, b_css=b"a{}", c_bin=os.urandom(5000)) == 0
    assert len(list((tmp_path / "site").iterdir())) == 3


def test_the_same_file_gives_the_same_bytes_with_a_cache_and_without(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.js").write_bytes(TEXT)
        write_precompressed(tmp_path / name, cache)
        found.append([(tmp_path / name / f"a.js{ending}").read_bytes() for ending in (".gz", ".br")])
    assert found[0] == found[1]


def test_what_was_packed_of_an_earlier_file_goes(tmp_path: Path) -> None:
    write(tmp_path / "site", a_bin=TEXT)
    write(tmp_path / "site", a_bin=os.urandom(5000))
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["a.bin"]
