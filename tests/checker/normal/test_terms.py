"""Index terms: bound indices step aside, and the label of an index does not depend on how a term is written."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from bpsym.checker.normal.canonical import TOP, collected, term_text
from bpsym.checker.normal.settle import settled
from bpsym.checker.normal.term import (
    Apply,
    Delta,
    Entry,
    Factor,
    Poly,
    Size,
    Term,
    free_indices,
    rename,
    single,
    summed,
    times,
    times_within,
)
from bpsym.expr import Dim

N = Dim.of("n")
DIAMONDS = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6), (5, 7), (6, 7), (7, 0)]
LADDER = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)]
"""Two graphs of eight vertices with three neighbours each: colours alone do not tell any two vertices apart."""


def entry(name: str, *indices: int) -> Poly:
    return single(Entry(name, indices))


def texts(poly: Poly) -> set[str]:
    return set(collected(poly))


def one_sum(factors: list[Factor], bound: list[int]) -> Term:
    return Term(Fraction(1), tuple((f, 1) for f in factors), tuple((i, N) for i in bound))


def test_a_bound_index_steps_aside_where_a_new_name_would_be_captured() -> None:
    row_sum = summed(entry("A", 3, 5), 5, N)
    renamed = rename(row_sum, {3: 5})
    assert free_indices(renamed) == (5,)
    assert texts(renamed) != texts(summed(entry("A", 5, 5), 5, N))


def test_a_bound_index_inside_of_a_function_steps_aside_too() -> None:
    inside = single(Apply("?f", summed(entry("A", 3, 5), 5, N)))
    assert free_indices(rename(inside, {3: 5})) == (5,)


def test_the_dummies_of_two_factors_are_kept_apart() -> None:
    total = summed(entry("x", 7), 7, N)
    assert texts(times(total, total)) != texts(summed(times(entry("x", 7), entry("x", 7)), 7, N))
    assert len(collected(times(total, total))) == 1


def test_a_factor_in_the_scope_of_a_sum_sees_its_index_and_keeps_its_own() -> None:
    outer = summed(entry("x", 7), 7, N)[0]
    inner = summed(entry("A", 7, 8), 8, N)
    (found,) = times_within(outer, inner)
    assert free_indices((found,)) == ()
    assert len(found.bound) == 2
    (clashing,) = times_within(outer, summed(entry("y", 7), 7, N))
    assert len({i for i, _ in clashing.bound}) == 2


def test_deltas_are_absorbed_by_sums_and_tie_what_is_free() -> None:
    absorbed = settled(one_sum([Delta((1, -1)), Delta((1, 2)), Entry("A", (2, -2))], [1, 2]))
    assert absorbed == (Term(Fraction(1), ((Entry("A", (-1, -2)), 1),)),)
    (tied,) = settled(Term(Fraction(1), ((Delta((-2, -1)), 3), (Entry("x", (-2,)), 1))))
    assert dict(tied.factors) == {Delta((-1, -2)): 1, Entry("x", (-1,)): 1}


def test_a_sum_over_nothing_counts_even_over_a_sum_of_dimensions() -> None:
    found = settled(Term(Fraction(2), (), ((1, Dim.of("m") * 3 + 1),)))
    assert {(t.coefficient, t.factors) for t in found} == {
        (Fraction(6), ((Size("m"), 1),)),
        (Fraction(2), ()),
    }
    assert settled(Term(Fraction(1), (), ((1, Dim.of(0)),))) == ()


def graph(edges: list[tuple[int, int]], random: Random) -> Term:
    """Σ over all vertices of the product of E[i,j] E[j,i], written in a random order with random numbers."""
    numbers = random.sample(range(1, 100), 8)
    factors: list[Factor] = []
    for i, j in random.sample(edges, len(edges)):
        factors += [Entry("E", (numbers[i], numbers[j])), Entry("E", (numbers[j], numbers[i]))]
    return one_sum(factors, random.sample(numbers, 8))


def test_ties_that_colours_do_not_break_do_not_make_the_text_depend_on_presentation() -> None:
    random = Random(0)
    for edges in (DIAMONDS, LADDER):
        assert len({term_text(graph(edges, random), TOP) for _ in range(12)}) == 1


def test_graphs_that_colours_do_not_tell_apart_have_different_texts() -> None:
    assert term_text(graph(DIAMONDS, Random(1)), TOP) != term_text(graph(LADDER, Random(1)), TOP)


def test_more_symmetry_than_is_searched_proves_nothing_false() -> None:
    spokes: list[Factor] = [Entry("A", (9, i)) for i in range(1, 8)]
    one = term_text(one_sum(spokes, [*range(1, 8), 9]), TOP)
    other = term_text(one_sum([*spokes[:-1], Entry("A", (7, 9))], [*range(1, 8), 9]), TOP)
    assert one != other
