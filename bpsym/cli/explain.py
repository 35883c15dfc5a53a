"""`bpsym explain`: what a finding means."""

from __future__ import annotations

import argparse

from bpsym.cli.screen import Screen, table
from bpsym.derivation import CODES
from bpsym.errors import InputError


def run(args: argparse.Namespace) -> int:
    """Print one page, or the list of all codes.

    Raises:
        InputError: there is no such code.
    """
    screen = Screen()
    if args.code is None:
        for line in table([(code, page.name) for code, page in CODES.items()]):
            screen.line(line)
        screen.line()
        screen.line("bpsym explain CODE says what it means, with an example and the way out.")
        return 0
    _print_page(screen, args.code.upper())
    return 0


def _print_page(screen: Screen, code: str) -> None:
    if code not in CODES:
        raise InputError(f"no finding has the code {code!r}; `bpsym explain` lists them all")
    page = CODES[code]
    screen.line((f"{code} {page.name}", "bold"))
    screen.heading("What it means")
    _print_block(screen, page.meaning)
    screen.heading("Example")
    _print_block(screen, page.example)
    screen.heading("The way out")
    _print_block(screen, page.way_out)


def _print_block(screen: Screen, text: str) -> None:
    for line in text.strip().splitlines():
        screen.line(f"  {line}")
