"""What is known of names before a formula is parsed: which are symbols, which are functions."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from bpsym.errors import UnreadError
from bpsym.notation import SLOT, Call, Formula, Name
from bpsym.reader.vocabulary import NOT_ENTRYWISE, NOT_FUNCTIONS, OPERATOR_NAMES
from bpsym.reader.words import Everything, bare_templates, of_family, words_of

_SUBSCRIPT = re.compile(r"_\{([^{}]*)\}")
_NUMBERED = re.compile(r"(?<=[{(\[])\d+(?=[)\]}])")
_INDEX = re.compile(r"[a-z](?:,?[a-z0-9])*(?:[+-]\d+)?|\d+,\d+|:,.+|.+,:")


@dataclass(frozen=True, slots=True)
class Names:
    """Canonical LaTeX of symbols and functions; product signs that the header gives a meaning."""

    symbols: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    costs: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Names that are defined as functions of symbols, `J(W, b) = ...`, with these symbols, for each definition."""
    matrices: frozenset[str] = frozenset()
    """Declared symbols that are no scalars: what stands in brackets after them is a factor."""
    primed: frozenset[str] = frozenset()
    """Names beside which the notes have another with a prime: x' is no transpose of these."""
    families: frozenset[str] = field(init=False)
    """Templates of the symbols that have a number as their layer or index: `W_{@}` for `W_{1}`."""
    layered: frozenset[str] = frozenset()
    """Templates of the families of the header, `w^{@}`."""
    differentials: Mapping[str, str] = field(default_factory=dict)
    """Stem -> the scalar whose derivative by it `d` before it means, `Z` -> `L` for dZ; `""` for every other stem."""
    arrays: frozenset[str] = frozenset()
    """Names, or templates, of the arrays that index notation defines: `z` for z_j = ..."""
    dialect: str = ""
    """`numpy` or `matlab`, where formulas are typed as code."""
    heading: str = ""
    """The text of a declaration: in it every superscript that can be a layer is one, and its first word a name."""
    bare: Container[str] = field(init=False)
    """Templates of the names with layers that stand without brackets."""
    words: frozenset[str] = frozenset()
    """The names of several letters."""

    called: frozenset[str] = frozenset()
    """Names to which the header gives a meaning with their arguments, `h_w` for h_w(x) = a."""

    def __post_init__(self) -> None:
        found = frozenset(t for s in self.symbols for t in _templates(s))
        object.__setattr__(self, "families", found | self.layered)
        declared = (*self.symbols, *self.functions, *self.layered)
        object.__setattr__(self, "bare", Everything() if self.heading else bare_templates(declared))
        words = words_of((*declared, *self.differentials.values(), self.heading))
        object.__setattr__(self, "words", self.words | words)

    @property
    def letters(self) -> Names:
        """Only what is needed to see where a name ends."""
        declared = bare_templates((*self.symbols, *self.functions))
        return Names(layered=self.layered | declared, differentials=self.differentials, words=self.words)

    def is_applied(self, name: Name) -> bool:
        """Whether a bracket after the name is its argument, rather than a factor: not after a symbol."""
        if self.declares_function(name) or name.text.partition("_")[0] in OPERATOR_NAMES:
            return True
        return name.text in self.called or (name.text not in self.symbols and name.layer is None)

    def has_stem(self, text: str) -> bool:
        """Whether it is a symbol, or what symbols with a layer or an index begin with: `W` for `W^{(1)}`."""
        marks = (f"{text}^", f"{text}_")
        return text in self.symbols or any(s.startswith(marks) for s in (*self.symbols, *self.layered))

    def declares_function(self, name: Name) -> bool:
        """Whether it is a function of the header, on its own or as the member of some layer."""
        return name.text in self.functions or of_family(name, self.functions) != ""

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
    if names.declares_function(name):
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
