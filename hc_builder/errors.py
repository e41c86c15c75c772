"""Errors that a person can mend, told in one form everywhere: what is wrong, and a hint."""

from collections.abc import Sequence

from feedback_function.errors import UserError
from hc_builder.problems import Problem

__all__ = ["ProjectError", "UserError"]


class ProjectError(UserError):
    """The project can't be read or built. `problems` are those of its content, as far as it was read."""

    def __init__(self, what: str, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(what, hint)
        self.problems = tuple(problems)
