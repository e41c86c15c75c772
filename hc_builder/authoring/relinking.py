"""The references of one article after a move: its own, seen from where it stands then, and those to what moved."""

from hc_builder.authoring.renames import Rename
from hc_builder.content.help_center import Shown
from hc_builder.content.links import AddressBook
from hc_builder.content.targets import find_candidates, is_external, quote_path, split_target
from hc_builder.importers.moving import quote_relative
from hc_builder.importers.prose import Prose
from hc_builder.importers.targets import change_targets


def relink(body: str, shown: Shown, rename: Rename, book: AddressBook) -> str:
    """The text with every reference that must be written otherwise; what leads nowhere stays as written, and so does
    what stands in code. The text of a box or a tab is indented and no code."""
    prose = Prose(body, shown.article.path, with_indented=False)
    change_targets(prose, lambda target, is_shown: _rewrite(target, shown, rename, book))
    return prose.finish()


def _rewrite(target: str, shown: Shown, rename: Rename, book: AddressBook) -> str:
    path, fragment = split_target(target)
    if not path or is_external(target) or (meant := _find_meant(path, shown, book)) is None:
        return target
    own, goal = rename.rename_file(shown.article.path), _rename_meant(meant, rename)
    is_absolute = path.startswith("/")
    reads_the_same = _see(goal, own) == _see(meant, shown.article.path)
    if goal == meant if is_absolute else reads_the_same:
        return target
    new = f"/{quote_path(goal)}{'/' if path.endswith('/') else ''}" if is_absolute else _see(goal, own)
    return new + (f"#{fragment}" if fragment else "")


def _see(goal: str, own: str) -> str:
    """The path as seen from the file `own`; the home page has no name, but an address."""
    return quote_relative(goal, own) if goal else "/"


def _find_meant(path: str, shown: Shown, book: AddressBook) -> str | None:
    """The path below the content folder that a reference names, as its writer spells it; `None`: nothing."""
    found = book.resolve(shown, quote_path(path))
    if found is None:
        return None
    candidates = find_candidates(book.center.find_origin(shown), path)
    for candidate in candidates:
        again = book.resolve(shown, f"/{quote_path(candidate)}")
        if again and again.url == found.url:
            return candidate.strip("/")
    return None


def _rename_meant(meant: str, rename: Rename) -> str:
    """A file, an id, or an id behind a language (`en/refund/when`)."""
    renamed = rename.rename_file(meant)
    return renamed if renamed != meant else rename.rename_address(f"/{meant}").removeprefix("/")
