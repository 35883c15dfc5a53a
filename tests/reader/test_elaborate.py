"""Formulas to typed readings: which product is which, by shape, and never by guess."""

from __future__ import annotations

import pytest

from bpsym import notation
from bpsym.errors import UnreadError
from bpsym.expr import Expr, Hadamard, Symbol, add, apply, fill, known, symbol
from bpsym.notation import Formula
from bpsym.printer import latex
from bpsym.reader.elaborate import MOST_READINGS, RULES, AmbiguousError, ClashError, Scope, elaborate
from bpsym.reader.pair import pair
from tests.reader.reading import best, formula, readings

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "p")
S, R, v, s, J = symbol("S", "n", "n"), symbol("R", "n", "n"), symbol("v", "n"), symbol("s"), symbol("J")
KNOWN: dict[str, Symbol] = {x.name: x for x in (A, B, C, S, R, v, s, J)}


def test_every_kind_of_formula_has_a_rule() -> None:
    kinds = {k for k in vars(notation).values() if isinstance(k, type) and issubclass(k, Formula)}
    assert set(RULES) == kinds - {Formula}


@pytest.mark.parametrize(
    ("text", "expected", "cost"),
    [
        ("A C", "A C", 0),
        ("A B", r"A \odot B", 1),
        (r"A \cdot B", r"A \odot B", 1),
        (r"A \odot B", r"A \odot B", 0),
        ("2 A C", "2 A C", 0),
        ("A s C", "(s A) C", 0),
        ("A^2", r"A^{\odot 2}", 1),
        ("S^2", "S S", 0),
        ("s^3", r"s^{\odot 3}", 0),
        ("1 - A", "1 - A", 0),
        (r"\frac{A}{2}", r"\frac{1}{2} A", 0),
        (r"\frac{A}{s}", r"\frac{1}{s} A", 0),
        (r"\frac{A}{B}", r"A \oslash B", 1),
        (r"A \oslash B \oslash A", r"A \oslash B \oslash A", 0),
        (r"A \odot B C^T C", None, None),
        (r"\frac{1}{1 + e^{-A}}", r"\operatorname{reciprocal}(1 + \exp(-A))", 1),
        ("e^A", r"\exp(A)", 0),
        (r"\sum A B", r"\sum A \odot B", 1),
        (r"\|A - B\|^2", r"\|A - B\|_F^2", 0),
        (r"\|v\|_2^2", r"\|v\|_F^2", 0),
        (r"\sqrt{A}", r"\sqrt{A}", 0),
        ("I_{n} C", "I_{n} C", 0),
        (r"A + 0_{m \times n}", r"A + 0_{m \times n}", 0),
        (r"\operatorname{cols}_{2*n}(v)", r"\operatorname{cols}_{2*n}(v)", 0),
        (r"\nabla_A J", r"\frac{\partial J}{\partial A}", 0),
    ],
)
def test_each_form_is_read_as_it_is_meant(text: str, expected: str | None, cost: int | None) -> None:
    if expected is None:
        with pytest.raises(ClashError):
            readings(text, KNOWN)
        return
    found = readings(text, KNOWN)[0]
    assert (latex(found.expr), found.cost) == (expected, cost)


def test_a_number_among_matrices_stands_in_every_entry_and_a_scalar_symbol_does_not() -> None:
    assert best("A + 1", KNOWN) == add(A, fill(best("1", KNOWN), "m", "n"))
    with pytest.raises(ClashError, match=r"s scalar would have to be repeated"):
        readings("A + s", KNOWN)


def test_an_entrywise_sign_binds_last_unless_only_other_brackets_fit() -> None:
    assert isinstance(best(r"A S \odot B", KNOWN), Hadamard)
    regrouped = readings(r"v \odot v v^T", KNOWN)[0]
    assert (latex(regrouped.expr), regrouped.cost, regrouped.choices[0].regrouped) == (
        r"(v \odot v) v^{T}",
        1,
        False,
    )


def test_square_matrices_without_a_sign_have_more_than_one_reading_the_strict_one_first() -> None:
    found = readings("S R", KNOWN)
    assert [(latex(r.expr), r.cost) for r in found] == [("S R", 0), (r"S \odot R", 1)]


def test_many_readings_are_cut_and_nothing_ambiguous_may_rest_on_them() -> None:
    found = readings("S R S R S", KNOWN)
    assert len(found) == MOST_READINGS
    assert [r.is_cut for r in found] == [False] + [True] * (MOST_READINGS - 1)
    strict = pair(formula("S"), formula("S R S R S"), Scope("S R S R S", KNOWN, {}))
    assert len(strict) == 1
    text = "v v^T S R S R v v" * 1
    with pytest.raises((AmbiguousError, ClashError)):
        pair(formula("v"), formula(text), Scope(text, KNOWN, {}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A S C S", "cannot multiply A S C (m, p) by S (n, n)"),
        ("A + C", "cannot add A (m, n) and C (n, p)"),
        (r"\frac{A}{C}", "cannot divide A (m, n) by C (n, p)"),
        (r"A \odot C", "cannot multiply A (m, n) by C (n, p)"),
        (r"\operatorname{tr}(A)", "a trace needs a square matrix, found (m, n)"),
        (r"\operatorname{rows}_{m}(A)", "a broadcast over rows needs one row, found (m, n)"),
    ],
)
def test_a_clash_shows_both_shapes(text: str, message: str) -> None:
    with pytest.raises(ClashError) as error:
        readings(text, KNOWN)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A^{13}", "the power A^{13}: only integers and halves up to 12 are read as exponents"),
        ("S^s", "the power S^s: only integers and halves up to 12 are read as exponents; give others a name"),
        ("A^{-1}", "A^{-1}: an inverse or a root of a matrix that is not square, or a root of a matrix"),
        ("S^{1/2}", "S^{1/2}: an inverse or a root of a matrix that is not square, or a root of a matrix"),
        (r"\|A\|_1", "the 1-norm of a matrix is its largest sum of a column"),
        (r"\operatorname{diag}(A)", "neither a vector nor a square matrix"),
        (r"\frac{\partial I}{\partial S}", "the symbol I is not declared"),
        (r"\sum s", "s has no entries to add: what does this sum run over?"),
        (r"\|A\|_2^2", r"the 2-norm of a matrix is its largest singular value; if all entries are meant"),
        (r"\frac{\partial J}{\partial (A)^T}", "a derivative by (A)^T, which is not a symbol"),
        (r"\frac{\partial A}{\partial S}^T", "is made of a derivative with more than two indices"),
        (r"h(A)", "the function h is not declared"),
        (r"\operatorname{tr}'(S)", r"\operatorname{tr} is no function of one number"),
        (r"\operatorname{rows}_{+}(v)", "'+' is neither a size nor a name of a dimension"),
        ("Q", r"the symbol Q is not declared: declare its dimensions in the table of symbols, in the header, or as"),
    ],
)
def test_what_has_no_meaning_is_unread_with_the_question(text: str, message: str) -> None:
    with pytest.raises(UnreadError) as error:
        readings(text, KNOWN)
    assert message in str(error.value)


def test_messages_know_dimensions_and_broken_definitions() -> None:
    scope = Scope("m z", KNOWN, {}, broken=frozenset({"z"}), dimensions=frozenset({"m"}))
    with pytest.raises(UnreadError, match=r"it is the name of a dimension; .* symbols: \{m: scalar\}"):
        elaborate(formula("m"), scope)
    with pytest.raises(UnreadError, match="the symbol z has no shape: its definition is not read, or is wrong"):
        elaborate(formula("z"), scope)


def test_e_is_a_symbol_where_the_notes_have_one() -> None:
    e: Expr = symbol("e", "n", "n")
    assert best("e^2", {"e": symbol("e", "n", "n")}) == best("e e", {"e": symbol("e", "n", "n")})
    assert best("e^A", KNOWN) == apply(known("exp"), A)
    with pytest.raises(UnreadError, match="only integers and halves"):
        readings("e^A", {**KNOWN, "e": symbol("e", *e.shape)})
