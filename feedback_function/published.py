"""What a built site hands to the endpoint: files of it, or their addresses."""

import logging
from collections.abc import Iterable
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec

MOST_BYTES = 200_000_000
PATIENCE_SECONDS = 20

log = logging.getLogger("hc.feedback")


def read_published(source: str) -> bytes:
    """Of a file or an http(s) address. Raises `OSError`."""
    if not source.startswith(("http://", "https://")):
        return Path(source).read_bytes()
    try:
        with urlopen(Request(source, headers={"User-Agent": "hc-feedback"}), timeout=PATIENCE_SECONDS) as answer:
            data: bytes = answer.read(MOST_BYTES)
            return data
    except HTTPException as fault:  # of an answer that is no HTTP, or breaks off
        raise OSError(type(fault).__name__) from None


def describe_fault(fault: Exception) -> str:
    """Why it can't be read."""
    if isinstance(fault, URLError):
        return str(fault.reason)
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)


class ArticleNames:
    """The articles that the sites have, from the `articles.json` of each: other names are made up, or gone."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._known: dict[str, frozenset[str]] = {source: frozenset() for source in sources}

    def refresh(self) -> None:
        """Read them anew. One that can't be had stays as it was read last; never read, it has no article."""
        for source in self._known:
            try:
                self._known[source] = frozenset(msgspec.json.decode(read_published(source), type=list[str]))
            except (OSError, ValueError) as fault:
                log.warning("articles_unreadable", extra={"detail": f"{source}: {describe_fault(fault)}"})

    def keep(self, name: str) -> str:
        """`name`, or "" where no site has such an article; without a list every name is kept."""
        return name if not self._known or self.has(name) else ""

    def has(self, name: str) -> bool:
        """Whether a site has that article."""
        return any(name in names for names in self._known.values())
