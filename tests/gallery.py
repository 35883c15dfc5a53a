"""What is expected of the gallery: gradients in the form of textbooks, and costs whose functions saturate."""

from __future__ import annotations

GRADIENTS: dict[tuple[str, str], list[str]] = {
    ("logistic-regression", "L"): [
        r"\frac{\partial L}{\partial z} = p - y",
        r"\frac{\partial L}{\partial w} = X^{T} \frac{\partial L}{\partial z}",
        r"\frac{\partial L}{\partial b} = \sum \frac{\partial L}{\partial z}",
    ],
    ("logistic-regression", "J"): [
        r"\frac{\partial J}{\partial z} = \frac{1}{m} (p - y)",
        r"\frac{\partial J}{\partial w} = X^{T} \frac{\partial J}{\partial z}",
        r"\frac{\partial J}{\partial b} = \sum \frac{\partial J}{\partial z}",
    ],
    ("softmax-regression", "E"): [r"\frac{\partial E}{\partial z} = p - t"],
    ("softmax-regression", "J"): [
        r"\frac{\partial J}{\partial Z} = \frac{1}{m} (P - Y)",
        r"\frac{\partial J}{\partial W} = X^{T} \frac{\partial J}{\partial Z}",
        r"\frac{\partial J}{\partial b} = "
        r"\left(\operatorname{sumrows}\left(\frac{\partial J}{\partial Z}\right)\right)^{T}",
    ],
    ("divergences", "J"): [r"\frac{\partial J}{\partial z} = \operatorname{softmax}(z) - p"],
    ("squared-error", "B"): [r"\frac{\partial B}{\partial W} = -X^{T} (Y - P)"],
    ("squared-error", "J"): [r"\frac{\partial J}{\partial W} = \frac{1}{m} X^{T} (P - Y)"],
    ("linear-regression", "R"): [r"\frac{\partial R}{\partial w} = X^{T} r + \lambda w"],
    ("linear-regression", "Q"): [r"\frac{\partial Q}{\partial w} = X^{T} (S r)"],
    ("hinge", "K"): [
        r"\frac{\partial K}{\partial w} = -X^{T} (\operatorname{ReLU}(\operatorname{rows}_{N}(1) - u) \odot y)"
    ],
    ("penalties", "J"): [
        r"\frac{\partial J}{\partial W} = \frac{1}{m} X^{T} E + \lambda W + \mu \operatorname{sgn}(W)"
    ],
    ("principal-components", "V"): [
        r"\frac{\partial V}{\partial U} = 2 S U",
        r"\frac{\partial V}{\partial S} = U U^{T}",
    ],
    ("quadratic-forms", "D"): [
        r"\frac{\partial D}{\partial x} = 2 S^{-1} (x - \mu)",
        r"\frac{\partial D}{\partial \mu} = -2 S^{-1} (x - \mu)",
        r"\frac{\partial D}{\partial S} = -S^{-1} ((x - \mu) (x - \mu)^{T} S^{-1})",
    ],
    ("robust-losses", "A"): [r"\frac{\partial A}{\partial w} = X^{T} \operatorname{hardtanh}(r)"],
    ("robust-losses", "B"): [r"\frac{\partial B}{\partial w} = X^{T} \tanh(r)"],
    ("robust-losses", "C"): [r"\frac{\partial C}{\partial w} = X^{T} \operatorname{sgn}(r)"],
    ("robust-losses", "J"): [r"\frac{\partial J}{\partial w} = X^{T} (\exp(z) - y)"],
}
"""Page and cost -> every step that is derived."""

SATURATING: list[tuple[str, str]] = [
    ("activations", "J"),
    ("hinge", "J"),
    ("logistic-regression", "J"),
    ("logistic-regression", "L"),
    ("robust-losses", "A"),
    ("robust-losses", "B"),
    ("softmax", "a"),
    ("softmax", "s"),
    ("softmax-regression", "E"),
    ("softmax-regression", "J"),
]
"""Page and cost with a function that overflows or takes the logarithm of 0 if it is computed as it is written."""
