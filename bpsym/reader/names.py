"""What is known of names before a formula is parsed: which are symbols, which are functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bpsym.errors import UnreadError
from bpsym.notation import SLOT, Call, Formula, Name
from bpsym.reader.vocabulary import NOT_ENTRYWISE, NOT_FUNCTIONS, OPERATOR_NAMES

_SUBSCRIPT = re.compile(r"_\{([^{}]*)\}")
_NUMBERED = re.compile(r"(?<=[{(\[])\d+(?=[)\]}])")
_INDEX = re.compile(r"[a-z](?:,?[a-z0-9])*(?:[+-]\d+)?|\d+,\d+|:,.+|.+,:")


@dataclass(frozen=True, slots=True)
class Names:
    """Canonical LaTeX of symbols and functions; product signs that the header gives a meaning."""

    symbols: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    costs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that are defined as functions of symbols, `J(W, b) = ...`, with these symbols."""
    matrices: frozenset[str] = frozenset()
    """Declared symbols that are no scalars: what stands in brackets after them is a factor."""
    families: frozenset[str] = field(init=False)
    """Templates of the symbols that have a number as their layer or index: `W_{@}` for `W_{1}`."""

    def __post_init__(self) -> None:
        found = frozenset(t for s in self.symbols for t in _templates(s))
        object.__setattr__(self, "families", found)

    def is_applied(self, name: Name) -> bool:
        """Whether a bracket after the name is its argument, rather than a factor: not after a symbol."""
        if name.text in self.functions or name.text.partition("_")[0] in OPERATOR_NAMES:
            return True
        return name.text not in self.symbols and name.layer is None

    def is_family(self, name: Name) -> bool:
        """Whether a symbol with a number in the place of the layer exists."""
        return name.template in self.families

    def entry_of(self, name: Name) -> str:
        """The symbol of which a name that is none itself seems to be an entry: `z` for `z_{i}`; "" for none."""
        return "" if name.text in self.symbols else self.whole_of(name)

    def whole_of(self, name: Name) -> str:
        """The symbol whose name this is with an index at it, unless there is a family with numbers in its place."""
        if self.is_family(name):
            return ""
        subscript = _SUBSCRIPT.search(name.text)
        if subscript is None or not _INDEX.fullmatch(subscript[1]):
            return ""
        whole = name.text[: subscript.start()] + name.text[subscript.end() :]
        return whole if whole in self.symbols else ""


def _templates(symbol: str) -> list[str]:
    return [symbol[: m.start()] + SLOT + symbol[m.end() :] for m in _NUMBERED.finditer(symbol)]


def require_function(name: Name, names: Names) -> None:
    """The name may be applied entry by entry.

    Raises:
        UnreadError: it is known to do something else, and the document does not declare it.
    """
    if name.text in names.functions:
        return
    word = name.text.removeprefix(r"\operatorname{").removesuffix("}")
    if word.lower() in NOT_ENTRYWISE:
        message = f"{word} does not act entry by entry and is not read yet; give its value a name of its own"
        raise UnreadError(message, name.start, name.end)
    if name.text in NOT_FUNCTIONS:
        raise UnreadError(f"{name.text} before brackets: {NOT_FUNCTIONS[name.text]}", name.start, name.end)


def names_in(formula: Formula) -> list[Name]:
    """Every name of a symbol (not of a function) in the formula, in order."""
    functions = {id(n.function) for n in formula.walk() if isinstance(n, Call)}
    return [n for n in formula.walk() if isinstance(n, Name) and id(n) not in functions]
