"""Every error that bpsym raises on purpose.

A message names the place, what was found, what was expected and the way out.
The command line turns any of them into one line on standard error and exit code 2.
"""


class BpsymError(Exception):
    """Base of all errors that a user can cause."""


class ShapeError(BpsymError):
    """Two shapes that do not fit; the message shows both."""


class InputError(BpsymError):
    """A file, header, option or data set that cannot be used as it is."""


class UnsupportedError(BpsymError):
    """Something outside the language of `bpsym.expr` (for instance a SymPy node it does not have)."""


class UnreadError(BpsymError):
    """A piece of notation that is not understood; `start` and `end` are offsets in the source."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
