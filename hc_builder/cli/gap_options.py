"""What every command over the event log takes: the project, the events, and the moment at which the period ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from hc_builder.cli.main import config_option
from hc_builder.cli.parameters import Moment

if TYPE_CHECKING:
    from hc_builder.gaps.commands import GapRequest
    from hc_builder.gaps.model.gaps import GapState
    from hc_builder.project import Project

_EVENTS = click.option("--events", metavar="SOURCE", help="Database URL, JSON Lines or Parquet; default: hc serve's.")
_NOW = click.option("--now", type=Moment(), help="The period's end (UTC); default: now.")


@dataclass(frozen=True)
class GapOptions:
    """What every command under `gaps` looks at. The project is read when a command runs, not for `--help`."""

    config: Path
    events: str | None
    now: datetime

    def load(self, with_drafts: bool = False) -> "Project":
        from hc_builder.project import load_project

        return load_project(self.config, with_drafts)

    def load_drafts(self) -> "Project":
        return self.load(with_drafts=True)

    def change_state(self, change: "Callable[[GapState], GapState]") -> None:
        """Read gaps.json, change it, and write it. Raises `StateError`."""
        from hc_builder.gaps.loop.state import read_state, write_state

        write_state(change(read_state(self.state_file)), self.state_file)

    @property
    def state_file(self) -> Path:
        """gaps.json of a project that is there. Raises `MissingConfig`."""
        from hc_builder.config_file import MissingConfig
        from hc_builder.gaps.loop.state import STATE_FILE

        if not self.config.exists():
            raise MissingConfig(self.config)
        return self.config.absolute().parent / STATE_FILE

    def build_request(self) -> "GapRequest":
        from hc_builder.gaps.commands import GapRequest

        return GapRequest(self.load(), self.events or "", self.now)


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--config`, `--events` and `--now`, before or after the name of a command under `gaps`, as one `options`."""

    def with_options(
        ctx: click.Context, config: Path, events: str | None, now: datetime | None, **others: object
    ) -> None:
        outer = ctx.find_object(GapOptions)
        if outer and ctx.get_parameter_source("config") is ParameterSource.DEFAULT:
            config = outer.config
        end = now or (outer.now if outer else datetime.now(UTC))
        ctx.obj = GapOptions(config, events or (outer.events if outer else None), end)
        command(ctx.obj, **others)

    wrapped: Callable[..., None] = click.pass_context(update_wrapper(with_options, command))
    for option in (_NOW, _EVENTS, config_option):
        wrapped = option(wrapped)
    return wrapped
