"""`bpsym demo`: the two-layer network from its equations to a trained network, every line of it checked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from bpsym.autodiff import derive
from bpsym.cli.by_hand import hand_coded_gradients
from bpsym.cli.entry import print_entry
from bpsym.cli.fit import CURVE, PARAMETERS, print_result, progress_bar, write_result
from bpsym.cli.full import print_lines, summary
from bpsym.cli.output import whole_folder
from bpsym.cli.screen import Screen
from bpsym.cli.source import only_derived
from bpsym.cli.steps import print_derivation
from bpsym.derivation import Derivation, Report, shipped
from bpsym.printer import latex_document, markdown_derivation
from bpsym.program import Compiled, check_gradients, lambdify
from bpsym.program.gradient_check import relative_error
from bpsym.review import check_file, check_text, load
from bpsym.review.contract import reports_json
from bpsym.training import COURSE_SIZES, TrainingResult, course_data, train

NETWORK = "two-layer-network"
WEIGHTS = ("W^{(2)}", "W^{(1)}")
SIGMOID = {"f": "sigmoid"}
STEPS = 500

NOTES, TEX, MODULE, REPORT = "derivation.md", "derivation.tex", "network.py", "report.json"
FILES = (NOTES, TEX, MODULE, PARAMETERS, CURVE, REPORT)


def run(args: argparse.Namespace) -> int:
    """Check, derive, check again, compile, compare, train and write; 1 if the checker objects to any line."""
    screen = Screen()
    notes = load(shipped(NETWORK))
    derived = only_derived(derive(notes, wrt=WEIGHTS))
    with whole_folder(args.out, FILES) as folder:
        reports = [_check_notes(screen), _check_derived(screen, derived)]
        compiled = lambdify(notes, WEIGHTS, SIGMOID)
        _compare(screen, compiled)
        result = _train(screen, compiled)
        _write(folder, derived, compiled, result, reports)
    screen.heading(f"Written to {args.out}/")
    screen.line(f"  {'  '.join(FILES)}")
    return 0 if all(report.is_clean for report in reports) else 1


def _check_notes(screen: Screen) -> Report:
    screen.line(("The notes, line by line", "bold"))
    report = check_file(shipped(NETWORK))
    print_lines(screen, report)
    screen.line("  ", *summary(report))
    return report


def _check_derived(screen: Screen, derived: Derivation) -> Report:
    """The derivation is checked as its readers will see it: printed, and read again like any notes."""
    print_derivation(screen, derived)
    report = check_text(markdown_derivation(derived), NOTES)
    screen.heading(f"The derivation, written to {NOTES} and checked like any notes")
    for entry in report.entries:
        if not entry.verdict.is_true:
            print_entry(screen, report, entry)
    screen.line("  ", *summary(report))
    return report


def _compare(screen: Screen, compiled: Compiled) -> None:
    data = course_data()
    sizes = {"i": data["X"].shape[1], "h": COURSE_SIZES["hiddenLayerSize"], "o": data["y"].shape[1]}
    random = np.random.default_rng(0)
    weights = {
        "W1": random.standard_normal((sizes["i"], sizes["h"])),
        "W2": random.standard_normal((sizes["h"], sizes["o"])),
    }
    arrays: dict[str, Any] = {**data, **weights}
    gradients, by_hand = compiled(**arrays)[1], hand_coded_gradients(**arrays)
    numeric = check_gradients(compiled, arrays)
    screen.heading(f"The compiled gradients of {', '.join(compiled.parameters)}: relative error")
    against_hand = max(relative_error(gradients[name], by_hand[name]) for name in by_hand)
    screen.line(f"  {against_hand:8.1e}  against the δ rules coded by hand")
    screen.line(f"  {numeric.error:8.1e}  against central differences with ε = {numeric.eps:g}")


def _train(screen: Screen, compiled: Compiled) -> TrainingResult:
    data = course_data()
    screen.heading("Trained on three nights of sleep and study")
    with progress_bar(STEPS) as progress:
        result = train(compiled, data, sizes=COURSE_SIZES, steps=STEPS, callback=progress)
    print_result(screen, result)
    rows = [("scores", data["y"]), ("predicted", result.predict(X=data["X"]))]
    for name, scores in rows:
        screen.line(f"  {name:<10}", "  ".join(f"{score:5.1f}" for score in 100 * np.ravel(scores)))
    return result


def _write(
    folder: Path, derived: Derivation, compiled: Compiled, result: TrainingResult, reports: list[Report]
) -> None:
    texts = {
        NOTES: markdown_derivation(derived),
        TEX: latex_document(derived),
        MODULE: compiled.source,
        REPORT: json.dumps(reports_json(reports), indent=2, ensure_ascii=False) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_result(folder, result, derived.title)
