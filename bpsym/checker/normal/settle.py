"""Terms without Kronecker deltas that a sum can absorb or that are 0, and with sums over nothing counted."""

from __future__ import annotations

from collections.abc import Iterable

from bpsym.checker.normal.term import Delta, Size, Term, is_fixed, powered, relabelled
from bpsym.expr import Dim


def settled(term: Term) -> tuple[Term, ...]:
    """The term with its deltas absorbed, Σ_i 1 = n; a dimension such as m + 1 makes a sum of several terms.

    None is left where a delta ties two different positions: δ_12 = 0.
    """
    deltas = [f for f, _ in term.factors if isinstance(f, Delta)]
    if deltas:
        classes = _tied(deltas)
        if any(sum(map(is_fixed, members)) > 1 for members in classes):
            return ()
        term = _without_deltas(term, classes)
    used = {i for f, _ in term.factors for i in f.indices}
    empty = [d for i, d in term.bound if i not in used]
    if not empty:
        return (term,)
    terms = [Term(term.coefficient, term.factors, tuple((i, d) for i, d in term.bound if i in used))]
    for dim in empty:
        terms = [t for term in terms for t in _times_size(term, dim)]
    return tuple(terms)


def _times_size(term: Term, dim: Dim) -> list[Term]:
    found = []
    for names, coefficient in dim.terms:
        powers = dict(term.factors)
        for name in names:
            powers[Size(name)] = powers.get(Size(name), 0) + 1
        found.append(Term(term.coefficient * coefficient, powered(powers), term.bound))
    return found


def _without_deltas(term: Term, classes: Iterable[set[int]]) -> Term:
    """Indices that deltas tie become one; what is left says only which free indices are tied.

    Σ_k δ_ik A_k = A_i for i and k over one dimension; δ_ij A_j = δ_ij A_i; δ_ij² = δ_ij; δ_ii = 1.
    """
    bound = {i for i, _ in term.bound}
    names: dict[int, int] = {}
    ties: list[tuple[int, int]] = []
    for members in classes:
        # A free index stays if there is one: it means something outside of the term.
        kept = min(members, key=lambda i: (i in bound, -i))
        names.update((i, kept) for i in members if i != kept)
        ties += [(kept, i) for i in sorted(members) if i != kept and i not in bound]
    others = tuple((f, p) for f, p in term.factors if not isinstance(f, Delta))
    rest = relabelled(Term(term.coefficient, others, tuple(b for b in term.bound if b[0] not in names)), names)
    return Term(rest.coefficient, (*rest.factors, *((Delta(t), 1) for t in ties)), rest.bound)


def _tied(deltas: Iterable[Delta]) -> list[set[int]]:
    """The classes of indices that the deltas make equal."""
    classes: list[set[int]] = []
    for delta in deltas:
        touched = [c for c in classes if not c.isdisjoint(delta.indices)]
        classes = [c for c in classes if c.isdisjoint(delta.indices)]
        classes.append(set(delta.indices).union(*touched))
    return classes
