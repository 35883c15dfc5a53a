"""Attempts at a false verdict about inverses, determinants, Kronecker products, vec and stated properties."""

from __future__ import annotations

import pytest

from bpsym.derivation import Counterexample, Entry, Verdict
from tests.attacks.matrices import FALSE, TRUE
from tests.attacks.notes import HEADER, last_entry


@pytest.mark.parametrize("name", FALSE)
def test_a_false_claim_about_matrices_is_refuted_with_a_witness(name: str) -> None:
    entry = last_entry(FALSE[name].note)
    assert not FALSE[name].is_true, "the attack itself is wrong"
    assert entry.verdict is Verdict.REFUTED
    assert isinstance(entry.links[-1].judgement.witness, Counterexample)


@pytest.mark.parametrize("name", TRUE)
def test_a_true_claim_about_matrices_is_proved(name: str) -> None:
    entry = last_entry(TRUE[name].note)
    assert TRUE[name].is_true, "the attack itself is wrong"
    assert entry.verdict is Verdict.PROVED


NEVER_TRUE = {
    "the inverse of a product of narrow factors": r"(X^T X)^{-1} = X^{-1} X^{-T}",
    "the inverse of a matrix that is not square": r"P^{-1} P = I",
    "the inverse of a matrix of rank one": r"(x x^T)^{-1} x x^T = I",
    "the inverse of a zero": r"(A - A)^{-1} (A - A) = I",
    "the determinant of a matrix that is not square": r"\det P = \det P^T",
    "a diagonal of a diagonal that is none": r"\operatorname{diag}(A) = A",
}


@pytest.mark.parametrize("name", NEVER_TRUE)
def test_what_is_defined_nowhere_is_never_proved(name: str) -> None:
    entry = last_entry(HEADER + f"$${NEVER_TRUE[name]}$$")
    assert entry.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)


LOG_DET = r"\frac{\partial \log\det A}{\partial A}"
UNDER = {
    "a symmetric matrix is its transpose": ("A symmetric", r"A^T = A", Verdict.CONDITIONAL),
    "so is its inverse": ("A symmetric", r"A^{-T} = A^{-1}", Verdict.CONDITIONAL),
    "an inverse is symmetric for no other reason": ("A invertible", r"A^{-T} = A^{-1}", Verdict.REFUTED),
    "the plain derivative": ("A symmetric positive definite", rf"{LOG_DET} = A^{{-1}}", Verdict.CONDITIONAL),
    "the plain derivative without a property": ("A invertible", rf"{LOG_DET} = A^{{-T}}", Verdict.PROVED),
    "twice the plain derivative": ("A symmetric positive definite", rf"{LOG_DET} = 2A^{{-1}}", Verdict.REFUTED),
    "the structured derivative is another convention": (
        "A symmetric positive definite",
        rf"{LOG_DET} = 2A^{{-1}} - A^{{-1}} \odot I",
        Verdict.REFUTED,
    ),
    "symmetric matrices do not commute": ("A symmetric', 'B symmetric", r"A B = B A", Verdict.REFUTED),
    "a product of symmetric matrices is not symmetric": (
        "A symmetric', 'B symmetric",
        r"(A B)^T = A B",
        Verdict.REFUTED,
    ),
    "diagonal matrices commute": ("A diagonal', 'B diagonal", r"A B = B A", Verdict.CONDITIONAL),
    "a diagonal matrix commutes with no other": ("A diagonal", r"A B = B A", Verdict.REFUTED),
    "a diagonal inverse": ("A diagonal", r"A^{-1} \odot I = A^{-1}", Verdict.CONDITIONAL),
    "a symmetric inverse is not diagonal": ("A symmetric", r"A^{-1} \odot I = A^{-1}", Verdict.REFUTED),
}


def under(assumptions: str, claim: str) -> Entry:
    header = HEADER.replace("  functions:", f"  assume: ['{assumptions}']\n  functions:")
    return last_entry(f"{header}$${claim}$$")


@pytest.mark.parametrize("name", UNDER)
def test_a_stated_property_is_used_and_no_more(name: str) -> None:
    assumptions, claim, expected = UNDER[name]
    assert under(assumptions, claim).verdict is expected
