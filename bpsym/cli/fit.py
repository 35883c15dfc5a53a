"""Training on the terminal: a progress bar, and one line that says how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bpsym.cli.screen import Screen
from bpsym.training import TrainingResult, draw_loss_curve, save_parameters

PARAMETERS, CURVE = "parameters.npz", "loss-curve.png"
FIRST_WITHOUT_GLYPH = 0x2E80
"""Matplotlib's own font ends before the scripts of East Asia."""
NAMES = {"gd": "gradient descent", "bfgs": "BFGS", "l-bfgs": "L-BFGS-B"}


@contextmanager
def progress_bar(steps: int) -> Iterator[Callable[[int, float], None]]:
    """A callback for training that draws a bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("training"), BarColumn(), TextColumn("step {task.completed}  J = {task.fields[loss]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("training", total=steps, loss="")
        yield lambda step, loss: progress.update(task, completed=step, loss=f"{loss:.3g}")


def print_result(screen: Screen, result: TrainingResult) -> None:
    """How the loss went, and why it stopped."""
    first, last, steps = result.history[0], result.loss, len(result.history) - 1
    screen.line(
        f"  {NAMES[result.method]}, seed {result.seed}: J = {first:.3g} → ",
        (f"{last:.3g}", "bold"),
        f" in {steps} steps",
    )
    screen.line((f"  {result.message.rstrip('.')}.", "dim"))


def write_result(folder: Path, result: TrainingResult, title: str) -> None:
    """The parameters and the picture of the loss."""
    save_parameters(folder / PARAMETERS, result.parameters)
    has_glyphs = all(ord(c) < FIRST_WITHOUT_GLYPH for c in title)
    draw_loss_curve(folder / CURVE, result.history, title if has_glyphs else "")
