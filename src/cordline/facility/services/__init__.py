"""What the facility room does: licences recorded, rooms and equipment put to use, reagent lots received and judged."""

from cordline.facility.services.equipment import (
    install_equipment,
    open_room,
    record_calibration,
    resume_equipment,
    stop_equipment,
)
from cordline.facility.services.licences import record_licence, withdraw_licence
from cordline.facility.services.reagents import receive_reagent, reject_reagent, release_reagent

__all__ = [
    "install_equipment",
    "open_room",
    "receive_reagent",
    "record_calibration",
    "record_licence",
    "reject_reagent",
    "release_reagent",
    "resume_equipment",
    "stop_equipment",
    "withdraw_licence",
]
