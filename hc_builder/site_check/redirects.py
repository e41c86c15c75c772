"""Old addresses, asked for with a slash at their end and without."""

from collections.abc import Iterator
from urllib.parse import quote, unquote, urldefrag, urljoin

from hc_builder.content.redirects import Redirect, list_redirects
from hc_builder.content.targets import is_external
from hc_builder.problems import Problem
from hc_builder.project import Project
from hc_builder.site_check.pages import parse_page
from hc_builder.site_check.sources import Answer, Source

_MOVED = (301, 302, 307, 308)
_STEPS = 3


def check_redirects(project: Project, source: Source) -> Iterator[Problem]:
    """HC83."""
    for redirect in list_redirects(project.center):
        wanted = redirect.lead(source.base)
        for path in _spell(redirect, source.base):
            met = _find_end(source, path, wanted)
            if _normal(met) != _normal(wanted):
                what = f"the old address leads to {met}" if met else "the old address leads nowhere"
                hint = "write the host's redirects again: hc deploy-files"
                yield Problem(unquote(path), 0, "HC83", f"{what}, not to {wanted}", hint)
    for gone in project.published.gone:
        path = f"{source.base}{quote(gone.strip('/'))}/"
        if (answer := source.fetch(path)).status not in (404, 410):
            what = f"an address that was taken away on purpose answers {answer.status}"
            yield Problem(unquote(path), 0, "HC83", what, "deploy the site again, without what is left of earlier ones")


def _spell(redirect: Redirect, base: str) -> list[str]:
    path = base + quote(redirect.source)
    return [path] if redirect.source.endswith((".html", ".htm")) else [path, f"{path}/"]


def _find_end(source: Source, path: str, wanted: str) -> str:
    """Where a browser ends up, by answers or by a page that leads on; empty where it stays, or nothing is."""
    start = path
    for _ in range(_STEPS):
        answer = source.fetch(urldefrag(path)[0])
        if not (following := _find_next(source, path, answer)):
            return path if answer.status == 200 and path != start else ""
        path = following
        if _normal(path) == _normal(wanted) or is_external(path):
            return path
    return ""


def _find_next(source: Source, path: str, answer: Answer) -> str:
    if answer.status in _MOVED:
        return urljoin(path, answer.headers.get("location", "").removeprefix(source.origin or "\0"))
    is_there = answer.status == 200 and answer.is_page
    return parse_page(path, answer.body, source.origin).leads_to if is_there else ""


def _normal(address: str) -> str:
    return unquote(address)
