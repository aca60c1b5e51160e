"""What may be done in the access room, and by whom. Founding is an act of the house: it happens once, by console."""

from cordline.ground.roles import CLINICIANS, Role
from cordline.ground.verbs import declare

FOUNDED = declare("access.house.founded", "founded the house with {organisations} and {first}")
ORGANISATION_OPENED = declare(
    "access.organisation.opened", "opened the organisation {subject}", Role.ADMINISTRATOR
)
SITE_OPENED = declare("access.site.opened", "opened the site {subject}", Role.ADMINISTRATOR)
RULE_SET_BOUND = declare(
    "access.site.rule_set_bound",
    "bound {subject} to the rule set {rule_set}",
    Role.QUALITY,
    Role.MEDICAL_DIRECTOR,
    Role.LABORATORY_HEAD,
    Role.ADMINISTRATOR,
)
RULE_SET_ENDED = declare(
    "access.site.rule_set_ended", "ended that the rule set {rule_set} binds {subject}", *RULE_SET_BOUND.who
)
DAY_CLOSED = declare(
    "access.site.day_closed",
    "entered that {subject} is closed on {day}",
    Role.PATIENT_COORDINATOR,
    *RULE_SET_BOUND.who,
)
DAY_OPENED_AGAIN = declare(
    "access.site.day_opened_again", "entered that {subject} is open on {day} after all", *DAY_CLOSED.who
)
MEMBER_JOINED = declare("access.member.joined", "enrolled {subject}", Role.ADMINISTRATOR)
MEMBERS_JOINED = declare("access.members.joined", "enrolled {count} people from a file", Role.ADMINISTRATOR)
MEMBER_RENAMED = declare("access.member.renamed", "changed the shown name of {subject}", Role.ADMINISTRATOR)
MEMBER_NAMED_PERSON = declare(
    "access.member.named_person", "let {subject} sign in for their own record {person}", Role.ADMINISTRATOR
)
MEMBER_INVITED = declare(
    "access.member.invited", "handed {subject} a link to set a password", Role.ADMINISTRATOR
)
MEMBER_DISABLED = declare("access.member.disabled", "disabled {subject}: {reason}", Role.ADMINISTRATOR)
ROLE_GRANTED = declare("access.role.granted", "gave {subject} the role {role} at {at}", Role.ADMINISTRATOR)
ROLE_REVOKED = declare(
    "access.role.revoked", "took the role {role} at {at} from {subject}", Role.ADMINISTRATOR
)
COMPANY_LINKED = declare("access.member.linked", "linked {subject} to the company account {number}")
COMPANY_UNLINKED = declare(
    "access.member.unlinked", "took the link of {subject} to a company account away", Role.ADMINISTRATOR
)
ROLES_BY_GROUP = declare(
    "access.roles.by_group", "aligned the roles of {subject} with their groups: gave {given}, took {taken}"
)
REVIEW_HELD = declare(
    "access.review.held",
    "reviewed who holds which role at {subject}: {outcome}",
    Role.QUALITY,
    Role.PRIVACY_OFFICER,
)
VIEW_BEGUN = declare("access.view.begun", "began to look on as {subject}: {reason}", Role.ADMINISTRATOR)
VIEW_LOOKED = declare("access.view.looked", "looked at {page} as {subject}", Role.ADMINISTRATOR)
VIEW_ENDED = declare("access.view.ended", "stopped looking on as {subject}", Role.ADMINISTRATOR)
GLASS_BROKEN = declare(
    "access.glass.broken",
    "opened {subject} in an emergency",
    *CLINICIANS,
    Role.VIGILANCE_OFFICER,
    about_person=True,
)
GLASS_REVIEWED = declare(
    "access.glass.reviewed",
    "reviewed the emergency access to {subject}: {outcome}",
    Role.PRIVACY_OFFICER,
    Role.MEDICAL_DIRECTOR,
    about_person=True,
)
