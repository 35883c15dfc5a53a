"""`bpsym train`: fit the parameters of notes to data."""

from __future__ import annotations

import argparse

from bpsym.cli.fit import CURVE, PARAMETERS, print_result, progress_bar, write_result
from bpsym.cli.output import whole_folder
from bpsym.cli.screen import Screen
from bpsym.cli.source import read_functions, read_pairs, read_source
from bpsym.program import lambdify
from bpsym.training import load_data, train


def run(args: argparse.Namespace) -> int:
    """Compile, fit, and write the parameters and the loss curve.

    Raises:
        InputError: the notes, the data or an option cannot be used.
        DivergenceError: the loss is no number any more; nothing is written.
    """
    columns = read_pairs("--columns", args.columns, lambda names: names.split(","), "X=sleep,study")
    sizes = read_pairs("--size", args.size, int, "hiddenLayerSize=3")
    derivation = read_source(args)
    compiled = lambdify(derivation, args.wrt, read_functions(args), args.of)
    data = load_data(args.data, columns or None)
    screen = Screen()
    with whole_folder(args.out, (PARAMETERS, CURVE)) as folder:
        with progress_bar(args.steps) as progress:
            result = train(
                compiled,
                data,
                sizes=sizes,
                method=args.method,
                seed=args.seed,
                steps=args.steps,
                rate=args.rate,
                callback=progress,
            )
        write_result(folder, result, derivation.title)
    screen.line((derivation.title or args.source.name, "bold"))
    print_result(screen, result)
    screen.line(f"  {args.out}/: {PARAMETERS}, {CURVE}")
    return 0
