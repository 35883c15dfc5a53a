"""A small page of notes and a report on it, made by hand: every verdict, every kind of evidence."""

from __future__ import annotations

from fractions import Fraction

from bpsym.derivation import (
    CODES,
    Agreement,
    Counterexample,
    Entry,
    Finding,
    Judgement,
    Link,
    Proof,
    Repair,
    Report,
    ShapeClash,
    Verdict,
)

SOURCE = """\
| X | $X$ | (m, i) |

$$z = X W$$
$$\\delta = (\\hat{y} - y) f'(z)$$
$$\\frac{\\partial J}{\\partial W} = X \\delta$$
中文 $$\\frac{\\partial J}{\\partial W} = \\delta^T X$$
$$a = b = c$$
$$u = \\foo v$$
"""
CODE = next(iter(CODES))
"""Any code will do: what is said of it is not tested here."""

PROOF = Proof("a", "b", "c", ("z",))
AGREEMENT = Agreement("finite field", 3, ({"m": 3, "i": 5},), 1, 2**61 - 1, Fraction(1, 2**40))
PROVED = Judgement(Verdict.PROVED, PROOF, AGREEMENT, domain=("x > 0",))
CONDITIONAL = Judgement(Verdict.CONDITIONAL, PROOF, AGREEMENT, conditions=("$a^{(1)} = X$",))
SUPPORTED = Judgement(Verdict.SUPPORTED, agreement=Agreement("50 digits", 2, ({"m": 2},), 1, tolerance="1e-30"))
VALUES = Counterexample(
    {"m": 1, "i": 2},
    {"X": [["1", "2"]], r"\delta": [["1/2"]]},
    {"f": "t^2"},
    (1, 2),
    "3/2",
    "-3/2",
)
REFUTED = Judgement(Verdict.REFUTED, witness=VALUES)
CLASH = Judgement(Verdict.REFUTED, witness=ShapeClash("(i, o)", "none", "cannot multiply X (m, i) by δ (m, o)"))
UNDECIDED = Judgement(Verdict.UNDECIDED, reason="no proof was found, and no point where the sides differ")
UNREAD = Judgement(Verdict.UNREAD, reason="nothing is known of \\foo")
REPAIR = Repair(r"\frac{\partial J}{\partial W} = X^T \delta", "a transpose is missing on $X$")


def note(line: int = 0, column: int = 0, end: int = 0, message: str = "said of it") -> Finding:
    return Finding(CODE, message, line, column, end)


def entry(id: str, line: int, latex: str, *links: Link, **more: object) -> Entry:
    verdict = min((link.judgement.verdict for link in links), key=list(Verdict).index)
    return Entry(id, more.pop("tag", ""), line, 1, line, latex, verdict, links, **more)  # type: ignore[arg-type]


ENTRIES = (
    entry("eq1", 3, "z = X W", Link("z = X W", Judgement(Verdict.DEFINITION)), tag="1"),
    entry(
        "eq2",
        4,
        r"\delta = (\hat{y} - y) f'(z)",
        Link("δ", PROVED, "hadamard", r"\delta = (\hat{y} - y) \odot f'(z)", (note(4, 23, 28),)),
    ),
    entry(
        "eq3",
        5,
        r"\frac{\partial J}{\partial W} = X \delta",
        Link("", CLASH, findings=(note(5, 37, 43, "cannot multiply $X$ by $\\delta$"),), repairs=(REPAIR,)),
    ),
    entry("eq4", 6, r"\frac{\partial J}{\partial W} = \delta^T X", Link("", REFUTED, repairs=(REPAIR, REPAIR))),
    entry("eq5", 7, "a = b = c", Link("a = b", CONDITIONAL), Link("b = c", UNDECIDED)),
    entry("eq6", 8, r"u = \foo v", Link("", UNREAD)),
    entry("eq7", 8, "s = t", Link("", SUPPORTED)),
    entry("eq8", 8, "p = -p", Link("", REFUTED), expected=True),
    entry("eq9", 8, "q = -q", Link("", REFUTED), suppressed="a known misprint"),
)
REPORT = Report("notes.md", ENTRIES, (note(1, 3, 4, "about the table"),), None, 2, SOURCE)
TRUE = Report("true.md", ENTRIES[:2], source=SOURCE)
EMPTY = Report("broken.md", error="broken.md: not UTF-8 text")
