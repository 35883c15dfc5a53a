"""Notes to run the command line on, and how to run it."""

from __future__ import annotations

import pytest

from bpsym.cli import main

TRUE = """\
| Code | Symbol | Dimensions |
|---|---|---|
| X | $X$ | (m, i) |
| W | $W$ | (i, o) |
| y | $y$ | (m, o) |

$$
z = X W
$$

$$
J = \\sum \\frac{1}{2} (y - z)^2
$$

$$
\\frac{\\partial J}{\\partial W} = -X^T (y - z)
$$
"""
FALSE = TRUE.replace("-X^T", "X^T")
UNREAD = TRUE + "\n$$\nz = X \\foo W\n$$\n"
EXPECTED = FALSE + "<!-- bpsym: expect refuted BP301 -->\n"


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(words)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.out + captured.err
    return code, captured.out, captured.err
