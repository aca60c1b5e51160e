"""How release's decision about a lot reaches the bank: pushed down inside the act that decides."""

from cordline.bank.models import Lot, LotUse
from cordline.bank.services.found import known_lot
from cordline.bank.types import Disposition
from cordline.ground.products import Use
from cordline.ground.verbs import Gate
from cordline.ledger.services import Act, DefectiveAct


def set_disposition_within(this: Act, *, lot: str, use: Use, state: Disposition) -> Disposition:
    """Write what was decided for this lot and use, and give what stood before.

    An act that gives leave takes the gate shared; one that takes it away takes it for itself.
    Refuses: bank.lot_unknown.
    """
    if this.verb.gate is Gate.NONE or (not state.gives_leave and this.verb.gate is not Gate.EXCLUSIVE):
        raise DefectiveAct(f"{this.verb.name} sets a disposition without the gate it needs.")
    facts = known_lot(lot, lock=True)
    before = facts.dispositions.get(use.value, Disposition.IN_REVIEW)
    LotUse.objects.update_or_create(
        lot=Lot.objects.get(code=lot),
        use=use.value,
        defaults={"state": state.value, "since": this.now, "decided_by": this.by.code},
    )
    return before
