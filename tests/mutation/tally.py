"""What became of the mutants: counted by mistake, printed at the end of the run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

TALLIES: list[Tally] = []
"""The tallies that are printed at the end of the run."""


@dataclass
class Tally:
    """Counts of one suite: (mistake, outcome) -> how many."""

    title: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, mistake: str, outcome: str) -> None:
        """One more mutant."""
        self.counts[mistake, outcome] += 1

    def total(self, outcome: str = "") -> int:
        """How many mutants had the outcome, or were tried at all."""
        return sum(n for (_, found), n in self.counts.items() if outcome in ("", found))

    def lines(self) -> list[str]:
        """A headline and one line for each mistake."""
        outcomes = list(dict.fromkeys(found for _, found in self.counts))
        head = "; ".join(f"{self.total(found)} {found}" for found in outcomes)
        rows = [f"{self.title}: {self.total()} mutants: {head}"]
        for mistake in dict.fromkeys(name for name, _ in self.counts):
            parts = [f"{self.counts[mistake, o]} {o}" for o in outcomes if self.counts[mistake, o]]
            rows.append(f"  {mistake}: {'; '.join(parts)}")
        return rows


def printed(title: str) -> Tally:
    """A new tally, to be printed at the end of the run."""
    TALLIES.append(Tally(title))
    return TALLIES[-1]
