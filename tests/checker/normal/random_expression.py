"""Random expressions over rectangular and square shapes, disguises of them, and mistakes in them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from bpsym.expr import (
    ONE,
    Add,
    BroadcastColumns,
    BroadcastRows,
    Dim,
    Expr,
    Hadamard,
    Map,
    MatMul,
    Scale,
    SquaredNorm,
    SumColumns,
    SumRows,
    Symbol,
    Total,
    Trace,
    Transpose,
    add,
    apply,
    broadcast_over_columns,
    broadcast_over_rows,
    constant,
    fill,
    hadamard,
    identity,
    known,
    matmul,
    negate,
    ones,
    scale,
    squared_norm,
    subtract,
    sum_over_columns,
    sum_over_rows,
    symbol,
    total,
    trace,
    transpose,
    unknown,
    zero,
)

DIMS = [Dim.of(d) for d in ("m", "n", "k")]
FUNCTIONS = [unknown("f"), unknown("g"), unknown("f").derivative(), known("square"), known("cube")]
Rule = Callable[[Expr, Random], Expr | None]


def random_expression(random: Random, rows: Dim, columns: Dim, depth: int = 3) -> Expr:
    """A polynomial expression, unknown functions included, of shape (rows, columns)."""

    def part(m: Dim, n: Dim) -> Expr:
        return random_expression(random, m, n, depth - 1)

    if depth == 0:
        return symbol(f"{random.choice('AB')}_{rows}{columns}", rows, columns)
    inner = random.choice(DIMS)
    builds: list[Callable[[], Expr]] = [
        lambda: add(part(rows, columns), part(rows, columns)),
        lambda: subtract(part(rows, columns), part(rows, columns)),
        lambda: scale(constant(Fraction(random.randint(1, 4), 3)), part(rows, columns)),
        lambda: scale(part(ONE, ONE), part(rows, columns)),
        lambda: matmul(part(rows, inner), part(inner, columns)),
        lambda: matmul(part(rows, inner), part(inner, columns)),
        lambda: transpose(part(columns, rows)),
        lambda: hadamard(part(rows, columns), part(rows, columns)),
        lambda: apply(random.choice(FUNCTIONS), part(rows, columns)),
        lambda: broadcast_over_rows(part(ONE, columns), rows),
        lambda: broadcast_over_columns(part(rows, ONE), columns),
    ]
    if rows == ONE:
        builds.append(lambda: sum_over_rows(part(inner, columns)))
    if columns == ONE:
        builds.append(lambda: sum_over_columns(part(rows, inner)))
    if rows == columns == ONE:
        builds += [lambda: trace(part(inner, inner)), lambda: total(part(inner, random.choice(DIMS)))]
        builds += [lambda: squared_norm(part(inner, random.choice(DIMS)))]
    if rows == columns:
        builds.append(lambda: identity(rows))
    return random.choice(builds)()


def rewritten(expr: Expr, rules: list[Rule], random: Random, chance: float) -> Expr:
    """The expression with rules applied here and there, from the leaves up."""
    node = expr.with_children(tuple(rewritten(c, rules, random, chance) for c in expr.children))
    if random.random() < chance:
        for rule in random.sample(rules, len(rules)):
            found = rule(node, random)
            if found is not None:
                return found
    return node


def mistaken(expr: Expr, random: Random, rules: list[Rule]) -> Expr | None:
    """The expression with a mistake in one of its nodes, chosen among those that can be made."""
    places = [(node, rule) for node in dict.fromkeys(expr.walk()) for rule in rules if rule(node, random)]
    if not places:
        return None
    node, rule = random.choice(places)
    return _with(expr, node, rule(node, random) or node)


def _with(expr: Expr, old: Expr, new: Expr) -> Expr:
    if expr == old:
        return new
    return expr.with_children(tuple(_with(c, old, new) for c in expr.children))


def _commute(e: Expr, random: Random) -> Expr | None:
    return type(e)(e.right, e.left) if isinstance(e, Add | Hadamard) else None


def _associate(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, Add | Hadamard | MatMul):
        make = type(e)
        if isinstance(e.left, make):
            return make(e.left.left, make(e.left.right, e.right))
        if isinstance(e.right, make):
            return make(make(e.left, e.right.left), e.right.right)
    return None


def _distribute(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, MatMul | Hadamard):
        make = type(e)
        if isinstance(e.right, Add):
            return add(make(e.left, e.right.left), make(e.left, e.right.right))
        if isinstance(e.left, Add):
            return add(make(e.left.left, e.right), make(e.left.right, e.right))
    if isinstance(e, Scale) and isinstance(e.body, Add):
        return add(scale(e.factor, e.body.left), scale(e.factor, e.body.right))
    return None


def _transpose_twice(e: Expr, random: Random) -> Expr | None:
    return transpose(transpose(e))


def _transpose_inside(e: Expr, random: Random) -> Expr | None:
    if not isinstance(e, Transpose):
        return None
    body = e.body
    if isinstance(body, MatMul):
        return matmul(transpose(body.right), transpose(body.left))
    if isinstance(body, Add | Hadamard):
        return type(body)(transpose(body.left), transpose(body.right))
    return apply(body.function, transpose(body.body)) if isinstance(body, Map) else None


def _cycle(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, Trace) and isinstance(e.body, MatMul):
        return trace(matmul(e.body.right, e.body.left))
    return trace(transpose(e.body)) if isinstance(e, Trace) else None


def _spell_sums(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, Total):
        return sum_over_rows(sum_over_columns(e.body))
    if isinstance(e, SumRows):
        return matmul(ones(1, e.body.rows), e.body)
    if isinstance(e, SumColumns):
        return transpose(sum_over_rows(transpose(e.body)))
    if isinstance(e, SquaredNorm):
        return trace(matmul(transpose(e.body), e.body))
    return None


def _spell_broadcasts(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, BroadcastRows):
        return matmul(ones(e.count, 1), e.body)
    if isinstance(e, BroadcastColumns):
        return matmul(e.body, ones(1, e.count))
    return hadamard(fill(e.factor, e.rows, e.columns), e.body) if isinstance(e, Scale) else None


def _spell_powers(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, Map) and e.function == known("square"):
        return hadamard(e.body, e.body)
    if isinstance(e, Map) and e.function == known("cube"):
        return hadamard(apply(known("square"), e.body), e.body)
    return None


def _do_nothing(e: Expr, random: Random) -> Expr | None:
    padded = [add(e, zero(e.rows, e.columns)), matmul(identity(e.rows), e), subtract(scale(2, e), e)]
    return random.choice([*padded, hadamard(e, ones(e.rows, e.columns)), negate(negate(e))])


TRUTHS: list[Rule] = [
    _commute,
    _associate,
    _distribute,
    _transpose_twice,
    _transpose_inside,
    _cycle,
    _spell_sums,
    _spell_broadcasts,
    _spell_powers,
    _do_nothing,
]


def _flip(e: Expr, random: Random) -> Expr | None:
    return negate(e)


def _double(e: Expr, random: Random) -> Expr | None:
    return scale(2, e)


def _drop_transpose(e: Expr, random: Random) -> Expr | None:
    return e.body if isinstance(e, Transpose) and e.rows == e.columns else None


def _transpose(e: Expr, random: Random) -> Expr | None:
    return transpose(e) if e.rows == e.columns else None


def _swap(e: Expr, random: Random) -> Expr | None:
    """Factors in the wrong order, or ⊙ for the matrix product."""
    if isinstance(e, MatMul) and e.left.shape == e.right.shape and e.left.rows == e.left.columns:
        return random.choice([matmul(e.right, e.left), hadamard(e.left, e.right)])
    return None


def _wrong_function(e: Expr, random: Random) -> Expr | None:
    if not isinstance(e, Map):
        return None
    linear = [add(apply(e.function, p), apply(e.function, q)) for p, q in _summands(e.body)]
    return random.choice([apply(e.function.derivative(), e.body), e.body, *linear])


def _summands(e: Expr) -> list[tuple[Expr, Expr]]:
    return [(e.left, e.right)] if isinstance(e, Add) else []


def _other_symbol(e: Expr, random: Random) -> Expr | None:
    return Symbol(f"C_{e.rows}{e.columns}", e.rows, e.columns) if isinstance(e, Symbol) else None


def _split_trace(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, Trace) and isinstance(e.body, Add | Hadamard):
        return scale(trace(e.body.left), trace(e.body.right))
    return None


def _sum_the_other_way(e: Expr, random: Random) -> Expr | None:
    if isinstance(e, SumRows | SumColumns) and e.body.rows == e.body.columns:
        return type(e)(transpose(e.body))
    return None


MISTAKES: list[Rule] = [
    _flip,
    _double,
    _drop_transpose,
    _transpose,
    _swap,
    _wrong_function,
    _other_symbol,
    _split_trace,
    _sum_the_other_way,
]
