"""What earlier imports wrote: `imports.json`, a file in git, so that a second run knows what was edited here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import msgspec

from hc_builder.atomic import write_atomically
from hc_builder.kept_files import KeptFileError, read_kept

NAME = "imports.json"
_VERSION = 1
_HINT = "take it back from git; without it every article is new"


class Record(msgspec.Struct, frozen=True, array_like=True):
    """Where an item was written, the hash of what stood there when source and shop last agreed, and that of what the
    source last said. `is_gone`: the source has it no more. `text` is a hash over an article's words alone, by which it
    is known again under another name."""

    path: str
    base: str
    theirs: str
    is_gone: bool = False
    text: str = ""


Records = Mapping[str, Record]


class _File(msgspec.Struct):
    version: int = _VERSION
    sources: dict[str, dict[str, Record]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    path: Path
    sources: Mapping[str, Records]

    def write(self, name: str, records: Records) -> None:
        """One line an item, in order, so that a reviewer sees what changed."""
        sources = {**self.sources, name: records}
        blocks = [f"  {json.dumps(key)}: {{\n{_render(found)}\n  }}" for key, found in sorted(sources.items())]
        text = '{\n "version": 1,\n "sources": {\n' + ",\n".join(blocks) + "\n }\n}\n"
        write_atomically(self.path, text.encode())


def _render(records: Records) -> str:
    lines = (
        f"   {json.dumps(key, ensure_ascii=False)}: {msgspec.json.encode(record).decode()}"
        for key, record in sorted(records.items())
    )
    return ",\n".join(lines)


def read_memory(project: Path) -> Memory:
    """Raises `KeptFileError`."""
    path = project / NAME
    file = read_kept(path, _File, _VERSION, _HINT)
    sources = file.sources if file else {}
    for record in (record for records in sources.values() for record in records.values()):
        if not _stays_inside(record.path):
            raise KeptFileError(f"{path} names a file outside the content folder: {record.path}", _HINT)
    return Memory(path, sources)


def _stays_inside(path: str) -> bool:
    """Anyone who may propose a change may write the file; Windows' paths are read so that its drives count too."""
    pure = PureWindowsPath(path)
    return bool(path) and "\0" not in path and not pure.anchor and ".." not in pure.parts


def digest_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
