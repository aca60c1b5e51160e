"""What may be done in vigilance: recalls, drills and look-backs, from opening to findings."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

_OPENERS = (Role.QUALITY, Role.VIGILANCE_OFFICER, Role.MEDICAL_DIRECTOR, Role.RESPONSIBLE_PERSON)

RECALL_OPENED = declare(
    "vigilance.recall.opened", "opened recall {subject} from {from}: {reason}", *_OPENERS, gate=Gate.EXCLUSIVE
)
DRILL_OPENED = declare(
    "vigilance.drill.opened", "opened recall drill {subject} from {from}: {reason}", *_OPENERS
)
LOOK_BACK_OPENED = declare("vigilance.look_back.opened", "opened look-back {subject} from {from}: {reason}")
REACH_RECORDED = declare(
    "vigilance.reach.recorded", "listed whom {subject} reaches: {people} people, {made} containers", *_OPENERS
)
LOOK_BACK_REACH_RECORDED = declare(
    "vigilance.look_back.reach_recorded", "listed whom {subject} reaches: {people} people, {made} containers"
)
CONTACT_CHECKED = declare(
    "vigilance.contact.checked",
    "wrote down a contact of {subject}: {person} {state}",
    *_OPENERS,
    Role.NURSE,
    Role.PHYSICIAN,
    Role.PATIENT_COORDINATOR,
)
RECALL_CLOSED = declare("vigilance.recall.closed", "closed {subject}: {findings}", *_OPENERS)
