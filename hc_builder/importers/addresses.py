"""Addresses as other tools wrote them: none is too odd to be read on."""

from collections.abc import Iterable
from urllib.parse import SplitResult, urljoin, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def split_address(text: str) -> SplitResult:
    """Its parts; all empty where it is no address (`https://[내쇼핑몰].cafe24.com/`)."""
    try:
        return urlsplit(text)
    except ValueError:
        return _NOTHING


def join_address(site: str, target: str) -> str:
    """As seen from a site; the target itself where it is no address."""
    try:
        return urljoin(site, target)
    except ValueError:
        return target


def find_host(text: str) -> str:
    """The host of an address without `www.`; empty where it has none."""
    return (split_address(text).hostname or "").removeprefix("www.")


def list_hosts(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(find_host, addresses)))


def list_old(address: str) -> tuple[str, ...]:
    """The path of an article's address, as the old one to be led on; none where it is that of a home page."""
    path = split_address(address).path
    return (path,) if path.strip("/") else ()
