"""What may be done in the plans room, as data."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

_PHYSICIANS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)

NUMBERS_RECORDED = declare(
    "plans.numbers.recorded",
    "recorded version {version} of the numbers for {subject}",
    Role.QUALITY,
    *_PHYSICIANS,
)
NUMBERS_CONFIRMED = declare(
    "plans.numbers.confirmed",
    "confirmed version {version} of the numbers for {subject}",
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
)
BASIS_RECORDED = declare(
    "plans.legal_basis.recorded", "recorded and signed the legal basis {subject}", Role.QUALITY, *_PHYSICIANS
)
BASIS_WITHDRAWN = declare(
    "plans.legal_basis.withdrawn",
    "withdrew the legal basis {subject}",
    Role.QUALITY,
    Role.MEDICAL_DIRECTOR,
    gate=Gate.EXCLUSIVE,
)
PLAN_WRITTEN = declare(
    "plans.plan.written", "wrote plan {subject} for {person}", *_PHYSICIANS, about_person=True
)
PLAN_CHANGED = declare(
    "plans.plan.changed",
    "changed plan {subject} to version {version}, which voids its signature",
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
PLAN_SIGNED = declare(
    "plans.plan.signed",
    "signed plan {subject}, version {version}",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
PLAN_CLOSED = declare(
    "plans.plan.closed",
    "closed plan {subject}",
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
AMENDMENT_SIGNED = declare(
    "plans.amendment.signed_first",
    "proposed and signed a higher ceiling for plan {subject}",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
AMENDMENT_COUNTERSIGNED = declare(
    "plans.amendment.signed_second",
    "gave the second signature under a higher ceiling for plan {subject}",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
CONSENT_GIVEN = declare(
    "plans.consent.given",
    "consented to treatment with {product} ({subject})",
    Role.PATIENT,
    gate=Gate.SHARED,
    about_person=True,
)
CONSENT_COUNTERSIGNED = declare(
    "plans.consent.countersigned",
    "signed consent {subject} as the physician who explained it",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
CONSENT_WITHDRAWN = declare(
    "plans.consent.withdrawn",
    "recorded that consent {subject} is withdrawn",
    Role.PATIENT,
    Role.NURSE,
    Role.PATIENT_COORDINATOR,
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
STOP_OPENED = declare(
    "plans.hard_stop.opened",
    "placed the hard stop {subject} ({rule}) on {person}",
    Role.NURSE,
    *_PHYSICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
STOP_LIFTED = declare(
    "plans.hard_stop.lifted",
    "lifted the hard stop {subject}",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
CONDITIONAL_ACKNOWLEDGED = declare(
    "plans.conditional.acknowledged",
    "acknowledged for plan {subject} that lot {lot} is released conditionally",
    *_PHYSICIANS,
    gate=Gate.SHARED,
    about_person=True,
)
RESIDUES_STATED = declare(
    "plans.residues.stated",
    "stated what may remain in lot {subject}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    gate=Gate.EXCLUSIVE,
)
CONTAINERS_RESERVED = declare(
    "plans.containers.reserved",
    "reserved {count} containers for plan {subject}",
    Role.PATIENT_COORDINATOR,
    Role.NURSE,
    Role.TECHNICIAN,
    *_PHYSICIANS,
    gate=Gate.SHARED,
)
