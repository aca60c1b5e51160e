"""What the bank does: storage places, fillings, placing and taking, promises, thaws, ends, dispositions."""

from cordline.bank.services.dispositions import set_disposition_within
from cordline.bank.services.ending import declare_lost, destroy_container, destroy_container_within
from cordline.bank.services.filling import fill_lot_within
from cordline.bank.services.places import add_box, add_storage_unit, move_box
from cordline.bank.services.placing import (
    check_out_containers,
    move_containers,
    place_containers,
    return_containers,
)
from cordline.bank.services.reserving import (
    release_reservations,
    release_reservations_within,
    reserve_containers,
    reserve_containers_within,
)
from cordline.bank.services.thawing import (
    consume_containers,
    consume_containers_within,
    thaw_container,
    thaw_container_within,
)

__all__ = [
    "add_box",
    "add_storage_unit",
    "check_out_containers",
    "consume_containers",
    "consume_containers_within",
    "declare_lost",
    "destroy_container",
    "destroy_container_within",
    "fill_lot_within",
    "move_box",
    "move_containers",
    "place_containers",
    "release_reservations",
    "release_reservations_within",
    "reserve_containers",
    "reserve_containers_within",
    "return_containers",
    "set_disposition_within",
    "thaw_container",
    "thaw_container_within",
]
