"""Licences, equipment and reagents on the database: recorded, refused with every reason, repeated by key."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cordline.facility import selectors, services
from cordline.facility.types import EquipmentKind, LicenceScope, Origin, ReagentState
from cordline.ground.products import Product
from cordline.ground.refusal import Refused
from cordline.ledger.models import Attempt
from cordline.ledger.services import database_now
from cordline.lineage.models import Unit
from tests.cast import LABORATORY_HEAD, QUALITY, TECHNICIAN

pytestmark = pytest.mark.django_db
HERE = "KL-LAB"


def serum(key: str = "serum", days: int = 90, **others: object) -> str:
    facts: dict[str, object] = {
        "name": "Platelet lysate",
        "supplier": "Demonstration Supplies",
        "supplier_lot": "L-1",
        "origin": Origin.HUMAN,
        "expires_at": database_now() + timedelta(days=days),
        "residues": ["human platelet protein"],
    } | others
    return str(services.receive_reagent(by=TECHNICIAN, key=key, **facts).payload["reagent"])  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_each_thing_that_can_touch_material_has_its_unit_from_the_first_entry() -> None:
    room = services.open_room(name="Clean room 1", by=LABORATORY_HEAD, key="r").payload["room"]
    cabinet = services.install_equipment(
        name="Cabinet 1", kind=EquipmentKind.CABINET, room=room, by=LABORATORY_HEAD, key="e"
    ).payload["equipment"]
    reagent = serum()
    units = dict(Unit.objects.values_list("code", "kind"))
    assert units[room] == "room"
    assert units[cabinet] == "equipment"
    assert units[reagent] == "reagent_lot"


def test_a_reagent_waits_in_quarantine_until_quality_lets_it_go() -> None:
    code = serum()
    now = database_now()
    assert [r.code for r in selectors.why_not_use([code], now=now, here=HERE)] == [
        "facility.reagent_not_released"
    ]
    services.release_reagent(reagent=code, by=QUALITY, key="let go")
    assert selectors.why_not_use([code], now=now, here=HERE) == []
    assert [r.code for r in selectors.why_not_use([code], now=now + timedelta(days=91), here=HERE)] == [
        "facility.reagent_expired"
    ]
    assert selectors.residues_of([code]) == ("human platelet protein (human)",)


def test_a_technician_cannot_release_a_reagent() -> None:
    code = serum()
    with pytest.raises(Refused) as refused:
        services.release_reagent(reagent=code, by=TECHNICIAN, key="mine")
    assert codes(refused) == ["access.role_missing"]
    facts = selectors.reagent(code)
    assert facts is not None
    assert facts.state is ReagentState.QUARANTINE


def test_a_rejected_reagent_never_comes_back() -> None:
    code = serum()
    services.reject_reagent(reagent=code, reason="cloudy", by=QUALITY, key="no")
    with pytest.raises(Refused) as refused:
        services.release_reagent(reagent=code, by=QUALITY, key="yes after all")
    assert codes(refused) == ["facility.reagent_decided"]


def test_an_expired_lot_is_turned_away_and_the_attempt_is_kept() -> None:
    with pytest.raises(Refused) as refused:
        serum(days=-1)
    assert codes(refused) == ["facility.expired_on_arrival"]
    assert Attempt.objects.filter(verb="facility.reagent.received", outcome="refused").exists()


def test_the_same_key_gives_the_same_reagent_once() -> None:
    until = database_now() + timedelta(days=30)
    assert serum(expires_at=until) == serum(expires_at=until)
    with pytest.raises(Refused) as refused:
        serum(expires_at=until, supplier_lot="L-2")
    assert codes(refused) == ["ledger.key_reused"]


def test_equipment_out_of_service_or_past_its_calibration_is_not_used() -> None:
    today = database_now().date()
    code = services.install_equipment(
        name="Incubator 1",
        kind=EquipmentKind.INCUBATOR,
        calibrated_until=today - timedelta(days=1),
        by=LABORATORY_HEAD,
        key="i",
    ).payload["equipment"]
    services.stop_equipment(equipment=code, reason="door leaks", by=TECHNICIAN, key="stop")
    reasons = selectors.why_not_use([code, "EQ26-9999-0"], now=database_now(), here="KL-CLINIC")
    assert [reason.code for reason in reasons] == [
        "facility.unknown",
        "facility.foreign_site",
        "facility.out_of_service",
        "facility.calibration_overdue",
    ]
    services.record_calibration(equipment=code, until=today, by=TECHNICIAN, key="cal")
    services.resume_equipment(equipment=code, reason="seal changed", by=QUALITY, key="go")
    assert selectors.why_not_use([code], now=database_now(), here=HERE) == []


@pytest.mark.req("W3")
def test_a_facility_licence_is_not_a_products_approval() -> None:
    licence(LicenceScope.CELL_FACILITY, "F-1")
    day = date(2026, 6, 1)
    facility, registration = LicenceScope.CELL_FACILITY, LicenceScope.PRODUCT_REGISTRATION
    assert selectors.why_no_licence(facility, site=HERE, today=day) == []
    missing = selectors.why_no_licence(registration, site=HERE, today=day, product="MSC-WJ")
    assert [reason.code for reason in missing] == ["facility.no_licence"]
    licence(registration, "P-1", product=Product.NK)
    assert selectors.why_no_licence(registration, site=HERE, today=day, product="MSC-WJ") != []
    licence(registration, "P-2", product=Product.MSC_WJ)
    assert selectors.why_no_licence(registration, site=HERE, today=day, product="MSC-WJ") == []


@pytest.mark.req("W3")
def test_a_licence_carries_nothing_after_its_last_day_or_once_withdrawn() -> None:
    licence(LicenceScope.CLINIC, "C-1")
    clinic = LicenceScope.CLINIC
    assert selectors.why_no_licence(clinic, site=HERE, today=date(2026, 12, 31)) == []
    assert selectors.why_no_licence(clinic, site=HERE, today=date(2027, 1, 1)) != []
    assert selectors.why_no_licence(clinic, site=HERE, today=date(2025, 12, 31)) != []
    assert selectors.why_no_licence(clinic, site="PG-CLINIC", today=date(2026, 6, 1)) != []
    services.withdraw_licence(number="C-1", reason="by the ministry", by=QUALITY, key="w")
    assert selectors.why_no_licence(clinic, site=HERE, today=date(2026, 6, 1)) != []


def test_a_licence_number_is_recorded_once() -> None:
    licence(LicenceScope.CLINIC, "C-1")
    with pytest.raises(Refused) as refused:
        licence(LicenceScope.CLINIC, "C-1", key="again", expires_on=date(2020, 1, 1))
    assert codes(refused) == ["facility.licence_known", "facility.dates_swapped"]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        serum(expires_at=datetime(2030, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    assert codes(refused) == ["facility.no_zone"]


def licence(scope: LicenceScope, number: str, key: str = "", **others: object) -> None:
    facts: dict[str, object] = {
        "holder": "Harbour Demonstration Clinic",
        "site": HERE,
        "valid_from": date(2026, 1, 1),
        "expires_on": date(2026, 12, 31),
    } | others
    services.record_licence(number=number, scope=scope, by=QUALITY, key=key or number, **facts)  # type: ignore[arg-type]
