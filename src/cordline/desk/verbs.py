"""What the desk records: a trail that leaves the house, and what an inspector looked at,
and that the mail server was tried."""

from cordline.ground.roles import Role
from cordline.ground.verbs import declare

AUDITORS = (
    Role.QUALITY, Role.LABORATORY_HEAD, Role.RESPONSIBLE_PERSON, Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER,
    Role.PRIVACY_OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR,
)  # fmt: skip
KEEPERS = (Role.ADMINISTRATOR, Role.QUALITY, Role.LABORATORY_HEAD, Role.MEDICAL_DIRECTOR, Role.INSPECTOR)
TRAIL_EXPORTED = declare("desk.audit.exported", "exported the audit trail as {form}, {asked}", *AUDITORS)
TRAIL_VERIFIED = declare("desk.audit.verified", "verified the chain: {verdict}", *AUDITORS)
INSPECTED = declare("desk.inspector.looked", "looked at {page} as inspector", Role.INSPECTOR)
MAIL_TESTED = declare("desk.mail.tested", "tried the mail server: {verdict}", Role.ADMINISTRATOR)
