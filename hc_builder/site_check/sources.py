"""Where a site is: in a folder, answered as a plain file server would, or on a host."""

import http.client
import mimetypes
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote, unquote, urlsplit

from feedback_function.direct import open_direct
from hc_builder.errors import UserError

MAX_BYTES = 50_000_000
_SECONDS = 20
_FEW_LETTERS = "/~!$&'()*+,;=:@%"


class SiteUnreachable(UserError):
    """There is nothing to look at."""


class Answer(NamedTuple):
    """`headers` by their names in small letters; status 0: no answer at all, for the reason in `body`."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


class Source(Protocol):
    """`base` is the path below which the site stands; `origin` is empty for a folder."""

    base: str
    origin: str

    def fetch(self, path: str) -> Answer:
        """What a path from the host's root gives; redirects are not followed."""


def open_source(site: str, base: str) -> Source:
    """Raises `SiteUnreachable`."""
    if site.startswith(("http://", "https://")):
        return _open_host(site)
    if not Path(site).is_dir():
        raise SiteUnreachable(f"there is no site in {site}", "build it first: hc build; or name an address, https://…")
    return Folder(Path(site), base)


def _open_host(address: str) -> "Host":
    try:
        return Host(address)
    except ValueError as error:
        raise SiteUnreachable(f"{address} is no address: {error}", "write it as https://help.example.com/") from error


class Folder:
    """A site on the disk that will stand at `base` of its host."""

    origin = ""

    def __init__(self, folder: Path, base: str) -> None:
        self.base = base
        self._folder = folder.resolve()

    def fetch(self, path: str) -> Answer:
        inside = unquote(path).removeprefix(unquote(self.base))
        file = self._folder / inside.lstrip("/")
        is_below = unquote(path).startswith(unquote(self.base)) and file.resolve().is_relative_to(self._folder)
        if is_below and file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        elif is_below and file.is_dir():
            return Answer(301, {"location": f"{path}/"}, b"")
        if not is_below or not file.is_file():
            return Answer(404, {}, b"")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Answer(200, {"content-type": kind}, file.read_bytes())


class Host:
    """A site that is served, at the address of its home page."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = parts.path if parts.path.endswith("/") else f"{parts.path}/"
        if (answer := self.fetch(self.base)).status == 0:
            raise SiteUnreachable(f"{address} does not answer: {answer.body.decode()}", "correct the address")

    def fetch(self, path: str) -> Answer:
        address = self.origin + quote(path, safe=_FEW_LETTERS)
        request = urllib.request.Request(address, headers={"User-Agent": "hc", "Accept-Encoding": "gzip"})
        try:
            with open_direct(request, _SECONDS) as reply:
                return _read(reply.status, dict(reply.headers.items()), reply.read(MAX_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                return _read(error.code, dict(error.headers.items()), error.read(MAX_BYTES))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, {}, str(getattr(error, "reason", error)).encode())


def _read(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    named = {name.lower(): value for name, value in headers.items()}
    return Answer(status, named, _unpack(body) if named.get("content-encoding") == "gzip" else body)


def _unpack(body: bytes) -> bytes:
    """As much of it as may be, and as is whole."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""
