"""Random words of square matrices with inverses and transposes, disguises that mean the same, and mistakes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bpsym.expr import (
    Expr,
    Inverse,
    MatMul,
    Transpose,
    add,
    constant,
    divide,
    identity,
    inverse,
    matmul,
    scale,
    subtract,
    symbol,
    transpose,
)

LETTERS = tuple(symbol(name, "n", "n") for name in "ABC")
X = symbol("X", "m", "n")
GRAM = matmul(transpose(X), X)
c = symbol("c")


def random_word(random: Random, depth: int) -> Expr:
    """A square matrix of letters, products, sums, scalings, transposes and inverses."""
    if depth == 0:
        return random.choice((*LETTERS, *LETTERS, GRAM))
    body = random_word(random, depth - 1)
    kind = random.choice(("product", "product", "transpose", "inverse", "inverse", "sum", "scale"))
    if kind == "product":
        return matmul(body, random_word(random, random.randrange(depth)))
    if kind == "sum":
        return add(body, random_word(random, 0))
    if kind == "scale":
        return scale(c, body)
    return transpose(body) if kind == "transpose" else inverse(body)


def disguised(random: Random, word: Expr) -> Expr:
    """The same matrix in other words: true rewrites at random places."""
    word = word.with_children(tuple(disguised(random, child) for child in word.children))
    rewrite = random.choice(TRUE)
    return rewrite(word) if word.shape == LETTERS[0].shape else word


def _around(word: Expr) -> Expr:
    return matmul(matmul(LETTERS[0], inverse(LETTERS[0])), word)


def _behind(word: Expr) -> Expr:
    return matmul(word, matmul(inverse(add(LETTERS[1], identity("n"))), add(identity("n"), LETTERS[1])))


def _swapped(word: Expr) -> Expr:
    """(P Q)⁻¹ = Q⁻¹ P⁻¹, (P Q)ᵀ = Qᵀ Pᵀ, (Pᵀ)⁻¹ = (P⁻¹)ᵀ, (P⁻¹)⁻¹ = P, (c P)⁻¹ = P⁻¹/c where P and Q are square."""
    if not isinstance(word, Inverse | Transpose):
        return word
    outer: Callable[[Expr], Expr] = inverse if isinstance(word, Inverse) else transpose
    body = word.body
    if isinstance(body, MatMul) and body.left.shape == word.shape:
        return matmul(outer(body.right), outer(body.left))
    if isinstance(body, type(word)):
        return body.children[0]
    if isinstance(body, Inverse | Transpose):
        return type(body)(outer(body.body))
    return word


TRUE: tuple[Callable[[Expr], Expr], ...] = (
    lambda word: word,
    lambda word: transpose(transpose(word)),
    lambda word: subtract(scale(2, word), word),
    lambda word: scale(divide(constant(1), c), scale(c, word)),
    _around,
    _behind,
    _swapped,
    _swapped,
)


def mistaken(random: Random, word: Expr) -> Expr:
    """The word with one thing done to one node that people do by mistake; it may still mean the same."""
    nodes = [n for n in word.walk() if n.shape == LETTERS[0].shape]
    return _replaced(word, random.choice(nodes), random.choice(MISTAKES))


def _replaced(word: Expr, node: Expr, change: Callable[[Expr], Expr]) -> Expr:
    if word == node:
        return change(word)
    return word.with_children(tuple(_replaced(child, node, change) for child in word.children))


def _order(word: Expr) -> Expr:
    return matmul(word.right, word.left) if isinstance(word, MatMul) and word.left.shape == word.shape else word


def _body(word: Expr) -> Expr:
    return word.body if isinstance(word, Inverse) else word


MISTAKES: tuple[Callable[[Expr], Expr], ...] = (
    transpose,
    inverse,
    _order,
    _body,
    lambda word: scale(2, word),
    lambda word: matmul(word, LETTERS[2]),
    lambda word: add(word, identity("n")),
)
