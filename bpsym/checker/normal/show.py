"""Polynomials over index terms as LaTeX, in index notation."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from bpsym.checker.normal.canonical import collected
from bpsym.checker.normal.positive import PI
from bpsym.checker.normal.square import DETERMINANT, Square
from bpsym.checker.normal.term import FIXED, ONLY, Adjoint, Apply, Delta, Entry, Factor, Poly, Size, Term, is_fixed

PLACES = "ijklgh"
DUMMIES = "pqrstuvwabcde"
MOST_SHOWN = 12
"""Terms that are shown; of a longer sum the rest is counted."""


def show_poly(poly: Poly, names: Mapping[int, str] | None = None) -> str:
    """The polynomial as a sum of products with explicit indices."""
    if not poly:
        return "0"
    found = collected(poly)
    shown = [_show_term(found[text], names or place_names({})) for text in sorted(found)]
    text = " ".join(shown[:MOST_SHOWN]).removeprefix("+ ").strip()
    if text.startswith("- "):
        text = "-" + text[2:]
    more = len(shown) - MOST_SHOWN
    return text + (rf" + \cdots \text{{({more} more terms)}}" if more > 0 else "") if shown else "0"


def place_names(free: Mapping[int, str]) -> dict[int, str]:
    """The letters of the places of the output, beside the names of indices that the notes leave free."""
    letters = (letter for letter in PLACES if letter not in free.values())
    return {**{-n: letter for n, letter in enumerate(letters, start=1)}, **free}


def _show_term(term: Term, names: Mapping[int, str]) -> str:
    taken = set(names.values())
    free = [d for d in DUMMIES if d not in taken] + [f"p_{{{n}}}" for n in range(1, len(term.bound) + 1)]
    inner = {**names, **{i: letter for (i, _), letter in zip(term.bound, free)}}
    above, below = list[str](), list[str]()
    for factor, power in sorted(term.factors, key=lambda fp: _rank(fp[0])):
        text = _show_factor(factor, inner)
        exponent = abs(power)
        (above if power > 0 else below).append(text if exponent == 1 else f"({text})^{{{exponent}}}")
    sign = "-" if term.coefficient < 0 else "+"
    number = _show_number(abs(term.coefficient), bool(above or below))
    sums = rf"\sum_{{{','.join(inner[i] for i, _ in term.bound)}}} " if term.bound else ""
    body = r" \, ".join(above)
    if below:
        body = rf"\frac{{{body or '1'}}}{{{' '.join(below)}}}"
    return f"{sign} {number}{sums}{body}".rstrip()


def _rank(factor: Factor) -> tuple[int, str]:
    order = [Size, Adjoint, Entry, Apply, Square, Delta].index(type(factor))
    return order, getattr(factor, "name", "")


def _show_number(value: Fraction, has_factors: bool) -> str:
    if value == 1 and has_factors:
        return ""
    text = str(value.numerator) if value.denominator == 1 else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
    return text + (" " if has_factors else "")


def _show_factor(factor: Factor, names: Mapping[int, str]) -> str:
    if isinstance(factor, Square):
        return _show_square(factor, names)
    if factor == PI:
        return r"\pi"
    if isinstance(factor, Apply) and factor.head == "sqrt":
        return rf"\sqrt{{{show_poly(factor.argument, names)}}}"
    if isinstance(factor, Apply):
        primes = "'" * factor.order
        return f"{_show_head(factor.head)}{primes}({show_poly(factor.argument, names)})"
    match factor:
        case Entry(name):
            return _indexed(name, factor.indices, names)
        case Delta():
            return _indexed(r"\delta", factor.indices, names)
        case Size(name):
            return rf"\text{{{name}}}" if len(name) > 1 and name.isalnum() else name
        case Adjoint(of, wrt):
            above, below = _indexed(of, factor.indices[:2], names), _indexed(wrt, factor.indices[2:], names)
            return rf"\frac{{\partial {above}}}{{\partial {below}}}"


def _show_square(factor: Square, names: Mapping[int, str]) -> str:
    """det[entry] or [entry]⁻¹ with its place; the entry is that of the argument, at the first letters that are free."""
    free = [d for d in DUMMIES if d not in names.values()]
    argument = show_poly(factor.argument, {**names, **dict(zip(factor.formal, free))})
    if factor.head == DETERMINANT:
        return rf"\det\left[{argument}\right]"
    place = "".join(names.get(i, "?") for i in factor.places)
    return rf"\left[{argument}\right]^{{-1}}_{{{place}}}"


def _indexed(name: str, indices: tuple[int, ...], names: Mapping[int, str]) -> str:
    labels = [str(FIXED - i) if is_fixed(i) else names.get(i, "?") for i in indices if i != ONLY]
    shown = ("," if any(map(is_fixed, indices)) else "").join(labels)
    if not shown:
        return name
    return f"{{{name}}}_{{{shown}}}" if "_" in name else f"{name}_{{{shown}}}"


def _show_head(head: str) -> str:
    if head.startswith("?"):
        return head[1:]
    known = {"sigmoid": r"\sigma", "recip": r"\operatorname{inv}", "step": r"\operatorname{step}", "sqrt": r"\sqrt"}
    return known.get(head, rf"\operatorname{{{head}}}" if head not in ("exp", "log", "sin", "cos") else "\\" + head)
