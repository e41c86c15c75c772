"""A help desk's address instead of a folder: its pages, fetched, are the files of an export."""

import json
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult

from hc_builder.importers.addresses import split_address
from hc_builder.importers.api.client import Client
from hc_builder.importers.api.refusals import ApiRefused
from hc_builder.importers.api.tokens import read_token
from hc_builder.importers.api.vendors import VENDORS, Vendor
from hc_builder.importers.export_files import ExportFiles
from hc_builder.outside import build_opener
from hc_builder.progress import track


def fetch_export(source: str, address: str, local: bool) -> tuple[ExportFiles, str]:
    """All pages, before anything is read of them: what is cut short is no export; and where the help center stands,
    empty where the address of the API does not say. Raises `ApiRefused`."""
    if source not in VENDORS:
        what = f"'{source}' is read from files, and not from an address"
        raise ApiRefused(what, "name its folder, zip or file; or read any site by its pages: hc import web ADDRESS")
    client = _open_client(VENDORS[source], address, local)
    pages = track("Fetching pages", VENDORS[source].crawl(client))
    readers = {name: partial(bytes, json.dumps(page).encode()) for name, page in pages}
    return ExportFiles(Path(client.host), readers), "" if VENDORS[source].hosts else client.origin


def explain_nothing(source: str) -> str:
    """What to do where no article came: who may not see one is often answered with an empty list."""
    return _list_hints(VENDORS[source])[403]


def _open_client(vendor: Vendor, address: str, local: bool) -> Client:
    origin, path = _read_address(vendor, address, local)
    token = read_token(vendor.variable, vendor.form)
    if not token and not vendor.is_open:
        raise ApiRefused(f"{vendor.variable} is not set", _tell_token(vendor))
    headers = vendor.sign(token) if token else {}
    return Client(origin, path, build_opener(local, redirects=False), headers, _list_hints(vendor))


def _list_hints(vendor: Vendor) -> dict[int, str]:
    return {
        401: _tell_token(vendor),
        403: f"the token in {vendor.variable} may not read articles: take one of somebody who may",
        404: f"name an address such as {vendor.example}",
    }


def _tell_token(vendor: Vendor) -> str:
    return f"put a token into the environment: {vendor.variable}={vendor.form}"


def _read_address(vendor: Vendor, address: str, local: bool) -> tuple[str, str]:
    """Scheme and host, and the path. What stands before the host or behind the path may be secret: it is not used."""
    parts = split_address(address.strip())
    hint = f"name an address such as {vendor.example}"
    host = _read_host(parts)
    if not host:
        raise ApiRefused("this is no address", hint)
    if parts.scheme != "https" and not local:
        raise ApiRefused(f"{host} is not asked over https", "a token could be read on the way: name an https address")
    if vendor.hosts and not local and (parts.hostname or "") not in vendor.hosts:
        raise ApiRefused(f"this source has its API at {vendor.hosts[0]}, and not at {host}", hint)
    return f"{parts.scheme}://{host}", parts.path.rstrip("/")


def _read_host(parts: SplitResult) -> str:
    """With its port, in ASCII; empty where there is none."""
    try:
        name, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (UnicodeError, ValueError):
        return ""
    shown = f"[{name}]" if ":" in name else name
    return f"{shown}:{port}" if port and name else shown
