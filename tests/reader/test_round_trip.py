"""Reading does not depend on how a formula is spaced, and takes in again what is printed."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bpsym.expr import Expr, symbol
from bpsym.printer import latex
from bpsym.reader.token import tokenize
from tests.printer.expressions import expressions
from tests.printer.test_round_trip import settled
from tests.reader.expressions import EVERY, everything
from tests.reader.reading import best, formula, readings

SPACES = st.sampled_from([" ", r"\,", r"\;", r"\!", r"\quad ", "\n", "\t", r"\ ", "~"])


@settings(max_examples=300, deadline=None)
@given(everything())
def test_what_is_printed_reads_back_to_the_same_object(expr: Expr) -> None:
    assert settled(best(latex(expr), EVERY)) == settled(expr)


@settings(deadline=None)
@given(everything())
def test_what_is_printed_has_one_strict_reading(expr: Expr) -> None:
    strict = [r.expr for r in readings(latex(expr), EVERY) if r.cost == 0]
    assert len({settled(e) for e in strict if e.shape == expr.shape}) == 1


@settings(deadline=None)
@given(expressions(), st.data())
def test_spaces_between_tokens_change_nothing(expr: Expr, data: st.DataObject) -> None:
    text = latex(expr)
    pieces = [t.text for t in tokenize(text, 0, len(text))]
    spaced = "".join(piece + " " + data.draw(SPACES) for piece in pieces)
    assert best(spaced, EVERY) == best(text, EVERY)


@settings(deadline=None)
@given(expressions())
def test_the_size_of_brackets_changes_nothing(expr: Expr) -> None:
    text = latex(expr).replace(r"\left", "").replace(r"\right", "")
    sized = re.sub(r"(?<!_)\(", r"\\bigl(", text).replace(")", r"\bigr)")
    tall = text.replace("(", r"\left(").replace(")", r"\right)")
    assert best(sized, EVERY) == best(tall, EVERY) == best(text, EVERY)


@settings(deadline=None)
@given(expressions())
def test_braces_around_a_name_change_nothing(expr: Expr) -> None:
    text = latex(expr)
    braced = re.sub(r"(?<![A-Za-z\\{_^])([AB])(?![A-Za-z}])", r"{\1}", text)
    assert best(braced, EVERY) == best(text, EVERY)


def test_braces_around_whole_names_and_functions_change_nothing() -> None:
    A = symbol("A^{(1)}", "m", "n")
    for text in ("{A}^{(1)}", "{{A}}^{(1)}", "{A^{(1)}}", r"{\mathbf{A}}^{(1)}", r"{\bf A}^{(1)}"):
        assert best(text, {A.name: A}) == A
    assert formula("{f}(x)").walk().__next__() != formula("x").walk().__next__()
    assert best("{f}({A}^{(1)})", {A.name: A}) == best("f(A^{(1)})", {A.name: A})
