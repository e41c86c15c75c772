"""The files that hosts read: each a text made of the old addresses of a site and of the headers of its answers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from hc_builder.content.redirects import OWN_FILE, Redirect, spell
from hc_builder.site.header_forms import (
    list_for_vercel,
    render_cache_of_nginx,
    render_for_apache,
    render_for_cloudfront,
    render_for_nginx,
    render_headers_file,
    render_shared_of_nginx,
)
from hc_builder.site.host_headers import Headers

_SPECIAL_IN_VERCEL = re.compile(r"([()\[\]{}:*+?.\\!|^$])")
_PLAIN_PATH = re.compile(r"/[\w./~-]*", re.ASCII)
_LASTING = (301, 308)


@dataclass(frozen=True)
class Addresses:
    """Of a site that stands at `base` on its host: addresses that `moved`, those that are `gone` on purpose (as
    `clean_address` gives them), `_redirects` as `lines`, and the `pages` that are there (`refund/when/`); its first
    language has no prefix, each of the `others` has."""

    base: str
    moved: tuple[Redirect, ...]
    gone: tuple[str, ...]
    lines: str
    pages: frozenset[str]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class HostFile:
    """One file for a host: it lies in the site, or is for whoever sets the host up. Of its rules `left_out` were more
    than the host takes, or have no form there."""

    name: str
    text: str
    is_in_site: bool
    left_out: int = 0


HostFiles = tuple[HostFile, ...]


def write_redirects(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """Netlify and Cloudflare Pages."""
    rules = [line for line in addresses.lines.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    redirects = HostFile(OWN_FILE, _join(rules[:most]), True, len(rules[most:]) if most else 0)
    return redirects, HostFile("_headers", render_headers_file(headers, addresses.base), True)


def write_github_pages(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """It takes neither redirects nor headers; without this file it would leave out what begins with `_`."""
    return (HostFile(".nojekyll", "", True),)


def write_vercel(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """An address with signs beyond ASCII is told both escaped and as it is."""
    rules = [
        {"source": source, "destination": redirect.lead(addresses.base), "statusCode": redirect.status}
        for redirect in addresses.moved
        for source in _match_in_vercel(addresses.base, redirect.source)
    ]
    text = _dump({"redirects": rules[:most], "headers": list_for_vercel(headers, addresses.base)})
    return (HostFile("vercel.json", text, True, len(rules[most:]) if most else 0),)


def _match_in_vercel(base: str, source: str) -> list[str]:
    """With a slash at its end and without, as path-to-regexp writes it."""
    spelt = dict.fromkeys((base + quote(source), unquote(base) + source))
    return [_SPECIAL_IN_VERCEL.sub(r"\\\1", path) + "{/}?" for path in spelt]


def write_nginx(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """Maps of the address as nginx has it, which is decoded, and what a server does with them."""
    maps = {
        "help_moved": _map_targets(addresses, lasting=True),
        "help_moved_for_now": _map_targets(addresses, lasting=False),
        "help_gone": {key: "1" for path in addresses.gone for key in _list_keys(addresses.base, path)},
    }
    longest = max((len(key.encode()) for entries in maps.values() for key in entries), default=0)
    number = max(map(len, maps.values()))
    head = (
        "# Old addresses, and what may be kept. Include this file in `http`, and nginx-server.conf in `server`.\n"
        f"map_hash_bucket_size {_round_up(longest + 32, 128)};\n"
        f"map_hash_max_size {_round_up(4 * number, 2048)};\n"
    )
    text = head + "".join(_render_map(name, entries) for name, entries in maps.items()) + render_cache_of_nginx()
    text += render_shared_of_nginx(headers, addresses.base)
    server = HostFile("nginx-server.conf", _join(_list_server_lines(addresses, headers)), False)
    return HostFile("nginx-redirects.conf", text, False), server


_TYPES = {
    "vtt": "text/vtt",
    "webmanifest": "application/manifest+json",
    "md": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
}
"""By the ending of a file: what servers don't know by themselves, or not in every version. All of it is UTF-8."""


def _list_server_lines(addresses: Addresses, headers: Headers) -> Iterator[str]:
    base = addresses.base
    yield "# Include this file in `server`, below its `root`."
    yield from ("charset utf-8;", "absolute_redirect off;", "gzip_static on;")
    yield from render_for_nginx(headers)
    yield from (f"error_page 404 {base}404.html;", "if ($help_gone) { return 410; }")
    yield "if ($help_moved) { return 301 $help_moved; }"
    yield "if ($help_moved_for_now) { return 302 $help_moved_for_now; }"
    for lang in addresses.others:
        yield f"location {base}{lang}/ {{ error_page 404 {base}{lang}/404.html; }}"
    yield f"location = {base}{OWN_FILE} {{ return 404; }}"
    yield f"charset_types text/plain text/xml application/javascript {' '.join(_TYPES.values())};"
    yield from (rf"location ~ \.{ending}$ {{ types {{ {kind} {ending}; }} }}" for ending, kind in _TYPES.items())


def _map_targets(addresses: Addresses, lasting: bool) -> dict[str, str]:
    return {
        key: redirect.lead(addresses.base)
        for redirect in addresses.moved
        if (redirect.status in _LASTING) is lasting
        for key in _list_keys(addresses.base, redirect.source)
    }


def _list_keys(base: str, source: str) -> list[str]:
    return [unquote(base + path) for path in spell(source)]


def _render_map(name: str, entries: Mapping[str, str]) -> str:
    """In a value `$` would begin a variable."""
    lines = (f"    {_quote(key)} {_quote(value.replace('$', '%24'))};\n" for key, value in entries.items())
    return f'map $uri ${name} {{\n    default "";\n{"".join(lines)}}}\n'


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _round_up(number: int, least: int) -> int:
    """To a power of two."""
    return int(max(least, 1 << (number - 1).bit_length()))


def write_apache(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """`.htaccess` in the site's folder: its rules see the decoded path below that."""
    moved = (
        f'RewriteRule "{_match_in_apache(one.source)}" "{_lead_in_apache(one, addresses.base)}" [R={one.status},L,NE]'
        for one in addresses.moved
    )
    gone = (f'RewriteRule "{_match_in_apache(path)}" - [G]' for path in addresses.gone)
    error_page = f"ErrorDocument 404 {addresses.base}404.html"
    types = (f"AddType {kind} .{ending}" for ending, kind in _TYPES.items())
    charsets = ("AddDefaultCharset utf-8", f"AddCharset utf-8 {' '.join(f'.{ending}' for ending in _TYPES)}")
    lines = [
        error_page,
        *charsets,
        *types,
        *render_for_apache(headers, addresses.base),
        "RewriteEngine On",
        *moved,
        *gone,
    ]
    return (HostFile(".htaccess", _join(lines), True),)


def _match_in_apache(source: str) -> str:
    """`re.escape` escapes a space too, which Apache then reads as one."""
    return "^" + re.escape(source).replace('"', '\\"') + "/?$"


def _lead_in_apache(redirect: Redirect, base: str) -> str:
    """`%` and `$` would stand for what was matched."""
    return re.sub(r"([%$\\])", r"\\\1", redirect.lead(base).replace('"', "%22"))


def write_s3(addresses: Addresses, headers: Headers, most: int | None) -> HostFiles:
    """The configuration of a website. Its rules are for all that begins alike, so each has a slash at its end, where S3
    itself leads to because a page stands there, and there is none where another address begins so too."""
    rules = [_render_rule_of_s3(one, addresses.base) for one in addresses.moved if _fits_s3(one, addresses)]
    site = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "404.html"}}
    text = _dump(site | ({"RoutingRules": rules[:most]} if rules else {}))
    website = HostFile("s3-website.json", text, False, len(addresses.moved) - len(rules[:most]))
    return website, HostFile("cloudfront-headers.json", render_for_cloudfront(headers), False)


def _fits_s3(redirect: Redirect, addresses: Addresses) -> bool:
    others = {one.source for one in addresses.moved if one is not redirect} | addresses.pages
    is_alone = not any(other.startswith(f"{redirect.source}/") for other in others)
    return is_alone and bool(_PLAIN_PATH.fullmatch(redirect.target)) and not redirect.source.endswith((".html", ".htm"))


def _render_rule_of_s3(redirect: Redirect, base: str) -> dict[str, object]:
    key = unquote(base).removeprefix("/")
    return {
        "Condition": {"KeyPrefixEquals": f"{key}{redirect.source}/"},
        "Redirect": {"HttpRedirectCode": str(redirect.status), "ReplaceKeyWith": redirect.lead(base).removeprefix("/")},
    }


def _dump(value: object) -> str:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"


def _join(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
