"""GitHub and GitLab by their REST interfaces."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hc_builder.gaps.issues.plan import LABEL, Change, Issue
from hc_builder.gaps.servers import Server

HINTS = {
    401: "the token is wrong or has expired",
    403: "the token may not write issues, or too much was asked in this hour",
    404: "is the name right, and may the token see it?",
    410: "issues are switched off there",
    422: "a label or a text was refused",
    429: "too much was asked: try again later",
}
_PAGE, _MOST_PAGES = 100, 50


def _ask_pages(server: Server, path: str, **asked: str) -> Iterator[dict[str, Any]]:
    """The items of all pages."""
    for page in range(1, _MOST_PAGES + 1):
        items = server.ask("GET", f"{path}?{urlencode({**asked, 'per_page': _PAGE, 'page': page})}")
        yield from items
        if len(items) < _PAGE:
            return


@dataclass(frozen=True)
class GitHub:
    """`repository` as `OWNER/NAME`."""

    server: Server
    repository: str

    def list_issues(self) -> list[Issue]:
        found = _ask_pages(self.server, self._path, labels=LABEL, state="all", sort="created", direction="asc")
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
        found = _ask_pages(self.server, self._path, labels=LABEL, state="all", order_by="created_at", sort="asc")
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
