"""A page and its report, made by hand: one equation of every verdict, with every kind of evidence."""

from __future__ import annotations

from fractions import Fraction

from bpsym.derivation import (
    Agreement,
    Counterexample,
    Entry,
    Judgement,
    Link,
    Proof,
    Repair,
    Report,
    ShapeClash,
    Verdict,
)

PROOF = Proof(
    left=r"\sum_{k} W_{k i} B_{j k}",
    right=r"\sum_{k} B_{j k} W_{k i}",
    normal_form=r"\sum_{k} B_{j k} W_{k i}",
    definitions=("B",),
)
FIELD = Agreement(
    method="finite field",
    trials=3,
    sizes=({"m": 3, "n": 5},),
    seed=1,
    modulus=2**61 - 1,
    error_bound=Fraction(8, 2**61 - 1) ** 3,
)
DIGITS = Agreement(method="50 digits", trials=2, sizes=({"m": 3, "n": 5},), seed=1, tolerance="1e-40")
WITNESS = Counterexample(
    sizes={"m": 1, "n": 2},
    values={"A": [["1", "2"]], "s": "3"},
    functions={"f": "t^2"},
    entry=(1, 2),
    left="2",
    right="-2",
)
CLASH = ShapeClash("(m, n)", "(n, m)", "the left side is (m, n), the right side (n, m)")

JUDGEMENTS = {
    "definition": Judgement(Verdict.DEFINITION),
    "proved": Judgement(Verdict.PROVED, PROOF, FIELD, domain=("B \\ne 0",)),
    "conditional": Judgement(Verdict.CONDITIONAL, PROOF, FIELD, conditions=("$o = 1$",)),
    "supported": Judgement(Verdict.SUPPORTED, agreement=DIGITS),
    "refuted": Judgement(Verdict.REFUTED, witness=WITNESS),
    "clash": Judgement(Verdict.REFUTED, witness=CLASH),
    "undecided": Judgement(Verdict.UNDECIDED, reason="no proof, and no point where the sides differ"),
    "unread": Judgement(Verdict.UNREAD, reason=r"column 3: nothing is known of `\foo`"),
}
REPAIR = Repair("A = -B", "the sign of `B` is wrong")

PAGE = (
    "---\ntitle: kept\n---\n# A page\n\n"
    + "\n\n".join(f"The case of {name}:\n$$\nx_{{{number}}} < y\n$$" for number, name in enumerate(JUDGEMENTS))
    + "\n\n| name | shape |\n|---|---|\n| $p = q$ | (m, n) |\n\n"
    + "$$\n\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n$$\n\nand $r$, which claims nothing.\n"
)


def entry(page: str, id: str, latex: str, *judgements: Judgement, expected: bool = False) -> Entry:
    """The entry of the equation that is written so in the page."""
    offset = page.index(latex)
    line = page.count("\n", 0, offset) + 1
    column = offset - page.rfind("\n", 0, offset)
    repairs = (REPAIR,) if judgements[0].verdict is Verdict.REFUTED else ()
    links = tuple(Link(latex, judgement, reading_latex=latex, repairs=repairs) for judgement in judgements)
    return Entry(id, "", line, column, line, latex, judgements[0].verdict, links, expected=expected)


def report(page: str = PAGE) -> Report:
    """What is said of the page."""
    cases = enumerate(JUDGEMENTS.items())
    entries = [entry(page, name, f"x_{{{number}}} < y", judgement) for number, (name, judgement) in cases]
    entries.append(entry(page, "cell", "p = q", JUDGEMENTS["proved"]))
    entries.append(entry(page, "row1", "a &= b", JUDGEMENTS["proved"], JUDGEMENTS["definition"]))
    entries.append(entry(page, "row2", "&= c", JUDGEMENTS["refuted"], expected=True))
    return Report("page.md", tuple(entries), source=page)
