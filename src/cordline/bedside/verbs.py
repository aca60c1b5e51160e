"""What may be done at the bedside, as data."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

_PHYSICIANS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
_HANDS = (Role.NURSE, Role.TECHNICIAN, *_PHYSICIANS)

BAND_PRINTED = declare(
    "bedside.wristband.printed",
    "printed wristband {wristband} (print {print}) for {subject}",
    Role.NURSE,
    Role.PATIENT_COORDINATOR,
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
FIT_SIGNED = declare(
    "bedside.fit.signed",
    "judged {subject} on the day: {judgement}",
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
TRAY_CHECKED = declare(
    "bedside.tray.checked", "checked the emergency tray at {subject}", Role.NURSE, *_PHYSICIANS
)
IDENTITY_ASKED = declare(
    "bedside.identity.asked",
    "heard {subject} say name and date of birth, as on the wristband",
    Role.NURSE,
    *_PHYSICIANS,
    about_person=True,
)
PREPARATION_BEGUN = declare(
    "bedside.dose.begun",
    "thawed {count} vials of {lot} for dose {subject}",
    *_HANDS,
    gate=Gate.SHARED,
    about_person=True,
)
VIAL_ADDED = declare(
    "bedside.dose.vial_added", "thawed vial {vial} into dose {subject}", *_HANDS, gate=Gate.SHARED
)
DOSE_COUNTED = declare(
    "bedside.dose.counted",
    "counted dose {subject}: {cells} cells, {viability_pct} % viable",
    *_HANDS,
    gate=Gate.SHARED,
)
DOSE_ACCEPTED = declare(
    "bedside.dose.accepted",
    "accepted dose {subject} outside its limits, with a reason",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
DOSE_CHECKED = declare(
    "bedside.dose.checked", "checked and labelled dose {subject}", *_HANDS, gate=Gate.SHARED
)
DOSE_DESTROYED = declare("bedside.dose.destroyed", "destroyed dose {subject}", *_HANDS, gate=Gate.EXCLUSIVE)
VERDICT_PASSED = declare(
    "bedside.verdict.passed",
    "scanned {wristband} and {subject}: pass",
    Role.NURSE,
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
INFUSION_STARTED = declare(
    "bedside.infusion.started",
    "started infusion {subject} of dose {dose}",
    Role.NURSE,
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
OBSERVED = declare(
    "bedside.observation.recorded",
    "took vital signs at {subject}",
    Role.NURSE,
    *_PHYSICIANS,
    about_person=True,
)
REACTION_PRESSED = declare(
    "bedside.reaction.pressed",
    "pressed Reaction at infusion {subject}",
    Role.NURSE,
    *_PHYSICIANS,
    about_person=True,
)
REACTION_REPORTED = declare(
    "bedside.reaction.reported",
    "reported the reaction at infusion {subject} as {event}",
    Role.NURSE,
    *_PHYSICIANS,
    about_person=True,
)
INFUSION_ENDED = declare(
    "bedside.infusion.ended",
    "ended infusion {subject}: {end}, {given_ml} mL",
    Role.NURSE,
    *_PHYSICIANS,
    about_person=True,
)
