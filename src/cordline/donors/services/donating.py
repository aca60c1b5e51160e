"""How a donation comes on record: one for each infant, born into the lineage as the donor's child."""

from dataclasses import asdict

from cordline.assays.types import as_said
from cordline.donors import deciding_rules, selectors, verbs
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.models import Donation, Donor
from cordline.donors.services.registering import require_donor
from cordline.donors.types import DonorKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Act, Entry, act, constraint_refuses, next_code
from cordline.lineage.services import create_node_within
from cordline.people import selectors as people

constraint_refuses("donors_donation_once", "donors.donation_known")


def record_donation(*, donor: str, donation: NewDonation, by: Actor, key: str) -> Entry:
    """Record one cord of one infant, or one blood draw. Own cells name their person and can go to nobody else.

    Refuses: donors.donor_unknown, donors.foreign_site, donors.kind_unfit, donors.person_*, donors.infant_number,
    donors.*_impossible, donors.country_unknown, donors.zone_unknown, donors.time_*, donors.donation_twice.
    Writes: donors.donation.recorded.
    """
    content = {"donor": donor, **asdict(donation), "donated_at": as_said(donation.donated_at)}
    with act(verbs.DONATION_RECORDED, by=by, key=key, content=content, subject=donor) as this:
        if this.answered:
            return this.entry
        row = require_donor(donor)
        this.require(deciding_rules.why_not_ours(donor, row.site, by.site))
        code = record_donation_within(this, row, donation)
        return this.record(subject=code, units=[donor], payload={"donation": code, "donor": donor})


def record_donation_within(this: Act, donor: Donor, new: NewDonation) -> str:
    """Record a donation inside the caller's act; gives its code. Refuses as ``record_donation``."""
    Donor.objects.select_for_update().get(pk=donor.pk)
    known = people.person(new.for_person) if new.for_person else None
    others = list(Donation.objects.filter(donor=donor).values_list("donated_at", "infant_number"))
    this.require(
        deciding_rules.why_not_donation(new, donor=DonorKind(donor.kind), others=others, now=this.now),
        selectors.why_not_zone(new.zone),
        [Refusal("donors.person_unknown", person=new.for_person[:40])]
        if new.for_person and known is None
        else [],
    )
    code = next_code(Kind.DONATION, this)
    node = create_node_within(
        this,
        kind=Kind.DONATION,
        code=code,
        parents=[donor.code],
        site=donor.site,
        autologous_for=new.for_person or None,
    )
    Donation.objects.create(
        code=code, site=donor.site, donor=donor, node_id=node, kind=new.kind, use=new.use, product=new.product,
        for_person_id=new.for_person or None, donated_at=new.donated_at, zone=new.zone, infant_number=new.infant_number,
        gestation_weeks=new.gestation_weeks, delivery=new.delivery or "", infant_healthy=new.infant_healthy,
        donor_age_years=new.donor_age_years, collected_in=new.collected_in, ships_to=sorted(set(new.ships_to)),
        recorded_at=this.now, recorded_by=this.by.code,
    )  # fmt: skip
    return code
