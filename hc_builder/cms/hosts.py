"""Where the repository lies, how writers log in there, and what the page has to reach for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from feedback_function.origins import read_origin
from hc_builder.errors import UserError

LOCAL = "local"
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
_PROXY = "http://127.0.0.1:8081"
"""Of `npx decap-server`, as it is by itself."""


class CmsRefused(UserError):
    """The page can't be made of what was given."""

    exit_code = 2


@dataclass(frozen=True)
class Repository:
    """`name` is `owner/name`. `login` is the address of GitHub's login helper (`https://login.example`), or the id of
    GitLab's application; for `local` both are empty."""

    host: str
    name: str = ""
    branch: str = "main"
    login: str = ""


@dataclass(frozen=True)
class _Host:
    describe: Callable[[Repository], Mapping[str, Any]]
    connects: tuple[str, ...]
    shows: tuple[str, ...] = ()
    need: str = ""


def build_backend(repository: Repository) -> dict[str, Any]:
    """Decap's `backend`. Raises `CmsRefused` for what would fail only when a writer logs in."""
    _refuse(repository)
    return {**_HOSTS[repository.host].describe(repository), "branch": repository.branch}


def list_sources(host: str) -> dict[str, tuple[str, ...]]:
    """What the page may reach besides itself, by directive of its policy."""
    return {"connect-src": _HOSTS[host].connects, "img-src": _HOSTS[host].shows}


def _refuse(repository: Repository) -> None:
    if repository.host == LOCAL:
        return
    if not _NAME.fullmatch(repository.name):
        raise CmsRefused(f"'{repository.name}' is no repository", "write it as --repo owner/name")
    if not repository.login:
        raise CmsRefused(f"writers can't log in to {repository.host} yet", _HOSTS[repository.host].need)


def _describe_github(repository: Repository) -> Mapping[str, Any]:
    base, path = _read_helper(repository.login)
    return {"name": "github", "repo": repository.name, "base_url": base, "auth_endpoint": path}


def _read_helper(login: str) -> tuple[str, str]:
    """The origin of a login helper, and its path."""
    try:
        parts = urlsplit(login)
        origin = read_origin(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        origin = ""
    if not origin.startswith("https://"):
        raise CmsRefused(f"'{login}' is no address of a login helper", "it begins with https://")
    return origin, parts.path.strip("/") or "auth"


def _describe_gitlab(repository: Repository) -> Mapping[str, Any]:
    return {"name": "gitlab", "repo": repository.name, "auth_type": "pkce", "app_id": repository.login}


def _describe_local(repository: Repository) -> Mapping[str, Any]:
    return {"name": "proxy", "proxy_url": f"{_PROXY}/api/v1"}


_HOSTS: Mapping[str, _Host] = {
    "github": _Host(
        _describe_github,
        ("https://api.github.com", "https://www.githubstatus.com"),
        ("https://avatars.githubusercontent.com",),
        "give the address of a login helper with --login: hc docs cms tells of them",
    ),
    "gitlab": _Host(
        _describe_gitlab,
        ("https://gitlab.com",),
        ("https://gitlab.com", "https://secure.gravatar.com"),
        "give the id of an application with --login: hc docs cms tells how to make one",
    ),
    LOCAL: _Host(_describe_local, (_PROXY,)),
}
HOST_NAMES = tuple(_HOSTS)
