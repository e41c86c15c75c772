"""What is called otherwise after a move: files, articles and categories, and how each name is written anew."""

import re
from dataclasses import dataclass

from hc_builder.content.files import ARTICLE_SUFFIXES

_END = re.compile(r"[#?]")
_OF_AN_ARTICLE = re.compile(
    rf"(?:\._?[a-z]{{2}}(?:-[A-Z]{{2}})?)?(?:{'|'.join(map(re.escape, ARTICLE_SUFFIXES))}|\.html)?"
)
"""What may follow the id in the name of a file."""


@dataclass(frozen=True)
class Rename:
    """The article or folder `old` becomes `new`, both paths below the content folder without language and suffix. Media
    stay where they are when an article moves, and go along with their folder."""

    old: str
    new: str
    is_folder: bool = False

    def rename_id(self, id: str) -> str:
        """`refund/when#days` → `refund/how-long#days`; any other id as it is."""
        name, sign, rest = _cut(id)
        bare = name.strip("/")
        if bare == self.old or (self.is_folder and bare.startswith(f"{self.old}/")):
            return name.replace(self.old, self.new, 1) + sign + rest
        return id

    def rename_file(self, path: str) -> str:
        """A path below the content folder: `refund/when.en.md`, `refund/when`, `refund/media/a.png`."""
        rest = path.removeprefix(self.old)
        is_own = rest.startswith("/") or not rest if self.is_folder else _OF_AN_ARTICLE.fullmatch(rest)
        return self.new + rest if is_own and path.startswith(self.old) else path

    def rename_address(self, address: str) -> str:
        """`/refund/when/#days`, and in another language `/en/refund/when/`, as an address from the root of the site."""
        name, sign, rest = _cut(address)
        parts = re.fullmatch(r"(/(?:[a-z]{2}(?:-[A-Z]{2})?/)?)(.*?)(/?)", name)
        if parts is None:
            return address
        return parts[1] + self.rename_id(parts[2]) + parts[3] + sign + rest


def _cut(target: str) -> tuple[str, str, str]:
    end = _END.search(target)
    return (target[: end.start()], end[0], target[end.end() :]) if end else (target, "", "")
