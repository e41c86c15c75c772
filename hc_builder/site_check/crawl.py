"""Every page that can be reached from the home page, the sitemap and the error page, and what each of them names."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from hc_builder.problems import Kind, Problem, did_you_mean
from hc_builder.site_check.pages import Named, Page, parse_page
from hc_builder.site_check.sources import Answer, Source

_AT_ONCE = 8
_MOST = 100_000
_STEPS = 5
_LOCATION = re.compile(rb"<loc>([^<]+)</loc>")


@dataclass
class Crawled:
    """`answers` by path without their bodies, `pages` those of them that are ours."""

    answers: dict[str, Answer] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def follow(self, path: str) -> str:
        """The path at the end of redirects within the site."""
        for _ in range(_STEPS):
            answer = self.answers.get(path)
            if answer is None or answer.status not in (301, 302, 303, 307, 308):
                break
            path = _find_location(path, answer)
        return path


def crawl(source: Source) -> Crawled:
    """Breadth first; what lies outside the site's base is not asked for."""
    crawled = Crawled()
    waiting = dict.fromkeys((source.base, f"{source.base}404.html", *_list_sitemap(source)))
    with ThreadPoolExecutor(_AT_ONCE if source.origin else 1) as pool:
        while waiting and len(crawled.answers) < _MOST:
            found = list(pool.map(source.fetch, waiting))
            following: dict[str, None] = {}
            for path, answer in zip(waiting, found, strict=True):
                following |= dict.fromkeys(_note(crawled, source, path, answer))
            waiting = {path: None for path in following if path not in crawled.answers}
    return crawled


def _list_sitemap(source: Source) -> Iterator[str]:
    """Its addresses are whole, and may name the host where the site will be."""
    for location in _LOCATION.findall(source.fetch(f"{source.base}sitemap.xml").body):
        yield urlsplit(location.decode("utf-8", "replace")).path


def _note(crawled: Crawled, source: Source, path: str, answer: Answer) -> Iterable[str]:
    crawled.answers[path] = answer._replace(body=b"")
    if answer.status in (301, 302, 303, 307, 308):
        return [where] if (where := _find_location(path, answer)).startswith(source.base) else []
    if answer.status != 200 or not answer.is_page:
        return []
    page = crawled.pages[path] = parse_page(path, answer.body, source.origin)
    return [named.path for named in page.named if named.path.startswith(source.base)]


def _find_location(path: str, answer: Answer) -> str:
    location = urlsplit(answer.headers.get("location", ""))
    return location.path or path


_MISSING = Kind("references to what is not there", "build and deploy the site again; nothing of it may be left out")


def check_references(crawled: Crawled, base: str) -> Iterator[Problem]:
    """HC81: what a page names is not there, or not that part of it. What lies outside `base` is the shop's own."""
    for page in crawled.pages.values():
        inside = [named for named in dict.fromkeys(page.named) if named.path.startswith(base)]
        missing = {named.path: named for named in reversed(inside) if not _is_there(crawled, named)}
        yield from (_tell_missing(crawled, page, named) for named in missing.values())
        yield from filter(None, (_check_anchor(crawled, page, named) for named in inside))


def _is_there(crawled: Crawled, named: Named) -> bool:
    answer = crawled.answers.get(crawled.follow(named.path))
    return answer is not None and answer.status == 200


def _tell_missing(crawled: Crawled, page: Page, named: Named) -> Problem:
    answer = crawled.answers.get(crawled.follow(named.path))
    status = f"answers {answer.status}" if answer and answer.status else "is not answered"
    what = f"`{named.written}` of a <{named.tag}> {status}"
    return Problem(_show(page.path), 0, "HC81", what, _MISSING.cure, "error", _MISSING, _show(named.path))


def _check_anchor(crawled: Crawled, page: Page, named: Named) -> Problem | None:
    anchor, end = unquote(named.anchor), crawled.follow(named.path)
    target = crawled.pages.get(end)
    if not anchor or target is None or named.tag != "a" or anchor.startswith(":~:") or anchor in target.anchors:
        return None
    hint = did_you_mean(anchor, target.anchors) or "correct the link, or give the heading that anchor"
    return Problem(_show(page.path), 0, "HC81", f"`{named.written}`: {_show(end)} has no part '{anchor}'", hint)


def _show(path: str) -> str:
    return unquote(path)
