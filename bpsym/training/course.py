"""The course's data: hours of sleep and of study, and the score in the test."""

from __future__ import annotations

import numpy as np

from bpsym.program.arrays import Array

COURSE_SIZES = {"hiddenLayerSize": 3}
"""What the data does not fix: the course has three hidden units."""


def course_data() -> dict[str, Array]:
    """X (3, 2): hours of sleep and of study, each column divided by its maximum; y (3, 1): the score out of 100."""
    hours = np.array([[3.0, 5.0], [5.0, 1.0], [10.0, 2.0]])
    scores = np.array([[75.0], [82.0], [93.0]])
    return {"X": hours / hours.max(axis=0), "y": scores / 100}
