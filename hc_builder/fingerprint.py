"""What the code at work is: whatever it makes may be otherwise when this is."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

_PACKAGE = os.path.dirname(__file__)
_LIBRARIES = frozenset(
    (
        "holidays",
        "imageio_ffmpeg",
        "jinja2",
        "justmyresource_mdi",
        "lindera_python_ko_dic",
        "markdown",
        "markdown_it_py",
        "markupsafe",
        "mdit_py_plugins",
        "mini_racer",
        "minify_go",
        "msgspec",
        "numpy",
        "pathspec",
        "pillow",
        "pygments",
        "pymdown_extensions",
        "pyyaml",
        "pyyaml_env_tag",
        "rapidfuzz",
        "selectolax",
        "snowballstemmer",
        "fonttools",
        "tzdata",
    )
)
_NO_CODE = ("starter", "docs", "__pycache__")


@cache
def describe_code() -> bytes:
    """32 bytes: this package as it lies on the disk, the libraries it stands on, and Python."""
    return describe_room("")


@cache
def describe_room(room: str) -> bytes:
    """The same for one room of it, `media`: what that room makes of bytes alone depends on no other."""
    known = [f"{sys.version_info} {unicodedata.unidata_version}", *sorted(_list_libraries())]
    hashed = blake2b("\n".join(known).encode(), digest_size=32)
    for path in sorted(_list_files(os.path.join(_PACKAGE, room) if room else _PACKAGE)):
        with open(path, "rb") as file:
            data = file.read()
        hashed.update(f"{path.removeprefix(_PACKAGE)} {len(data)}\n".encode())
        hashed.update(data)
    return hashed.digest()


def _list_libraries() -> Iterator[str]:
    """`jinja2-3.1.6.dist-info`, by the names of folders alone: reading what is in them takes ten times as long."""
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            library, _, rest = name.partition("-")
            if rest.endswith(".dist-info") and re.sub(r"[-.]", "_", library).lower() in _LIBRARIES:
                yield name


def _list_files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _NO_CODE or entry.name.endswith(".pyc"):
                continue
            if entry.is_dir():
                yield from _list_files(entry.path)
            else:
                yield entry.path
