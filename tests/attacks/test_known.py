"""Attacks that succeeded once: a false line is never clean, a true one never refuted, and nothing crashes."""

from __future__ import annotations

import numpy as np
import pytest

from bpsym.derivation import Verdict
from bpsym.errors import InputError
from tests.attacks.known import FALSE, NO_VALUES, PROVABLE, TRUE, UNHURT
from tests.attacks.notes import HEADER, check, values

OPEN: dict[str, str] = {}
"""Attack -> why it still succeeds."""


def _each(names: list[str]) -> list[object]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=OPEN[name])) if name in OPEN else name
        for name in names
    ]


def _whole(note: str) -> str:
    """The note with the header of all attacks, unless it brings its own declarations."""
    return note if note.startswith(("---", "a|b|c")) else HEADER + note


@pytest.mark.parametrize("name", _each(list(FALSE)))
def test_a_note_with_a_false_line_is_never_clean(name: str) -> None:
    report = check(_whole(FALSE[name][0]))
    assert not report.is_clean, [(e.latex, e.verdict.value) for e in report.entries]


@pytest.mark.parametrize("name", _each(list(NO_VALUES)))
def test_a_note_without_a_clear_meaning_is_an_error_or_not_clean(name: str) -> None:
    try:
        report = check(NO_VALUES[name])
    except InputError:
        return
    assert not report.is_clean, [(e.latex, e.verdict.value) for e in report.entries]


@pytest.mark.parametrize("name", FALSE)
def test_the_line_is_false(name: str) -> None:
    left, right = FALSE[name][1](values())
    assert np.shape(left) != np.shape(right) or not np.allclose(left, right, rtol=1e-3)


@pytest.mark.parametrize("name", _each(list(TRUE)))
def test_a_true_line_is_never_refuted(name: str) -> None:
    report = check(_whole(TRUE[name]))
    assert all(e.verdict is not Verdict.REFUTED for e in report.entries), [
        (e.latex, e.verdict.value) for e in report.entries
    ]


@pytest.mark.parametrize("name", _each(list(PROVABLE)))
def test_a_true_line_without_ambiguity_is_proved(name: str) -> None:
    assert check(_whole(PROVABLE[name])).entries[-1].verdict is Verdict.PROVED


@pytest.mark.parametrize("name", _each(["e where an unread line defines e"]))
def test_nothing_is_proved_of_a_cost_whose_error_is_unread(name: str) -> None:
    report = check(HEADER + r"$$e = y \star X w$$ $$J = e^2$$ $$\frac{\partial J}{\partial w} = 0$$")
    assert not report.entries[-1].verdict.is_true


@pytest.mark.parametrize("name", _each(list(UNHURT)))
def test_a_note_never_ends_in_a_traceback(name: str) -> None:
    try:
        report = check(_whole(UNHURT[name]))
    except InputError:
        return
    assert report.entries


def test_a_declared_symbol_that_nothing_else_uses_may_be_the_name_of_a_gradient() -> None:
    r"""`v: [d]` in the header and `\frac{\partial J}{\partial w} = v` name the gradient; a formula for v is a claim."""
    named = r"$$J = \|w\|^2$$ $$\frac{\partial J}{\partial w} = v$$ "
    report = check(HEADER + named + "$$v = 2w$$ $$v = 3w$$")
    assert [e.verdict.value for e in report.entries] == ["definition", "definition", "proved", "refuted"]
