"""What a command was asked to write: a file whole or not at all, a device such as /dev/null as it comes, or stdout."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """`None`: stdout, flushed when the block ends."""
    from hc_builder.atomic import open_atomically

    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif out.exists() and not out.is_file():
        with out.open("wb") as device:
            yield device
    else:
        with open_atomically(out.resolve() if out.is_symlink() else out) as file:
            yield file


def write(text: str, out: Path | None) -> None:
    """A report; where it went is told on stderr, which is no part of it."""
    from hc_builder.korean import say

    if out is None:
        click.echo(text, nl=False)
        return
    with open_output(out) as file:
        file.write(text.encode())
    click.echo(say(f"Wrote {out}"), err=True)
