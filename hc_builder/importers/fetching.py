"""Pictures of other sites, fetched when that is asked for: http(s), public addresses, bounded, known by their bytes."""

import hashlib
from http.client import HTTPException
from urllib.request import OpenerDirector, Request

from hc_builder import __version__
from hc_builder.importers.model import Loss
from hc_builder.outside import build_opener, quote_address, read_bounded, tell_failure

MAX_PICTURE = 20_000_000
_PATIENCE = 15.0  # seconds for one picture, from its first byte to its last
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)


class Fetcher:
    """Each address once; `losses` say which could not be had, and why."""

    def __init__(self, local: bool) -> None:
        self._opener: OpenerDirector = build_opener(local)
        self._known: dict[str, tuple[str, bytes] | None] = {}
        self.losses: list[Loss] = []

    def fetch(self, address: str) -> tuple[str, bytes] | None:
        """The path here, by content, and the bytes."""
        if address not in self._known:
            self._known[address] = self._fetch(address)
        return self._known[address]

    def _fetch(self, address: str) -> tuple[str, bytes] | None:
        request = Request(quote_address(address), headers={"User-Agent": f"hc-import/{__version__}"})
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                data = read_bounded(answer, MAX_PICTURE, _PATIENCE)
        except (OSError, HTTPException, ValueError) as error:
            self._tell(address, tell_failure(error))
            return None
        kind = find_kind(data)
        if not kind:
            self._tell(address, "it is no picture")
            return None
        return f"media/{hashlib.sha256(data).hexdigest()[:16]}.{kind}", data

    def _tell(self, address: str, why: str) -> None:
        self.losses.append(Loss("a picture that could not be fetched", address.partition("?")[0], 0, why))


def find_kind(data: bytes) -> str:
    """The suffix of a picture, by its first bytes; empty: it is none that a page shows safely."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "avif"
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")
