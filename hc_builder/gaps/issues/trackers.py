"""GitHub and GitLab by their REST interfaces. A token is sent to the address that was named, and nowhere else."""

import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from hc_builder.errors import UserError
from hc_builder.gaps.issues.plan import LABEL, Change, Issue

_PAGE, _MOST_PAGES, _PATIENCE = 100, 50, 30
_LOCAL = ("127.0.0.1", "::1", "localhost")


class TrackerError(UserError):
    """The tracker can't be asked, or refuses."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Python would send the token on to wherever it is told."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True)
class Server:
    """`base` is the address of the interface; `headers` hold the token."""

    base: str
    headers: Mapping[str, str]

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise TrackerError(f"{self.base} is not https", "the token would be read on the way: name an https address")

    def ask(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        """The answer as JSON. Raises `TrackerError`."""
        body = None if content is None else msgspec.json.encode(content)
        headers = {"Content-Type": "application/json", "User-Agent": "hc", **self.headers}
        request = urllib.request.Request(f"{self.base.rstrip('/')}{path}", body, headers, method=method)
        try:
            with _OPENER.open(request, timeout=_PATIENCE) as reply:
                return msgspec.json.decode(reply.read())
        except HTTPError as refusal:
            raise _explain(refusal, urlsplit(self.base).netloc) from None
        except (OSError, HTTPException) as fault:
            reason = getattr(fault, "reason", fault)
            raise TrackerError(f"{urlsplit(self.base).netloc} does not answer: {reason}", "try again later") from None
        except msgspec.DecodeError:
            raise TrackerError(f"{urlsplit(self.base).netloc} answers no JSON", "is this its API address?") from None

    def ask_pages(self, path: str, **asked: str) -> Iterator[Any]:
        """The items of all pages."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.ask("GET", f"{path}?{urlencode({**asked, 'per_page': _PAGE, 'page': page})}")
            yield from items
            if len(items) < _PAGE:
                return


def _explain(refusal: HTTPError, host: str) -> TrackerError:
    hints = {
        401: "the token is wrong or has expired",
        403: "the token may not write issues, or too much was asked in this hour",
        404: "is the name right, and may the token see it?",
        410: "issues are switched off there",
        422: "a label or a text was refused",
        429: "too much was asked: try again later",
    }
    moved = "it has another name or address now: name that one" if 300 <= refusal.code < 400 else ""
    return TrackerError(f"{host} answers {refusal.code}", moved or hints.get(refusal.code, "try again later"))


@dataclass(frozen=True)
class GitHub:
    """`repository` as `OWNER/NAME`."""

    server: Server
    repository: str

    def list_issues(self) -> list[Issue]:
        found = self.server.ask_pages(self._path, labels=LABEL, state="all", sort="created", direction="asc")
        issues = (item for item in found if "pull_request" not in item)
        return [Issue(item["number"], item["body"] or "", item["state"] == "open") for item in issues]

    def write(self, change: Change) -> int:
        if not change.number:
            new = {"title": change.title, "body": change.body, "labels": [LABEL]}
            return int(self.server.ask("POST", self._path, new)["number"])
        state = "open" if change.is_open else "closed"
        return int(
            self.server.ask("PATCH", f"{self._path}/{change.number}", {"body": change.body, "state": state})["number"]
        )

    @property
    def _path(self) -> str:
        return f"/repos/{quote(self.repository)}/issues"


@dataclass(frozen=True)
class GitLab:
    """`project` by its path, such as `group/name`, or its number."""

    server: Server
    project: str

    def list_issues(self) -> list[Issue]:
        found = self.server.ask_pages(self._path, labels=LABEL, state="all", order_by="created_at", sort="asc")
        return [Issue(item["iid"], item["description"] or "", item["state"] == "opened") for item in found]

    def write(self, change: Change) -> int:
        if not change.number:
            new = {"title": change.title, "description": change.body, "labels": LABEL}
            return int(self.server.ask("POST", self._path, new)["iid"])
        wanted = {"description": change.body, "state_event": "reopen" if change.is_open else "close"}
        return int(self.server.ask("PUT", f"{self._path}/{change.number}", wanted)["iid"])

    @property
    def _path(self) -> str:
        return f"/projects/{quote(self.project, safe='')}/issues"
