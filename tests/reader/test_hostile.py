"""Nothing that a file can hold brings the reader down: it answers, or it says what it cannot read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpsym.errors import BpsymError
from bpsym.reader import find_directives, read, read_header
from bpsym.review import check_text
from tests.reader.reading import SYMBOLS

NOTES = (Path(__file__).parent.parent / "notes" / "founding-notes.zh.md").read_text(encoding="utf-8")
SOUP = (
    r"= = = + - * / ^ _ ' { } ( ) [ ] & , . ; : | < > $ $$ # % @ ~ ² ٣ ŷ 激 \\ \[ \] \( \) \{ \} \| \, \frac \sum"
    r" \nabla \partial \odot \oslash \cdot \times \circ \hat \mathbf \text \operatorname \sqrt \tanh \log e d T I 0_"
    r" I_{n} 0_{m\times n} ^T ^{-1} ^{(2)} ^{(k)} ^{(k+1)} ^2 _i _{ij} X W A B Y S b v c J f g f' g^{[1]} 1 2 0.5 99999"
    r" \tag{1} \begin{align} \end{align} \begin{cases} \end{cases} := \leftarrow \approx \in \mathbb{R}^{m\times n}"
    r" \text{where} \text{if} \frac{\partial{J}}{\partial{W}} \frac{dJ}{dW} \|X\|_F^2 \left. \right) --- ``` <!-- -->"
    r" \operatorname{rows}_{m}(b) \operatorname{tr} \mathcal \bar{ \delta \Sigma softmax | X | (m,n) | |--|--|"
).split(" ")
TOKENS = st.lists(st.sampled_from([*SOUP, "\n", "\n\n", "$$\n", "$$ X W = "]), max_size=40).map(" ".join)
MATH = st.lists(st.sampled_from(SOUP), min_size=1, max_size=25).map(lambda t: "$$ A X = " + "".join(t) + " $$")
CUTS = st.tuples(st.integers(0, len(NOTES)), st.integers(0, len(NOTES)), st.integers(0, len(NOTES)))


def survives(text: str) -> None:
    """Reading ends in a document or in an error of ours."""
    assert refusal(lambda: read(text, "notes.md")) != ""


def refusal(act: Callable[[], object]) -> str | None:
    """What is said where something is refused; None where it is not."""
    try:
        act()
    except BpsymError as error:
        return str(error)
    return None


def cut(cuts: tuple[int, int, int]) -> str:
    """The founding notes with a piece taken out, and a shorter end."""
    first, second, end = cuts
    return (NOTES[: min(first, second)] + NOTES[max(first, second) :])[:end]


HOSTILE = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@HOSTILE
@given(TOKENS)
def test_soup_of_tokens_is_read_or_refused(text: str) -> None:
    survives(SYMBOLS + text)


@HOSTILE
@given(MATH)
def test_soup_inside_mathematics_is_read_or_refused(text: str) -> None:
    survives(SYMBOLS + text)


@HOSTILE
@given(st.one_of(st.text(max_size=300), st.text("$\\{}()^_=XW|- \n`<!>", max_size=300)))
def test_text_of_any_kind_is_read_or_refused(text: str) -> None:
    survives(text)


@settings(HOSTILE, max_examples=100)
@given(CUTS)
def test_pieces_of_true_notes_are_read_or_refused(cuts: tuple[int, int, int]) -> None:
    survives(cut(cuts))


@settings(HOSTILE, max_examples=100)
@given(MATH)
def test_what_is_read_of_soup_can_be_judged(text: str) -> None:
    try:
        report = check_text(SYMBOLS + text, "notes.md")
    except BpsymError:
        return
    assert len(report.entries) == report.counts["total"]


@settings(HOSTILE, max_examples=300)
@given(st.one_of(st.text(max_size=80), st.text("[]{}:,-'\"\n bpsymolX12&*!", max_size=80)))
def test_a_header_of_any_kind_is_read_or_refused(text: str) -> None:
    for yaml in (text, f"bpsym: {text}", f"bpsym:\n  symbols: {text}", f"bpsym:\n  given: [{text}]"):
        said = refusal(partial(read_header, yaml, "notes.md:1", is_sidecar=True))
        assert said is None or "notes.md:" in said


@settings(HOSTILE, max_examples=200)
@given(st.text("<!->bpsym: expctignore\n`", max_size=60))
def test_comments_of_any_kind_are_read_or_refused(text: str) -> None:
    said = refusal(lambda: find_directives(f"<!-- bpsym: {text} -->"))
    assert said is None or "line 1" in said


@pytest.mark.slow
@settings(HOSTILE, max_examples=10_000)
@given(st.one_of(TOKENS, MATH, CUTS.map(cut)))
def test_ten_thousand_hostile_documents_are_read_or_refused(text: str) -> None:
    survives(SYMBOLS + text)


SIZE = 100_000
DEEP = {
    "braces": "{",
    "closed braces": "}",
    "brackets": "(",
    "fractions": r"\frac{",
    "functions": r"\tanh ",
    "sums": r"\sum ",
    "gradients": r"\nabla_W ",
    "accents": r"\hat{",
    "superscripts": "x^{",
    "transposes": "x^T^T",
    "quotients": "x/",
    "terms": "x+",
    "signs": "-",
    "factors": "X ",
    "derivatives": r"\frac{\partial}{\partial X}",
    "norms": r"\|",
    "primes": "f'''",
    "dots": ".",
    "digits": "9",
    "letters": "a",
    "relations": "=",
    "commas": "a,",
    "rows": r"a=b\\ ",
    "row ends": r"\\[",
    "columns": "a&=b&",
    "words": r"\text{a b} ",
    "quantifiers": r"\text{for all }",
    "names": r"{W}",
    "subscripts": "x_{",
    "backslashes": "\\",
    "macros": r"\a",
}


RELATIONS = frozenset({"rows", "columns"})
"""What is thousands of equations, of which each takes its time: a quarter is as telling."""


@pytest.mark.parametrize("kind", DEEP)
def test_a_hundred_kilobytes_of_one_thing_are_refused_without_a_crash(kind: str) -> None:
    size = SIZE // 4 if kind in RELATIONS else SIZE
    survives(f"$$ A = {DEEP[kind] * (size // len(DEEP[kind]))} $$")


MARKUP = [
    r"\[",
    r"\(",
    r"\begin{align}",
    r"\begin{cases}",
    "<!--",
    "<!-- bpsym: expect ",
    "`",
    "~",
    "$",
    "$5 ",
    "$$",
    "#",
]
MARKUP += [" ", "\n", "|", "|-", "- ", "---\n", "```\n", "\t\n", r"\tag{", r"x \in \mathbb  ", "\r\n", "> ", "# a "]


@pytest.mark.parametrize("piece", MARKUP)
def test_a_hundred_kilobytes_of_markup_are_read_in_one_pass(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    survives(text)
    survives(f"{SYMBOLS}$$ J = c $$ {text}")
    assert find_directives(text) == []


def test_a_thousand_layers_are_read_without_recursion() -> None:
    layers = "\n".join(rf"$$ a^{{({k + 1})}} = f(a^{{({k})}} S) $$" for k in range(1, 1001))
    header = SYMBOLS.replace("X: [m, n]", "'a^{(1)}': [m, n]")
    document = read(header + layers, "notes.md")
    assert len(document.derivation.forward) == 1000
