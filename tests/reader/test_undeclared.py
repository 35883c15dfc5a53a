"""Clashes beside a function that nothing declares: refuted where the notes show its shapes, a question elsewhere."""

from __future__ import annotations

import pytest

from bpsym.review import check_text

FORWARD = r"$$ z = W x $$" "\n" r"$$ a = f(z) $$" "\n" r"$$ J = \sum (a - y)^2 $$" "\n"
HEADER = "---\nbpsym:\n  symbols: {{W: [m, n], x: [n], y: [m]{}}}\n---\n"
SHOWN = HEADER.format(", a: [m]") + FORWARD
UNSHOWN = HEADER.format("") + FORWARD


@pytest.mark.parametrize(
    ("notes", "line", "verdict"),
    [
        (SHOWN, r"\frac{\partial J}{\partial x} = 2 W^T (f'(z) \odot (a - y))", "proved"),
        (SHOWN, r"\frac{\partial J}{\partial x} = 2 W (f'(z) \odot (a - y))", "refuted"),
        (SHOWN, r"\frac{\partial a}{\partial x} = f'(z) W^T", "refuted"),
        (SHOWN, r"\frac{\partial a}{\partial x} = f'(z) W", "undecided"),
        (UNSHOWN, r"\frac{\partial J}{\partial x} = 2 W (f'(z) \odot (a - y))", "undecided"),
    ],
)
def test_a_clash_is_a_mistake_only_where_the_shapes_of_the_function_are_shown(
    notes: str, line: str, verdict: str
) -> None:
    entry = check_text(f"{notes}$$ {line} $$\n", "notes.md").entries[-1]
    assert entry.verdict.value == verdict


@pytest.mark.parametrize(
    ("notes", "question"),
    [
        (SHOWN, r"is f'(z) a Jacobian? Write \operatorname{diag}(f'(z)) for it"),
        (UNSHOWN, "is f applied entry by entry? Then declare it, functions: {f: elementwise}"),
    ],
)
def test_the_question_says_what_to_write(notes: str, question: str) -> None:
    text = notes + r"$$ \frac{\partial a}{\partial x} = f'(z) W $$" + "\n"
    found = check_text(text, "notes.md").entries[-1].links[0].findings
    assert [(f.code, f.message.partition("; ")[2]) for f in found] == [("BP106", question)]
