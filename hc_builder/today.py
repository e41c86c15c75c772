"""The day on which a project is read: what is public, due or over depends on it."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from feedback_function.errors import UserError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, by which a build can be made again (https://reproducible-builds.org/docs/source-date-epoch/)."""


def find_today(zone: str) -> date:
    """The day it is in `zone`, or was at the moment that the environment names. Raises `UserError`."""
    return _find_moment(os.environ.get(VARIABLE, "")).astimezone(ZoneInfo(zone)).date()


def _find_moment(seconds: str) -> datetime:
    if not seconds:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = f"write a whole number, such as {VARIABLE}=$(date +%s), or unset it"
        raise UserError(f"the variable {VARIABLE} is no number of seconds since 1970: {seconds!r}", hint) from error
