"""Files beside the content that we write and git keeps, read again whatever became of them: torn, edited, or of a newer
version."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import TypeVar

import msgspec

from hc_builder.errors import UserError

T = TypeVar("T")


class KeptFileError(UserError):
    """The file is not one that we wrote."""


class _Versioned(msgspec.Struct):
    """What every version says."""

    version: int = 1


def read_kept(path: Path, kind: type[T], version: int, cure: str) -> T | None:
    """What the JSON file holds; `None`: there is none. Raises `KeptFileError`, with `cure` for a file that is torn."""
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
        found = msgspec.json.decode(data, type=_Versioned).version
        if found != version:
            raise KeptFileError(f"{path}: version {found} is not {version}", "update hc-builder")
        return msgspec.json.decode(data, type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise KeptFileError(f"the file {path} can't be read: {_explain(fault)}", cure) from fault


def _explain(fault: Exception) -> str:
    if isinstance(fault, UnicodeError):
        return "it is not UTF-8 text"
    if isinstance(fault, RecursionError):
        return "it is nested too deeply"
    return str((isinstance(fault, OSError) and fault.strerror) or fault)
