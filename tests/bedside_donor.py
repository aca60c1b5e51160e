"""An eligible donation for tests of rooms above the donors', through the donors' own services."""

from cordline.ground.codes import Kind
from tests.build_donors import eligible_cord
from tests.rooms.lineage.births import bear


def eligible_donation(*, autologous_for: str = "") -> str:
    """A donation judged eligible and signed; or a person's own, for themselves."""
    if autologous_for:
        return bear(Kind.DONATION, bear(Kind.DONOR), autologous_for=autologous_for)
    return eligible_cord()[1]
