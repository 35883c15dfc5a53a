"""Canonical forms: terms settled, equal factors joined, bound indices labelled by the graph, like terms added.

Two polynomials are equal if their canonical forms are. The label of a bound index is found by colour refinement and,
where colours tie, by trying every member of the first tied class and keeping the smallest text. The text says
everything about the term, so equal texts are equal terms however the labels were found (soundness); trying all ties
makes the text independent of how the term was written (completeness). Where a term has more symmetry than MOST_LEAVES
allows, only the second is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bpsym.checker.normal.settle import settled
from bpsym.checker.normal.square import Square
from bpsym.checker.normal.term import (
    ONLY,
    UNIT,
    Adjoint,
    Apply,
    Delta,
    Entry,
    Factor,
    Poly,
    Size,
    Term,
    powered,
    refreshed,
    times,
)
from bpsym.expr import Dim

MOST_LEAVES = 720


class Scope(NamedTuple):
    """What the indices in scope are called, and how many sums stand around them.

    A bound index is called after its depth: an index of an inner sum never has the name of an outer one.
    """

    names: Mapping[int, str]
    depth: int = 0

    def name(self, index: int) -> str:
        """The label of an index; one that no sum around binds goes by its number."""
        return self.names.get(index) or ("*" if index == ONLY else f"n{index}")

    def within(self, names: Mapping[int, str]) -> Scope:
        """The scope inside a sum over more indices."""
        return Scope({**self.names, **names}, self.depth + 1)


TOP = Scope({})


def collected(poly: Poly, scope: Scope = TOP) -> dict[str, Term]:
    """Canonical text -> the term with the sum of all coefficients; terms that cancel are gone."""
    found: dict[str, Term] = {}
    for raw in poly:
        for settled_term in settled(raw):
            term = _joined(settled_term)
            text = term_text(term, scope)
            before = found.get(text)
            found[text] = term if before is None else _with_coefficient(term, term.coefficient + before.coefficient)
    return {text: t for text, t in found.items() if t.coefficient}


def _with_coefficient(term: Term, coefficient: Fraction) -> Term:
    return Term(coefficient, term.factors, term.bound)


def _joined(term: Term) -> Term:
    """Applications that differ only in the numbers of their bound indices made one power."""
    applied = [(f.head, f.order) for f, _ in term.factors if isinstance(f, Apply)]
    if len(set(applied)) == len(applied):
        return term
    same: dict[str, Factor] = {}
    powers: dict[Factor, int] = {}
    for factor, power in term.factors:
        one = same.setdefault(factor_text(factor, TOP), factor)
        powers[one] = powers.get(one, 0) + power
    return Term(term.coefficient, powered(powers), term.bound)


def canonical(poly: Poly) -> Poly:
    """The polynomial with like terms added, in the order of their texts."""
    found = collected(poly)
    return tuple(found[text] for text in sorted(found))


def power_of(poly: Poly, exponent: int) -> Poly:
    """The polynomial to a power of 0 or more; like terms are added on the way, or a high power would not fit."""
    found = UNIT
    for done in range(exponent):
        found = times(canonical(found) if done > 1 else found, tuple(refreshed(t) for t in poly))
    return found


def poly_text(poly: Poly, scope: Scope) -> str:
    """The canonical text of a polynomial; free indices are written by their labels, or by number."""
    found = collected(poly, scope)
    return "+".join(f"{found[text].coefficient}*{text}" for text in sorted(found)) or "0"


def term_text(term: Term, scope: Scope) -> str:
    """The canonical text of a settled term without its coefficient: its components in order."""
    loose: list[str] = []
    dims = dict(term.bound)
    groups = components(term)
    for factor, power in groups.pop((), []):
        loose.append(_powered(factor_text(factor, scope), power))
    parts = [_component_text(list(indices), dims, factors, scope) for indices, factors in groups.items()]
    return "·".join([*sorted(loose), *sorted(parts)]) or "1"


Powered = list[tuple[Factor, int]]


def components(term: Term) -> dict[tuple[int, ...], Powered]:
    """The factors by the bound indices that connect them; those without bound indices under ()."""
    dims = dict(term.bound)
    owner = {i: i for i in dims}

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for factor, _ in term.factors:
        mine = [i for i in factor.indices if i in dims]
        for other in mine[1:]:
            owner[root(other)] = root(mine[0])
    members: dict[int, list[int]] = {}
    for i in dims:
        members.setdefault(root(i), []).append(i)
    groups: dict[tuple[int, ...], Powered] = {tuple(m): [] for m in members.values()}
    for factor, power in term.factors:
        mine = [i for i in factor.indices if i in dims]
        groups.setdefault(tuple(members[root(mine[0])]) if mine else (), []).append((factor, power))
    return groups


def _component_text(indices: list[int], dims: Mapping[int, Dim], factors: Powered, scope: Scope) -> str:
    start = {i: _dim_text(dims[i]) for i in indices}
    best: list[str] = []
    leaves = [MOST_LEAVES]
    _search(start, dims, factors, scope, best, leaves)
    return best[0]


def _search(
    colours: dict[int, str],
    dims: Mapping[int, Dim],
    factors: Powered,
    scope: Scope,
    best: list[str],
    leaves: list[int],
) -> None:
    colours = _refined(colours, factors, scope)
    classes: dict[str, list[int]] = {}
    for index, colour in colours.items():
        classes.setdefault(colour, []).append(index)
    tied = next((c for c in sorted(classes) if len(classes[c]) > 1), None)
    if tied is None:
        leaves[0] -= 1
        order = sorted(colours, key=lambda i: colours[i])
        names = {i: f"b{scope.depth}.{n}" for n, i in enumerate(order)}
        head = ",".join(f"{names[i]}:{_dim_text(dims[i])}" for i in order)
        text = f"Σ[{head}]({_factors_text(factors, scope.within(names))})"
        if not best or text < best[0]:
            best[:] = [text]
        return
    for index in classes[tied]:
        if leaves[0] <= 0 and best:
            return
        _search({**colours, index: tied + "!"}, dims, factors, scope, best, leaves)


def _refined(colours: dict[int, str], factors: Powered, scope: Scope) -> dict[int, str]:
    """Colours split by what each index meets, as long as that splits them; short names keep the texts small."""
    count = len(set(colours.values()))
    while count < len(colours):
        inner = scope.within(colours)
        seen: dict[int, list[str]] = {i: [] for i in colours}
        for factor, power in factors:
            for index in dict.fromkeys(factor.indices):
                if index in seen:
                    shown = factor_text(factor, inner.within({index: "#" + colours[index]}))
                    seen[index].append(_powered(shown, power))
        texts = {i: colours[i] + "|" + "·".join(sorted(seen[i])) for i in colours}
        ranks = {text: f"c{n}" for n, text in enumerate(sorted(set(texts.values())))}
        colours = {i: ranks[texts[i]] for i in colours}
        if len(ranks) == count:
            break
        count = len(ranks)
    return colours


def _dim_text(dim: Dim) -> str:
    return repr(dim.terms)


def _factors_text(factors: Powered, scope: Scope) -> str:
    return "·".join(sorted(_powered(factor_text(f, scope), p) for f, p in factors))


def _powered(text: str, power: int) -> str:
    return text if power == 1 else f"{text}^{power}"


def factor_text(factor: Factor, scope: Scope) -> str:
    """The text of a factor; it says everything about it. Names are quoted, so that none imitates another text."""
    if isinstance(factor, Apply):
        return _apply_text(factor, scope)
    shown = [scope.name(i) for i in factor.indices]
    match factor:
        case Entry(name):
            return f"{name!r}[{','.join(shown)}]"
        case Delta():
            return f"δ[{','.join(sorted(shown))}]"
        case Size(name):
            return f"|{name!r}|"
        case Adjoint(of, wrt):
            return f"∂{of!r}/∂{wrt!r}[{','.join(shown)}]"


def _apply_text(factor: Apply, scope: Scope) -> str:
    """The text of an application; it depends on the labels of its free indices and on the depth alone."""
    key = (str(scope.depth), *(scope.name(i) for i in factor.indices))
    if key not in factor.texts:
        write = _square_text if isinstance(factor, Square) else _applied_text
        factor.texts[key] = write(factor, scope)
    return factor.texts[key]


def _applied_text(factor: Apply, scope: Scope) -> str:
    return f"{factor.head!r}{factor.order or ''}<{poly_text(factor.argument, scope)}>"


def _square_text(factor: Apply, scope: Scope) -> str:
    """The argument with its formal indices called after their depth, and the place; either order if symmetric."""
    assert isinstance(factor, Square)
    names = {i: f"f{scope.depth}.{n}" for n, i in enumerate(factor.formal)}
    argument = poly_text(factor.argument, scope.within(names))
    count = len(factor.places) // 2
    shown = [scope.name(i) for i in factor.places]
    halves = [shown[:count], shown[count:]]
    place = ",".join(i for half in (sorted(halves) if factor.symmetric else halves) for i in half)
    dims = "/".join(_dim_text(d) for d in factor.dims)
    return f"{factor.head!r}({dims})<{argument}>[{place}]"


def leading(poly: Poly) -> Fraction | None:
    """The coefficient of the leading term, by an order that no relabelling changes; None where that order ties."""
    masked = Scope({i: "_" for term in poly for f, _ in term.factors for i in f.indices if i != ONLY})
    texts = [(term_text(t, masked), t.coefficient) for raw in poly for t in settled(raw)]
    first = min((text for text, _ in texts), default="")
    coefficients = {c for text, c in texts if text == first}
    return coefficients.pop() if len(coefficients) == 1 else None
