"""Attempts at a false proof with known functions: poles, negative numbers under a root, kinks, the wrong axis."""

from __future__ import annotations

import pytest

from bpsym.derivation import Verdict
from bpsym.review import check_text

HEADER = """---
bpsym:
  symbols: {x: [n], y: [n], A: [m, n], B: [m, n], J: scalar, L: scalar}
  functions: {S: softmax over rows, C: softmax over columns, g: gelu, e: leaky relu, s: swish}
---
"""

NEVER_PROVED = {
    "a root of a square": r"$$\sqrt{x \odot x} = x$$",
    "a logarithm of a square": r"$$\log(x \odot x) = 2 \log(x)$$",
    "a logarithm of a product": r"$$\log(x \odot y) = \log(x) + \log(y)$$",
    "a logarithm of a quotient": r"$$\log(x \oslash y) = \log(x) - \log(y)$$",
    "the slope of relu at 0": r"$$\operatorname{relu}'(x - x) = 1$$",
    "a cancelled infinity": r"$$\log(x - x) - \log(x - x) = 0$$",
    "a logarithm of zero": r"$$\log(x - x) = \log(y - y)$$",
    "a division by zero": r"$$1 \oslash (x - x) = 1 \oslash (y - y)$$",
    "a softmax of rows summed over columns": r"$$\operatorname{sumrows}(S(A)) = 1$$",
    "a softmax over the other axis": r"$$S(A) = C(A)$$",
    "a softmax of a softmax": r"$$S(S(A)) = S(A)$$",
    "a softmax entry by entry": r"$$S(A) = \exp(A)$$",
    "the exact gelu for the other": r"$$g(x) = \frac{1}{2} x \odot (1 + \tanh("
    r"\sqrt{\frac{2}{\pi}} (x + 0.044715 x^{3})))$$",
    "cross-entropy without its condition": r"$$J = -\sum B \odot \log S(A)$$ "
    r"$$\frac{\partial J}{\partial A} = S(A) - B$$",
    "the slope of swish without its second term": r"$$s'(x) = \operatorname{sigmoid}(x)$$",
    "a leaky slope at the wrong side": r"$$e(-x) = -e(x)$$",
    "a wrong approximation of pi": r"$$\pi x = \frac{22}{7} x$$",
}

PROVED = {
    "exp of a logarithm": (r"$$\exp(\log x) = x$$", ("x_{i} > 0",)),
    "a tangent": (r"$$\tan x = \sin(x) \oslash \cos(x)$$", (r"\cos(x_{i}) \neq 0",)),
    "a slope of relu": (r"$$\operatorname{relu}'(x) = \operatorname{step}(x)$$", (r"x_{i} \neq 0",)),
    "a softmax": (r"$$\operatorname{sumcols}(S(A)) = 1$$", ()),
    "a logarithm of a softmax": (
        r"$$\log \operatorname{softmax}(x) = \operatorname{logsoftmax}(x)$$",
        (r"\exp(x_{i}) \, \operatorname{inv}(\sum_{p} \exp(x_{p})) > 0",),
    ),
    "pi": (r"$$\frac{\pi}{4} x = \arctan(1) x$$", ()),
}


@pytest.mark.parametrize("name", NEVER_PROVED)
def test_what_is_false_or_holds_for_positive_numbers_only_is_not_proved(name: str) -> None:
    verdict = check_text(HEADER + NEVER_PROVED[name]).entries[-1].verdict
    assert verdict is not Verdict.PROVED
    assert verdict is not Verdict.DEFINITION


@pytest.mark.parametrize("name", PROVED)
def test_what_holds_is_proved_on_its_domain(name: str) -> None:
    note, domain = PROVED[name]
    entry = check_text(HEADER + note).entries[-1]
    assert entry.verdict is Verdict.PROVED, entry
    assert tuple(entry.links[-1].judgement.domain) == domain
