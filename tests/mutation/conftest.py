"""The counts of the mutation suite, printed below the results."""

from __future__ import annotations

import pytest

from tests.mutation.tally import TALLIES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each suite; with -v one more for each kind of mistake."""
    for tally in TALLIES:
        for line in tally.lines() if terminalreporter.verbosity > 0 else tally.lines()[:1]:
            terminalreporter.write_line(line)
