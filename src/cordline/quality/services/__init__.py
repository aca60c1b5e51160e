"""What may be done about deviations."""

from cordline.quality.services.opening import open_deviation, open_deviation_within

__all__ = ["open_deviation", "open_deviation_within"]
