"""Origins as browsers send them: lower case, a port only where it is not the scheme's own, and Punycode."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_OWN_PORTS = {"http": 80, "https": 443}


def read_origin(text: str) -> str:
    """The origin that a browser sends for the pages at `text`, such as `https://Help.Shop.kr:443/`.

    Raises `ValueError` for what is none: no scheme, a path, a query, a star.
    """
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in _OWN_PORTS or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise ValueError("not an origin")
    if parts.username is not None or "*" in parts.netloc:
        raise ValueError("not an origin")
    return f"{parts.scheme}://{_build_host(parts.hostname, parts.port, parts.scheme)}"


def is_own(origin: str, host: str) -> bool:
    """Whether the page came from the server that `host`, a header, names."""
    try:
        return read_origin(origin) == read_origin(f"{origin.partition('://')[0]}://{host}")
    except ValueError:
        return False


def _build_host(name: str, port: int | None, scheme: str) -> str:
    host = f"[{name}]" if ":" in name else name.encode("idna").decode()
    if not _HOST.fullmatch(host):
        raise ValueError("not an origin")
    return host if port in (None, _OWN_PORTS[scheme]) else f"{host}:{port}"
