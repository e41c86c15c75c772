"""Errors that a person can mend, told in one form everywhere: what is wrong, and a hint."""

from collections.abc import Sequence

from feedback_function.errors import UserError
from hc_builder.problems import Problem, render_problems, speak_in

__all__ = ["ProjectError", "UserError", "render_error"]


class ProjectError(UserError):
    """The project can't be read or built. `problems` are those of its content, as far as it was read."""

    def __init__(self, what: str, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(what, hint)
        self.problems = tuple(problems)


def render_error(error: UserError) -> str:
    """Its problems, each with place and cure, then `Error:` and what went wrong."""
    problems = error.problems if isinstance(error, ProjectError) else ()
    speech = speak_in()
    told = f"{speech.error}: {speech.say(error.what)}"
    hint = [f"  {speech.hint}: {speech.say(error.hint)}"] if error.hint else []
    return "\n".join([*([render_problems(problems)] if problems else []), told, *hint])
