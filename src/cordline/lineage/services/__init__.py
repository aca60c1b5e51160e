"""What lineage does: births and exposures within other rooms' acts; holds and strikes by itself."""

from cordline.lineage.services.birth import (
    bear_under_import_within,
    create_node_within,
    expose_within,
    register_unit_within,
)
from cordline.lineage.services.holds import (
    lift_hold,
    lift_import_holds_within,
    place_hold,
    place_hold_within,
)
from cordline.lineage.services.strikes import review_strike, strike_parent

__all__ = [
    "bear_under_import_within",
    "create_node_within",
    "expose_within",
    "lift_hold",
    "lift_import_holds_within",
    "place_hold",
    "place_hold_within",
    "register_unit_within",
    "review_strike",
    "strike_parent",
]
