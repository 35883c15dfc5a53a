"""The picture of the loss, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bpsym.errors import InputError
from bpsym.training.saving import write_whole

INK, LINE, GRID = "#333333", "#3f51b5", "#e6e6e6"
FORMATS = ("png", "svg", "pdf")


def draw_loss_curve(path: str | Path, history: Sequence[float], title: str = "") -> None:
    """Draw the loss against the step, on a logarithmic scale, and write the picture, whole or not at all.

    Args:
        path: where to; its suffix says which format: `.png`, `.svg` or `.pdf`.
        history: the loss at the start and after each step.
        title: a line above the picture.

    Raises:
        InputError: there is nothing to draw, an unknown format, or the place cannot be written to.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    file = Path(path)
    kind = file.suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise InputError(f"{file}: pictures are written as {', '.join(FORMATS)}")
    if not history:
        raise InputError(f"{file}: no loss to draw")
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _draw(axes, history)
    _label(axes, history, title)
    with rc_context({"svg.hashsalt": "bpsym"}):
        write_whole(file, lambda stream: figure.savefig(stream, format=kind, dpi=160, metadata=_UNDATED[kind]))


def _draw(axes: Any, history: Sequence[float]) -> None:
    positive = all(loss > 0 for loss in history)
    axes.plot(range(len(history)), history, color=LINE, linewidth=1.8, solid_capstyle="round", gid="loss")
    axes.plot([len(history) - 1], [history[-1]], "o", color=LINE, markersize=5, clip_on=False)
    axes.set_yscale("log" if positive else "linear")
    axes.set_xlim(0, max(len(history) - 1, 1))


def _label(axes: Any, history: Sequence[float], title: str) -> None:
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    axes.set_xlabel("step", color=INK)
    axes.set_ylabel("loss J", color=INK)
    axes.annotate(
        f"{history[-1]:.2g}",
        (len(history) - 1, history[-1]),
        xytext=(-8, 8),
        textcoords="offset points",
        ha="right",
        color=INK,
    )
    axes.grid(axis="y", which="major", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(INK)
    axes.tick_params(which="both", length=0, colors=INK)


_UNDATED: dict[str, dict[str, None]] = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
"""No time of day in the file: the same history gives the same picture."""
