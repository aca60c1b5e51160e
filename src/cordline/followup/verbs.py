"""What may be done in the follow-up room, as data."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

_PHYSICIANS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
_CARE = (Role.NURSE, Role.PATIENT_COORDINATOR, *_PHYSICIANS)

PROTOCOL_RECORDED = declare(
    "followup.protocol.recorded",
    "recorded version {version} of the follow-up protocol for {subject}",
    Role.VIGILANCE_OFFICER,
    *_PHYSICIANS,
)
PROTOCOL_CONFIRMED = declare(
    "followup.protocol.confirmed",
    "confirmed version {version} of the follow-up protocol for {subject}",
    *_PHYSICIANS,
)
CONTACT_ENDED = declare(
    "followup.contact.ended",
    "ended the {step} contact {subject} as {ending}",
    Role.VIGILANCE_OFFICER,
    *_CARE,
    about_person=True,
)
CONTACT_TRIED = declare(
    "followup.contact.tried",
    "tried the {step} contact {subject} without reaching anyone",
    Role.VIGILANCE_OFFICER,
    *_CARE,
    about_person=True,
)
CONTACTS_STOPPED = declare(
    "followup.contacts.stopped",
    "ended every open contact of {subject} as {ending}",
    Role.VIGILANCE_OFFICER,
    *_CARE,
    about_person=True,
)
CONTACT_ALERTED = declare("followup.contact.alerted", "raised the alert for the missed contact {subject}")
EVENT_REPORTED = declare(
    "followup.event.reported",
    "reported adverse event {subject} ({what}, grade {grade})",
    Role.VIGILANCE_OFFICER,
    *_CARE,
    about_person=True,
)
EVENT_UPGRADED = declare(
    "followup.event.upgraded",
    "made adverse event {subject} serious, which starts its clock",
    Role.VIGILANCE_OFFICER,
    *_PHYSICIANS,
    about_person=True,
)
EVENT_REPORT_SENT = declare(
    "followup.event.report_sent",
    "recorded that the report of adverse event {subject} was sent",
    Role.VIGILANCE_OFFICER,
    *_PHYSICIANS,
    about_person=True,
)
EVENT_CLOSED = declare(
    "followup.event.closed",
    "closed adverse event {subject}",
    Role.VIGILANCE_OFFICER,
    *_PHYSICIANS,
    about_person=True,
)
DEATH_RECORDED = declare(
    "followup.death.recorded",
    "recorded the death of {subject}, which stops every contact",
    Role.VIGILANCE_OFFICER,
    *_CARE,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
