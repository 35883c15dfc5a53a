"""`bpsym certify`: certificates of what is proved, for the verifier `bpsym/recheck.py`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bpsym.cli.screen import Screen
from bpsym.review import check_file, open_document
from bpsym.review.certificate import Certified, certificates_json, certify
from bpsym.training.saving import write_whole


def run(args: argparse.Namespace) -> int:
    """Check, write the certificates that there are, and say which proved equations have none.

    Raises:
        InputError: the notes or the place to write cannot be used, or the notes hold no equation.
    """
    report = check_file(args.source, args.notation)
    certified = certify(open_document(args.source, args.notation), report)
    screen = Screen()
    for one in certified:
        said = ("certified", "green") if one.certificate else ("no certificate", "yellow")
        screen.line("  ", said, f"  {one.label}{': ' * bool(one.reason)}{one.reason}")
    made = sum(one.certificate is not None for one in certified)
    if made:
        _write(args.out, certified)
        screen.line(f"{args.out}: {made} of {len(certified)} proved equations, one certificate each")
    else:
        screen.line(f"{args.out}: not written, there is nothing to certify")
    return 0 if made and made == len(certified) and report.is_clean else 1


def _write(path: Path, certified: tuple[Certified, ...]) -> None:
    text = json.dumps(certificates_json(certified), indent=1, ensure_ascii=False) + "\n"
    write_whole(path, lambda stream: stream.write(text.encode()))
