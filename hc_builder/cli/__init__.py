"""The command `hc`: a shell over the library. Data goes to stdout, the rest to stderr; exit 0, 1 (problems) or 2."""

from hc_builder.cli.main import main

__all__ = ["main"]
