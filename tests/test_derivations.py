"""The gallery: every equation decided, every gradient derived in its compact form, proved, compiled and compared."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from bpsym.autodiff import derive
from bpsym.checker import Judge, definitions_of
from bpsym.codegen import NOT_ANALYTIC
from bpsym.derivation import Derivation, Reading, Report, Verdict
from bpsym.expr import Map, Symbol
from bpsym.printer import latex_equation
from bpsym.program import Compiled, check_gradients, lambdify
from bpsym.review import check_file, open_document
from tests.gallery import GRADIENTS, SATURATING

FOLDER = Path(__file__).parents[1] / "derivations"
DEEP = {"any-depth", "recurrent-network", "residual-network", "three-steps"}
"""Pages that take seconds: their lines are judged in networks of several depths."""
PAGES = sorted(path.stem for path in FOLDER.glob("*.md"))
QUICK = [pytest.param(stem, marks=pytest.mark.slow if stem in DEEP else ()) for stem in PAGES]


@cache
def report_of(stem: str) -> Report:
    """One page, read and judged once for all tests; without the repairs, which the build of the site looks for."""
    with patch("bpsym.review.entries.find_repairs", return_value=()):
        return check_file(FOLDER / f"{stem}.md")


@cache
def notes_of(stem: str) -> Derivation:
    """One page, read once."""
    return open_document(FOLDER / f"{stem}.md").derivation


def costs(notes: Derivation) -> list[Symbol]:
    """The scalars that are computed and of which nothing else is."""
    used = {node for body in notes.forward.values() for node in body.walk()}
    return [s for s in notes.forward if s.is_scalar and s not in used]


COSTS = [(stem, scalar.name) for stem in PAGES for scalar in costs(notes_of(stem))]


@pytest.mark.parametrize("stem", QUICK)
def test_every_equation_of_a_page_is_decided_and_none_is_wrong_unannounced(stem: str) -> None:
    report = report_of(stem)
    assert [(e.line, e.verdict.value, e.latex) for e in report.entries if not e.is_clean] == []
    assert report.decided == report.counts["total"]
    assert report.counts["proved"] + report.counts["conditional"] > 0


@pytest.mark.parametrize("stem", QUICK)
def test_every_mistake_that_a_page_announces_is_refuted(stem: str) -> None:
    announced = re.findall(r"<!-- bpsym: expect refuted BP\d{3}", (FOLDER / f"{stem}.md").read_text(encoding="utf-8"))
    assert len(announced) == len([e for e in report_of(stem).entries if e.expected])
    assert bool(announced) or stem == "two-layer-network"


@pytest.mark.parametrize(("stem", "scalar"), COSTS)
def test_every_derived_gradient_is_proved(stem: str, scalar: str) -> None:
    notes = notes_of(stem)
    derived = derive(notes, of=scalar)
    stated = definitions_of(notes.assumptions, {s.name: s for s in derived.symbols})
    judge = Judge({**derived.definitions, **stated})
    verdicts = {
        latex_equation(e): judge.judge_reading(Reading(e.left, e.right)).judgement.verdict
        for e in derived.equations
        if e.step
    }
    assert set(verdicts.values()) == {Verdict.PROVED}, verdicts


@pytest.mark.parametrize(("stem", "scalar"), GRADIENTS, ids=map("/".join, GRADIENTS))
def test_a_gradient_is_as_compact_as_in_textbooks(stem: str, scalar: str) -> None:
    steps = [latex_equation(e) for e in derive(notes_of(stem), of=scalar).equations if e.step]
    assert steps == GRADIENTS[stem, scalar]


@cache
def compiled_of(stem: str, scalar: str) -> Compiled:
    """The gradients of a cost, compiled; unknown functions are logistic."""
    notes = notes_of(stem)
    maps = [node.function for body in notes.forward.values() for node in body.walk() if isinstance(node, Map)]
    unknown = {replace(f, order=0).name for f in maps if not f.is_known}
    return lambdify(notes, functions=dict.fromkeys(sorted(unknown), "sigmoid"), of=scalar)


def drawn(compiled: Compiled, scale: float = 1.0) -> dict[str, Any]:
    """Positive arrays of rectangular shapes; square ones have an inverse."""
    names = sorted({name for shape in compiled.shapes.values() for dim in shape for name in dim.names})
    sizes = {name: 2 + i % 4 for i, name in enumerate(names)}
    random = np.random.default_rng(7)
    arrays = {}
    for name, shape in compiled.shapes.items():
        rows, columns = (dim.evaluate(sizes) for dim in shape)
        values = random.uniform(0.2, 0.9, (rows, columns)) * scale
        is_square = len(shape) == 2 and shape[0] == shape[1] and rows > 1
        arrays[name] = values + 2 * np.eye(rows) if is_square else values[0, 0] if rows == columns == 1 else values
    return arrays


@pytest.mark.parametrize(("stem", "scalar"), COSTS)
def test_compiled_gradients_agree_with_numeric_ones(stem: str, scalar: str) -> None:
    compiled = compiled_of(stem, scalar)
    if compiled.generated.kinds & NOT_ANALYTIC:
        assert check_gradients(compiled, drawn(compiled)).error < 1e-7
    else:
        assert check_gradients(compiled, drawn(compiled), "complex-step").error < 1e-10


@pytest.mark.parametrize(("stem", "scalar"), SATURATING)
@pytest.mark.parametrize("scale", [-1e4, 1.0, 1e4])
def test_costs_and_gradients_are_finite_for_very_large_scores(stem: str, scalar: str, scale: float) -> None:
    compiled = compiled_of(stem, scalar)
    arrays = drawn(compiled)
    scores = next(name for name in ("X", "z", "Z") if name in arrays)
    arrays[scores] = arrays[scores] * scale
    with np.errstate(over="ignore", under="ignore"):
        loss, gradients = compiled(**arrays)
    assert np.isfinite(loss)
    assert all(np.isfinite(gradient).all() for gradient in gradients.values())
