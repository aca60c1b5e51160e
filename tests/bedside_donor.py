"""An eligible donation for tests of rooms above the donors', borne in the lineage."""

from cordline.ground.codes import Kind
from tests.rooms.lineage.births import bear


def eligible_donation(*, autologous_for: str = "") -> str:
    """A donation with an eligibility decision in force, signed; or a person's own, for themselves."""
    donor = bear(Kind.DONOR)
    return bear(Kind.DONATION, donor, autologous_for=autologous_for or None)


# until the donors' tables are there
from cordline.bedside import gate_query  # noqa: E402

_NOW = """SELECT jsonb_build_array(jsonb_build_object('code', '', 'decision', 'eligible', 'signed', true))"""
gate_query.FOR_DOSE = gate_query.FOR_DOSE.replace(gate_query.DONATIONS, _NOW)
gate_query.FOR_PLAN = gate_query.FOR_PLAN.replace(gate_query.DONATIONS, _NOW)
