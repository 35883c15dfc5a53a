"""The page of what bpsym derives, from a network written node by node."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from bpsym.derivation import Derivation, define
from bpsym.expr import matmul, symbol
from bpsym.review import check_text
from bpsym.site.derived import derived_page
from bpsym.site.graph import draw_graph
from bpsym.site.verification import require_clean, verify
from tests.networks import deep, two_layer


@pytest.fixture(scope="module")
def page() -> str:
    made = derived_page(two_layer(), "[the notes](notes.md)")
    assert made is not None
    return made


def test_the_page_declares_its_symbols_by_a_header(page: str) -> None:
    header = yaml.safe_load(page.split("---")[1])["bpsym"]
    assert header["symbols"]["W^{(2)}"] == ["hiddenLayerSize", "outputLayerSize"]
    assert header["symbols"]["J"] == "scalar"
    assert header["functions"] == {"f": "elementwise"}


def test_every_forward_equation_and_every_step_is_displayed(page: str) -> None:
    for latex in (
        r"J = \sum \frac{1}{2} (y - \hat{y})^{2} \tag{5}",
        r"\delta^{(3)} = -(y - \hat{y}) \odot f'(z^{(3)})",
        r"\frac{\partial J}{\partial W^{(1)}} = X^{T} \delta^{(2)}",
    ):
        assert f"$$\n{latex}\n$$" in page


def test_each_step_names_its_rules_its_shape_and_its_statement(page: str) -> None:
    step = page[page.index(r"\frac{\partial J}{\partial W^{(2)}} = ") :]
    assert step.split("\n\n")[1].startswith("(hiddenLayerSize, outputLayerSize), from (3), by `matmul_pullback`")
    assert step.split("\n\n")[2] == "```python\ndJdW2 = a2.T @ delta3\n```"


def test_the_whole_program_is_shown_and_runs(page: str) -> None:
    source = re.findall(r"```python\n(.*?)\n```", page, re.DOTALL)[-1]
    names: dict[str, object] = {"__name__": "shown"}
    exec(compile(source, "shown", "exec"), names)
    assert callable(names["loss_and_gradients"])


def test_what_is_derived_is_proved_when_the_page_is_read_again(page: str) -> None:
    report = verify(page, "derived.md")
    require_clean(report)
    steps = len(re.findall(r"\*\*Step \d+\.\*\*", page))
    assert report.counts["proved"] == steps
    assert report.counts["total"] == steps + 7


def test_notes_without_a_scalar_have_no_such_page() -> None:
    product = define("p", symbol("P", "m", "n"), matmul(symbol("A", "m", "k"), symbol("B", "k", "n")))
    assert derived_page(Derivation((product,)), "notes") is None


def test_the_picture_has_a_node_for_each_symbol_and_an_arrow_for_each_use() -> None:
    picture = draw_graph(two_layer())
    assert re.findall(r">([^<>]+)</text>", picture) == ["z⁽²⁾", "a⁽²⁾", "z⁽³⁾", "ŷ", "J", "X", "W⁽¹⁾", "W⁽²⁾", "y"]
    assert picture.count("<line") == 8


def test_no_two_nodes_of_a_picture_share_a_place() -> None:
    places = re.findall(r'<text x="(\d+)" y="(\d+)"', draw_graph(deep(5)))
    assert len(set(places)) == len(places) == 18


def test_an_input_stands_one_column_before_its_first_use() -> None:
    columns = {name: x for x, name in re.findall(r'<text x="(\d+)"[^>]*>([^<]+)</text>', draw_graph(two_layer()))}
    assert columns["W⁽²⁾"] == columns["a⁽²⁾"]
    assert columns["X"] == columns["W⁽¹⁾"] == "30"
    assert columns["y"] == columns["ŷ"]


def test_a_picture_is_read_aloud_in_the_order_of_the_computation() -> None:
    picture = draw_graph(replace(two_layer(), title="any"))
    assert 'aria-label="Data flow: z⁽²⁾, a⁽²⁾, z⁽³⁾, ŷ, J"' in picture


def test_what_the_notes_assume_is_declared_and_what_needs_it_is_conditional_but_the_program_is_not() -> None:
    stated = "---\nbpsym:\n  symbols: {Z: [m, k], Y: [m, k]}\n  assume: ['rows of Y sum to 1']\n---\n"
    report = check_text(stated + "$$J = -\\sum Y \\odot \\operatorname{logsoftmaxrows}(Z)$$\n\n$$A = \\|Z\\|^2$$\n")
    assert report.derivation is not None
    page = derived_page(report.derivation, "notes")
    assert page is not None
    assert yaml.safe_load(page.split("---")[1])["bpsym"]["assume"] == ["rows of Y sum to 1"]
    assert "On condition that rows of Y sum to 1." in page
    derived = verify(page, "derived.md")
    require_clean(derived)
    assert (derived.counts["conditional"], derived.counts["proved"]) == (1, 2)
    assert len(re.findall("def loss_and_gradients", page)) == 2
    assert "dJdZ = np.sum(Y, axis=1, keepdims=True) * softmax(Z, 1) - Y" in page
