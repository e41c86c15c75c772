"""Pages of an API, saved or fetched: JSON, or one object a line; and the values that they hold, whatever their kind."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from hc_builder.importers.export_files import ExportFiles
from hc_builder.importers.heads import read_day
from hc_builder.importers.model import NO_ORDER, Loss
from hc_builder.importers.titles import MAX_TITLE

Object = Mapping[str, Any]
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_MILLISECONDS = 100_000_000_000


def read_pages(files: ExportFiles, losses: list[Loss]) -> Iterator[tuple[str, Object]]:
    """Every object at the top of a file or of a list there, with the file's name."""
    for name in files.list_names(".json", ".jsonl", ".ndjson"):
        found = _parse(files.read_text(name), name, losses)
        for page in found if isinstance(found, list) else [found]:
            if isinstance(page, dict):
                yield name, page


def _parse(text: str, name: str, losses: list[Loss]) -> Any:
    try:
        return _mend(json.loads(text)) if _HALF.search(text) else json.loads(text)
    except (ValueError, RecursionError):
        lines = [line for line in text.split("\n") if line.strip()]
        return list(_read_lines(lines, name, losses))


def _mend(found: Any) -> Any:
    """With a sign for each half of a character, which JSON may hold and no file can."""
    return json.loads(json.dumps(found, ensure_ascii=False).encode(errors="replace"))


def _read_lines(lines: Iterable[str], name: str, losses: list[Loss]) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        try:
            yield _mend(json.loads(line))
        except (ValueError, RecursionError):
            losses.append(Loss("a line that is no JSON", name, number))
            return


def list_objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def get_object(found: Object, key: str) -> Object:
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def read_line(value: object) -> str:
    """A title, as one line."""
    return " ".join(str(value or "").split())[:MAX_TITLE] if isinstance(value, str | int) else ""


def read_lines(value: object) -> tuple[str, ...]:
    """Labels: a list, or one text with commas."""
    listed = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(filter(None, map(read_line, listed))))


def read_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def read_count(value: object) -> int:
    return value if isinstance(value, int) else 0


def read_order(value: object) -> int:
    return max(0, min(value, NO_ORDER)) if isinstance(value, int) else NO_ORDER


def read_identity(value: object) -> str:
    """An id as text; empty where there is none."""
    return str(value) if isinstance(value, str | int) and value else ""


def read_moment(value: object) -> date | None:
    """A date as text, or seconds or milliseconds since 1970, as a day of UTC."""
    if not isinstance(value, int) or isinstance(value, bool):
        return read_day(value)
    try:
        return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
