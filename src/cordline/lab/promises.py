"""What trace says of the laboratory's things: a cord as it was received, a culture's passage and state."""

from collections.abc import Mapping, Sequence

from cordline.ground.codes import Kind
from cordline.lab import selectors
from cordline.lab.types import CordRow, CordVerdict
from cordline.lineage.reaching import Described, describes


@describes(Kind.CULTURE)
def cultures(codes: Sequence[str]) -> Mapping[str, Described]:
    """A culture in a trace: its passage and where it stands."""
    return {row.code: Described(f"P{row.passage}, {row.state}") for row in selectors.cultures(codes)}


@describes(Kind.CORD)
def cords(codes: Sequence[str]) -> Mapping[str, Described]:
    """A cord in a trace: accepted at receipt, or rejected."""
    return {row.code: _cord(row) for row in (selectors.cord(code) for code in codes) if row is not None}


def _cord(row: CordRow) -> Described:
    if row.verdict is CordVerdict.ACCEPTED:
        return Described("", "pass", "Accepted")
    return Described("", "stop", row.verdict.value.replace("_", " ").capitalize())
