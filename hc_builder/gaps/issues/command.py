"""What `hc gaps issues` does: from gaps.json and the tracker's list to the tracker."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from hc_builder.gaps.issues.plan import Tracker, plan_changes
from hc_builder.gaps.issues.trackers import HINTS, GitHub, GitLab
from hc_builder.gaps.loop.state import read_state
from hc_builder.gaps.servers import Server, ServerError


def open_tracker(github: str, gitlab: str, environment: Mapping[str, str]) -> Tracker:
    """The one that is named; tokens and addresses stand in the environment, as GitHub's and GitLab's jobs have them.

    Raises `ServerError`."""
    if bool(github) == bool(gitlab):
        raise ServerError("one tracker is needed", "name it: --github OWNER/NAME or --gitlab GROUP/NAME")
    if github:
        token = _find_token(environment, "GITHUB_TOKEN", "GH_TOKEN")
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
        return GitHub(Server(environment.get("GITHUB_API_URL") or "https://api.github.com", headers, HINTS), github)
    token = _find_token(environment, "GITLAB_TOKEN")
    address = environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4"
    return GitLab(Server(address, {"PRIVATE-TOKEN": token}, HINTS), gitlab)


def _find_token(environment: Mapping[str, str], *names: str) -> str:
    for name in names:
        if token := environment.get(name, "").strip():
            return token
    raise ServerError(f"there is no token in {' or '.join(names)}", f"set {names[0]} to one that may write issues")


def update_issues(state_file: Path, tracker: Tracker, lang: str, is_trial: bool) -> Iterator[str]:
    """A line for each change, made unless it `is_trial`. Raises `ServerError` and `StateError`."""
    for change in plan_changes(read_state(state_file).gaps, tracker.list_issues(), lang):
        number = change.number if is_trial else tracker.write(change)
        yield f"{change.verb} {change.gap}" + (f" #{number}" if number else "")
