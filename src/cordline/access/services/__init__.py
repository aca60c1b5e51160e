"""Acts of the access room: founding, places, members, roles, emergency access."""

from cordline.access.services.closed_days import close_day, open_day_again
from cordline.access.services.company import align_roles, link_company_account, unlink_company_account
from cordline.access.services.enrolling import Joiner, enrol_members, why_not_enrol
from cordline.access.services.founding import FirstAdministrator, NewOrganisation, NewSite, found_house
from cordline.access.services.glass import break_glass, review_glass
from cordline.access.services.grants import grant_role, revoke_role
from cordline.access.services.members import disable_member, enrol_member, invite_member, rename_member
from cordline.access.services.places import bind_rule_set, end_rule_set, open_organisation, open_site
from cordline.access.services.reviewing import hold_review
from cordline.access.services.viewing import begin_viewing, end_viewing, record_look

__all__ = [
    "FirstAdministrator",
    "Joiner",
    "NewOrganisation",
    "NewSite",
    "align_roles",
    "begin_viewing",
    "bind_rule_set",
    "break_glass",
    "close_day",
    "disable_member",
    "end_rule_set",
    "end_viewing",
    "enrol_member",
    "enrol_members",
    "found_house",
    "grant_role",
    "hold_review",
    "invite_member",
    "link_company_account",
    "open_day_again",
    "open_organisation",
    "open_site",
    "record_look",
    "rename_member",
    "review_glass",
    "revoke_role",
    "unlink_company_account",
    "why_not_enrol",
]
