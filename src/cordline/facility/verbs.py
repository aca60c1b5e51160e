"""What may be done in the facility room."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

ROOM_OPENED = declare("facility.room.opened", "opened room {subject}", Role.LABORATORY_HEAD, Role.QUALITY)
EQUIPMENT_INSTALLED = declare(
    "facility.equipment.installed", "installed {subject}", Role.LABORATORY_HEAD, Role.QUALITY
)
EQUIPMENT_CALIBRATED = declare(
    "facility.equipment.calibrated",
    "recorded a calibration of {subject}",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.QUALITY,
)
EQUIPMENT_STOPPED = declare(
    "facility.equipment.stopped",
    "took {subject} out of service",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
EQUIPMENT_RESUMED = declare(
    "facility.equipment.resumed", "put {subject} back into service", Role.QUALITY, gate=Gate.SHARED
)
REAGENT_RECEIVED = declare(
    "facility.reagent.received", "received reagent lot {subject}", Role.TECHNICIAN, Role.LABORATORY_HEAD
)
REAGENT_RELEASED = declare(
    "facility.reagent.released", "released reagent lot {subject}", Role.QUALITY, gate=Gate.SHARED
)
REAGENT_REJECTED = declare(
    "facility.reagent.rejected", "rejected reagent lot {subject}", Role.QUALITY, gate=Gate.EXCLUSIVE
)
LICENCE_RECORDED = declare(
    "facility.licence.recorded",
    "recorded licence {subject}",
    Role.QUALITY,
    Role.ADMINISTRATOR,
    gate=Gate.SHARED,
)
LICENCE_WITHDRAWN = declare(
    "facility.licence.withdrawn",
    "recorded that licence {subject} was withdrawn",
    Role.QUALITY,
    Role.ADMINISTRATOR,
    gate=Gate.EXCLUSIVE,
)
