from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpsym.expr import Dim

SIZES = {"m": 2, "n": 3, "k": 5}
dims = st.recursive(
    st.sampled_from([Dim.of("m"), Dim.of("n"), Dim.of("k"), *map(Dim.of, (0, 1, 2, -3))]),
    lambda part: st.tuples(st.booleans(), part, part).map(lambda t: t[1] + t[2] if t[0] else t[1] * t[2]),
    max_leaves=6,
)


@given(dims, dims)
def test_sums_and_products_of_dimensions_are_those_of_their_sizes(a: Dim, b: Dim) -> None:
    assert (a + b).evaluate(SIZES) == a.evaluate(SIZES) + b.evaluate(SIZES)
    assert (a * b).evaluate(SIZES) == a.evaluate(SIZES) * b.evaluate(SIZES)


@given(dims, dims, dims)
def test_equal_polynomials_are_equal_dimensions(a: Dim, b: Dim, c: Dim) -> None:
    assert a + b == b + a
    assert a * (b + c) == a * b + a * c


def test_a_dimension_shows_its_names() -> None:
    m, n = Dim.of("m"), Dim.of("n")
    assert str(m * n * 2 + m + 1) == "2*m*n + m + 1"
    assert str(Dim.of(0)) == "0"
    assert (m * n + 1).names == {"m", "n"}


def test_only_a_number_has_a_value() -> None:
    assert Dim.of(3).value == 3
    assert Dim.of(0).value == 0
    assert Dim.of("m").value is None
    assert (Dim.of("m") * 0).value == 0
