"""What a command gives out: data to stdout or to a file, and a word on stderr to whoever ran it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from hc_builder.atomic import open_atomically
from hc_builder.korean import say


def inform(text: str) -> None:
    """To a person, in the language of the messages."""
    click.echo(say(text), err=True)


def write(text: str, out: Path | None) -> None:
    """To stdout, or to the file `out`, which is told."""
    if out is None:
        click.echo(text, nl=False)
        return
    with open_output(out) as stream:
        stream.write(text.encode())
    inform(f"Wrote {out}")


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """The file `out`, which is there whole or not at all once the block ends; stdout where it is None. A device such as
    /dev/null takes what comes."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif out.exists() and not out.is_file():
        with out.open("wb") as device:
            yield device
    else:
        with open_atomically(out.resolve() if out.is_symlink() else out) as file:
            yield file
