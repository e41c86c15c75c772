"""Tags and attributes of a tree, with the types that they have."""

from bs4 import Tag


def list_tags(soup: Tag, *names: str) -> list[Tag]:
    return [tag for tag in soup.find_all(list(names) or True) if isinstance(tag, Tag)]


def get(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""
