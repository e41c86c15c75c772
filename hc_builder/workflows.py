"""Workflows of GitHub for a help center: check and preview of a change, build and deployment, the weekly gap report."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from hc_builder import __version__
from hc_builder.errors import UserError
from hc_builder.repository import find_repository

_BESIDE = {"nginx": "nginx-*.conf", "s3": "s3-website.json"}
"""What `hc deploy-files` writes beside the site, for the deployment."""
_JOBS, _BESIDE_STEP = "  # the jobs of the host\n", "      # beside the site\n"


class WorkflowRefused(UserError):
    """There is a workflow of that name already, or GitHub would read none here."""


def write_workflows(folder: Path, host: str) -> list[Path]:
    """Those for `host`, into the project's folder, which is that of the repository. Raises `WorkflowRefused` before
    anything of the shop's own is written over."""
    check_repository(folder)
    texts = {folder / name: text for name, text in render_workflows(host).items()}
    own = next((path for path, text in texts.items() if path.exists() and path.read_text("utf-8") != text), None)
    if own:
        raise WorkflowRefused(f"{own} is there already", "move it away, and join the two")
    requirements = folder / "requirements.txt"
    if not requirements.exists():
        texts[requirements] = f"hc-builder[feedback,gaps]=={__version__}\n"
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def check_repository(folder: Path) -> None:
    """Raises `WorkflowRefused` where GitHub would not look for what is in `folder`, there or still to be made."""
    root = find_repository(folder)
    if root and root != folder.resolve():
        what = f"GitHub reads workflows only at the root of the repository: {root}"
        raise WorkflowRefused(what, "use the action there, with `folder`: `hc docs deploy` shows how")


def render_workflows(host: str) -> dict[str, str]:
    """Each file's text by its path."""
    return {
        ".github/workflows/site.yml": _render_site(host),
        ".github/workflows/gaps.yml": _read("gaps.yml"),
        ".github/hc-problems.json": _read("hc-problems.json"),
    }


def _render_site(host: str) -> str:
    text = _read("site.yml").replace("hc deploy-files HOST", f"hc deploy-files {host}")
    text = text.replace(_BESIDE_STEP, "".join(_list_beside(host)))
    return text.replace(_JOBS, _read(f"deploy/{host}.yml"))


def _list_beside(host: str) -> Iterator[str]:
    if path := _BESIDE.get(host):
        yield from ("      - uses: actions/upload-artifact@v4\n", "        with:\n")
        yield from ("          name: host\n", f"          path: {path}\n", "          retention-days: 7\n")


def _read(name: str) -> str:
    return (files("hc_builder") / "host_workflows" / name).read_text("utf-8")
