"""The lists of words that are shipped: particles and endings, and words that say little."""

from functools import cache
from importlib.resources import files


@cache
def read_lines(name: str) -> tuple[str, ...]:
    text = (files("hc_builder.search") / name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def read_tails() -> frozenset[str]:
    """Particles and endings of Korean."""
    return frozenset(tail for line in read_lines("tails.ko.txt") for tail in line.split())
