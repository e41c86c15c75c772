"""The text of each file after a move, or nothing where it stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hc_builder.authoring.heads import add_old_address, rename_in_head, rename_span
from hc_builder.authoring.relinking import relink
from hc_builder.authoring.renames import Rename
from hc_builder.authoring.yaml_spans import apply_edits, find_spans
from hc_builder.content.article import ArticleFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.content.help_center import HelpCenter, Shown, address
from hc_builder.content.links import AddressBook
from hc_builder.content.redirects import OWN_FILE, clean_address, list_own_rules
from hc_builder.errors import UserError


class MoveRefused(UserError):
    """The move would lose something, or leads nowhere."""

    exit_code = 2


@dataclass(frozen=True)
class Change:
    """A file that is written otherwise than it was; paths are whole. `lines` are those that differ, in its new text."""

    old: Path
    new: Path
    text: str
    lines: tuple[int, ...] = ()


def change_article(
    center: HelpCenter, shown: Shown, rename: Rename, book: AddressBook, files: Mapping[Path, Path]
) -> Change | None:
    path = center.root / shown.article.path
    before = read_source(path)
    opening, head, closing, body = _part(before, shown.article.path)
    head, body = rename_in_head(head, rename), relink(body, shown, rename, book)
    if path in files and not shown.article.fields.draft:
        own = address(rename.rename_id(shown.article.id), shown.article.lang, center.settings)
        head = add_old_address(head, shown.url.strip("/"), own)
    after = opening + head + closing + body if head else body
    return _change(path, files.get(path, path), before, after)


def _part(text: str, path: str) -> tuple[str, str, str, str]:
    """The line that opens the front matter, what stands in it, the line that closes it, and the rest; a text without
    any gets the two lines where it needs them."""
    body_line = parse_front_matter(text, path, ArticleFields)[0].body_line
    lines = text.split("\n")
    if body_line == 1:
        return "---\n", "", "---\n", text
    opening, *head, closing = (f"{line}\n" for line in lines[: body_line - 1])
    return opening, "".join(head), closing, "\n".join(lines[body_line - 1 :])


def change_named(path: Path, keys: frozenset[str], rename: Rename) -> Change | None:
    """A file of YAML, in which values under some `keys` name articles; without any, all do."""
    before = read_source(path)
    if rename.old not in before:
        return None
    spans = [span for span in find_spans(before) if not keys or keys.intersection(span.keys)]
    return _change(path, path, before, apply_edits(before, [rename_span(before, span, rename) for span in spans]))


def change_rules(center: HelpCenter, rename: Rename) -> Change | None:
    """`_redirects`: rules that lead to what moved, and one for the page of a folder, whose front matter has none."""
    path = center.root / OWN_FILE
    before = read_source(path) if path.is_file() else ""
    lines: list[str | None] = [*before.split("\n")]
    for rule in list_own_rules(center):
        new, line = rename.rename_address(rule.target), lines[rule.line - 1] or ""
        if new != rule.target:  # a rule that would lead to itself then is one from an earlier move, which is undone
            source, _, rest = line.partition(rule.target)
            lines[rule.line - 1] = None if clean_address(rule.source) == clean_address(new) else source + new + rest
    after = "\n".join(line for line in lines if line is not None)
    if rename.is_folder:
        urls = [center.category_url(each) for each in center.categories if each.id == rename.old]
        rules = "".join(f"/{url} {rename.rename_address(f'/{url}')} 301\n" for url in urls)
        after = f"{after.rstrip()}\n{rules}".lstrip("\n")
    return _change(path, path, before, after)


def read_source(path: Path) -> str:
    """A file that we may write again, with ends of lines as we have them. Raises `MoveRefused` where letters could be
    lost."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise MoveRefused(
            f"the file {path} can't be read: {error.strerror}", "give yourself the right to read it"
        ) from error
    except UnicodeDecodeError as error:
        raise MoveRefused(f"{path} is not UTF-8 text", "run hc check --fix first") from error


def _change(old: Path, new: Path, before: str, after: str) -> Change | None:
    if before == after:
        return None
    known = set(before.split("\n"))
    lines = tuple(number for number, line in enumerate(after.split("\n"), 1) if line not in known)
    return Change(old, new, after, lines)
