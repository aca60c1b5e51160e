"""What may be done about deviations."""

from cordline.quality.services.handling import close_deviation, grade_deviation, investigate_deviation
from cordline.quality.services.opening import open_deviation, open_deviation_within

__all__ = [
    "close_deviation",
    "grade_deviation",
    "investigate_deviation",
    "open_deviation",
    "open_deviation_within",
]
