"""Dispatch, and what becomes of errors: one clear message and an exit code, never a traceback."""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
from collections.abc import Sequence

from bpsym.cli.arguments import parse_arguments
from bpsym.errors import BpsymError

USAGE = 2
BUG = 70
"""EX_SOFTWARE of sysexits.h: bpsym itself is at fault."""
INTERRUPTED = 130
_ARGUMENT = re.compile(r"(function|size)s=\{'([^']+)': '?(\w+)'?\}")
MODULES = {name: f"bpsym.cli.{name}" for name in ("demo", "check", "header", "certify", "derive", "train", "explain")}
"""Command -> module with `run(args) -> int`, imported only when its command is called."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the words after the program's name; by default those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Unicode shows escapes, no traceback
    args = parse_arguments(argv)
    try:
        code: int = importlib.import_module(MODULES[args.command]).run(args)
        sys.stdout.flush()
        return code
    except BpsymError as error:
        return _fail(f"bpsym: {_as_options(str(error))}", USAGE)
    except KeyboardInterrupt:
        return _fail("bpsym: interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it exits
        return 0
    except OSError as error:
        return _fail(f"bpsym: {error.filename or 'the system'}: {error.strerror or error}", USAGE)
    except Exception as error:
        if os.environ.get("BPSYM_DEBUG") == "1":
            raise
        return _fail(
            f"bpsym: this is a bug in bpsym ({type(error).__name__}: {error}).\n"
            "Please report it with the command and the file; BPSYM_DEBUG=1 shows where it happened.",
            BUG,
        )


def _as_options(message: str) -> str:
    """Advice to a Python programmer, as advice to somebody at a command line: `sizes={'h': 3}` as `--size h=3`."""
    return _ARGUMENT.sub(r"--\1 \2=\3", message)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(message + "\n")
    return code
