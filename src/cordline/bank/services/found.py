"""Finding what an act names, locked; what is not there is refused by name, every missing code at once."""

from collections.abc import Sequence

from cordline.bank import selectors
from cordline.bank.types import ContainerFacts, LotFacts, PositionFacts
from cordline.ground.refusal import Refusal, Refused


def locked_containers(codes: Sequence[str]) -> list[ContainerFacts]:
    """The containers named, locked, in the order named; a code named twice is given twice for the rules to see."""
    known = {facts.code: facts for facts in selectors.containers(list(dict.fromkeys(codes)), lock=True)}
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    if missing:
        raise Refused([Refusal("bank.container_unknown", container=code) for code in missing])
    return [known[code] for code in codes]


def locked_positions(codes: Sequence[str]) -> list[PositionFacts]:
    """The positions named, locked, in the order named."""
    known = {facts.code: facts for facts in selectors.positions(list(dict.fromkeys(codes)), lock=True)}
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    if missing:
        raise Refused([Refusal("bank.position_unknown", position=code) for code in missing])
    return [known[code] for code in codes]


def known_lot(code: str, *, lock: bool = False) -> LotFacts:
    """The lot or bank named."""
    facts = selectors.lot(code, lock=lock)
    if facts is None:
        raise Refused([Refusal("bank.lot_unknown", lot=code)])
    return facts
