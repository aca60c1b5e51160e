"""How a decision reaches the bank: its copy of the disposition is written in the same act."""

from cordline.bank.services import set_disposition_within
from cordline.bank.types import Disposition as BankDisposition
from cordline.ground.products import Use
from cordline.ground.verbs import Gate
from cordline.ledger.services import Act
from cordline.release.models import Disposition
from cordline.release.types import State

_IN_THE_BANK = {
    State.IN_REVIEW: BankDisposition.IN_REVIEW,
    State.RELEASED: BankDisposition.RELEASED,
    State.CONDITIONAL: BankDisposition.CONDITIONAL,
    State.REJECTED: BankDisposition.REJECTED,
    State.SUSPENDED: BankDisposition.SUSPENDED,
    State.WITHDRAWN: BankDisposition.REJECTED,
}


def push_within(this: Act, row: Disposition) -> None:
    """Write the bank's copy of where the lot stands, where the act took the gate that this asks for."""
    state = _IN_THE_BANK.get(State(row.state))
    if state is None or this.verb.gate is Gate.NONE:
        return  # a first signature gives no leave yet; the bank's copy stays as it is
    set_disposition_within(this, lot=row.lot, use=Use(row.use), state=state)
