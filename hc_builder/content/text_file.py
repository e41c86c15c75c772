"""The bytes of a text file → text that later stages can rely on: NFC, `\\n` ends a line, no control characters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from hc_builder.problems import Problem

MAX_BYTES = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HINT = "save the file as UTF-8; Korean files of older editors are often CP949"


class TextFile(NamedTuple):
    """`text` is as much as could be read, for the faults that stand further down."""

    text: str
    problems: Sequence[Problem] = ()


def read_text_file(path: Path, shown_path: str) -> TextFile | None:
    """A file that need not be there; `None`: there is none. One that can't be read is told, and so is a folder of that
    name."""
    try:
        return parse_text(path.read_bytes(), shown_path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        what, hint = "a file is read here, and this is a folder", "give the folder another name, or move it"
    except OSError as error:
        what, hint = f"the file can't be read: {error.strerror}", "give the one who builds the right to read it"
    return TextFile("", (Problem(shown_path, 0, "HC16", what, hint),))


def parse_text(raw: bytes, path: str) -> TextFile:
    """Faults name the file as `path`. Only a file that is too large is not read at all."""
    if len(raw) > MAX_BYTES:
        what = f"the file has {len(raw):,} bytes; an article may have {MAX_BYTES:,}"
        return TextFile("", (Problem(path, 0, "HC14", what, "cut it into articles that answer one question each"),))
    text, encoding = _decode(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = (*_tell_encoding(raw, encoding, path), *_tell_control(text, path))
    return TextFile(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)), problems)


def _decode(raw: bytes) -> tuple[str, str]:
    """The text and the encoding it was written in, as far as that can be told."""
    encodings = [mark for start, mark in _MARKS.items() if raw.startswith(start)] or ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            return raw.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode(encodings[0], "replace").removeprefix("\ufeff"), ""


def _tell_encoding(raw: bytes, encoding: str, path: str) -> Iterator[Problem]:
    if encoding == "utf-8-sig":
        return
    line = 1
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    yield Problem(path, line, "HC07", "the file is not UTF-8 text", _HINT)


def _tell_control(text: str, path: str) -> Iterator[Problem]:
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"a control character (U+{ord(found[0]):04X}) stands in the text"
        hint = "delete it and write the words around it anew; a file of another program is no article"
        yield Problem(path, line, "HC15", what, hint)
