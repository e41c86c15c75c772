"""Pictures that stand in the text itself (`data:image/png;base64,…`), as files."""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|svg\+xml|avif|bmp)(?:;[\w=-]+)*?(;base64)?,(.*)", re.S | re.I)
_SUFFIXES = {"jpeg": "jpg", "svg+xml": "svg"}


def read_inline_picture(target: str) -> tuple[str, bytes] | None:
    """`(path, bytes)`, the path by content; `None`: it is none, or holds nothing."""
    found = _DATA.fullmatch(target.strip())
    if not found:
        return None
    try:
        data = base64.b64decode(re.sub(r"\s+", "", found[3]), validate=True) if found[2] else unquote_to_bytes(found[3])
    except (binascii.Error, ValueError):
        return None
    suffix = _SUFFIXES.get(found[1].lower(), found[1].lower())
    return (f"media/inline-{hashlib.sha256(data).hexdigest()[:12]}.{suffix}", data) if data else None
