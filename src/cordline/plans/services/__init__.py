"""What the plans room offers: one function for each act."""

from cordline.plans.services.consent import countersign_consent, give_consent, withdraw_consent
from cordline.plans.services.legal import record_legal_basis, withdraw_legal_basis
from cordline.plans.services.lots import acknowledge_conditional, reserve_for_plan, state_residues
from cordline.plans.services.numbers import confirm_numbers, record_numbers
from cordline.plans.services.person import lift_hard_stop, open_hard_stop
from cordline.plans.services.plan import (
    change_plan,
    close_plan,
    countersign_ceiling,
    propose_ceiling,
    sign_plan,
    write_plan,
)
from cordline.plans.services.sessions import (
    correct_session_within,
    give_session_within,
    lose_session_within,
    open_session_within,
)

__all__ = [
    "acknowledge_conditional",
    "change_plan",
    "close_plan",
    "confirm_numbers",
    "correct_session_within",
    "countersign_ceiling",
    "countersign_consent",
    "give_consent",
    "give_session_within",
    "lift_hard_stop",
    "lose_session_within",
    "open_hard_stop",
    "open_session_within",
    "propose_ceiling",
    "record_legal_basis",
    "record_numbers",
    "reserve_for_plan",
    "sign_plan",
    "state_residues",
    "withdraw_consent",
    "withdraw_legal_basis",
    "write_plan",
]
