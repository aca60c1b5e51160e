"""What goes on by itself: the public figures follow the records."""

from cordline.ground.actor import job
from cordline.ground.loops import Loop
from cordline.ledger.services import database_now
from cordline.vigilance.figures import NAME, publish_standing_figures


def figures() -> int:
    """Publish each figure whose counts have changed; the hour is the key, so that two workers publish once."""
    now = database_now()
    return publish_standing_figures(by=job("vigilance"), key=f"{NAME}:{now:%Y-%m-%dT%H:%M}")


LOOPS = [Loop("vigilance.figures", 900.0, figures)]
