"""Index notation: which subscripts are indices, what entries and sums mean, and what is asked rather than guessed."""

from __future__ import annotations

import pytest

from bpsym.derivation import Role
from bpsym.errors import UnreadError
from bpsym.notation import BoundedSum, Entry, EntryByEntry, Name, SameIndex
from bpsym.printer import latex_equation
from bpsym.reader import Document, read
from bpsym.review import check_text
from tests.reader.reading import formula, problems

HEAD = """---
bpsym:
  symbols: {W: [h, d], V: [h, d], S: [d, d], x: [d], u: [d], b: [h], c: scalar, J: scalar, r: [1, d], q: [3]}
  functions: {f: elementwise}
---
"""


def text_of(lines: tuple[str, ...]) -> str:
    """Each line as displayed mathematics below the symbols of these tests."""
    return HEAD + "\n\n".join(f"$$\n{line}\n$$" for line in lines) + "\n"


def document(*lines: str) -> Document:
    """The lines as a document."""
    return read(text_of(lines), "notes.md")


def last(*lines: str) -> str:
    """The verdict of the last line."""
    return check_text(text_of(lines), "notes.md").entries[-1].verdict.value


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("W_{ij}", "i j"),
        ("W_{i,j}", "i j"),
        (r"W_{i\,j}", "i j"),
        ("W_{i j}", "i j"),
        ("W_{12}", "1 2"),
        ("W_{1,12}", "1 12"),
        ("W_{j'k}", "j' k"),
        ("x_k", "k"),
        (r"x_\ell", r"\ell"),
        (r"\mathbf{W}_{ij}", "i j"),
        ("W^{(2)}_{ij}", "i j"),
        ("W_{ij}^{(2)}", "i j"),
        (r"\hat{y}_k", "k"),
        (r"\hat{y_k}", "k"),
        ("(W x)_i", "i"),
        ("W^T_{ij}", "i j"),
    ],
)
def test_a_subscript_of_letters_at_an_array_is_an_entry(text: str, marks: str) -> None:
    found = formula(text, ("W", "x", "W^{(2)}", r"\hat{y}"))
    assert isinstance(found, Entry)
    assert [m.text for m in found.marks] == marks.split()


def test_a_declared_name_wins_over_an_entry() -> None:
    assert isinstance(formula("W_{ij}", ("W", "W_{ij}")), Name)
    assert isinstance(formula("W_h", ("W", "W_{h}")), Name)
    assert isinstance(formula("W_k", ("W", "W_{1}")), Name)
    assert isinstance(formula(r"a_{\rm in}", ("a_{in}",)), Name)


def test_a_delta_with_two_letters_is_the_kronecker_delta_unless_it_is_a_matrix() -> None:
    assert isinstance(formula(r"\delta_{ij}"), SameIndex)
    assert isinstance(formula(r"\delta_{ij}", (r"\delta",)), Entry)
    assert isinstance(formula(r"\delta_{ij}", (r"\delta_{ij}",)), Name)


@pytest.mark.parametrize(
    "text",
    [r"1\{i=j\}", r"1\left\{ i = j \right\}", r"\mathbb{1}[i = j]", r"\mathbf 1_{i=j}", r"1_{\{i=j\}}", "[i = j]"],
)
def test_an_indicator_of_equal_indices_is_a_kronecker_delta(text: str) -> None:
    found = formula(text)
    assert isinstance(found, SameIndex)
    assert (found.left.text, found.right.text) == ("i", "j")


@pytest.mark.parametrize(
    ("text", "letters", "top", "but"),
    [
        (r"\sum_k x_k", "k", "", None),
        (r"\sum_{k} x_k", "k", "", None),
        (r"\sum\limits_{i=1}^{n} x_i", "i", "n", None),
        (r"\sum^n_{i=1} x_i", "i", "n", None),
        (r"\sum_{i=1}^{s_{l+1}} x_i", "i", "s_{l+1}", None),
        (r"\sum_{j,k} W_{jk}", "j k", "", None),
        (r"\sum_{klmn} W_{kl} W_{mn}", "k l m n", "", None),
        (r"\sum_{i,j=1}^{n} S_{ij}", "i j", "n", None),
        (r"\sum_{k \neq j} x_k", "k", "", "j"),
    ],
)
def test_bounds_of_a_whole_axis_are_read(text: str, letters: str, top: str, but: str | None) -> None:
    found = formula(text, ("x", "W", "S"))
    assert isinstance(found, BoundedSum)
    assert [m.text for m in found.marks] == letters.split()
    assert (found.top, found.but.text if found.but else None) == (top, but)


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{i<j} x_i",
        r"\sum_{i=2}^{n} x_i",
        r"\sum_{i=1} x_i",
        r"\sum_{i \in I} x_i",
        r"\sum_{ii} W_{ii}",
        r"\sum_{k \ne k} x_k",
        r"\sum_{x} x_i",
        "W_{ij}^T",
        r"\frac{\partial^2 J}{\partial x_i}",
        "(W x)_{i+1}",
    ],
)
def test_what_is_no_whole_axis_and_no_index_is_refused(text: str) -> None:
    with pytest.raises(UnreadError):
        formula(text, ("x", "W", "J"))


def test_a_bracket_with_the_same_letters_inside_is_the_array_of_its_entries() -> None:
    assert isinstance(formula("[S_{ij} x_j]_{ij}", ("S", "x")), EntryByEntry)
    assert isinstance(formula("(W^T W)_{ij}", ("W",)), Entry)


TRUE = {
    "a bound letter is any letter": (r"\sum_j S_{ij} x_j = \sum_k S_{ik} x_k",),
    "a sum of all entries does not mind the order": (r"\sum_i \sum_j S_{ij} = \sum_{ij} S_{ji}",),
    "a letter is bound anew": (r"\sum_k x_k \sum_k u_k = \sum_j \sum_k x_j u_k",),
    "an array defined by its entries": ("z_j = \\sum_k W_{jk} x_k + b_j", "z = W x + b"),
    "a chain of such arrays": ("z_j = \\sum_k W_{jk} x_k", "a_j = f(z_j)", r"a = f(W x)"),
    "a delta picks an entry": (r"\sum_i \delta_{ij} x_i = x_j",),
    "a derivative of an entry by another": (r"\frac{\partial S_{ij}}{\partial S_{kl}} = \delta_{ik} \delta_{jl}",),
    "the derivative by the same entry": (r"\frac{\partial x_i}{\partial x_i} = 1",),
    "the letter outside is another": (r"\frac{\partial}{\partial x_i} \sum_i x_i^2 = 2 x_i",),
    "a Jacobian of a map": ("e_j = f(x_j)", r"\frac{\partial e_i}{\partial x_j} = f'(x_i) [i = j]"),
    "a second derivative": (r"E = \sum_i x_i^3", r"\frac{\partial^2 E}{\partial x_i \partial x_j} = 6 x_i \delta_{ij}"),
    "a second derivative by one entry": (r"E = \sum_i x_i^3", r"\frac{\partial^2 E}{\partial x_i^2} = 6 x_i"),
    "a sum without one value": (r"\sum_{k \ne j} x_k = \sum_{k=1}^{d} x_k - x_j",),
    "a bound that names the size": (r"(W x)_i = \sum_{k=1}^{K} W_{ik} x_k",),
    "entries of a transpose": ("(W^T)_{ij} = W_{ji}",),
    "a right side without the index of the left": (r"\frac{\partial}{\partial W_{ij}} \sum_{kl} W_{kl} = 1",),
    "an array in brackets": (r"\operatorname{tr}([S_{ij} x_j]_{ij}) = \sum_i S_{ii} x_i",),
    "entries by number": ("q_1 + q_2 = q_2 + q_1",),
    "a meaning": ("K = \\sum_i x_i^2", r"\delta_j = \frac{\partial K}{\partial x_j}", r"\delta_i = 2 x_i"),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_in_indices_is_proved(name: str) -> None:
    assert last(*TRUE[name]) == "proved"


FALSE = {
    "indices swapped on axes of two sizes": ("W_{ij} = W_{ji}",),
    "indices swapped on axes of one size": ("S_{ij} = S_{ji}",),
    "a sum over the other index": (r"\sum_i S_{ij} = \sum_i S_{ji}",),
    "a product of sums is no sum of products": (r"\sum_k x_k \sum_k u_k = \sum_k x_k u_k",),
    "a factor before the sum is outside": (r"x_k \sum_k u_k = \sum_k u_k x_k",),
    "a delta that is left out": (r"\frac{\partial x_i}{\partial x_j} = 1",),
    "deltas crossed": (r"\frac{\partial S_{ij}}{\partial S_{kl}} = \delta_{il} \delta_{jk}",),
    "the letter of the sum is not the one outside": (r"\frac{\partial}{\partial x_i} \sum_j x_j^2 = 2 \sum_j x_j",),
    "an index that is missing": (r"E = \sum_{ij} W_{ij} x_j", r"\frac{\partial E}{\partial W_{ij}} = 1"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_in_indices_is_refuted(name: str) -> None:
    assert last(*FALSE[name]) == "refuted"


@pytest.mark.parametrize(
    ("lines", "question"),
    [
        (("z_j = W_{jk} x_k",), r"the index k is free on the right and not on the left: is it summed? Write \sum_{k}"),
        (("(W x)_j = W_{jk} x_k",), "the index k is free on the right and not on the left"),
        (("J = x_k u_k",), "the index k is free on the right and not on the left"),
        ((r"\sum_{i=1}^{m} J = c",), "nothing here has the index i: what does it run over?"),
        ((r"\sum_{i=1}^{h} x_i = c",), "the sum goes to h, the axis has d entries: a sum over a part is not read"),
        ((r"\sum_{i=1}^{2} x_i = c",), "the sum goes to 2, the axis has d entries"),
        (("c_i = x_i",), "c scalar has no entry with 1 index: write one for each axis, or declare the name"),
        (("W_h = W",), "what does the index h run over here?"),
        (("x_2 + x_2 = c",), "has x an entry 2? The axis has d entries; declare its size as a number"),
        (("k = 2", "x_k = x_k"), "is k an index here? It is a symbol of these notes"),
        (("b_i = u^T x_i",), "u^T x_i is no number for each i"),
    ],
)
def test_what_an_index_means_is_asked_and_not_guessed(lines: tuple[str, ...], question: str) -> None:
    assert question in problems(document(*lines))[-1]


def test_a_subscript_that_may_number_examples_refutes_nothing() -> None:
    assert last("f(b_i) = f(u^T x_i)") in ("unread", "undecided")


@pytest.mark.parametrize("name", sorted({*TRUE, *FALSE} - {"entries of a transpose"}))
def test_what_is_printed_of_index_notation_is_read_back(name: str) -> None:
    first = [e for e in document(*(TRUE | FALSE)[name]).derivation.equations if e.clash is None]
    printed = [latex_equation(e, notes=False) for e in first]
    again = document(*printed).derivation.equations
    assert [(e.left, e.right) for e in again] == [(e.left, e.right) for e in first]


def test_an_equation_between_entries_is_one_between_arrays() -> None:
    (found,) = document("y_j = 2 x_j").derivation.equations
    assert (found.role, found.left.shape == found.right.shape) == (Role.DEFINITION, True)
    assert (found.left.free, found.right.free) == (frozenset(), frozenset())
