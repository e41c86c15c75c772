"""Links to other sites, asked politely: one request at a time to a host, and nothing of the local network.

What a site answered is remembered for a week, what went wrong for a day. Only a plain "there is no such page" is a
warning: a site may refuse programs, rest for an hour or renew its certificate late, and the next reader finds it well.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urldefrag, urlsplit
from urllib.request import OpenerDirector, Request

import msgspec

from hc_builder import __version__
from hc_builder.cache import Cache, make_key
from hc_builder.content.help_center import HelpCenter
from hc_builder.outside import build_opener, quote_address, tell_failure
from hc_builder.problems import Problem

_HOSTS_AT_ONCE = 8
_PAUSE, _PATIENCE = 0.5, 10.0  # seconds between two requests to a host, and for an answer
_GONE = (404, 410)
_NO_HEAD = (400, 403, 404, 405, 406, 501)
"""Answers that some hosts give to `HEAD` for a page that they have."""
_DAYS_GOOD, _DAYS_BAD = 7, 1
_HEADERS = {"User-Agent": f"hc-check/{__version__}", "Accept": "*/*"}


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What a site said on a day: a status, or why there is none."""

    day: date
    status: int
    fault: str = ""

    def is_fresh(self, today: date) -> bool:
        days = _DAYS_GOOD if 0 < self.status < 400 else _DAYS_BAD
        return 0 <= (today - self.day).days < days


def check_external(center: HelpCenter, cache: Cache, today: date, local: bool = False) -> list[Problem]:
    """HC78. `local` allows addresses of the local network too."""
    places = _list_links(center)
    answers = _ask_all(list(places), cache, today, local)
    return [problem for address, some in places.items() for problem in _tell(address, answers[address], some)]


def _list_links(center: HelpCenter) -> dict[str, list[tuple[str, int]]]:
    """Each address without its fragment, and where it stands; an article names one once."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for shown in center.articles:
        article, seen = shown.article, set()
        for reference in shown.rendered.references:
            address = urldefrag(reference.target.strip())[0]
            if address.lower().startswith(("http://", "https://")) and address not in seen:
                places[address].append((center.shown_path(article.path), article.find_line(reference.line)))
            seen.add(address)
    return places


def _tell(address: str, answer: Answer, places: Iterable[tuple[str, int]]) -> Iterator[Problem]:
    if answer.status in _GONE:
        what, hint = f"{address} answers {answer.status}", "correct the link, or take it out"
        yield from (Problem(path, line, "HC78", what, hint, "warning") for path, line in places)
    elif answer.status == 0 or answer.status >= 500:
        why = answer.fault or f"it answers {answer.status}"
        what, hint = f"{address} can't be reached: {why}", "look at it again tomorrow, and take it out if it stays so"
        yield from (Problem(path, line, "HC78", what, hint, "notice") for path, line in places)


def _ask_all(addresses: Sequence[str], cache: Cache, today: date, local: bool) -> Mapping[str, Answer]:
    keys = {address: make_key("external", address, str(local)) for address in addresses}
    kept = cache.get_many(keys.values())
    known = {address: msgspec.msgpack.decode(kept[key], type=Answer) for address, key in keys.items() if key in kept}
    answers = {address: answer for address, answer in known.items() if answer.is_fresh(today)}
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if address not in answers:
            hosts[_find_host(address)].append(address)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        for found in pool.map(partial(_ask_host, today=today, local=local), hosts.values()):
            cache.put_many({keys[address]: msgspec.msgpack.encode(answer) for address, answer in found.items()})
            answers.update(found)
    return answers


def _find_host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _ask_host(addresses: Sequence[str], today: date, local: bool) -> dict[str, Answer]:
    """One after the other, with a pause."""
    opener, found = build_opener(local), {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        found[address] = _ask(opener, address, today)
    return found


def _ask(opener: OpenerDirector, address: str, today: date) -> Answer:
    try:
        status = _request(opener, "HEAD", address)
        return Answer(today, _request(opener, "GET", address) if status in _NO_HEAD else status)
    except (OSError, HTTPException, ValueError) as error:
        return Answer(today, 0, tell_failure(error))


def _request(opener: OpenerDirector, method: str, address: str) -> int:
    """The status; of the body nothing is read."""
    request = Request(quote_address(address), headers=_HEADERS, method=method)
    try:
        with opener.open(request, timeout=_PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code
