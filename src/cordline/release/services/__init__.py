"""What may be done about a lot's release."""

from cordline.release.services.deciding import (
    hold_lot,
    reject_lot,
    release_lot,
    release_lot_conditionally,
    suspend_lot,
    verify_review,
    withdraw_lot,
)
from cordline.release.services.news import follow_news
from cordline.release.services.reviewing import open_review, read_exception, review_trail
from cordline.release.services.suspending import suspend_by_house

__all__ = [
    "follow_news",
    "hold_lot",
    "open_review",
    "read_exception",
    "reject_lot",
    "release_lot",
    "release_lot_conditionally",
    "review_trail",
    "suspend_by_house",
    "suspend_lot",
    "verify_review",
    "withdraw_lot",
]
