"""Why a reagent, a piece of equipment or a room may not be used now, and why a licence does not carry an act."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cordline.facility import refusals  # noqa: F401 - registers the sentences
from cordline.facility.types import EquipmentFacts, LicenceFacts, LicenceScope, ReagentFacts, ReagentState
from cordline.ground.refusal import Refusal


def why_not_use_reagent(reagent: ReagentFacts, *, now: datetime, here: str) -> list[Refusal]:
    """Give every reason why this reagent lot may not touch material now."""
    reasons = _foreign(reagent.code, reagent.site, here)
    if reagent.state is not ReagentState.RELEASED:
        reasons.append(
            Refusal(
                "facility.reagent_not_released",
                thing=reagent.code,
                name=reagent.name,
                state=reagent.state.value,
            )
        )
    if now >= reagent.expires_at:
        reasons.append(
            Refusal(
                "facility.reagent_expired",
                thing=reagent.code,
                name=reagent.name,
                expires_at=f"{reagent.expires_at:%-d %b %Y}",
            )
        )
    return reasons


def why_not_use_equipment(equipment: EquipmentFacts, *, today: date, here: str) -> list[Refusal]:
    """Give every reason why this piece of equipment or room may not be used today."""
    reasons = _foreign(equipment.code, equipment.site, here)
    if equipment.out_of_service:
        reasons.append(
            Refusal(
                "facility.out_of_service",
                thing=equipment.code,
                name=equipment.name,
                why=equipment.out_of_service,
            )
        )
    if equipment.calibrated_until is not None and today > equipment.calibrated_until:
        reasons.append(
            Refusal(
                "facility.calibration_overdue",
                thing=equipment.code,
                name=equipment.name,
                until=f"{equipment.calibrated_until:%-d %b %Y}",
            )
        )
    return reasons


def in_force(licence: LicenceFacts, today: date) -> bool:
    """Say whether a licence holds today: begun, not past its last day, not withdrawn."""
    return licence.withdrawn_at is None and licence.valid_from <= today <= licence.expires_on


def why_no_licence(
    licences: Sequence[LicenceFacts], scope: LicenceScope, *, site: str, today: date, product: str = ""
) -> list[Refusal]:
    """Give the reason why no licence of this scope carries an act here today (W3)."""
    fitting = [
        licence
        for licence in licences
        if licence.scope is scope
        and licence.site in {site, ""}
        and licence.product in {product, ""}
        and in_force(licence, today)
        and (not product or licence.product == product or scope is not LicenceScope.PRODUCT_REGISTRATION)
    ]
    if fitting:
        return []
    return [
        Refusal(
            "facility.no_licence",
            scope=scope.label.lower(),
            product=f" for {product}" if product else "",
            site=site,
            day=f"{today:%-d %b %Y}",
        )
    ]


def why_not_record_licence(valid_from: date, expires_on: date, number: str, known: bool) -> list[Refusal]:
    """Give every reason why a licence cannot be recorded so."""
    reasons = [Refusal("facility.licence_known", number=number)] if known else []
    reasons += why_not_named(number)
    if expires_on < valid_from:
        reasons.append(Refusal("facility.dates_swapped", expires_on=expires_on, valid_from=valid_from))
    return reasons


def why_not_receive(expires_at: datetime, *, name: str, now: datetime) -> list[Refusal]:
    """Give every reason why a reagent lot cannot be received: no name, no zone, expired at the door."""
    reasons = why_not_named(name)
    if expires_at.tzinfo is None:
        return [*reasons, Refusal("facility.no_zone", what="The expiry")]
    if expires_at <= now:
        reasons.append(Refusal("facility.expired_on_arrival", expires_at=f"{expires_at:%-d %b %Y}"))
    return reasons


def why_not_decide(
    reagent: ReagentFacts, wanted: ReagentState, *, reason: str, now: datetime
) -> list[Refusal]:
    """Give every reason why a reagent lot may not be released or rejected; a rejected one never comes back."""
    reasons: list[Refusal] = []
    if reagent.state in {wanted, ReagentState.REJECTED}:
        reasons.append(Refusal("facility.reagent_decided", thing=reagent.code, state=reagent.state.value))
    if wanted is ReagentState.REJECTED:
        reasons += why_not_reason(reason)
    elif now >= reagent.expires_at:
        reasons.append(
            Refusal(
                "facility.reagent_expired",
                thing=reagent.code,
                name=reagent.name,
                expires_at=f"{reagent.expires_at:%-d %b %Y}",
            )
        )
    return reasons


def why_not_reason(reason: str) -> list[Refusal]:
    """Give the refusal of an act that must say why and does not."""
    return [] if reason.strip() else [Refusal("facility.reason_missing")]


def why_not_named(name: str) -> list[Refusal]:
    """Give the refusal of a thing without a name."""
    return [] if name.strip() else [Refusal("facility.name_missing")]


def residues(reagents: Iterable[ReagentFacts]) -> tuple[str, ...]:
    """The plain list of what touched the cells: each residue once, with its origin, in the order of the alphabet."""
    found = {f"{residue} ({reagent.origin.value})" for reagent in reagents for residue in reagent.residues}
    return tuple(sorted(found))


def _foreign(thing: str, site: str, here: str) -> list[Refusal]:
    return [] if site == here else [Refusal("facility.foreign_site", thing=thing, site=site, here=here)]
