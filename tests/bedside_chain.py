"""Builds an infusion day through the services: a released lot, a person with a signed plan, a prepared dose."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from cordline.access import selectors as access
from cordline.access.signing import Proof, demonstration_proof
from cordline.bank import services as bank
from cordline.bank.types import LotKind, StorageClass
from cordline.bedside import services as bedside
from cordline.bedside.selectors import dose_content
from cordline.bedside.services.day import fit_content
from cordline.bedside.types import Vitals
from cordline.donors.models import RuleSetAdoption
from cordline.facility import services as facility
from cordline.facility.types import EquipmentKind
from cordline.followup import services as followup
from cordline.followup.limits import AFTER_INFUSION
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Route, Use
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import act, database_now, next_code
from cordline.lineage.services.birth import create_node_within
from cordline.people import services as people
from cordline.people.types import PersonKind, Sex
from cordline.plans import selectors as plan_selectors
from cordline.plans import services as plans
from cordline.plans.limits import MSC_WJ_INTRAVENOUS
from cordline.plans.services.consent import consent_words
from cordline.plans.services.legal import basis_content
from tests import build_donors, cast
from tests.bedside_donor import eligible_donation
from tests.lab_chain import decide

FILLED = declare("bedsidetests.lot.filled", "filled {subject}", Role.TECHNICIAN, gate=Gate.SHARED)
PRODUCT, ROUTE = Product.MSC_WJ, Route.INTRAVENOUS
CELLS_EACH = 25_000_000
WELL = Vitals(76, 128, 72, 97, 15, Decimal("36.7"))
WEIGHT = Decimal(72)
_keys = count()


def key() -> str:
    """A key that no act of this test run has used."""
    return f"bedside-test-{next(_keys)}"


@dataclass
class Clinic:
    """A clinic that may treat: confirmed numbers, a legal basis, a protocol, a checked tray, and a tank."""

    basis: str
    positions: list[str]
    lots: list[str] = field(default_factory=list)


def proof(by: Actor, content: Any) -> Proof:
    """A demonstration's proof over this content."""
    return demonstration_proof(by, content)


def rulebook_adopted() -> bool:
    """Whether the laboratory has taken the law's rule sets already."""
    return RuleSetAdoption.objects.exists()


def clinic(*, rows: int = 12, columns: int = 12) -> Clinic:
    """Set the clinic and the laboratory's tank up."""
    if access.site(cast.CLINIC) is None:
        build_donors.ready_site()
    elif not rulebook_adopted():
        build_donors.adopt()
        build_donors.catalogue()
    recorded = plans.record_numbers(
        product=PRODUCT, route=ROUTE, numbers=MSC_WJ_INTRAVENOUS, by=cast.PHYSICIAN, key=key()
    )
    version = int(recorded.payload["version"])
    content = plan_selectors.numbers_content(cast.CLINIC, PRODUCT, ROUTE, version)
    plans.confirm_numbers(
        product=PRODUCT,
        route=ROUTE,
        version=version,
        by=cast.MEDICAL_DIRECTOR,
        key=key(),
        proof=proof(cast.MEDICAL_DIRECTOR, content),
    )
    protocol = followup.record_protocol(
        product=PRODUCT, route=ROUTE, steps=AFTER_INFUSION, by=cast.PHYSICIAN, key=key()
    )
    followup.confirm_protocol(
        product=PRODUCT,
        route=ROUTE,
        version=int(protocol.payload["version"]),
        by=cast.MEDICAL_DIRECTOR,
        key=key(),
    )
    bedside.check_tray(by=cast.NURSE, key=key())
    installed = facility.install_equipment(
        name=f"Tank {key()}", kind=EquipmentKind.TANK, by=cast.LABORATORY_HEAD, key=key()
    )
    tank = f"T-{key()}"
    bank.add_storage_unit(
        equipment=str(installed.payload["equipment"]),
        name=tank,
        storage_class=StorageClass.VAPOUR,
        quarantine=False,
        by=cast.LABORATORY_HEAD,
        key=key(),
    )
    box = bank.add_box(
        unit=tank, rack="R1", box="B01", rows=rows, columns=columns, by=cast.LABORATORY_HEAD, key=key()
    )
    return Clinic(legal_basis(), list(box.payload["positions"]))


def legal_basis(**other: Any) -> str:
    """A legal basis in force at the clinic."""
    now = database_now()
    facts = {
        "product": PRODUCT,
        "route": ROUTE,
        "kind": "clinical trial",
        "reference": "Demonstration approval 1",
        "valid_from": now - timedelta(days=1),
        "valid_until": now + timedelta(days=365),
    } | other
    content = basis_content(site=cast.CLINIC, **facts)
    entry = plans.record_legal_basis(
        **facts, by=cast.MEDICAL_DIRECTOR, key=key(), proof=proof(cast.MEDICAL_DIRECTOR, content)
    )
    return str(entry.payload["legal_basis"])


def lot(
    made: Clinic, *, vials: int = 8, autologous_for: str = "", released: bool = True, residues: bool = True
) -> tuple[str, list[str]]:
    """A stored lot under an eligible donation (or a person's own): gives its code and its vials."""
    donation = eligible_donation(autologous_for=autologous_for)
    with act(FILLED, by=cast.TECHNICIAN, key=key(), content={"n": key()}) as this:
        code = next_code(Kind.LOT, this)
        node = create_node_within(this, kind=Kind.LOT, code=code, parents=[donation], site=cast.LABORATORY)
        codes = bank.fill_lot_within(
            this,
            kind=LotKind.LOT,
            node=node,
            code=code,
            product=PRODUCT,
            passage=3,
            doublings=Decimal(9),
            uncounted_start=True,
            containers=vials,
            cells_each=CELLS_EACH,
            volume_ml_each=Decimal(1),
            viability_pct=Decimal(92),
            expires_at=this.now + timedelta(days=400),
            residues=["human platelet protein (human)"],
            autologous_for=autologous_for,
        )
        this.record(subject=code)
    places, made.positions = made.positions[:vials], made.positions[vials:]
    bank.place_containers(places=dict(zip(codes, places, strict=True)), by=cast.TECHNICIAN, key=key())
    if released:
        decide(code, Use.PATIENT)
    if residues:
        state_residues(code, ["dmso", "human_albumin"])
    made.lots.append(code)
    return code, codes


def state_residues(lot_code: str, residues: list[str]) -> str:
    """State what may remain in a lot; gives the lot."""
    content = {"lot": lot_code, "residues": sorted(residues)}
    plans.state_residues(
        lot=lot_code,
        residues=residues,
        by=cast.LABORATORY_HEAD,
        key=key(),
        proof=proof(cast.LABORATORY_HEAD, content),
    )
    return lot_code


def person(
    name: str = "Fakename Testperson", *, allergens: list[str] | None = None, asked: bool = True
) -> str:
    """A registered patient who was asked about allergies."""
    code = people.register_person(
        kind=PersonKind.PATIENT,
        full_name=name,
        birth_date=date(1971, 3, 2),
        sex=Sex.FEMALE,
        by=cast.PATIENT_COORDINATOR,
        key=key(),
    ).subject
    if asked:
        people.record_allergies(person=code, allergens=allergens or [], by=cast.NURSE, key=key())
    return code


def own(code: str) -> Actor:
    """The person as somebody who signs for themselves."""
    return Actor(code=code, site=cast.CLINIC, roles=frozenset({Role.PATIENT}), station="test")


def consent(code: str, *, covers_conditional: bool = False, countersigned: bool = True) -> str:
    """A consent signed by the person and by a physician."""
    facts = {
        "person": code,
        "product": PRODUCT,
        "route": ROUTE,
        "text_version": "MSC 9",
        "language": "en",
        "covers_conditional": covers_conditional,
    }
    given = plans.give_consent(
        **facts, by=own(code), key=key(), proof=proof(own(code), consent_words(**facts))
    )
    number = str(given.payload["consent"])
    if countersigned:
        row = plan_selectors.consent_row(number)
        assert row is not None
        plans.countersign_consent(
            consent=number,
            by=cast.PHYSICIAN,
            key=key(),
            proof=proof(cast.PHYSICIAN, plan_selectors.consent_content(row)),
        )
    return number


def plan(code: str, basis: str, *, signed: bool = True, **other: Any) -> str:
    """A plan for a person, signed by a physician."""
    facts: dict[str, Any] = {
        "person": code,
        "product": PRODUCT,
        "route": ROUTE,
        "dose_cells": 100_000_000,
        "weight_kg": WEIGHT,
        "volume_ml": Decimal(150),
        "rate_ml_min": Decimal(3),
        "sessions": 2,
        "interval_days": 14,
        "containers_per_session": 4,
        "legal_basis": basis,
        "zone": "Asia/Tokyo",
    } | other
    number = str(plans.write_plan(**facts, by=cast.PHYSICIAN, key=key()).payload["plan"])
    if signed:
        sign(number)
    return number


def sign(number: str, by: Actor = cast.PHYSICIAN) -> None:
    """Sign a plan as it stands."""
    content = plan_selectors.plan_content(number)
    assert content is not None
    plans.sign_plan(plan=number, version=content["version"], by=by, key=key(), proof=proof(by, content))


def fit(number: str, *, fit_now: bool = True, by: Actor = cast.PHYSICIAN, **other: Any) -> None:
    """Today's judgement by a physician."""
    row = plan_selectors.plan_row(number)
    assert row is not None
    facts = {
        "plan": number,
        "fit": fit_now,
        "weight_kg": WEIGHT,
        "vitals": WELL,
        "pregnancy_test": "negative",
        "reason": "",
    } | other
    content = fit_content(person=row.person_id, **facts)
    bedside.sign_fit(**facts, by=by, key=key(), proof=proof(by, content))


@dataclass
class Day:
    """One person on the day: everything in order up to the moment of the two scans."""

    clinic: Clinic
    person: str
    plan: str
    consent: str
    lot: str
    vials: list[str]
    dose: str = ""
    band: str = ""

    def verdict(self, *, by: Actor = cast.NURSE, band: str = "", dose: str = "", **other: Any) -> Any:
        """Scan wristband and dose."""
        facts = {"key": key()} | other
        return bedside.check_dose_at_bedside(
            wristband=band or self.band, dose=dose or self.dose, by=by, **facts
        )

    def start(self, *, by: Actor = cast.NURSE) -> str:
        """Start on the pass."""
        return str(bedside.start_infusion(dose=self.dose, by=by, key=key()).payload["infusion"])

    def hear(self, *, by: Actor = cast.NURSE) -> None:
        """Hear the person say name and birth date."""
        bedside.ask_identity(wristband=self.band, by=by, key=key())


def reserved(made: Clinic | None = None, *, lot_code: str = "", vials: list[str] | None = None) -> Day:
    """A person with a signed plan and consent, and vials promised to it."""
    made = made or clinic()
    code = person()
    number = plan(code, made.basis)
    agreed = consent(code)
    if not lot_code:
        lot_code, vials = lot(made)
    held = plans.reserve_for_plan(plan=number, lot=lot_code, count=4, by=cast.PATIENT_COORDINATOR, key=key())
    return Day(made, code, number, agreed, lot_code, list(held.payload["containers"]))


def carry(day: Day) -> None:
    """Bring the promised vials to the clinic."""
    bank.check_out_containers(
        containers=day.vials,
        reason="Infusion day",
        to_site=cast.CLINIC,
        by=cast.TECHNICIAN,
        key=key(),
    )


def prepare(day: Day, *, cells_per_ml: int = 666_667, viability: str = "88", checked: bool = True) -> str:
    """A counted and checked dose from the promised vials."""
    begun = bedside.begin_preparation(plan=day.plan, vials=day.vials, by=cast.NURSE, key=key())
    day.dose = str(begun.payload["dose"])
    bedside.count_dose(
        dose=day.dose,
        viable_cells_per_ml=cells_per_ml,
        viability_pct=Decimal(viability),
        volume_ml=Decimal(150),
        by=cast.NURSE,
        key=key(),
    )
    if checked:
        check(day)
    return day.dose


def check(day: Day, by: Actor = cast.SECOND_NURSE) -> None:
    """The second person's check."""
    bedside.check_dose(dose=day.dose, by=by, key=key(), proof=proof(by, dose_content(day.dose)))


def ready(made: Clinic | None = None, **other: Any) -> Day:
    """Everything in order: prepared, banded, identity heard, baseline taken. The next scan passes."""
    day = reserved(made, **other)
    fit(day.plan)
    carry(day)
    prepare(day)
    band(day)
    day.hear()
    bedside.record_observation(subject=day.dose, vitals=WELL, by=cast.NURSE, key=key())
    return day


def band(day: Day) -> str:
    """Print the person's wristband."""
    day.band = str(bedside.print_wristband(person=day.person, by=cast.NURSE, key=key()).payload["label"])
    return day.band


def band_again(day: Day) -> None:
    """Print the wristband once more, while the day goes on with the older label."""
    bedside.print_wristband(person=day.person, by=cast.NURSE, key=key())
