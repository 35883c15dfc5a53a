"""Which relation introduces which symbol (5b of the rules): by a formula, or as the name of a derivative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bpsym.notation import Differential, Entry, EntryByEntry, Formula, Name, Number, Product, Quotient, Sum
from bpsym.reader.document import Relation
from bpsym.reader.family import Case, cases_of, same_layer_meaning, tops, variables_in
from bpsym.reader.names import names_in


@dataclass(frozen=True, slots=True)
class Introduction:
    """A symbol, the formula that it stands for, and the relation that says so (None: by the convention of a family)."""

    name: Name
    formula: Formula
    relation: Relation
    layers: Mapping[str, int] = field(default_factory=dict)
    by_convention: bool = False

    @property
    def text(self) -> str:
        """The canonical LaTeX of the symbol."""
        return self.name.at(self.layers)

    @property
    def is_meaning(self) -> bool:
        """Whether the symbol has the meaning of a derivative."""
        return isinstance(self.formula, Differential)

    @property
    def uses(self) -> set[str]:
        """The names on which the symbol depends directly."""
        return {n.at(self.layers) for n in names_in(self.formula)}


def find_introductions(relations: list[Relation], declared: Mapping[str, Name]) -> dict[str, Introduction]:
    """Symbol -> what introduces it: declarations first, then the first relation that can, in document order."""
    known = dict(declared)
    for relation in relations:
        known.update((n.text, n) for n in _subjects(relation) if n.layer is None or not n.layer.variable)
    found: dict[str, Introduction] = {}
    uses, mentions = _forward_uses(relations), _mentions(relations)
    stage = _Stage(known, frozenset(declared), uses, mentions, _formulas(relations), found)
    stage.introduce([r for r in relations if r.is_declaration])
    for introduction in list(found.values()):
        for member in _by_convention(introduction, known):
            found.setdefault(member.text, member)
    rest = [r for r in relations if not r.is_declaration]
    stage.introduce([r for r in rest if _names_a_derivative(r)])
    stage.introduce(rest)
    return found


def _names_a_derivative(relation: Relation) -> bool:
    """Whether it says, of a symbol, which derivative it is: then every formula for the symbol is a claim."""
    members = relation.wholes[:2]
    return len(members) == 2 and isinstance(members[0], Name) and isinstance(members[1], Differential)


def _forward_uses(relations: list[Relation]) -> dict[str, int]:
    """Name -> where it is first used in the formula of another symbol, derivatives left out."""
    found: dict[str, int] = {}
    for relation in relations:
        wholes = relation.wholes
        if not wholes or not isinstance(wholes[0], Name):
            continue
        for member in wholes[1:]:
            if not any(isinstance(n, Differential) for n in member.walk()):
                for name in names_in(member):
                    found.setdefault(name.text, relation.start)
    return found


def _mentions(relations: list[Relation]) -> dict[str, int]:
    """Name -> where it first stands in a formula of the notes, claims included."""
    found: dict[str, int] = {}
    for relation in (r for r in relations if not r.is_declaration):
        for name in (n for member in relation.members for n in names_in(member)):
            found.setdefault(name.text, relation.start)
    return found


def _formulas(relations: list[Relation]) -> dict[str, set[str]]:
    """Symbol -> the names in the formulas for it."""
    found: dict[str, set[str]] = {}
    for relation in relations:
        for subject in _subjects(relation):
            found.setdefault(subject.text, set()).update(n.text for m in relation.members[1:] for n in names_in(m))
    return found


@dataclass(frozen=True, slots=True)
class _Stage:
    """What is known while relations are asked, one after the other, whether they introduce a symbol."""

    known: Mapping[str, Name]
    declared: frozenset[str]
    uses: Mapping[str, int]
    mentions: Mapping[str, int]
    formulas: Mapping[str, set[str]]
    """Symbol -> the names in the formulas for it."""
    found: dict[str, Introduction]

    def introduce(self, relations: list[Relation]) -> None:
        for relation in relations:
            for introduction in self.candidates(relation):
                if introduction.text not in self.found and introduction.text not in introduction.uses:
                    self.found[introduction.text] = introduction

    def candidates(self, relation: Relation) -> Iterator[Introduction]:
        if len(relation.members) < 2 or relation.is_update:
            return
        left, right = relation.wholes[:2]
        if isinstance(right, Name) and isinstance(left, Differential) and self.may_name(right, relation):
            left, right = right, left
        if not isinstance(left, Name) or self.is_special_value(left, right, relation):
            return
        if left.layer is None or not left.layer.variable or left.text in self.known:
            yield Introduction(left, right, relation)
            return
        for case in members_of(left, right, self.known):
            is_excluded = relation.layers is not None and relation.layers.excludes(case.layers)
            if not case.missing and not is_excluded:
                yield Introduction(left, right, relation, case.layers)

    def may_name(self, name: Name, relation: Relation) -> bool:
        """Whether ∂J/∂z = δ may give δ its meaning: not if δ has one, or if forward equations use it."""
        return relation.is_declaration or (name.text not in self.found and name.text not in self.uses)

    def is_special_value(self, left: Name, right: Formula, relation: Relation) -> bool:
        """Whether a declared symbol is set equal to a number or to another symbol: no definition of an input.

        A symbol that is used before may not become another one in passing ("with λ = 0", "if A = B").
        """
        if relation.is_declaration or left.text not in self.declared:
            return False
        if _is_number(right) or self.is_used_below(left, right):
            return True
        return _is_symbol(right) and self.mentions.get(left.text, relation.start) < relation.start

    def is_used_below(self, name: Name, derivative: Formula) -> bool:
        """Whether ∂z/∂x is made equal to a declared symbol of which z is made: a claim, and no circle."""
        return isinstance(derivative, Differential) and any(
            name.text in self.formulas.get(n.text, set()) for n in names_in(derivative.of)
        )


def _is_symbol(formula: Formula) -> bool:
    """Whether it is another symbol, or each of its entries."""
    entry = formula.body if isinstance(formula, EntryByEntry) else formula
    return isinstance(entry.base if isinstance(entry, Entry) else entry, Name)


def _is_number(formula: Formula) -> bool:
    return all(isinstance(n, (Number, Sum, Quotient, Product, EntryByEntry)) for n in formula.walk())


def _subjects(relation: Relation) -> Iterator[Name]:
    first = next(iter(relation.wholes), None)
    if isinstance(first, Name) and not relation.is_update:
        yield first


def members_of(left: Formula, right: Formula, known: Mapping[str, Name]) -> list[Case]:
    """The values of the layer variable for which the left side exists."""
    variables = variables_in((left, right), known)
    if len(variables) != 1 or any(v[0].isupper() for v in variables):
        return []
    return cases_of((left, right), variables.pop(), known, tops(known.values()))


def _by_convention(introduction: Introduction, known: Mapping[str, Name]) -> Iterator[Introduction]:
    """δ⁽³⁾ = ∂J/∂z⁽³⁾ in a table says what every δ⁽ᵏ⁾ means, where there is a z⁽ᵏ⁾."""
    pattern = same_layer_meaning(introduction.name, introduction.formula)
    if pattern is None or not introduction.relation.is_declaration:
        return
    template, meaning = pattern
    assert isinstance(meaning.wrt, Name)
    for name in known.values():
        if name.template == template and name.layer is not None and not name.layer.variable:
            wrt = Name(meaning.wrt.start, meaning.wrt.end, meaning.wrt.template, name.layer)
            if wrt.text in known:
                formula = Differential(meaning.start, meaning.end, meaning.of, wrt)
                yield Introduction(name, formula, introduction.relation, by_convention=True)


def find_circles(introductions: Mapping[str, Introduction]) -> set[str]:
    """The symbols whose definitions use each other in a circle."""
    state: dict[str, int] = {}
    circles: set[str] = set()
    for root in introductions:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if root not in state:
            stack.append((root, _next(introductions, root)))
            state[root] = 1
            path.append(root)
        while stack:
            name, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                path.pop()
                state[name] = 2
            elif state.get(step) == 1:
                circles.update(path[path.index(step) :])
            elif step not in state:
                state[step] = 1
                path.append(step)
                stack.append((step, _next(introductions, step)))
    return circles


def _next(introductions: Mapping[str, Introduction], name: str) -> Iterator[str]:
    return iter(sorted(introductions[name].uses & introductions.keys()))
