"""Work that goes on by itself: a room names what the worker should do again and again, and how often.

Each room offers its loops in ``<room>/loops.py`` as ``LOOPS``; the worker runs each in a thread of its own. A loop
claims what is due, does it through services, and says how much it did; it must be safe to run twice at once.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Loop:
    """One piece of recurring work: ``run`` does what is due now and gives how many things it did.

    While it finds something it is called again at once; when it finds nothing it rests ``every_s`` seconds.
    """

    name: str
    every_s: float
    run: Callable[[], int]
