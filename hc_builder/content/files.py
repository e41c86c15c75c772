"""Which files of a content folder are read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FilePatterns:
    """MkDocs' `exclude_docs`, `draft_docs` and `not_in_nav`: gitignore patterns, as the text that holds them."""

    exclude: str = ""
    drafts: str = ""
    unlisted: str = ""


NO_PATTERNS = FilePatterns()
