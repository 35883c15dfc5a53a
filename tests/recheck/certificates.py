"""Certificates to alter, and their JSON read back into the package's own language, so that it can be evaluated."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from bpsym.autodiff import derive
from bpsym.checker import Judge
from bpsym.derivation import Derivation
from bpsym.errors import BpsymError
from bpsym.expr import (
    KNOWN,
    Constant,
    Dim,
    Expr,
    Function,
    Partial,
    Symbol,
    add,
    apply,
    contract,
    hadamard,
    identity,
    known,
    matmul,
    ones,
    scale,
    total,
    trace,
    transpose,
    unknown,
)
from bpsym.recheck import RejectedError, digest_of, latex, normal_form, verify
from bpsym.review import check_file, open_document
from bpsym.review.certificate import certificate, certify
from tests.house.sources import ROOT
from tests.networks import deep, two_layer

Json = dict[str, Any]
NOTES = ROOT / "tests" / "notes" / "founding-notes.zh.md"
VERIFIER = ROOT / "bpsym" / "recheck.py"

BINARY: dict[str, Callable[[Expr, Expr], Expr]] = {
    "add": add,
    "scale": scale,
    "matmul": matmul,
    "hadamard": hadamard,
    "contract": contract,
}
UNARY: dict[str, Callable[[Expr], Expr]] = {"transpose": transpose, "total": total, "trace": trace}


def of_derivation(derivation: Derivation) -> list[Json]:
    """A certificate of every step of a derived network."""
    judge = Judge(derivation.definitions)
    made = []
    for claim in derivation.claims:
        proof = judge.judge(claim).judgement.proof
        assert proof is not None
        made.append(certificate(claim.id, claim.readings[0], proof, derivation.definitions))
    return made


@cache
def _samples() -> str:
    document = open_document(NOTES)
    found = [c.certificate for c in certify(document, check_file(NOTES))]
    for network in (two_layer(known("sigmoid")), two_layer(known("tanh")), deep(3)):
        found += of_derivation(derive(network))
    return json.dumps(found)


def samples() -> list[Json]:
    """Fresh copies of certificates of the founding notes, of networks with known functions, and of a deep one."""
    return list(json.loads(_samples()))


def run(path: Path) -> subprocess.CompletedProcess[str]:
    """The verifier as a lone file, without the package, its site or its environment."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", cwd="/")


def accepts(made: Any) -> bool:
    """Whether the verifier accepts it; anything but an answer is an error."""
    try:
        verify(made)
    except (RejectedError, RecursionError):
        return False
    return True


def sealed(made: Json) -> Json:
    """The same with the right digest."""
    return made | {"digest": digest_of(made)}


def forged(made: Json) -> Json:
    """What somebody would write who wants it accepted: everything that can be recomputed is."""
    made = copy.deepcopy(made)
    try:
        made["normal_form"], made["assumed"] = normal_form(made)
        made["latex"] = f"{latex(made['left'])} = {latex(made['right'])}"
    except (RejectedError, RecursionError):
        pass
    return sealed(made)


def expression(tree: Any, symbols: Mapping[str, Symbol]) -> Expr:
    """The expression that a tree stands for; KeyError or BpsymError where it stands for none."""
    op, *rest = tree
    match op:
        case "symbol":
            return symbols[rest[0]]
        case "constant":
            return Constant(Fraction(rest[0]))
        case "identity":
            return identity(rest[0])
        case "ones":
            return ones(*rest)
        case "map":
            return apply(_function(rest[0], len(rest[1])), expression(rest[2], symbols))
        case "partial":
            by = expression(rest[1], symbols)
            if not isinstance(by, Symbol):
                raise KeyError(by)
            return Partial(expression(rest[0], symbols), by)
    parts = [expression(part, symbols) for part in rest]
    return BINARY[op](*parts) if len(parts) == 2 else UNARY[op](*parts)


def _function(name: str, order: int) -> Function:
    kind = "reciprocal" if name == "inv" else name
    function = known(kind) if kind in KNOWN else unknown(name)
    for _ in range(order):
        function = function.derivative()
    return function


def read_back(made: Json) -> tuple[Expr, Expr, dict[Symbol, Expr]] | None:
    """Both sides and the definitions; None where something has no meaning: a shape, a name, two definitions of one."""
    try:
        symbols = {name: Symbol(name, Dim.of(rows), Dim.of(columns)) for name, rows, columns in made["symbols"]}
        definitions = {symbols[name]: expression(tree, symbols) for name, tree in made["definitions"]}
        left, right = expression(made["left"], symbols), expression(made["right"], symbols)
    except (KeyError, TypeError, ValueError, BpsymError):
        return None
    fits = all(symbol.shape == body.shape for symbol, body in definitions.items()) and left.shape == right.shape
    once = len(definitions) == len(made["definitions"]) and len(symbols) == len(made["symbols"])
    return (left, right, definitions) if fits and once else None
