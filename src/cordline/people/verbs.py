"""What may be done with a person's record, and by whom."""

from cordline.ground.roles import Role
from cordline.ground.verbs import declare

FOR_PATIENTS = (Role.PATIENT_COORDINATOR, Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
FOR_DONORS = (Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON)
OBSERVERS = (Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.PATIENT_COORDINATOR)

REGISTERED = declare(
    "people.person.registered", "registered {subject} ({kind})", *FOR_PATIENTS, *FOR_DONORS, about_person=True
)
AMENDED = declare(
    "people.person.amended", "corrected {fields} of {subject}", *FOR_PATIENTS, *FOR_DONORS, about_person=True
)
WEIGHED = declare("people.person.weighed", "weighed {subject}: {weight_kg} kg", *OBSERVERS, about_person=True)
ALLERGIES_ASKED = declare(
    "people.person.allergies_asked",
    "asked {subject} about allergies: {answer}",
    *OBSERVERS,
    about_person=True,
)
EXPORTED = declare(
    "people.person.exported",
    "gave {subject} a copy of the whole record",
    Role.PRIVACY_OFFICER,
    about_person=True,
)
ERASED = declare("people.person.erased", "erased who {subject} is", Role.PRIVACY_OFFICER, about_person=True)
ERASURE_REAPPLIED = declare("people.person.erasure_reapplied", "erased {subject} again after a restore")
