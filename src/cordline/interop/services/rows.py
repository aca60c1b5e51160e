"""How one row of each kind becomes a record: by the same services and the same rules as on a page."""

from collections.abc import Callable, Mapping
from typing import Any

from cordline.bank.services import fill_lot_within
from cordline.bank.types import LotKind
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.services import record_consent_within, record_donation_within, register_donor_within
from cordline.donors.services.registering import require_donor
from cordline.donors.types import DonationKind, DonorKind
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.interop.models import ImportedRow
from cordline.interop.types import ImportKind
from cordline.lab.services import receive_cord_within
from cordline.lab.types import CordFacts
from cordline.ledger.services import Act, next_code
from cordline.lineage import selectors as lineage
from cordline.lineage.services import create_node_within

Values = Mapping[str, Any]
_BORN_AS = {LotKind.MASTER_BANK: Kind.BANK, LotKind.WORKING_BANK: Kind.BANK, LotKind.LOT: Kind.LOT}


def known_code(site: str, text: str, *kinds: ImportKind) -> str:
    """The code that a cell means: itself, or what an earlier import's reference became; else as it stands."""
    if lineage.node(text) is not None:
        return text
    row = ImportedRow.objects.filter(site=site, reference=text, kind__in=[k.value for k in kinds]).first()
    return row.code if row else text


def import_donor(this: Act, values: Values) -> str:
    """One donor, with the consent that came with the row."""
    names = ("full_name", "own_script_name", "birth_date", "sex")
    personal = {name: values[name] for name in names if name in values}
    donor = register_donor_within(this, kind=DonorKind(values["kind"]), personal=personal)
    if "consent_signed_at" in values:
        record_consent_within(
            this,
            donor=donor,
            scopes=values.get("consent_scopes", ()),
            text_version=values.get("consent_text", ""),
            language=values.get("consent_language", ""),
            signed_at=values["consent_signed_at"],
        )
    return donor


def import_cord(this: Act, values: Values) -> str:
    """One donation and the receipt of its cord; a cord that is rejected is on record as rejected."""
    donor = require_donor(known_code(this.by.site, values["donor"], ImportKind.DONORS))
    own = {name: values[name] for name in _DONATION if name in values}
    donation = record_donation_within(this, donor, NewDonation(kind=DonationKind.CORD, **own))
    facts = CordFacts(
        donation=donation,
        born_at=values["donated_at"],
        arrived_at=values["arrived_at"],
        lowest_c=values["lowest_c"],
        highest_c=values["highest_c"],
        integrity=values["integrity"],
        consent_in_force=values["consent_seen"],
        labels_matched=values["labels_matched"],
    )
    code, *_ = receive_cord_within(this, facts, weight_g=values.get("weight_g"))
    return code


_DONATION = (
    "donated_at", "zone", "product", "use", "for_person", "infant_number", "gestation_weeks", "delivery",
    "infant_healthy", "donor_age_years", "collected_in", "ships_to",
)  # fmt: skip


def import_lot(this: Act, values: Values) -> str:
    """One bank or lot with its containers, a child of what the row names."""
    parents = [
        known_code(this.by.site, each, ImportKind.CORDS, ImportKind.LOTS) for each in values["parents"]
    ]
    unknown = [each for each in parents if lineage.node(each) is None]
    if unknown:
        raise Refused([Refusal("interop.reference_unknown", reference=each[:40]) for each in unknown])
    kind = LotKind(values["kind"])
    code = next_code(_BORN_AS[kind], this)
    node = create_node_within(this, kind=_BORN_AS[kind], code=code, parents=parents, site=this.by.site)
    born = lineage.node(code)
    fill_lot_within(
        this,
        kind=kind,
        node=node,
        code=code,
        product=values["product"],
        passage=values["passage"],
        doublings=values["doublings"],
        uncounted_start=values["uncounted_start"],
        containers=values["containers"],
        cells_each=values["cells_each"],
        volume_ml_each=values["volume_ml_each"],
        viability_pct=values["viability_pct"],
        expires_at=values["expires_at"],
        residues=values.get("residues", ()),
        autologous_for=(born.autologous_person or "") if born else "",
        made_at=values["made_at"],
    )
    return code


MAKERS: Mapping[ImportKind, Callable[[Act, Values], str]] = {
    ImportKind.DONORS: import_donor,
    ImportKind.CORDS: import_cord,
    ImportKind.LOTS: import_lot,
}
