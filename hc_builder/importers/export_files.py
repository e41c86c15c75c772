"""The files of an export, in a folder or a zip, read under bounds: nothing is unpacked to the disk, and no name of an
archive becomes a path of the disk."""

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import IO

from hc_builder.errors import UserError
from hc_builder.importers.model import Loss

MAX_FILES = 100_000
MAX_FILE = 200_000_000
MAX_TOTAL = 4_000_000_000
MAX_TEXT = 20_000_000
_LISTS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
_SKIPPED = frozenset((".git", "node_modules", "__MACOSX", ".obsidian", ".trash", ".venv"))
_DOCUMENTS = (".docx", ".docm", ".xlsx", ".xlsm", ".ods")
"""Zips by their nature, each one file here."""
DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` fails with where an archive is damaged, under a password, or packed in a way that it does not know."""


class ExportRefused(UserError):
    """An export that can't be read, or must not be."""


@dataclass(frozen=True)
class ExportFiles:
    """`names` are paths with `/`, NFC, in order; `origin` is what the person named."""

    origin: Path
    readers: Mapping[str, Callable[[], bytes]]
    losses: tuple[Loss, ...] = ()
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(sorted(self.readers)))

    def __contains__(self, name: object) -> bool:
        return name in self.readers

    def read(self, name: str) -> bytes:
        return self.readers[name]()

    def read_text(self, name: str) -> str:
        """UTF-8, UTF-16 with its mark, or CP949. Raises `ExportRefused` for more than one article can hold; lists of
        many are bounded as files are."""
        raw = self.read(name)
        if len(raw) > MAX_TEXT and not name.casefold().endswith(_LISTS):
            raise ExportRefused(f"{name} has more than {MAX_TEXT:,} bytes", "leave it out of the export")
        return decode_text(raw)

    def list_names(self, *suffixes: str) -> list[str]:
        return [name for name in self.names if name.casefold().endswith(suffixes)]

    def below(self, folder: str) -> "ExportFiles":
        """Those of a folder, named from there."""
        start = f"{folder.strip('/')}/"
        inner = {name.removeprefix(start): read for name, read in self.readers.items() if name.startswith(start)}
        return ExportFiles(self.origin, inner, self.losses)


def decode_text(raw: bytes, *said: str) -> str:
    """Line ends are `\\n`. `said` are encodings that a page or its server names, which need be none. The first that
    explains all is right, or else the one that explains most, with a sign for the rest: one broken byte does not make a
    text in CP949 one in UTF-8."""
    encodings = (*said, "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp949")
    whole = (text for encoding in encodings if (text := _decode(raw, encoding, "strict")) is not None)
    parts = (text for encoding in encodings if (text := _decode(raw, encoding, "replace")) is not None)
    found = next(whole, None)
    text = found if found is not None else min(parts, key=lambda text: text.count("\ufffd"))
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _decode(raw: bytes, encoding: str, errors: str) -> str | None:
    """`None` where it is no encoding, or does not fit."""
    try:
        return raw.decode(encoding, errors)
    except (LookupError, ValueError):
        return None


def open_export(path: Path) -> ExportFiles:
    """A folder, a zip, or one other file by its name. Raises `ExportRefused`."""
    if path.is_dir():
        return _gather(path, _walk(path))
    if not path.is_file():
        hint = "name the folder or file that the other tool wrote; an address begins with https://"
        raise ExportRefused(f"there is no {path}", hint)
    if zipfile.is_zipfile(path) and path.suffix.casefold() not in _DOCUMENTS:
        return _open_zip(path)
    return ExportFiles(path, {unicodedata.normalize("NFC", path.name): lambda: _read_file(path)})


def _walk(root: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """No link is followed: a folder from elsewhere has no right to what lies around it."""
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            file = Path(folder) / name
            if file.is_symlink() or not file.is_file() or not _is_unicode(name):
                continue
            count += 1
            if count > MAX_FILES:
                raise ExportRefused(f"{root} holds more than {MAX_FILES:,} files", "name the folder of the articles")
            yield unicodedata.normalize("NFC", file.relative_to(root).as_posix()), _reader(file)


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _reader(file: Path) -> Callable[[], bytes]:
    return lambda: _read_file(file)


def _read_file(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE:
            raise ExportRefused(f"{file} has more than {MAX_FILE:,} bytes", "leave it out of the export")
        return file.read_bytes()
    except OSError as error:
        raise ExportRefused(
            f"{file} can't be read: {error.strerror}", "ask its owner for the right to read it"
        ) from error


def _open_zip(path: Path) -> ExportFiles:
    archive = _open_archive(path, str(path))
    files = _gather(path, _list_archive(archive, str(path)), _tell_odd(archive))
    found = files.readers
    inner = [name for name in found if name.casefold().endswith(".zip")]
    if len(inner) == len(found):  # Notion packs its parts into a zip of zips
        packed = {name: _open_archive(BytesIO(found[name]()), name) for name in inner}
        parts = (pair for zipped, part in packed.items() for pair in _list_archive(part, zipped))
        return _gather(path, parts, files.losses)
    return files


def _gather(origin: Path, found: Iterable[tuple[str, Callable[[], bytes]]], losses: Iterable[Loss] = ()) -> ExportFiles:
    """Of files whose names differ only in how their letters are composed the first is read, and the others told."""
    readers: dict[str, Callable[[], bytes]] = {}
    twins = []
    for name, read in found:
        if readers.setdefault(name, read) is not read:
            twins.append(Loss("a file of the same name as another", name))
    return ExportFiles(origin, readers, (*losses, *twins))


def _open_archive(file: Path | BytesIO, shown: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except DAMAGED as error:
        raise ExportRefused(f"{shown} can't be unpacked: {error}", "export it once more") from error


def _list_archive(archive: zipfile.ZipFile, shown: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    members = [member for member in archive.infolist() if not _is_odd(member) and not member.is_dir()]
    if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_TOTAL:
        what = f"{shown} holds more than {MAX_FILES:,} files, or more than {MAX_TOTAL:,} bytes"
        raise ExportRefused(what, "export it in parts, and import one after the other")
    for member in members:
        name = _name_member(member)
        if not _SKIPPED.intersection(name.split("/")):
            yield name, _member_reader(archive, member, shown)


def _name_member(member: zipfile.ZipInfo) -> str:
    """Korean Windows writes names in CP949 without saying so; `zipfile` then reads them as CP437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = _from_cp949(name)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _from_cp949(name: str) -> str:
    try:
        return name.encode("cp437").decode("cp949")
    except UnicodeError:
        return name


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Climbs out of its folder, or is a link."""
    parts = member.filename.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in parts or not parts[0] or ":" in parts[0] or "\0" in member.filename


def _tell_odd(archive: zipfile.ZipFile) -> Iterator[Loss]:
    for member in archive.infolist():
        if _is_odd(member):
            yield Loss("a file whose name leads out of the archive, or a link", member.filename[:200])


def _member_reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Callable[[], bytes]:
    def read() -> bytes:
        """What the archive says of sizes is not believed: reading ends at the bound."""
        try:
            with archive.open(member) as file:
                return _read_bounded(file, f"{shown}: {member.filename}")
        except DAMAGED as error:
            raise ExportRefused(
                f"{shown}: {member.filename} can't be unpacked: {error}", "export it once more"
            ) from error

    return read


def _read_bounded(file: IO[bytes], shown: str) -> bytes:
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise ExportRefused(f"{shown} unpacks to more than {MAX_FILE:,} bytes", "leave it out of the export")
    return data
