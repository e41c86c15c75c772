"""How a try to hand a message on can end, other than well. Faults are codes: what a server says may hold an address."""


class Unreachable(Exception):
    """The server can't be had, for this message or any other."""


class Deferred(Exception):
    """Not now, perhaps later."""


class Refused(Exception):
    """Not this message, ever."""
