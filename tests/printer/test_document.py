"""LaTeX documents and aligned blocks."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bpsym.autodiff import derive
from bpsym.derivation import Derivation, Step, claim, define
from bpsym.expr import KNOWN, NODES, Expr, apply, known, scale, symbol, total
from bpsym.printer import latex_derivation, latex_document
from bpsym.printer.document import prose
from tests.networks import two_layer
from tests.printer.notation import INDEX_FORMS, SQUARE_FORMS
from tests.printer.test_latex import EVERY_FORM

DERIVED = derive(two_layer(), wrt=["W^{(2)}", "W^{(1)}"])


def test_an_aligned_block_names_the_rules_of_each_step() -> None:
    block = latex_derivation(DERIVED)
    assert block.startswith("\\begin{aligned}\n  z^{(2)} &= X W^{(1)} \\\\\n")
    assert r"\frac{\partial J}{\partial W^{(1)}} &= X^{T} \delta^{(2)} && \text{matmul\_pullback}" in block
    assert block.count("&=") == len(DERIVED.equations)


def test_shapes_stand_under_braces_on_request() -> None:
    assert r"\underbrace{X}_{(\mathrm{numExamples}, \mathrm{inputLayerSize})}" in latex_derivation(DERIVED, shapes=True)
    assert "underbrace" not in latex_derivation(DERIVED)


def test_tags_of_the_notes_stay_and_new_ones_do_not_collide() -> None:
    document = latex_document(DERIVED)
    for tag in range(1, len(DERIVED.equations) + 1):
        assert document.count(rf"\tag{{{tag}}}") == 1


def test_each_step_stands_under_its_reason() -> None:
    document = latex_document(DERIVED)
    reason = document.index("Through $z^{(2)}$, a matrix product")
    assert reason < document.index(r"\frac{\partial J}{\partial W^{(1)}} &=")


def test_only_amsmath_and_amssymb_are_needed() -> None:
    packages = [line for line in latex_document(DERIVED).splitlines() if "usepackage" in line]
    assert [line[line.rindex("{") :] for line in packages] == ["{inputenc}", "{geometry}", "{amsmath,amssymb}"]


def test_special_characters_of_prose_are_escaped_and_mathematics_is_not() -> None:
    assert prose(r"50% of $a_1$ & b_2 \ {x} $") == r"50\% of $a_1$ \& b\_2 \textbackslash{} \{x\} \$"


def test_a_title_that_pdflatex_cannot_set_is_left_out() -> None:
    assert r"\title{Derivation}" in latex_document(replace(DERIVED, title="反向传播"))
    assert r"\title{Dérivée}" in latex_document(replace(DERIVED, title="Dérivée"))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed (texlive-latex-base)")
@pytest.mark.parametrize("shapes", [False, True])
def test_every_form_compiles_with_pdflatex(shapes: bool, tmp_path: Path) -> None:
    (tmp_path / "derivation.tex").write_text(latex_document(_everything(), shapes=shapes), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "derivation.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-1500:]
    assert (tmp_path / "derivation.pdf").stat().st_size > 1000


def _everything() -> Derivation:
    """One equation for each form of the printer's tests, and for each known function and its derivatives."""
    A, s = symbol("A", "m", "n"), symbol("s")
    maps = [apply(f, A) for kind in KNOWN for f in (known(kind), known(kind).derivative())]
    forms: list[Expr] = [*(form for form, _ in (*EVERY_FORM, *SQUARE_FORMS, *INDEX_FORMS)), *maps]
    assert {type(node) for form in forms for node in form.walk()} == set(NODES)
    step = Step(("map_pullback",), "Through $z^{(2)}$, 100% of _it_ & more.", "e")
    claims = tuple(claim(f"e{i}", form, form, step if i % 7 == 0 else None) for i, form in enumerate(forms))
    return Derivation((define("J", symbol("J"), scale(s, total(A))), *claims), title="Every form")
