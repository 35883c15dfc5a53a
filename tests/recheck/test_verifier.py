"""The verifier as a lone file: what it accepts, what it rejects and why, and what it may assume."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from bpsym.autodiff import derive
from bpsym.checker.normal import Program, prove
from bpsym.derivation import Proof, Reading
from bpsym.errors import UnsupportedError
from bpsym.expr import Expr, Symbol, apply, known, negate, ones, subtract, symbol
from bpsym.recheck import FUNCTIONS, HEAD, LEMMAS, RejectedError, verify
from bpsym.review.certificate import certificate
from tests.networks import deep
from tests.recheck.certificates import VERIFIER, forged, of_derivation, run, samples, sealed

Json = dict[str, Any]


def _file(path: Path, content: bytes | str | list[Json]) -> Path:
    if isinstance(content, list):
        content = json.dumps({**HEAD, "certificates": content})
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_it_accepts_every_proved_equation_and_prints_one_line_for_each(tmp_path: Path) -> None:
    made = samples()
    done = run(_file(tmp_path / "cert.json", made))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(made)
    assert lines[1] == r"proved eq6 (k = 2)  \frac{\partial J}{\partial W^{(2)}} = ({a^{(2)}}^T \delta^{(3)})"
    assert any("assumed: sigmoid'(x) = sigmoid - sigmoid^2" in line for line in lines)


def test_it_accepts_all_gradients_of_a_deep_network(tmp_path: Path) -> None:
    made = of_derivation(derive(deep(12)))
    done = run(_file(tmp_path / "cert.json", made))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("proved ") == len(made) >= 24


def test_one_bad_certificate_among_good_ones_is_named(tmp_path: Path) -> None:
    made = samples()[:3]
    made[1]["left"] = ["transpose", made[1]["left"]]
    done = run(_file(tmp_path / "cert.json", made))
    assert done.returncode == 1
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["proved", "rejected", "proved"]
    assert "rejected certificate 2: the digest is wrong" in done.stdout


DEEP = 100_000


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        b"\xff\xfe\x00",
        "[]",
        "null",
        '"text"',
        "{}",
        json.dumps(HEAD),
        json.dumps({**HEAD, "certificates": []}),
        json.dumps({**HEAD, "certificates": {}}),
        json.dumps({**HEAD, "version": 2, "certificates": [{}]}),
        '{"format": "bpsym certificates", "version": 1, "version": 1, "certificates": [{}]}',
        "[" * DEEP + "]" * DEEP,
        '{"a":' * DEEP + "1" + "}" * DEEP,
        json.dumps({**HEAD, "certificates": [1, None, "x", [], {}, {"left": []}]}),
        "9" * 10_000,
        "NaN",
    ],
    ids=lambda content: str(content)[:30],
)
def test_what_is_no_file_of_certificates_is_rejected_without_a_traceback(content: str | bytes, tmp_path: Path) -> None:
    done = run(_file(tmp_path / "cert.json", content))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("rejected ")


def test_a_missing_file_is_rejected_and_a_wrong_call_exits_with_2(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere.json").returncode == 1
    assert run(tmp_path).returncode == 1


STRANGE: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x" * 200,
    "\x1b[2J",
    "\ud800",
    [],
    [[]],
    {},
    {"a": 1},
    ["symbol"],
    10**30,
]


@pytest.mark.parametrize("field", ["latex", "symbols", "definitions", "left", "right", "steps"])
def test_a_field_of_a_wrong_type_is_rejected_whatever_it_holds(field: str) -> None:
    made = samples()[0]
    for value in STRANGE:
        for wrong in (value, [value], [value, value], [[value, value]], [["J", value]], ["add", value, value]):
            if field == "steps" and wrong == []:
                continue
            with pytest.raises(RejectedError):
                verify(sealed(made | {field: wrong}))


def _doubled(depth: int) -> Any:
    tree: Any = ["symbol", "J"]
    for _ in range(depth):
        tree = ["add", tree, tree]
    return tree


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (["scale", ["constant", "9" * 40], ["map", "square", "", ["symbol", "J"]]], "different normal forms"),
        (_doubled(18), "more work"),
    ],
    ids=["a long number", "a wide tree"],
)
def test_work_is_bounded(left: Any, why: str) -> None:
    made = samples()[0]
    made |= {"left": left, "right": ["symbol", "J"], "steps": []}
    with pytest.raises(RejectedError, match=why):
        verify(forged(made))


def test_powers_and_numbers_cannot_grow_without_bound() -> None:
    for inner in (["symbol", "J"], ["constant", "7"], ["add", ["symbol", "J"], ["constant", "1"]]):
        tree: Any = inner
        for _ in range(60):
            tree = ["map", "square", "", tree]
        made = samples()[0] | {"left": tree, "right": ["symbol", "J"], "steps": []}
        with pytest.raises(RejectedError, match=r"power|number|terms|work"):
            verify(forged(made))


def test_a_definition_is_no_claim_and_a_derivative_is_only_defined_as_one() -> None:
    made = samples()[3]
    name, tree = made["definitions"][-1]
    with pytest.raises(RejectedError, match="one of the definitions"):
        verify(forged(made | {"left": ["symbol", name], "right": tree, "steps": [["definition", name]]}))
    disguised = json.loads(json.dumps(made).replace(json.dumps("J"), json.dumps(r"\partial J")))
    with pytest.raises(RejectedError, match=r"written as a derivative|does not fit here"):
        verify(forged(disguised))


def test_it_imports_nothing_of_the_package() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    assert "bpsym." not in text.replace('"bpsym certificates"', "")
    assert len(text.splitlines()) <= 400


VALUES = {
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "softplus": lambda x: math.log(1 + math.exp(x)),
    "relu": lambda x: max(0.0, x),
    "step": lambda x: float(x > 0),
    "sign": lambda x: math.copysign(1, x),
    "identity": lambda x: x,
    "square": lambda x: x**2,
    "cube": lambda x: x**3,
    "inv": lambda x: 1 / x,
}


def _value(name: str, x: float) -> float:
    function = VALUES.get(name) or getattr(math, name, None) or abs
    return float(function(x))


@pytest.mark.parametrize("lemma", LEMMAS)
@pytest.mark.parametrize("x", [0.3, 1.7])
def test_every_lemma_is_true(lemma: str, x: float) -> None:
    right = 0.0
    for monomial in LEMMAS[lemma].replace(" - ", "|-1 ").split("|"):
        product = 1.0
        for factor in monomial.split():
            base, _, power = factor.partition("^")
            name, double = base.removesuffix("(2x)"), base.endswith("(2x)")
            number = x if name == "x" else _value(name, 2 * x if double else x) if name.isalpha() else None
            numerator, _, denominator = name.partition("/")
            value = number if number is not None else int(numerator) / int(denominator or 1)
            product *= value ** int(power or 1)
        right += product
    name = lemma.split("(")[0]
    at = -x if "(-x)" in lemma else x
    step = 1e-6
    derived = name.endswith("'")
    slope = (
        (_value(name.rstrip("'"), at + step) - _value(name.rstrip("'"), at - step)) / (2 * step) if derived else None
    )
    assert right == pytest.approx(slope if slope is not None else _value(name, at), abs=1e-8)


X, Y = symbol("X", "m", "n"), symbol("Y", "m", "n")


def _certified(left: Expr, right: Expr) -> Json:
    definitions: dict[Symbol, Expr] = {}
    proof = prove(left, right, Program(definitions))
    assert isinstance(proof, Proof)
    return certificate("claim", Reading(left, right), proof, definitions)


def test_the_same_sigmoid_on_both_sides_of_zero() -> None:
    sigmoid = known("sigmoid")
    made = _certified(apply(sigmoid, subtract(X, Y)), subtract(ones("m", "n"), apply(sigmoid, subtract(Y, X))))
    assert verify(made).endswith("(assumed: sigmoid(-x) = 1 - sigmoid)")


def test_a_proof_that_needs_more_than_the_table_has_no_certificate() -> None:
    x = symbol("x")
    with pytest.raises(UnsupportedError, match="the verifier says"):
        _certified(apply(known("log"), apply(known("exp"), x)), x)


def test_every_function_of_the_table_has_a_lemma() -> None:
    assert all(any(key.startswith(name) for key in LEMMAS) for name in FUNCTIONS)
    assert {
        verify(_certified(apply(known(name), negate(negate(X))), apply(known(name), X)))[:6]
        for name in ("tanh", "relu", "abs", "sign")
    } == {"proved"}
