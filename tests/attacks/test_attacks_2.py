"""Attacks on what is said of any depth, under assumptions, after second definitions, of sizes, and in certificates."""

from __future__ import annotations

import pytest

from bpsym.derivation import Entry
from bpsym.review import check_text
from tests.review.test_depth import AFFINE, GRADIENT, HEADER, RECURSION, SQUARED

SAME = (("'n_{l-1}'", "n"), ("'n_l'", "n"), ("n_1", "n"), ("n_L", "n"))
"""All layers of one size."""
SYMBOLS = "X: [m, n], A: [n, n], B: [n, n], w: [n], v: [n], y: [m], Y: [m, o], E: [m, o], V: [n, o], c: scalar"


def entries(header: str, *lines: str) -> list[Entry]:
    return list(check_text(header + "".join(f"$$ {line} $$\n" for line in lines), "x.md").entries)


def verdicts(header: str, *lines: str) -> list[str]:
    return [entry.verdict.value for entry in entries(header, *lines)]


def notes(*assumed: str, symbols: str = SYMBOLS) -> str:
    stated = ", ".join(f"'{a}'" for a in assumed)
    return f"---\nbpsym:\n  symbols: {{{symbols}}}\n  assume: [{stated}]\n---\n"


def deep(symbols: str = "", given: str = "", one_size: bool = False) -> str:
    header = HEADER.replace("scalar}", f"scalar, {symbols}}}" if symbols else "scalar}")
    header = header.replace("'a^{(1)} = x']", f"'a^{{(1)}} = x', '{given}']" if given else "'a^{(1)} = x']")
    for old, new in SAME if one_size else ():
        header = header.replace(old, new)
    return header


FORWARD, LOSS = AFFINE.strip("$ "), SQUARED.strip("$ ")
TOP = r"\delta^{(L)} = (a^{(L)} - y) \odot \sigma'(z^{(L)})"
DEEP = {
    "a loss through an intermediate": (
        deep(r"'\hat y': [n_L]"),
        [FORWARD, r"\hat y = a^{(L)}", r"C = \frac12 \|y - \hat y\|^2"],
        {
            RECURSION: "proved",
            r"\delta^{(L)} = (\hat y - y) \odot \sigma'(z^{(L)})": "proved",
            r"\delta^{(L)} = (y - \hat y) \odot \sigma'(z^{(L)})": "refuted",
        },
    ),
    "two losses over one network": (
        deep("t: [n_L]"),
        [FORWARD, LOSS, r"D = \frac12 \|t - a^{(L)}\|^2"],
        {
            r"\frac{\partial D}{\partial W^{(l)}} = \frac{\partial D}{\partial z^{(l)}} (a^{(l-1)})^T": "proved",
            GRADIENT.replace("C", "D"): "refuted",
            r"\frac{\partial D}{\partial z^{(l)}} = \frac{\partial C}{\partial z^{(l)}}": "refuted",
        },
    ),
    "a loss with a penalty on the last layer, made of another loss": (
        deep(),
        [FORWARD, LOSS, r"D = C + \lambda \|W^{(L)}\|^2"],
        {
            r"\frac{\partial D}{\partial W^{(l)}} = \frac{\partial C}{\partial W^{(l)}}": "refuted",
            r"\frac{\partial D}{\partial W^{(L)}} = \frac{\partial C}{\partial W^{(L)}} + 2 \lambda W^{(L)}": "proved",
        },
    ),
    "a loss of the last affine map": (
        deep(),
        [FORWARD, r"C = \frac12 \|y - z^{(L)}\|^2"],
        {RECURSION: "proved", r"\delta^{(L)} = z^{(L)} - y": "proved", TOP: "refuted"},
    ),
    "a loss that looks at the last layer but one": (
        deep("V: [n_L, 'n_{L-1}']"),
        [FORWARD, r"C = \frac12 \|y - a^{(L)}\|^2 + \frac12 \|V a^{(L-1)}\|^2"],
        {RECURSION: "refuted", GRADIENT: "proved"},
    ),
    "one weight matrix for all layers": (
        deep("U: [n, n]", one_size=True),
        [r"z^{(l)} = U a^{(l-1)} + b^{(l)}", LOSS],
        {
            r"\delta^{(l)} = (U^T \delta^{(l+1)}) \odot \sigma'(z^{(l)})": "proved",
            r"\delta^{(l)} = (U \delta^{(l+1)}) \odot \sigma'(z^{(l)})": "refuted",
            r"\frac{\partial C}{\partial U} = \delta^{(L)} (a^{(L-1)})^T": "refuted",
            r"\frac{\partial C}{\partial U} = \delta^{(l)} (a^{(l-1)})^T": "refuted",
        },
    ),
    "the input in every layer": (
        deep("U: [n, n]", one_size=True),
        [r"z^{(l)} = W^{(l)} a^{(l-1)} + U x", LOSS],
        {
            RECURSION: "proved",
            r"\frac{\partial C}{\partial x} = (W^{(2)})^T \delta^{(2)}": "refuted",
            r"\frac{\partial C}{\partial x} = (W^{(2)})^T \delta^{(2)} + U^T \delta^{(2)}": "refuted",
        },
    ),
    "a value made of the input in every layer": (
        deep("U: [n, n], q: [n]", "q = 2 x", one_size=True),
        [r"z^{(l)} = W^{(l)} a^{(l-1)} + U q", LOSS],
        {
            r"\frac{\partial C}{\partial x} = (W^{(2)})^T \delta^{(2)} + 2 \frac{\partial C}{\partial q}": "proved",
            r"\frac{\partial C}{\partial q} = U^T \delta^{(L)}": "refuted",
        },
    ),
    "a layer number that is also a symbol": (
        deep("l: scalar"),
        [FORWARD, r"C = \frac12 l \|y - a^{(L)}\|^2"],
        {r"\delta^{(L)} = l (a^{(L)} - y) \odot \sigma'(z^{(L)})": "proved", TOP: "refuted"},
    ),
    "a loss that is called like the top": (
        deep().replace(r"\partial C", r"\partial L"),
        [FORWARD, LOSS.replace("C", "L")],
        {GRADIENT.replace("C", "L"): "proved", GRADIENT.replace("C", "L").replace("= ", "= 2 "): "refuted"},
    ),
    "a symbol that stands both for a derivative and in the forward equations": (
        deep("c: [n_L]"),
        [FORWARD, LOSS + r" + c^T a^{(L)}"],
        {r"\frac{\partial C}{\partial c} = a^{(L)}": "proved", RECURSION: "proved", TOP: "refuted"},
    ),
    "a symbol named like those above a window": (
        deep(r"'\bar{\Xi}_{above0}': [n_L]"),
        [FORWARD, LOSS + r" + \sum (\bar{\Xi}_{above0} \odot a^{(L)})"],
        {RECURSION: "proved", TOP: "refuted", TOP.replace("y)", r"y + \bar{\Xi}_{above0})"): "proved"},
    ),
    "equations after their use": (
        HEADER,
        [],
        {RECURSION: "proved", GRADIENT: "proved", LOSS: "definition", FORWARD: "definition"},
    ),
    "two steps at once": (
        HEADER,
        [FORWARD, LOSS],
        {
            r"\delta^{(l-1)} = ((W^{(l)})^T \delta^{(l)}) \odot \sigma'(z^{(l-1)})": "proved",
            r"\delta^{(l)} = ((W^{(l+1)})^T (((W^{(l+2)})^T \delta^{(l+2)}) \odot \sigma'(z^{(l+1)}))) "
            r"\odot \sigma'(z^{(l)})": "proved",
            r"\frac{\partial C}{\partial a^{(l+3)}} = (W^{(l+4)})^T \delta^{(l+4)}": "undecided",
        },
    ),
}


@pytest.mark.parametrize("name", DEEP)
def test_a_network_of_any_depth_with_a_peculiarity_is_judged_as_it_is(name: str) -> None:
    header, forward, expected = DEEP[name]
    found = verdicts(header, *forward, *expected)[-len(expected) :]
    assert dict(zip(expected, found, strict=True)) == expected


@pytest.mark.parametrize(
    "penalty", [r"\lambda \sum_l \|W^{(l)}\|^2", r"\lambda \|W^{(l)}\|^2", r"\lambda \|W^{(9)}\|^2"]
)
def test_a_loss_that_is_not_read_leaves_its_gradients_open(penalty: str) -> None:
    found = verdicts(HEADER, FORWARD, rf"C = \frac12 \|y - a^{{(L)}}\|^2 + {penalty}", RECURSION, GRADIENT)
    assert not {"proved", "refuted", "definition"} & {*found[-3:]}


def test_a_parameter_of_the_top_in_every_layer_is_not_one_of_each_layer() -> None:
    forward = r"z^{(l)} = W^{(l)} a^{(l-1)} + b^{(L)}"
    line = r"\frac{\partial C}{\partial b^{(L)}} = \delta^{(L)}"
    assert verdicts(deep(one_size=True), forward, LOSS, line)[-1] == "refuted"


ASSUMED: dict[tuple[str, ...], dict[str, str]] = {
    ("A symmetric",): {
        r"x^T A B x = x^T B A x".replace("x", "w"): "refuted",
        r"A B = (B A)^T": "refuted",
        r"\frac{\partial \operatorname{tr}(A A)}{\partial A} = 2 A": "conditional",
        r"\frac{\partial w^T A w}{\partial A} = w w^T": "proved",
        r"\frac{\partial \operatorname{tr}(A^T B)}{\partial A} = B + B^T": "refuted",
        r"\frac{\partial w^T A w}{\partial w} = A w": "refuted",
    },
    ("A diagonal",): {
        r"A A = A \odot A": "conditional",
        r"A B = B A": "refuted",
        r"A B A = B \odot (A A)": "refuted",
        r"\operatorname{tr}(A B) = \operatorname{tr}(A \odot B)": "conditional",
    },
    ("rows of Y sum to 1",): {
        r"\operatorname{sumcols}(Y) = 1": "conditional",
        r"\operatorname{sumrows}(Y) = 1": "refuted",
        r"\sum Y = 1": "refuted",
        r"\frac{\partial \sum Y}{\partial Y} = 0": "refuted",
    },
    ("o = 1",): {r"Y^T E = E^T Y": "conditional", r"\|Y\|^2 = Y^T Y": "conditional", r"Y E = E Y": "proved"},
    ("m = n",): {
        r"X A = A X": "refuted",
        r"\operatorname{tr}(X) = \operatorname{tr}(X^T)": "conditional",
        r"X y = X w": "refuted",
    },
}


@pytest.mark.parametrize("stated", ASSUMED)
def test_a_statement_of_the_header_makes_true_what_follows_from_it_and_no_more(stated: tuple[str, ...]) -> None:
    expected = ASSUMED[stated]
    assert dict(zip(expected, verdicts(notes(*stated), *expected), strict=True)) == expected


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        (r"A^T = A", "n = 1"),
        (r"A B = B A", "n = 1"),
        (r"V V^T A = V V^T A^T", "n = 1"),
        (r"B B = B \odot B", "B diagonal"),
    ],
)
def test_a_condition_that_is_not_needed_is_not_named(line: str, condition: str) -> None:
    entry = entries(notes("A symmetric", "n = 1", "B diagonal"), line)[-1]
    assert entry.links[0].judgement.conditions == (condition,)
