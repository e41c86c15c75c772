"""What each answer of the host says beside the file: how long it may be kept, and what its page may load.

The pages run no script and no style but the site's own files, so the policy allows nothing else; what articles and
settings show from elsewhere is added by its origin.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from hc_builder.content.help_center import HelpCenter
from hc_builder.exports.source import FOLDER as EXPORTS
from hc_builder.project import Project

LASTING = "public, max-age=31536000, immutable"
ASKED_EACH_TIME = "no-cache"
LASTING_PATHS = (
    *("*.bin", "assets/early.*", "assets/helpcenter.*", "assets/ui/*", "assets/search/*", "assets/feedback/*"),
    *("assets/inquiry/*", "assets/widget/*", "assets/media/*", "assets/font/*.woff2"),
)
"""Files whose names change with what they hold."""
LASTING_NAME = r"(\.bin|/assets/.*\.[0-9a-f]{8,10}\.[a-z0-9.]+)$"
"""The same as one expression over the path."""
SHARED = ("Access-Control-Allow-Origin", "*")
SHARED_PATHS = ("assets/*", "search/*", "widget/*")
"""What the widget fetches from the shop's pages, on any origin: there is nothing in it that the site does not show."""
EXPORTED_PATHS = (f"{EXPORTS}/*",)
"""The same of what other channels read."""
_SOURCES = {"img": "img-src", "video": "media-src", "audio": "media-src", "source": "media-src", "track": "media-src"}
_PLAYERS = {
    "youtube.com": "https://www.youtube-nocookie.com",
    "youtu.be": "https://www.youtube-nocookie.com",
    "youtube-nocookie.com": "https://www.youtube-nocookie.com",
    "vimeo.com": "https://player.vimeo.com",
}
_STYLED = re.compile(r"<[^>]+\sstyle=", re.I)
_STYLE_ELEMENT = re.compile(r"<style[\s>]", re.I)
_SCRIPT = re.compile(r"<script[\s>]", re.I)


@dataclass(frozen=True)
class Headers:
    """`everywhere`: name and value of each header that all answers have. Pages of other origins may read the files
    at the `shared` paths. `notes` are to be told."""

    everywhere: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def build_headers(project: Project) -> Headers:
    policy = _list_own_sources(project)
    for directive, source in _list_foreign_sources(project.center):
        policy[directive] += [source] if source not in policy[directive] else []
    notes = tuple(_allow_own_styles(project.center, policy))
    everywhere = (
        ("Content-Security-Policy", _write_policy(policy)),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
    )
    return Headers(everywhere, notes, (*_list_shared(project),))


def _list_shared(project: Project) -> Iterator[str]:
    if project.settings.widget.origins:
        yield from SHARED_PATHS
    if any(project.settings.in_language(lang).exports for lang in project.settings.languages):
        yield from EXPORTED_PATHS


def _list_own_sources(project: Project) -> dict[str, list[str]]:
    """Those of the site itself and of its settings, by directive; without any nothing is allowed."""
    return {
        "default-src": ["'self'"],
        "script-src": ["'self'", *_find_origins(_list_scripts(project))],
        "style-src": ["'self'", *_find_origins(project.config.extra_css)],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "connect-src": ["'self'", *_find_origins([*_list_endpoints(project), *_list_inquiry_endpoints(project)])],
        "frame-src": [],
        "object-src": [],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *_find_origins(_list_inquiry_endpoints(project))],
        "frame-ancestors": ["'self'", *_find_origins(_list_shops(project))],
    }


def _write_policy(policy: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" if sources else f"{name} 'none'" for name, sources in policy.items())


def _find_origins(addresses: Iterable[str]) -> list[str]:
    """Of those that are on another host, each once."""
    return list(dict.fromkeys(origin for address in addresses if (origin := _find_origin(address))))


def _find_origin(address: str) -> str:
    """`https://cdn.example`; what could end the header or its directive has none."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    is_plain = re.fullmatch(r"[\w.:\[\]-]+", parts.netloc, re.ASCII)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if is_plain and parts.scheme in ("", "http", "https") else ""


def _list_scripts(project: Project) -> Iterator[str]:
    for script in project.config.extra_javascript:
        yield script if isinstance(script, str) else script.path


def _list_endpoints(project: Project) -> list[str]:
    return [project.settings.in_language(lang).feedback.endpoint for lang in project.settings.languages]


def _list_inquiry_endpoints(project: Project) -> list[str]:
    """Where the form is sent, by script and without."""
    return [project.settings.in_language(lang).contact.inquiry.endpoint for lang in project.settings.languages]


def _list_shops(project: Project) -> list[str]:
    """The shop's own pages may show the help center in a frame."""
    shops = [project.settings.in_language(lang).shop.url for lang in project.settings.languages]
    return [*shops, *project.settings.widget.origins]


def _list_foreign_sources(center: HelpCenter) -> Iterator[tuple[str, str]]:
    """What articles show from other hosts, as directive and source."""
    for shown in center.articles:
        for reference in shown.rendered.references:
            if origin := _find_origin(reference.target):
                yield from _allow(reference.tag, reference.attribute, origin)


def _allow(tag: str, attribute: str, origin: str) -> Iterator[tuple[str, str]]:
    host = urlsplit(origin).netloc.removeprefix("www.").removeprefix("m.").removeprefix("player.")
    if player := _PLAYERS.get(host) if tag != "a" else None:
        yield "frame-src", player
    if tag in ("iframe", "embed"):
        yield "frame-src", origin
    elif attribute in ("poster", "srcset") or tag == "source":
        yield "img-src", origin
    if tag in _SOURCES and attribute != "poster":
        yield _SOURCES[tag], origin


def _allow_own_styles(center: HelpCenter, policy: dict[str, list[str]]) -> Iterator[str]:
    """Where articles hold styles of their own, these are allowed; a script in an article is not."""
    texts = [(center.shown_path(shown.article.path), shown.rendered.html) for shown in center.articles]
    if any(_STYLED.search(html) for _, html in texts):
        policy["style-src-attr"] = ["'unsafe-inline'"]
    if any(_STYLE_ELEMENT.search(html) for _, html in texts):
        policy["style-src-elem"] = [*policy["style-src"], "'unsafe-inline'"]
    if path := next((path for path, html in texts if _SCRIPT.search(html)), ""):
        yield f"{path} holds a script of its own, which the policy stops: put it into a file, under `extra_javascript`."
