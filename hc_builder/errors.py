"""Errors that a person can mend, told in one form everywhere: what is wrong, and a hint."""

import errno
from collections.abc import Sequence

from feedback_function.errors import UserError
from hc_builder.problems import Problem, render_problems, speak_in

__all__ = ["ProjectError", "UserError", "explain_full", "render_error"]


class ProjectError(UserError):
    """The project can't be read or built. `problems` are those of its content, as far as it was read."""

    def __init__(self, what: str, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(what, hint)
        self.problems = tuple(problems)


_FULL = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",  # as far as this user may fill it
    errno.EFBIG: "no file may grow that far here",  # `ulimit -f`, or the kind of the file system
}


def explain_full(error: OSError) -> UserError | None:
    """That there is no room for what is written; `None`: something else is the matter."""
    why = _FULL.get(error.errno or 0)
    place = f"{error.filename} can't be written" if error.filename else "the output can't be written"
    return UserError(f"{place}: {why}", "free some space, or write elsewhere") if why else None


def render_error(error: UserError) -> str:
    """Its problems, each with place and cure, then `Error:` and what went wrong."""
    problems = error.problems if isinstance(error, ProjectError) else ()
    speech = speak_in()
    told = f"{speech.error}: {speech.say(error.what)}"
    hint = [f"  {speech.hint}: {speech.say(error.hint)}"] if error.hint else []
    return "\n".join([*([render_problems(problems)] if problems else []), told, *hint])
