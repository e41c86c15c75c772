"""What the answers of a host say beside the files."""

import re
from collections.abc import Iterator

from hc_builder.problems import Problem
from hc_builder.site.host_headers import LASTING_NAME
from hc_builder.site_check.crawl import Crawled
from hc_builder.site_check.sources import Answer, Source

_LASTING = re.compile(LASTING_NAME)
_AGE = re.compile(r"max-age=(\d+)")
_LONG = 3600
_HINT = "let the host say what `hc deploy-files` writes"


def check_headers(crawled: Crawled, source: Source) -> Iterator[Problem]:
    """HC82. Of each kind of file the first that is not as it should be."""
    if not source.origin:
        return
    home = crawled.answers[source.base]
    yield from _check_page(home, source)
    for path, answer in crawled.answers.items():
        is_kept = "immutable" in answer.headers.get("cache-control", "")
        if answer.status == 200 and _LASTING.search(path) and not is_kept:
            yield _tell(path, "is named by its content, and the host does not say that it may be kept")
            break
    for path, answer in crawled.answers.items():
        age = _AGE.search(answer.headers.get("cache-control", ""))
        if answer.is_page and age and int(age[1]) > _LONG:
            yield _tell(path, f"may be kept for {int(age[1]):,} seconds, so a correction is seen late")
            break


def _check_page(home: Answer, source: Source) -> Iterator[Problem]:
    wanted = {
        "content-security-policy": "script-src 'self'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "",
        **({"strict-transport-security": "max-age="} if source.origin.startswith("https:") else {}),
    }
    for name, part in wanted.items():
        if part not in home.headers.get(name, "") or name not in home.headers:
            yield _tell(source.base, f"has no header {name.title()}" + (f" with `{part}`" if part else ""))
    if "charset=utf-8" not in home.headers.get("content-type", "").lower().replace(" ", ""):
        yield _tell(source.base, "does not say `charset=utf-8` in Content-Type")
    if "content-encoding" not in home.headers:
        yield _tell(source.base, "is sent without compression")


def check_missing(source: Source) -> Iterator[Problem]:
    """HC82: an address that is not there must answer 404, with the site's own page."""
    if not source.origin:
        return
    path = f"{source.base}no-such-page-{len(source.base)}/"
    answer = source.fetch(path)
    if answer.status != 404:
        hint = "let the host answer 404 with 404.html: search engines list what answers 200"
        yield Problem(path, 0, "HC82", f"an address that is not there answers {answer.status}", hint)
    elif b"hc-search" not in answer.body:
        what, hint = "the host shows an error page of its own", "name 404.html as its error page"
        yield Problem(path, 0, "HC82", what, hint, "warning")


def _tell(path: str, what: str) -> Problem:
    return Problem(path, 0, "HC82", what, _HINT, "warning")
