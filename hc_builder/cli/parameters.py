"""Kinds of values that options take, each refused as a usage error where it can't be meant."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from feedback_function.ages import parse_age

HOST_NAMES = ("github-pages", "netlify", "cloudflare", "vercel", "nginx", "apache", "s3")
CMS_HOSTS = ("github", "gitlab", "local")
PORT = click.IntRange(1, 65_535)

_YEARS = range(2000, 2100)


class Age(click.ParamType[timedelta]):
    """`90d`, `12w`, `36h`."""

    name = "age"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        try:
            return parse_age(value)
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


class Moment(click.DateTime):
    """`2026-11-21T00:00:00`, an instant in UTC of this century: weeks before and after it can be counted."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%dT%H:%M:%S"])

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        moment: datetime = super().convert(value, param, ctx)
        if moment.year not in _YEARS:
            self.fail(f"{value}: use a time between the years {_YEARS[0]} and {_YEARS[-1]}", param, ctx)
        return moment.replace(tzinfo=UTC)


class OutFile(click.Path):
    """A file to write, refused before any work is done where its folder is missing or can't be written."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False, writable=True)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent}: make it, or name a file elsewhere", param, ctx)
        if not os.access(path.parent, os.W_OK) and not path.exists():
            self.fail(f"the folder {path.parent} can't be written: name a file elsewhere", param, ctx)
        return path
