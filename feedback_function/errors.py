"""The one base of every error that a person can mend.

It stands here because the endpoint deploys without the builder; `hc_builder.errors` builds on it.
"""

from typing import ClassVar


class UserError(Exception):
    """Something the person at the keyboard can mend.

    `what` says what is wrong and where, in one line; `hint` says how to mend it, or is empty. The command line, the
    preview, the MkDocs plugin and the endpoint all show it as `str(error)`; any other exception is a bug and keeps its
    traceback.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what}\n  hint: {hint}" if hint else what)
        self.what = what
        self.hint = hint
