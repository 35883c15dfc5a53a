"""Re-checks certificates: a second pair of eyes that shares nothing with what found the proofs.

Run `python -I -S recheck.py cert.json`; it needs the standard library only. Both sides of a claim become sums of
products of entries, the recorded steps are applied, and the canonical forms are compared. One line for each
certificate; exit code 0 if all are accepted, 1 if not, 2 if misused.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial, reduce
from itertools import count
from typing import Any

HEAD = {"format": "bpsym certificates", "version": 1}
NAME = r"(?!\\([dt]?frac|partial|nabla)\b)(\\[A-Za-z]+(\{[^{}]*})?|[^\W\d_]\w*)(_(\{[^{}]*}|\w))?(\^\{[([*][^{}]*})?'*"
TEXTS = {"n": NAME, "d": NAME, "f": NAME, "q": "-?[0-9]{1,40}(/[1-9][0-9]{0,39})?", "o": "'{0,4}"}  # number, order
KEYS = {"equation", "latex", "symbols", "definitions", "left", "right", "steps", "normal_form", "assumed", "digest"}
MOST_BYTES, MOST_TERMS, MOST_WORK, MOST_POWER, MOST_BITS = 1 << 26, 2000, 200_000, 64, 4096
# Functions of a real variable, where they and their derivatives exist: all that is assumed of them.
LEMMAS = {"identity(x)": "x", "sigmoid(-x)": "1 - sigmoid", "step(-x)": "1 - step", "tanh(x)": "2 sigmoid(2x) - 1"}
LEMMAS |= {"square(x)": "x^2", "cube(x)": "x^3", "sign(x)": "2 step - 1", "softplus'(x)": "sigmoid", "sin'(x)": "cos"}
LEMMAS |= {"relu(x)": "x step", "inv'(x)": "-1 inv^2", "sigmoid'(x)": "sigmoid - sigmoid^2", "exp'(x)": "exp"}
LEMMAS |= {"abs(x)": "2 x step - x", "step'(x)": "0", "cos'(x)": "-1 sin", "log'(x)": "inv", "sqrt'(x)": "1/2 sqrt^-1"}
FUNCTIONS = {re.split("['(]", key)[0] for key in LEMMAS}
# Shapes of operands and result. A letter is a dimension and, in the first two lines, an index: those that the result
# lacks are summed.
SHAPES = {"scale": "11,mn->mn", "transpose": "mn->nm", "matmul": "mk,kn->mn", "hadamard": "mn,mn->mn"}
SHAPES |= {"total": "mn->11", "trace": "mm->11", "contract": "mn,mnpq->pq|klmn,mnpq->klpq"}
SHAPES |= {"symbol": "", "constant": "->11", "identity": "->mm", "ones": "->mn", "add": "mn,mn->mn", "map": "mn->mn"}
SHAPES |= {"partial": "11,mn->mn|mn,11->mn|mn,pq->mnpq"}
DATA = {"symbol": "n", "constant": "q", "identity": "d", "ones": "dd", "map": "fo"}  # before the operands: see TEXTS
LATEX = {"symbol": "{}", "constant": "{}", "identity": "I_{{{}}}", "ones": r"1_{{{} \times {}}}", "add": "({} + {})"}
LATEX |= {"map": "{}{}({})", "partial": r"\frac{{\partial {}}}{{\partial {}}}", "scale": r"{} \cdot {}"}
LATEX |= {"transpose": "{{{}}}^T", "matmul": "({} {})", "hadamard": r"({} \odot {})", "contract": "({} : {})"}

Place = tuple[int, ...]
# A matrix expression, with the SHAPES that fit and the names in it (`partial` among them, where a derivative occurs).
# Names are ranks in the file, so that no order depends on how they are spelled.
Node = namedtuple("Node", "op data parts shape letters names")
# A factor: entry X[i,j], delta [i,j], size m, derivative of x[i,j] by v[k,l], or apply f(inside).
Atom = namedtuple("Atom", "kind names at inside", defaults=((), ()))
# A coefficient times a product of (atom, power), summed over the bound (index, dimension); other indices are free.
Term = namedtuple("Term", "coefficient powers bound", defaults=((), ()))
Poly = tuple[Term, ...]
UNIT: Poly = (Term(Fraction(1)),)
VARIABLE: Poly = (Term(Fraction(1), ((Atom("entry", ("",), (0, 0)), 1),)),)
_fresh = count(1)


class RejectedError(Exception):
    """Why a certificate is not accepted."""


def require(condition: object, why: str) -> None:
    """Reject unless the condition holds."""
    if not condition:
        raise RejectedError(why)


def latex(tree: Any) -> str:
    """A JSON expression in LaTeX, every product explicit, in brackets where it is composed."""
    parts = [latex(part) if isinstance(part, list) else part for part in tree[1:]]
    return str(LATEX.get(tree[0], tree[0] + "({})").format(*parts))


def _one(kind: str, names: tuple[str, ...], at: Place = (), inside: Poly = ()) -> Poly:
    return (Term(Fraction(1), ((Atom(kind, names, at, inside), 1),)),)


def _scaled(poly: Poly, factor: Fraction | int) -> Poly:
    return tuple(t._replace(coefficient=t.coefficient * factor) for t in poly) if factor else ()


def _summed(poly: Poly, axes: Iterable[tuple[int, Any]]) -> Poly:  # an axis of size 1 has the index 0 and needs no sum
    return tuple(t._replace(bound=t.bound + tuple(a for a in axes if a[0])) for t in poly)


def _deltas(left: Place, right: Place) -> Poly:
    different = dict.fromkeys(pair for pair in zip(left, right) if pair[0] != pair[1])
    return (Term(Fraction(1), tuple((Atom("delta", (), pair), 1) for pair in different)),)


def _merged(powers: Iterable[tuple[Atom, int]]) -> tuple[tuple[Atom, int], ...]:
    found: dict[Atom, int] = {}
    for atom, power in powers:
        found[atom] = found.get(atom, 0) + power
    require(all(abs(p) <= MOST_POWER for p in found.values()), "a power is too high")
    return tuple((a, p) for a, p in found.items() if p)


def _free(powers: Iterable[tuple[Atom, int]]) -> set[int]:
    inner = (_free(t.powers) - {*dict(t.bound)} for a, _ in powers for t in a.inside)
    return {i for a, _ in powers for i in a.at}.union(*inner)


def _rows(value: Any, length: int) -> list[Any]:
    fine = isinstance(value, list) and all(isinstance(row, list) and len(row) == length for row in value)
    require(fine, f"{value!r:.60} is no list of rows of {length}")
    return list(value)


class _Bench:
    """One certificate at work: its names, its definitions, the lemmas it used, the work done."""

    def __init__(self, symbols: Any, definitions: Any) -> None:
        self.ranks, self.assumed, self.work = dict[str, str](), set[str](), 0
        self.shapes, self.definitions, self.reach = dict[str, Any](), dict[str, Node](), dict[str, frozenset[str]]()
        for name, *shape in _rows(symbols, 3):
            rank, dims = self.datum("n", name), tuple(self.datum("d", d) for d in shape)
            require(self.shapes.setdefault(rank, dims) is dims, f"{name} is declared twice")
        for name, tree in _rows(definitions, 2):
            rank, node = self.datum("n", name), self.read(tree)
            require(self.definitions.setdefault(rank, node) is node, f"{name} is defined twice")
            require(node.shape == self.shapes.get(rank), f"{name} and its definition differ in shape")
            is_derived = re.search(r"\\partial|\\nabla", name)
            require(node.op == "partial" or not is_derived, f"{name} is written as a derivative but not defined as one")
        while waiting := {n: node.names for n, node in self.definitions.items() if n not in self.reach}:
            ready = {n: names for n, names in waiting.items() if not names & waiting.keys()}
            require(ready, "the definitions form a circle")
            self.reach |= {n: names.union(*(self.reach.get(u, ()) for u in names)) for n, names in ready.items()}

    def spend(self, amount: int) -> None:
        self.work += amount
        require(self.work <= MOST_WORK, "this needs more work than is done here")

    def datum(self, kind: str, value: Any) -> Any:
        if kind == "d" and type(value) is int and 0 < value <= 10**6:
            return value
        require(isinstance(value, str) and re.fullmatch(TEXTS[kind], value), f"{value!r:.60} does not fit here")
        if kind in "nd" or (kind == "f" and value not in FUNCTIONS):
            return "?" * (kind == "f") + self.ranks.setdefault(value, f"#{len(self.ranks):06}")
        return Fraction(value) if kind == "q" else value

    def read(self, tree: Any) -> Node:
        """The expression that a JSON list [operation, data ..., operands ...] stands for."""
        self.spend(1)
        fine = isinstance(tree, list) and tree and isinstance(tree[0], str) and tree[0] in SHAPES
        require(fine, f"{tree!r:.60} is no expression")
        op, kinds = tree[0], DATA.get(tree[0], "")
        data = tuple(self.datum(kind, value) for kind, value in zip(kinds, tree[1:]))
        parts = tuple(self.read(part) for part in tree[1 + len(kinds) :])
        names = frozenset(data if op == "symbol" else {op} & {"partial"}).union(*(part.names for part in parts))
        if op == "symbol" and len(tree) == 2 and data[0] in self.shapes:
            return Node(op, data, (), self.shapes[data[0]], "", names)
        for letters in SHAPES[op].split("|"):
            *wanted, result = letters.replace("->", ",").strip(",").split(",")
            sizes = {"1": 1, **dict(zip(result, data if kinds[:1] == "d" else ()))}
            fits = [len(wanted) == len(parts), len(data) == len(kinds), op != "partial" or tree[-1][0] == "symbol"]
            fits += [len(its) == len(part.shape) for its, part in zip(wanted, parts)]
            fits += [sizes.setdefault(c, d) == d for its, part in zip(wanted, parts) for c, d in zip(its, part.shape)]
            if result and all(fits):
                return Node(op, data, parts, tuple(sizes[c] for c in result), letters, names)
        raise RejectedError(f"the shapes do not fit in {tree!r:.200}")

    def renamed(self, poly: Poly, names: Mapping[int, int]) -> Poly:
        """Free indices replaced; bound ones are always made fresh, so that nothing is captured."""
        self.spend(len(poly))
        found = []
        for t in poly:
            new = {**names, **{i: next(_fresh) for i, _ in t.bound}}
            powers = [(a._replace(at=tuple(new.get(i, i) for i in a.at)), p) for a, p in t.powers]
            powers = [(a._replace(inside=self.renamed(a.inside, new)), p) for a, p in powers]
            found.append(Term(t.coefficient, _merged(powers), tuple((new[i], d) for i, d in t.bound)))
        return tuple(found)

    def times(self, left: Poly, right: Poly) -> Poly:
        """The product; free indices of the right side may be bound by the terms of the left."""
        require(len(left) * len(right) <= MOST_TERMS, f"more than {MOST_TERMS} terms")
        found = []
        for a, b in ((a, b) for a in left for b in self.renamed(right, {})):
            c = a.coefficient * b.coefficient
            require(max(c.numerator.bit_length(), c.denominator.bit_length()) <= MOST_BITS, "a number is too long")
            found.append(Term(c, _merged(a.powers + b.powers), a.bound + b.bound))
        return tuple(found)

    def power(self, poly: Poly, exponent: int) -> Poly:
        return reduce(self.times, [poly if exponent > 0 else self.known("inv", poly)] * abs(exponent), UNIT)

    def entry(self, node: Node, at: Place) -> Poly:
        """One entry of an expression as a sum of products."""
        self.spend(1)
        op, data, parts, _, letters, _ = node
        if op in ("symbol", "constant"):
            return _one("entry", data, at) if op == "symbol" else _scaled(UNIT, data[0])
        if op in ("identity", "ones"):
            return _deltas(at[:1], at[1:]) if op == "identity" else UNIT
        if op in ("add", "map"):
            first = self.entry(parts[0], at)
            return first + self.entry(parts[1], at) if op == "add" else self.known(data[0] + data[1], first)
        if op == "partial":
            by, cut = parts[1].data[0], 0 if letters.startswith("11") else 2
            depends = any(by == n or by in self.reach.get(n, ()) for n in parts[0].names)
            require(depends, "what is differentiated does not depend on the variable")
            return self.differentiate(self.entry(parts[0], at[:cut] or (0, 0)), by, at[cut:] or (0, 0))
        *wanted, result = letters.replace("->", ",").split(",")
        places = {"1": 0, **dict(zip(result, at))}
        dims = {c: d for its, part in zip(wanted, parts) for c, d in zip(its, part.shape) if c not in places}
        places |= {c: 0 if d == 1 else next(_fresh) for c, d in dims.items()}
        entries = (self.entry(part, tuple(places[c] for c in its)) for its, part in zip(wanted, parts))
        return _summed(reduce(self.times, entries, UNIT), [(places[c], d) for c, d in dims.items()])

    def known(self, kind: str, x: Poly) -> Poly:
        """A function of one variable at x, by its lemma if there is one; an unknown f is called ?f."""
        if kind == "x" or re.fullmatch(TEXTS["q"], kind):
            return x if kind == "x" else _scaled(UNIT, Fraction(kind))
        if (lemma := kind if "(" in kind else f"{kind}(x)") in LEMMAS:
            self.assumed.add(f"{lemma} = {LEMMAS[lemma]}")
            found = Poly()
            for monomial in LEMMAS[lemma].replace(" - ", "|-1 ").split("|"):
                parts = re.findall(r"(-?[\w/]+)(\(2x\))?(?:\^(-?\d))?", monomial)
                bases = ((self.known(name, _scaled(x, 2 if double else 1)), power) for name, double, power in parts)
                found += reduce(self.times, (self.power(base, int(power or 1)) for base, power in bases), UNIT)
            return found
        if kind[0] != "?" and kind[-1] == "'":
            found = self.differentiate(self.known(kind[:-1], VARIABLE), "", (0, 0))
            return self.replaced(found, lambda atom: x if atom.names == ("",) else None)
        if kind == "inv":
            kinds = {a.kind for t in x for a, _ in t.powers}
            require(self.canonical(x, {}) and "delta" not in kinds, "a division by zero")
            if len(x) == 1 and not x[0].bound:
                return (Term(1 / x[0].coefficient, tuple((a, -p) for a, p in x[0].powers)),)
        if (lemma := f"{kind}(-x)") in LEMMAS:  # the sign of the first term, in an order that ignores indices, decides
            form = self.canonical(x, dict.fromkeys({i for t in x for i in _free(t.powers)}, 0))
            if form and form[0][0].startswith("-"):
                return self.known(lemma, _scaled(x, -1))
        return _one("apply", (kind,), (), x)

    def differentiate(self, poly: Poly, by: str, at: Place, through: bool = True) -> Poly:
        """The product rule; `through` follows what the symbols of the sum are defined by."""
        found = Poly()
        for t, (atom, power) in ((u, p) for u in self.renamed(poly, {}) for p in u.powers):
            rest = Term(t.coefficient * power, _merged([*t.powers, (atom, -1)]), t.bound)
            found += self.times((rest,), self.slope(atom, by, at, through))
        return found

    def slope(self, atom: Atom, by: str, at: Place, through: bool) -> Poly:
        require(atom.kind != "derivative", "a derivative of a derivative")
        if atom.kind == "apply":
            inner = self.differentiate(atom.inside, by, at, through)
            return self.times(self.known(atom.names[0] + "'", atom.inside), inner) if inner else ()
        if atom.kind != "entry" or atom.names == (by,):
            return _deltas(atom.at, at) if atom.kind == "entry" else ()
        if not through or by not in self.reach.get(atom.names[0], ()):
            return ()
        between = [n for n in (*atom.names, *self.reach[atom.names[0]]) if by in self.reach.get(n, ())]
        require(not any("partial" in self.definitions[n].names for n in between), "a derivative through a derivative")
        return _one("derivative", (*atom.names, by), atom.at + at)

    def rewritten(self, atom: Atom, rewrite: str, name: str) -> Poly | None:
        """A symbol by its definition; or dx/dv = sum over the symbols u that mention v of dx/du du/dv."""
        if rewrite == "definition":
            return self.entry(self.definitions[name], atom.at) if atom[:2] == ("entry", (name,)) else None
        if atom.kind != "derivative" or atom.names[1] != name:
            return None
        of, found = atom.names[0], Poly()
        for user in (u for u, node in self.definitions.items() if name in node.names and u in {of, *self.reach[of]}):
            axes = [(0 if dim == 1 else next(_fresh), dim) for dim in self.shapes[user]] if user != of else []
            place = tuple(i for i, _ in axes) or atom.at[:2]
            inner = self.differentiate(self.entry(self.definitions[user], place), name, atom.at[2:], through=False)
            outer = _one("derivative", (of, user), atom.at[:2] + place) if user != of else UNIT
            found += _summed(self.times(outer, inner), axes)
        return found

    def replaced(self, poly: Poly, change: Callable[[Atom], Poly | None]) -> Poly:
        """The sum with atoms replaced, inside functions too."""
        found = Poly()
        for t in poly:
            terms: Poly = (t._replace(powers=()),)
            for atom, power in t.powers:
                new = change(atom)
                if new is None and (inside := self.replaced(atom.inside, change)) != atom.inside:
                    new = self.known(atom.names[0], inside)
                kept = tuple(p._replace(powers=_merged([*p.powers, (atom, power)])) for p in terms)
                terms = kept if new is None else self.times(terms, self.power(new, power))
            found += terms
        return found

    def canonical(self, poly: Poly, labels: Mapping[int, Any], first: int = 1) -> list[Any]:
        """[coefficient, [[index, dimension], ...], [[atom, power], ...]] for each term, like ones added, in order."""
        found: dict[str, list[Any]] = {}
        for form, coefficient in ((self.form(t, labels, first), t.coefficient) for t in map(self.settled, poly)):
            found.setdefault(json.dumps(form), [Fraction(0), *form])[0] += coefficient
        return [[str(form[0]), *form[1:]] for _, form in sorted(found.items()) if form[0]]

    def settled(self, term: Term) -> Term:
        """The term without deltas that a bound index absorbs, and with sums over nothing counted."""
        kept = []
        while delta := next((a for a, _ in term.powers if a.kind == "delta"), None):
            bound, (low, high) = dict(term.bound), sorted(delta.at)
            gone, stay = (low, high) if low in bound else (high, low)
            kept += [] if gone in bound or gone == stay else [(Atom("delta", (), (low, high)), 1)]
            new, axes = (next(_fresh), [bound[stay]]) if stay in bound else (stay, [])
            rest = term._replace(powers=tuple(p for p in term.powers if p[0] != delta))
            rest = rest._replace(bound=tuple(b for b in term.bound if b[0] not in delta.at))
            (term,) = _summed(self.renamed((rest,), {gone: new, stay: new}), [(new, dim) for dim in axes])
        used, size = _free(term.powers), term.coefficient
        for dim in (d for i, d in term.bound if i not in used):
            size, kept = (size * dim, kept) if isinstance(dim, int) else (size, [*kept, (Atom("size", (dim,)), 1)])
        return Term(size, _merged([*term.powers, *kept]), tuple(b for b in term.bound if b[0] in used))

    def form(self, term: Term, labels: Mapping[int, Any], first: int) -> list[Any]:
        """All there is to say of a term: equal forms are equal terms. Bound indices are coloured by what they meet."""
        colours, deeper, groups = {i: str(d) for i, d in term.bound}, first + len(term.bound), 0
        while groups < len(colours):
            around = {i: self.factors(term, {**labels, **colours, i: "*"}, deeper, i) for i in colours}
            seen = {i: json.dumps([colours[i], around[i]]) for i in colours}
            ranks = {text: f"c{n:04}" for n, text in enumerate(sorted(set(seen.values())))}
            colours = {i: ranks[seen[i]] for i in colours}
            if len(ranks) == groups:  # nothing new: set one of equal colour apart
                colours[min(i for i, c in colours.items() if [*colours.values()].count(c) > 1)] += "!"
            groups = len(set(colours.values()))
        names = {i: n for n, i in enumerate(sorted(colours, key=lambda i: colours[i]), first)}
        return [sorted([names[i], d] for i, d in term.bound), self.factors(term, {**labels, **names}, deeper)]

    def factors(self, term: Term, labels: Mapping[int, Any], first: int, around: int | None = None) -> list[Any]:
        found: dict[str, list[Any]] = {}
        for atom, power in term.powers:
            self.spend(1)
            if around is None or around in _free([(atom, power)]):
                at = [labels.get(i, i) for i in atom.at]
                at = sorted(at, key=str) if atom.kind == "delta" else at
                form = [atom.kind, list(atom.names), at, self.canonical(atom.inside, labels, first)]
                found.setdefault(json.dumps(form), [form, 0])[1] += power
        return [found[key] for key in sorted(found) if found[key][1]]


def normal_form(certificate: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Both sides after all steps, and the lemmas that were used; RejectedError where a part of this does not hold."""
    bench = _Bench(certificate["symbols"], certificate["definitions"])
    left, right = bench.read(certificate["left"]), bench.read(certificate["right"])
    require(left.shape == right.shape, "the sides have different shapes")
    for a, b in ((left, right), (right, left)):
        require(a.op != "symbol" or bench.definitions.get(*a.data) != b, "the claim is one of the definitions")
    place = tuple(0 if d == 1 else -n for n, d in enumerate(left.shape, 1))
    sides = [bench.entry(left, place), bench.entry(right, place)]
    for rewrite, name in _rows(certificate["steps"], 2):
        known, rank = {"definition": bench.definitions, "derivatives": bench.shapes}, bench.ranks.get(str(name), "")
        require(rank in known.get(str(rewrite), {}), f"there is no step {rewrite!r:.40} {name!r:.60}")
        change = partial(bench.rewritten, rewrite=rewrite, name=rank)
        before, sides = sides, [bench.replaced(side, change) for side in sides]
        require(sides != before, f"the step {rewrite} {name} changes nothing")
    spelling = {rank: json.dumps(name)[1:-1] for name, rank in bench.ranks.items()}
    text = json.dumps([bench.canonical(side, {}) for side in sides])
    forms = json.loads(re.sub(r"#\d{6,}", lambda found: spelling[found[0]], text))
    return dict(zip(("left", "right"), forms)), sorted(bench.assumed)


def digest_of(certificate: Mapping[str, Any]) -> str:
    """The sha256 of the canonical JSON of everything but the digest."""
    rest = {key: value for key, value in certificate.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify(certificate: Any) -> str:
    """One line about a claim that was shown to hold; RejectedError where it was not."""
    require(isinstance(certificate, dict) and certificate.keys() == KEYS, f"expected the fields {sorted(KEYS)}")
    label = certificate["equation"]
    require(re.fullmatch(r"[\w ()=,.:\[\]-]{1,200}", str(label)) and label == str(label), "the label is not plain")
    require(certificate["digest"] == digest_of(certificate), "the digest is wrong")
    forms, assumed = normal_form(certificate)
    require(forms["left"] == forms["right"], "the two sides have different normal forms")
    shown = f"{latex(certificate['left'])} = {latex(certificate['right'])}"
    for key, value in {"normal_form": forms, "assumed": assumed, "latex": shown}.items():
        require(digest_of({key: certificate[key]}) == digest_of({key: value}), f"the recorded {key} is not that found")
    return f"proved {label}  {shown}" + (f"   (assumed: {'; '.join(assumed)})" if assumed else "")


def main(arguments: list[str]) -> int:
    """Check every certificate of one file."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -I -S recheck.py cert.json\n")
        return 2
    lines, certificates = list[str](), list[Any]()
    try:
        with open(arguments[0], "rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        require(len(content) <= MOST_BYTES, f"more than {MOST_BYTES} bytes")
        data = json.loads(content, object_pairs_hook=lambda rows: dict(rows) if len(dict(rows)) == len(rows) else None)
        certificates = data.pop("certificates", []) if isinstance(data, dict) else []
        require(certificates and type(certificates) is list and digest_of(data) == digest_of(HEAD), "no certificates")
    except (OSError, ValueError, RecursionError, RejectedError) as error:
        lines, certificates = [f"rejected {arguments[0]}: {error}"], []
    for number, certificate in enumerate(certificates, 1):
        try:
            lines.append(verify(certificate))
        except (RejectedError, RecursionError) as error:
            lines.append(f"rejected certificate {number}: {error}")
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))
    return int(any(line.startswith("rejected") for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
