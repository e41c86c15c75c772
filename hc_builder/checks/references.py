"""Links, anchors and media that lead nowhere, each with the cure that its kind has."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from hc_builder.checks.nearest import Nearest
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.content.links import AddressBook, Target
from hc_builder.content.markup import Reference
from hc_builder.content.targets import find_anchor, find_candidates, is_external, split_target
from hc_builder.problems import Edit, Kind, Problem, did_you_mean

_MEDIA_TAGS = ("img", "source", "video", "audio", "track", "object", "embed")
_MANY = 3
_ANCHORS_NAMED = 8
_OF_A_DISK = re.compile(r"[A-Za-z]:|file:|\\", re.I)
_EXPRESSION = re.compile(r"\{.*\}|.*(?:\{\{|\{%|%7B%7B)", re.S)
_EXPRESSIONS = Kind(
    "addresses that another tool would work out", "write the path of the file itself, such as media/screen.png"
)
_WITHOUT_SCHEME = (
    (re.compile(r"[^\s/@]+@[^\s/@]+\.[A-Za-z]{2,}"), "mailto:"),
    (re.compile(r"\+?[0-9][0-9 ().-]{6,}[0-9]"), "tel:"),
    (re.compile(r"www\.\S+"), "https://"),
    (
        re.compile(r"(?:[a-z0-9-]+\.)+(?:com|net|org|kr|io|me|co|shop|store|app|dev|jp|cn|be)(?:[/:?#]\S*)?", re.I),
        "https://",
    ),
    (re.compile(r"https?/[^/\s]\S*"), ""),
)


@dataclass(frozen=True)
class _Dead:
    """A reference that leads nowhere, with the path under the site's root that it names, if it is absolute."""

    shown: Shown
    reference: Reference
    path: str

    @property
    def is_media(self) -> bool:
        return self.reference.tag in _MEDIA_TAGS

    @property
    def top(self) -> str:
        """The first folder of an absolute path: `docs` of `/docs/refund/when`."""
        return self.path.split("/")[1] if self.path.startswith("/") and self.path.count("/") > 1 else ""


def check_references(
    center: HelpCenter, book: AddressBook | None = None, articles: Iterable[Shown] | None = None
) -> list[Problem]:
    """HC10, HC11, HC12, of all articles or some."""
    book = book or AddressBook(center)
    dead: list[_Dead] = []
    anchors: list[Problem] = []
    for shown, reference in _list_references(center.articles if articles is None else articles):
        found = book.resolve(shown, reference.target) if reference.target.strip() else None
        if found is None:
            dead.append(_Dead(shown, reference, split_target(reference.target)[0]))
        elif fault := _check_anchor(center, shown, reference, found):
            anchors.append(fault)
    return [*anchors, *_tell_dead(center, book, dead)]


def _list_references(articles: Iterable[Shown]) -> Iterator[tuple[Shown, Reference]]:
    """Those into this site; a target that an article names again and again, at its first place."""
    for shown in articles:
        seen = set()
        for reference in shown.rendered.references:
            key = (reference.target, reference.tag)
            if key not in seen and not is_external(reference.target):
                yield shown, reference
            seen.add(key)


def _check_anchor(center: HelpCenter, shown: Shown, reference: Reference, found: Target) -> Problem | None:
    anchor = find_anchor(found.fragment)
    if not (found.shown and anchor) or anchor in found.shown.rendered.anchors:
        return None
    anchors = [heading.anchor for heading in found.shown.rendered.headings]
    hint = did_you_mean(anchor, anchors) or f"anchors there: {_list_some(anchors)}"
    what = f"'{_show_target(shown, reference.target)}': the article {found.shown.article.id} has no anchor '#{anchor}'"
    return _tell(center, shown, reference, "HC11", what, hint)


def _show_target(shown: Shown, target: str) -> str:
    """The target as its writer reads it: `a%20b.md`, which the parser made of `<a b.md>`, is `a b.md`."""
    plain = unquote(target)
    return plain if plain.isprintable() and target not in shown.article.source else target


def _list_some(anchors: list[str]) -> str:
    more = f" and {len(anchors) - _ANCHORS_NAMED} more" if len(anchors) > _ANCHORS_NAMED else ""
    return (", ".join(anchors[:_ANCHORS_NAMED]) or "none") + more


def _tell_dead(center: HelpCenter, book: AddressBook, dead: list[_Dead]) -> Iterator[Problem]:
    if not dead:
        return
    files = [*center.files, *center.unused]
    media = Nearest(files)
    pages = Nearest([*(shown.article.path for shown in center.articles), *files])
    bases = _find_bases(book, dead)
    for fault in dead:
        yield _explain(center, fault, media if fault.is_media else pages, bases)


def _find_bases(book: AddressBook, dead: list[_Dead]) -> set[str]:
    """The folders under which the site seems to have stood: most absolute links resolve without them."""
    all_of = Counter(fault.top for fault in dead if fault.top)
    good = Counter(fault.top for fault in dead if fault.top and _resolves_without(book, fault))
    root = book.center.root.name.casefold()
    return {
        top for top, count in good.items() if top.casefold() == root or (count >= _MANY and 2 * count > all_of[top])
    }


def _resolves_without(book: AddressBook, fault: _Dead) -> bool:
    rest = fault.path.removeprefix(f"/{fault.top}")
    return bool(rest.strip("/")) and book.resolve(fault.shown, rest) is not None


def _explain(center: HelpCenter, fault: _Dead, nearest: Nearest, bases: set[str]) -> Problem:
    reference, noun = fault.reference, "media file" if fault.is_media else "link target"
    code, target = "HC12" if fault.is_media else "HC10", _show_target(fault.shown, reference.target)
    if not target.strip():
        what = f"`{reference.attribute}` of <{reference.tag}> is empty"
        return _tell(center, fault.shown, reference, code, what, "write the path or address, or take the element out")
    if _OF_A_DISK.match(target):
        what = f"{noun} '{target}' lies on a disk of your own, which no customer can reach"
        hint = "copy the file into the content folder, and write its path from this article, such as media/screen.png"
        return _tell(center, fault.shown, reference, code, what, hint)
    paths = list(find_candidates(center.find_origin(fault.shown), fault.path))
    if any(path in center.unpublished for path in paths):
        what, hint = f"{noun} '{target}' is not published", "publish it with this article, or take the link out"
        return _tell(center, fault.shown, reference, code, what, hint)
    if reason := _find_reason(center, paths):
        what, hint = (
            f"{noun} '{target}' is no part of the site: {reason}",
            _LEFT_OUT_HINTS[reason.startswith("the link")],
        )
        return _tell(center, fault.shown, reference, code, what, hint)
    what = f"{noun} '{target}' does not exist"
    if kind := _find_kind(center, fault, bases):
        return _tell(center, fault.shown, reference, code, what, kind.cure, kind)
    if whole := _add_scheme(target):
        edit = Edit(f"]({target}", f"]({whole}")
        return replace(_tell(center, fault.shown, reference, code, what, f"write '{whole}'"), edit=edit)
    hint = _find_near(fault, nearest) or f"create the file, or correct the path from {fault.shown.article.path}"
    return _tell(center, fault.shown, reference, code, what, hint)


_LEFT_OUT_HINTS = (
    "rename it, or take it back with a line such as `!name` under `exclude_docs` in mkdocs.yml",
    "put the file or folder itself there",
)


def _find_reason(center: HelpCenter, paths: list[str]) -> str:
    """Why one of these paths is left out, by itself or with its folder."""
    for path in paths:
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            if reason := center.left_out.get("/".join(parts[:end])):
                return reason
    return ""


def _find_kind(center: HelpCenter, fault: _Dead, bases: set[str]) -> Kind | None:
    """The one setting that mends all references under a folder."""
    top = fault.top
    if _EXPRESSION.match(fault.reference.target):
        return _EXPRESSIONS
    if top in bases:
        return Kind(f"links that begin with /{top}/", f"set `base_path: /{top}/` under the plugin in mkdocs.yml")
    is_known = any(path.startswith(f"{top}/") for path in (*center.files, *center.unused))
    if top and fault.is_media and not is_known:
        cure = f"say where the folder lies: `media_roots: {{/{top}/: ../{top}}}` under the plugin in mkdocs.yml"
        return Kind(f"media files under /{top}/ that do not exist", cure)
    return None


def _add_scheme(target: str) -> str:
    """The whole address that is meant; `""`: none."""
    scheme = next((scheme for form, scheme in _WITHOUT_SCHEME if form.fullmatch(target)), None)
    if scheme is None:
        return ""
    return f"{scheme}{target}" if scheme else target.replace("/", "://", 1)


def _find_near(fault: _Dead, nearest: Nearest) -> str:
    """The hint names a file as the writer would have to write it from here."""
    near = nearest.find(fault.path.replace("\\", "/"))
    if not near:
        return ""
    if fault.path.startswith("/"):
        return f"did you mean '/{near}'?"
    return f"did you mean '{posixpath.relpath(near, posixpath.dirname(fault.shown.article.path) or '.')}'?"


def _tell(
    center: HelpCenter,
    shown: Shown,
    reference: Reference,
    code: str,
    what: str,
    hint: str,
    kind: Kind | None = None,
) -> Problem:
    article, severity = shown.article, center.settings.dead_links
    path, line = center.shown_path(article.path), article.find_line(reference.line)
    return Problem(path, line, code, what, hint, severity, kind, _show_target(shown, reference.target))
