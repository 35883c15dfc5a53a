"""Networks of any depth: layers l of L, both symbols."""

from __future__ import annotations

import pytest

from bpsym.checker import Judged
from bpsym.derivation import Entry, Equation
from bpsym.errors import InputError
from bpsym.notation import Instance
from bpsym.reader import families_in, read
from bpsym.review import check_text
from bpsym.review.certificate import certify
from bpsym.review.depth import depths_of
from bpsym.review.entries import Bench

HEADER = r"""---
bpsym:
  symbols: {x: [n_1], y: [n_L], '\lambda': scalar}
  families:
    'W^{(l)}': {shape: ['n_l', 'n_{l-1}'], l: '2..L'}
    'b^{(l)}': {shape: ['n_l'], l: '2..L'}
    'z^{(l)}': {shape: ['n_l'], l: '2..L'}
    'a^{(l)}': {shape: ['n_l'], l: '1..L'}
    '\delta^{(l)}': {shape: ['n_l'], l: '2..L'}
  functions: {\sigma: elementwise}
  given: ['\delta^{(l)} = \frac{\partial C}{\partial z^{(l)}}', 'a^{(1)} = x']
---
$$ a^{(l)} = \sigma(z^{(l)}) $$
"""
AFFINE = r"$$ z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)} $$"
SQUARED = r"$$ C = \frac12 \|y - a^{(L)}\|^2 $$"
RECURSION = r"\delta^{(l)} = ((W^{(l+1)})^T \delta^{(l+1)}) \odot \sigma'(z^{(l)})"
GRADIENT = r"\frac{\partial C}{\partial W^{(l)}} = \delta^{(l)} (a^{(l-1)})^T"


def last(line: str, forward: str = AFFINE, loss: str = SQUARED, header: str = HEADER) -> Entry:
    return check_text(f"{header}{forward}\n{loss}\n$$ {line} $$\n", "notes.md").entries[-1]


@pytest.mark.parametrize(
    "line",
    [
        r"\delta^{(L)} = (a^{(L)} - y) \odot \sigma'(z^{(L)})",
        RECURSION,
        GRADIENT,
        r"\frac{\partial C}{\partial b^{(l)}} = \delta^{(l)}",
        r"\frac{\partial C}{\partial b^{(k)}} = \delta^{(k)}",
        r"\frac{\partial C}{\partial W^{(2)}} = \delta^{(2)} x^T",
        r"\frac{\partial C}{\partial a^{(l-1)}} = (W^{(l)})^T \delta^{(l)}",
    ],
)
def test_the_rules_of_backpropagation_are_proved_for_every_layer_of_every_depth(line: str) -> None:
    entry = last(line)
    assert entry.verdict.value == "proved"
    assert entry.links[0].judgement.proof is not None


@pytest.mark.parametrize(
    "line",
    [
        r"\delta^{(L)} = (y - a^{(L)}) \odot \sigma'(z^{(L)})",
        RECURSION.replace("= (", "= -("),
        RECURSION.replace("(W^{(l+1)})^T", "W^{(l+1)}"),
        RECURSION.replace("(z^{(l)})", "(z^{(l+1)})"),
        RECURSION.replace(r"\odot \sigma'(z^{(l)})", ""),
        GRADIENT.replace("l-1", "l"),
        GRADIENT.replace("= ", "= 2 "),
        r"\frac{\partial C}{\partial b^{(l)}} = \delta^{(l)} \odot \sigma'(z^{(l)})",
    ],
)
def test_a_mistake_is_refuted_in_a_network_of_a_few_layers(line: str) -> None:
    entry = last(line)
    assert entry.verdict.value == "refuted"
    assert entry.links[0].judgement.witness is not None


@pytest.mark.parametrize("layer", ["L", "L-1", "2", "3"])
def test_a_penalty_on_one_layer_makes_the_rule_for_all_layers_untrue(layer: str) -> None:
    entry = last(GRADIENT, loss=rf"$$ C = \frac12 \|y - a^{{(L)}}\|^2 + \lambda \|W^{{({layer})}}\|^2 $$")
    assert entry.verdict.value in ("refuted", "undecided")


@pytest.mark.parametrize("layer", ["L-2", "L-4", "L-5", "L-9", "6", "9", "40"])
def test_a_penalty_on_a_layer_far_from_both_ends_is_not_overlooked(layer: str) -> None:
    entry = last(GRADIENT, loss=rf"$$ C = \frac12 \|y - a^{{(L)}}\|^2 + \lambda \|W^{{({layer})}}\|^2 $$")
    assert entry.verdict.value in ("refuted", "undecided", "unread")


@pytest.mark.parametrize(
    "given",
    [
        "a^{(9)} = z^{(9)}",
        "W^{(9)} = W^{(8)}",
        "a^{(L-8)} = z^{(L-8)}",
        "a^{(40)} = x",
    ],
)
@pytest.mark.parametrize("line", [RECURSION, GRADIENT])
def test_an_equation_for_one_far_layer_is_not_overlooked(given: str, line: str) -> None:
    header = HEADER.replace("'a^{(1)} = x'", f"'a^{{(1)}} = x', '{given}'")
    assert last(line, header=header).verdict.value != "proved"
    shown = last(line, forward=f"$$ {given} $$\n{AFFINE}")
    assert shown.verdict.value != "proved"


@pytest.mark.parametrize("bounds", ["8..9", "2..4", "5..L", "2..L-4"])
def test_a_family_that_begins_or_ends_in_the_middle_is_not_proved_for_every_depth(bounds: str) -> None:
    family = f"    'U^{{(l)}}': {{shape: ['n_l', 'n_{{l-2}}'], l: '{bounds}'}}\n  functions"
    assert last(RECURSION, header=HEADER.replace("  functions", family, 1)).verdict.value != "proved"


def test_families_whose_lowest_layers_are_far_apart_are_an_error() -> None:
    family = "    'U^{(l)}': {shape: ['n_l'], l: '9..L'}\n  functions"
    with pytest.raises(InputError, match="the lowest layers, 1 and 9, are too far"):
        last(RECURSION, header=HEADER.replace("  functions", family, 1))


def test_skips_over_one_layer_are_seen_and_longer_ones_are_not_proved() -> None:
    square = HEADER.replace("'n_{l-1}'", "'n'").replace("'n_l'", "n").replace("[n_1]", "[n]").replace("[n_L]", "[n]")
    skip = r"$$ z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)} + a^{(l-1)} $$"
    assert last(r"\frac{\partial C}{\partial b^{(l)}} = \delta^{(l)}", skip, header=square).verdict.value == "proved"
    assert last(RECURSION, skip, header=square).verdict.value == "refuted"
    true = r"\delta^{(l)} = ((W^{(l+1)})^T \delta^{(l+1)} + \delta^{(l+1)}) \odot \sigma'(z^{(l)})"
    assert last(true, skip, header=square).verdict.value == "proved"
    far = skip.replace("+ a^{(l-1)} $", "+ a^{(l-3)} $")
    assert last(RECURSION, far, header=square).verdict.value != "proved"


def test_a_rule_that_mixes_a_layer_with_the_top_is_not_proved_for_every_depth() -> None:
    entry = last(r"\delta^{(l)} \odot \sigma'(z^{(l)}) = \sigma'(z^{(l)}) \odot \delta^{(l)} + 0 (a^{(L)} - a^{(L)})")
    assert entry.verdict.value != "proved"


def test_the_cases_cover_every_layer_of_every_depth() -> None:
    depths = depths_of(families_in(HEADER, "n.md"), "n.md")
    low, reach = 1, 3
    middle, top, bottom = (depths.windows[w] for w in ("middle", "top", "bottom"))
    longest = max(i.tops["L"] for i in depths.short)

    def covered(layer: int, depth: int) -> bool:
        if depth <= longest:
            return True
        number = top.tops["L"] - (depth - layer)
        return (
            bottom.first_case <= layer <= bottom.last_case
            or top.first_case <= number <= top.last_case
            or (layer - low >= reach and depth - layer >= reach and middle.first_case == middle.last_case)
        )

    assert all(covered(layer, depth) for depth in range(2, 40) for layer in range(low, depth + 1))


@pytest.mark.parametrize("layer", ["l", "L"])
def test_the_textbook_form_of_sigmoid_is_proved_without_working_out_the_network_above(layer: str) -> None:
    rule = {"l": r"((W^{(l+1)})^T \delta^{(l+1)})", "L": "(a^{(L)} - y)"}[layer]
    line = rf"\delta^{{({layer})}} = {rule} \odot a^{{({layer})}} \odot (1 - a^{{({layer})}})"
    entry = last(line, header=HEADER.replace("elementwise", "sigmoid"))
    assert entry.verdict.value == "proved"
    proof = entry.links[0].judgement.proof
    assert proof is not None
    assert len(proof.steps) <= 5


def test_what_is_false_in_the_network_that_is_shown_is_looked_at_in_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    first = Bench._first

    def noted(bench: Bench, equation: Equation) -> Judged:
        asked.append(equation.entry)
        return first(bench, equation)

    monkeypatch.setattr(Bench, "_first", noted)
    wrong = last(r"\delta^{(L)} = (y - a^{(L)}) \odot \sigma'(z^{(L)})")
    assert wrong.verdict.value == "refuted"
    assert asked.count(wrong.id) == 1


def test_a_numeric_top_is_a_network_like_any_other() -> None:
    header = HEADER.replace("..L", "..3").replace("n_L", "n_3")
    entry = last(GRADIENT, loss=SQUARED.replace("L", "3"), header=header)
    assert entry.verdict.value == "proved"
    assert [f.message for f in entry.findings] == ["judged for every l that exists in these notes: l = 2, 3"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("l: '2..L'", "l: '2-L'", "expected bounds such as 2..L or 1..4, found '2-L'"),
        ("'b^{(l)}': {shape: ['n_l'], l: '2..L'}", "'b': {shape: ['n_l'], l: '2..L'}", "must have l as its layer"),
        ("'b^{(l)}': {shape: ['n_l'], l: '2..L'}", "'b^{(l)}': {l: '2..L'}", "expected {shape:"),
        ("'b^{(l)}': {shape: ['n_l'], l: '2..L'}", "'b^{(l)}': {shape: [n_l], l: '2..900'}", "more than 200 members"),
        ("'b^{(l)}': {shape: ['n_l'], l: '2..L'}", "'b^{(l)}': {shape: [n_l], l: '2..M'}", "one top is read, found"),
    ],
)
def test_a_family_that_cannot_be_used_is_an_error_that_says_why(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("{", r"\{")):
        check_text(HEADER.replace(old, new, 1) + AFFINE, "notes.md")


def test_an_instance_without_numbers_holds_every_layer() -> None:
    assert Instance().high > 1000


def test_what_is_proved_for_any_depth_gets_no_certificate_of_one() -> None:
    text = f"{HEADER}{AFFINE}\n{SQUARED}\n$$ {GRADIENT} $$\n"
    report = check_text(text, "notes.md")
    certified = certify(read(text, "notes.md", None, Instance({"L": 3})), report)
    assert [(c.certificate, c.reason) for c in certified] != []
    assert {c.reason for c in certified} == {"it is proved for any depth, a certificate is for one"}
