"""How a sample comes on record: what it is of, when and from whom it was taken, what had run in before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cordline.assays import recording_rules, verbs
from cordline.assays.models import Laboratory, Sample
from cordline.assays.types import Taken, as_said
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.lineage import selectors as lineage


def take_sample(
    *,
    of: str,
    taken_from: Taken,
    taken_at: datetime,
    zone: str,
    product: Product | None = None,
    blood_loss: bool | None = None,
    blood_ml_48h: int | None = None,
    colloid_ml_48h: int | None = None,
    crystalloid_ml_1h: int | None = None,
    laboratory: str = "",
    due_on: date | None = None,
    by: Actor,
    key: str,
    occurred_at: datetime | None = None,
) -> Entry:
    """Record one sample of a donor's blood, a bank or a lot. Of mother and twins it is of the mother, the donor.

    Refuses: lineage.code_not_found, assays.sample_source, assays.sample_product, assays.volume_impossible,
    assays.time_*, assays.zone_unknown, assays.laboratory_unknown. Writes: assays.sample.taken.
    """
    content = {
        "of": of, "taken_from": taken_from, "taken_at": as_said(taken_at), "zone": zone, "product": product,
        "blood_loss": blood_loss, "blood": blood_ml_48h, "colloid": colloid_ml_48h,
        "crystalloid": crystalloid_ml_1h, "laboratory": laboratory, "due_on": due_on,
    }  # fmt: skip
    with act(
        verbs.SAMPLE_TAKEN, by=by, key=key, content=content, occurred_at=occurred_at, subject=of
    ) as this:
        if this.answered:
            return this.entry
        code = take_sample_within(
            this,
            of=of,
            taken_from=taken_from,
            taken_at=taken_at,
            zone=zone,
            product=product,
            blood_loss=blood_loss,
            blood_ml_48h=blood_ml_48h,
            colloid_ml_48h=colloid_ml_48h,
            crystalloid_ml_1h=crystalloid_ml_1h,
            laboratory=laboratory,
            due_on=due_on,
        )
        return this.record(subject=code, units=[of], payload={"sample": code, "of": of})


def take_sample_within(
    this: Act,
    *,
    of: str,
    taken_from: Taken,
    taken_at: datetime,
    zone: str,
    product: Product | None = None,
    blood_loss: bool | None = None,
    blood_ml_48h: int | None = None,
    colloid_ml_48h: int | None = None,
    crystalloid_ml_1h: int | None = None,
    laboratory: str = "",
    due_on: date | None = None,
) -> str:
    """Record one sample inside the caller's act; gives its code. Refuses as ``take_sample``."""
    node = lineage.node(of)
    if node is None:
        raise Refused([Refusal("lineage.code_not_found", code=of)])
    tested_by = Laboratory.objects.filter(code=laboratory).first() if laboratory else None
    volumes = (blood_ml_48h, colloid_ml_48h, crystalloid_ml_1h)
    product_value = product.value if product else ""
    this.require(
        recording_rules.why_not_time(taken_at, this.now),
        why_not_zone(zone),
        recording_rules.why_not_sample(
            Kind(node.kind), Taken(taken_from), product=product_value, volumes_ml=volumes
        ),
        [Refusal("assays.laboratory_unknown", laboratory=laboratory)] if laboratory and not tested_by else [],
    )
    code = next_code(Kind.SAMPLE, this)
    Sample.objects.create(
        code=code, site=this.by.site, node_id=node.id, taken_from=taken_from, taken_at=taken_at, zone=zone,
        taken_by=this.by.code, product=product_value, blood_loss=blood_loss, blood_ml_48h=blood_ml_48h,
        colloid_ml_48h=colloid_ml_48h, crystalloid_ml_1h=crystalloid_ml_1h, sent_to=tested_by, due_on=due_on,
        recorded_at=this.now,
    )  # fmt: skip
    return code


def why_not_zone(zone: str) -> list[Refusal]:
    """Give the reason a time zone's name cannot be taken."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [Refusal("assays.zone_unknown", zone=zone[:40])]
    return []
