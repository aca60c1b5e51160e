"""Small patches that each break something that must always be true; a test bearing its mark must notice.

Each room keeps its own in ``tests/saboteurs/<room>.py`` as ``SABOTEURS``. ``cordline test --saboteurs`` applies one
at a time to a copy of the tree and runs the named tests: caught means that a test marked with the invariant failed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Saboteur:
    """One patch: in ``file``, the text ``old`` (which stands there exactly once) becomes ``new``.

    ``breaks`` is the invariant's mark (``"I5"``); ``tests`` names the files or folders that should catch it, as few
    and as fast as possible.
    """

    name: str
    breaks: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
