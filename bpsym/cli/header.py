"""`bpsym header`: the skeleton of a sidecar, with a question for everything that the notes do not say."""

from __future__ import annotations

import argparse
import sys

from bpsym.cli.whole_file import write_file
from bpsym.errors import InputError
from bpsym.review.skeleton import write_skeleton


def run(args: argparse.Namespace) -> int:
    """Write the skeleton to a file or to standard output.

    Raises:
        InputError: the notes cannot be used or hold no equation, or there is a file already.
    """
    if args.out is not None and args.out.exists() and not args.force:
        raise InputError(f"{args.out}: there is such a file; --force replaces it")
    text = write_skeleton(args.source)
    if args.out is None:
        sys.stdout.write(text)
    else:
        write_file(args.out, text.encode())
        sys.stderr.write(f"{args.out}: written; {text.count('# ? ')} questions are open in it\n")
    return 0
