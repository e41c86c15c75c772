"""The source of an article beside its page: read, checked while it is typed, and saved, in the preview alone.

A page's address is all that a browser names; which file that is, the preview says, and only one in the content folder
is written. A save over a newer file is told and not made.
"""

import hashlib
import json
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from hc_builder.atomic import write_atomically
from hc_builder.cache import Cache
from hc_builder.checks.prose import Prose
from hc_builder.checks.references import check_references
from hc_builder.checks.severities import apply_severities
from hc_builder.checks.texts import check_article
from hc_builder.content.files import ContentFile
from hc_builder.content.gathering import show_page
from hc_builder.content.help_center import Shown
from hc_builder.content.reading import PageReader, read_page
from hc_builder.content.text_file import MAX_BYTES
from hc_builder.korean import say, spoken
from hc_builder.preview.site import LiveSite
from hc_builder.problems import Problem, speak_in
from hc_builder.project import build_renderer

EDIT = "/__edit"
_HERE = Path(__file__).parent


class EditRefused(Exception):
    """Why nothing is shown or written, in the words of a writer. `status` is that of HTTP."""

    def __init__(self, status: int, what: str) -> None:
        super().__init__(what)
        self.status, self.what = status, what


class Conflict(EditRefused):
    """The file is not the one that was opened; `source` is what it holds now."""

    def __init__(self, source: "Source") -> None:
        super().__init__(409, say("The file was changed elsewhere. Nothing was written."))
        self.source = source


@dataclass(frozen=True)
class Source:
    """The text of an article with ends of lines as browsers have them; `version` stands for the file's bytes."""

    path: str
    text: str
    version: str


class Editor:
    """Edits files of one preview. `token` is of this run: only a page that the preview itself gave has it."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)

    def read(self, site: LiveSite, url: str) -> Source:
        """Raises `EditRefused` where that is no page of an article, or its file can't be read as it is."""
        shown = _find_article(site, url)
        return _read(_find_file(site, shown), site.project.center.shown_path(shown.article.path))

    def check(self, site: LiveSite, url: str, text: str) -> list[Problem]:
        """What is wrong with the text by itself; what it does to others is told after it is saved."""
        project, shown = site.project, _find_article(site, url)
        center = project.center
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "article.md"
            file.write_bytes(text.encode())
            reader = PageReader(center.root, project.settings, build_renderer(project.config))
            page = read_page(ContentFile(shown.article.path, file), reader, Cache())
            edited = show_page(page, project.settings)
            findings = check_article(Prose(edited, center.shown_path(shown.article.path)), project.settings)
            told = [*page.problems, *page.faults, *findings.problems, *check_references(center, site.book, [edited])]
        problems = apply_severities(told, project.settings.severities)
        return sorted(one for one in problems if not any(silence.covers(one) for silence in findings.silences))

    def save(self, site: LiveSite, url: str, text: str, version: str) -> Source:
        """Write the text over the file that was read as `version`. Raises `Conflict` where it is another by now."""
        source = self.read(site, url)
        if source.version != version:
            raise Conflict(source)
        file = _find_file(site, _find_article(site, url))
        data = _encode(text, file.read_bytes())
        if len(data) > MAX_BYTES:
            raise EditRefused(413, say("This is more than an article may hold."))
        try:
            write_atomically(file, data)
        except OSError as error:
            raise EditRefused(500, f"{source.path}: {error.strerror}") from error
        return Source(source.path, text, _hash(data))

    def render(self, source: Source, url: str, nonce: str) -> str:
        """The page with the source and, in a frame, the article."""
        words = {name: say(text) for name, text in _WORDS.items()}
        data = {"page": url, "token": self.token, "version": source.version, "text": source.text, "words": words}
        parts = {
            "lang": spoken(),
            "nonce": nonce,
            "path": escape(source.path),
            "frame": quote(f"/{url}"),
            "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
            "style": (_HERE / "edit.css").read_text("utf-8"),
            "script": (_HERE / "edit.js").read_text("utf-8"),
        }
        page = Template((_HERE / "edit.html").read_text("utf-8"))
        return page.substitute(parts | {name: escape(text) for name, text in words.items()})


_WORDS = {
    "source": "Source",
    "shown": "Page",
    "save": "Save",
    "problems": "Problems",
    "saved": "Saved.",
    "saving": "Saving ...",
    "unsaved": "Not saved yet.",
    "fine": "Nothing is wrong with this text.",
    "offline": "The preview does not answer. Start hc serve again; your text is still here.",
    "theirs": "What the file holds now",
    "overwrite": "Write mine over it",
    "take": "Take theirs in place of mine",
    "back": "Back to the page",
    "line": "line {}",
}


def describe_problems(problems: list[Problem]) -> list[Mapping[str, Any]]:
    """As the page shows them, in the language of messages."""
    speech = speak_in()
    return [
        {
            "line": problem.line,
            "severity": problem.severity,
            "label": speech.severities[problem.severity],
            "code": problem.code,
            "what": speech.say(problem.what),
            "hint": speech.say(problem.hint),
        }
        for problem in problems
    ]


def render_button(site: LiveSite, url: str) -> str:
    """The way from an article's page to its source; empty on other pages."""
    place = site.places.get(url)
    if place is None or place.shown is None:
        return ""
    return f'<a id="hc-edit" href="{EDIT}?page={quote(f"/{url}")}">{say("Edit")}</a>'


def _find_article(site: LiveSite, url: str) -> Shown:
    place = site.places.get(url)
    if place is None or place.shown is None:
        raise EditRefused(404, say("There is no article at this address any more."))
    return place.shown


def _find_file(site: LiveSite, shown: Shown) -> Path:
    """Raises `EditRefused` for a link that leads elsewhere."""
    root = site.project.center.root
    file = root / shown.article.path
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        raise EditRefused(403, say("This file lies outside the content folder: edit it where it lies."))
    return file


def _read(file: Path, shown_path: str) -> Source:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EditRefused(404, f"{shown_path}: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditRefused(409, say("The file is not UTF-8 text: run hc check --fix first.")) from error
    return Source(shown_path, text, _hash(data))


def _encode(text: str, before: bytes) -> bytes:
    """With the ends of lines that the file has."""
    lines = text.replace("\r\n", "\n")
    return (lines.replace("\n", "\r\n") if b"\r\n" in before else lines).encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
