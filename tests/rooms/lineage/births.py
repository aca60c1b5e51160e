"""Bears nodes for lineage's tests, by an act of the tests' own that takes the shared gate like the house's acts."""

from collections.abc import Sequence
from itertools import count

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import Entry, act, next_code
from cordline.lineage.services.birth import create_node_within, expose_within, register_unit_within
from cordline.lineage.types import UnitKind
from tests.cast import TECHNICIAN

BORN = declare("lineagetests.node.born", "bore {subject}", Role.TECHNICIAN, gate=Gate.SHARED)
_keys = count()


def fresh_key() -> str:
    """A key that no act of this test run has used."""
    return f"lineage-test-{next(_keys)}"


def bear(
    kind: Kind,
    *parents: str,
    exposures: Sequence[str] = (),
    autologous_for: str | None = None,
    by: Actor = TECHNICIAN,
    key: str | None = None,
) -> str:
    """Bear one node of ``kind`` and give its code."""
    content = {"kind": kind, "parents": parents, "exposures": exposures, "for": autologous_for}
    with act(BORN, by=by, key=key or fresh_key(), content=content) as this:
        if this.answered:
            return str(this.entry.payload["code"])
        code = next_code(kind, this)
        create_node_within(
            this,
            kind=kind,
            code=code,
            parents=parents,
            site=by.site,
            exposures=exposures,
            autologous_for=autologous_for,
        )
        this.record(subject=code, payload={"code": code})
    return code


def unit(
    kind: UnitKind = UnitKind.REAGENT_LOT, code_kind: Kind = Kind.REAGENT, by: Actor = TECHNICIAN
) -> str:
    """Enter one unit that can touch material and give its code."""
    with act(BORN, by=by, key=fresh_key(), content={"unit": kind}) as this:
        code = next_code(code_kind, this)
        register_unit_within(this, code=code, kind=kind, site=by.site)
        this.record(subject=code)
    return code


def touch(units: Sequence[str], *, node: int | None = None, leaf: str = "", by: Actor = TECHNICIAN) -> Entry:
    """Write that these units touched one node or leaf."""
    with act(BORN, by=by, key=fresh_key(), content={"units": units, "node": node, "leaf": leaf}) as this:
        expose_within(this, units=units, node=node, leaf=leaf)
        return this.record(subject=leaf or str(node))


def chain() -> list[str]:
    """Donor, donation, cord, bank, lot: the shortest true descent; oldest first."""
    codes = [bear(Kind.DONOR)]
    for kind in (Kind.DONATION, Kind.CORD, Kind.BANK, Kind.LOT):
        codes.append(bear(kind, codes[-1]))
    return codes
