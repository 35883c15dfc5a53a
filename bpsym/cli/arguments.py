"""The commands and their options; nothing is imported here, so that `--help` is immediate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

FORMATS = ("text", "latex", "markdown", "json", "numpy", "sympy")
METHODS = ("bfgs", "l-bfgs", "gd")

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_EXIT_CODES = """\
exit codes:
  0  every equation is decided, and none is refuted that is not expected to be
  1  something is refuted, undecided or could not be read
  2  wrong usage, a file that cannot be used, or no equation found
"""

_PATHS = (
    "notes (.md, .tex, .ipynb, .rst), a folder of them, a pattern such as 'notes/*.md', or - for standard input; "
    "default: what pyproject.toml lists, [tool.bpsym] notes = [...]"
)

_CERTIFY_EXIT_CODES = """\
exit codes:
  0  every proved equation has a certificate, and `bpsym check` would exit with 0
  1  a proved equation has none, none is proved, or `bpsym check` would exit with 1
  2  wrong usage, a file that cannot be used, or no equation found
"""


def _natural(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 on, found {text!r}")
    return int(text)


def parse_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of a command line; `--fix` without a value never takes the path that follows for one."""
    words = list(sys.argv[1:] if argv is None else argv)
    end = words.index("--") if "--" in words else len(words)
    words[:end] = ["--fix=ask" if word == "--fix" else word for word in words[:end]]
    return build_parser().parse_args(words)


def build_parser() -> argparse.ArgumentParser:
    """The parser; each command leaves the name of its module in `command`."""
    parser = argparse.ArgumentParser(
        "bpsym",
        description="Doctest for derivations: derives, checks, compiles and trains backpropagation.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"bpsym {version('bpsym')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_demo(commands)
    _add_check(commands)
    _add_header(commands)
    _add_certify(commands)
    _add_derive(commands)
    _add_train(commands)
    _add_explain(commands)
    return parser


def _add_demo(commands: _Commands) -> None:
    demo = commands.add_parser("demo", help="the two-layer network, end to end: derive, check, compile, train")
    demo.add_argument("--out", type=Path, default=Path("bpsym-demo"), metavar="DIR", help="folder to write")


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser(
        "check",
        help="check every equation of your notes",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=_PATHS)
    check.add_argument("--format", choices=("full", "concise", "json"), default="full", help="default: full")
    check.add_argument("--notation", type=Path, metavar="FILE", help="symbols and shapes for notes that declare none")
    check.add_argument(
        "--fix",
        nargs="?",
        choices=("ask", "first"),
        const="ask",
        help="mend the file: ask which repair of each refuted line is wanted, or take the first (--fix=first)",
    )
    check.add_argument("--thorough", action="store_true", help="ask SymPy, entry by entry, about every proof as well")


def _add_header(commands: _Commands) -> None:
    header = commands.add_parser("header", help="write what is known of your symbols, and ask for the rest")
    header.add_argument("source", type=Path, metavar="FILE", help="notes whose symbols are to be declared")
    header.add_argument("-o", "--out", type=Path, metavar="OUT", help="NAME.bpsym.yml; default: standard output")
    header.add_argument("--force", action="store_true", help="replace OUT if it is there")


def _add_certify(commands: _Commands) -> None:
    certify = commands.add_parser(
        "certify",
        help="write certificates of what is proved, for a verifier of its own",
        epilog=_CERTIFY_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    certify.add_argument("source", type=Path, metavar="FILE", help="notes to check")
    certify.add_argument("-o", "--out", type=Path, required=True, metavar="CERT", help="the .json to write")
    certify.add_argument("--notation", type=Path, metavar="FILE", help="symbols and shapes for notes that declare none")


def _add_derive(commands: _Commands) -> None:
    derive = commands.add_parser("derive", help="derive the gradients, step by step")
    _add_source(derive)
    derive.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    derive.add_argument("--spell-out", action="store_true", help="write the derivative of a known function out")
    derive.add_argument("--shapes", action="store_true", help="with latex: the shape of each factor under a brace")


def _add_train(commands: _Commands) -> None:
    train = commands.add_parser("train", help="fit the parameters by the compiled gradients")
    _add_source(train)
    train.add_argument("--data", type=Path, required=True, metavar="FILE", help=".csv with a header, or .npz")
    train.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="X=A,B",
        help="which columns of a .csv an input is; default: the last column is y, all others are X",
    )
    train.add_argument("--size", action="append", default=[], metavar="NAME=N", help="a dimension the data leave open")
    train.add_argument("--method", choices=METHODS, default="bfgs", help="default: bfgs")
    train.add_argument("--seed", type=_natural, default=0, help="of the first weights; default: 0")
    train.add_argument("--steps", type=_natural, default=500, metavar="N", help="at most so many steps; default: 500")
    train.add_argument("--rate", type=float, default=0.1, metavar="R", help="of gradient descent; default: 0.1")
    train.add_argument("--out", type=Path, default=Path("bpsym-train"), metavar="DIR", help="folder to write")


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", type=Path, metavar="SOURCE", help="notes with the forward equations")
    command.add_argument("--of", default="J", metavar="NAME", help="the scalar to differentiate; default: J")
    command.add_argument("--wrt", action="append", metavar="NAME", help=r"a variable, such as 'W^{(1)}'; repeatable")
    command.add_argument("--notation", type=Path, metavar="FILE", help="symbols and shapes for notes that declare none")
    command.add_argument(
        "--function", action="append", default=[], metavar="F=KIND", help="what an unknown f is: f=tanh"
    )


def _add_explain(commands: _Commands) -> None:
    explain = commands.add_parser("explain", help="what a finding means; without a code, all of them")
    explain.add_argument("code", nargs="?", metavar="CODE", help="such as BP201")
