"""The sample records on which pages are looked at: one of each kind, built through the services.

``KEYWORDS`` gives the keywords of an address by its full name; ``build`` makes the records and fills them in. A room
adds a function to ``BUILDERS``: it gets the cast and gives ``{"room:page": {"code": ...}}``. A page whose address needs
keywords and has none is named by the test, so that no page stays unlooked-at.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Builder = Callable[[dict[str, Any]], dict[str, dict[str, str]]]
BUILDERS: list[Builder] = []


def builder(function: Builder) -> Builder:
    """Mark a function that builds sample records of one room."""
    BUILDERS.append(function)
    return function


def build(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Build every sample and give the keywords of the pages that show them."""
    for file in sorted(Path(__file__).parent.glob("samples_*.py")):
        import_module(f"tests.pages.{file.stem}")
    keywords: dict[str, dict[str, str]] = {}
    for function in BUILDERS:
        keywords |= function(people)
    return keywords


@builder
def of_desk(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The desk shows any code; staff are there from the start."""
    return {"desk:code": {"code": people["quality@KL-LAB"].code}}


@builder
def of_people(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A patient at the clinic, plainly invented."""
    from datetime import date

    from cordline.access.services.glass import break_glass
    from cordline.people.services.registering import register_person
    from cordline.people.types import PersonKind

    code = register_person(
        kind=PersonKind.PATIENT,
        full_name="Sample CONTOH",
        own_script_name="\u6837\u672c \u5c0f\u660e",
        birth_date=date(1971, 3, 2),
        sex="F",
        by=people["patient_coordinator@KL-CLINIC"],
        key="sample patient",
    ).subject
    opened = break_glass(
        person=code,
        reason="Fever in the ward, chart needed at once",
        by=people["nurse@KL-CLINIC"],
        key="sample glass",
    )
    pages = ("person", "reads", "amend", "weight", "allergies", "export", "erase")
    found = {f"people:{page}": {"code": code} for page in pages}
    return found | {
        "access:break_glass": {"person": code},
        "access:glass_review": {"glass": str(opened.payload.get("glass", 1))},
        "access:member": {"code": people["quality@KL-LAB"].code},
        "access:revoke": {"grant": "1"},
        "access:set_up": {"uid": "x", "token": "x"},
    }


@builder
def of_lineage_and_vigilance(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A lot grown from a cord, a hold on a reagent that touched it, a drill and a recall from it."""
    from cordline.bank import services as bank
    from cordline.lineage.services import place_hold
    from cordline.lineage.types import HoldKind
    from cordline.vigilance.models import RecallContact
    from cordline.vigilance.services import recall
    from tests import bedside_chain, build_donors, lab_chain
    from tests.cast import TECHNICIAN

    build_donors.adopt()
    build_donors.catalogue()
    made = lab_chain.house(tank="TK-05", quarantine="TK-06 quarantine")
    line = lab_chain.line(made, vials=9)
    quality, officer = people["quality@KL-LAB"], people["vigilance_officer@KL-CLINIC"]
    bank.destroy_container(
        container=line.vials[8],
        reason="cracked on inspection",
        witness=quality.code,
        by=TECHNICIAN,
        key="samples-destroyed",
    )
    held = place_hold(
        on=lab_chain.reagent("Trypsin"),
        kind=HoldKind.QUALITY,
        reason="certificate of the supplier withdrawn",
        by=officer,
        key="samples-hold",
    )
    day = bedside_chain.ready()
    day.verdict()
    day.start()
    bedside_chain.reserved(day.clinic, lot_code=day.lot)
    drill, _ = recall(
        subject=day.lot,
        reason="yearly drill of the sample house",
        drill=True,
        by=officer,
        key="samples-drill",
    )
    one = {"code": drill.subject}
    contact = RecallContact.objects.filter(recall__code=drill.subject).earliest("id")
    return {
        "vigilance:trace": {"code": line.lot},
        "vigilance:recall": one,
        "vigilance:recall_contact": {**one, "contact": str(contact.id)},
        "vigilance:recall_close": one,
        "vigilance:recall_letters": one,
        "vigilance:recall_report": one,
        "vigilance:recall_letter": {**one, "contact": str(contact.id)},
        "lineage:hold": {"code": str(held.payload["hold"])},
        "lineage:hold_lift": {"code": str(held.payload["hold"])},
    }


@builder
def of_donors_and_assays(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A mother with an eligible cord, a late reactive result and news; a draft specification."""
    from tests.pages import samples_donors

    return samples_donors.build(people)


@builder
def of_release(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """One lot under review with a deviation to read, and one that was rejected, with its statement."""
    from cordline.access.signing import demonstration_proof
    from cordline.documents.services import store_file
    from cordline.ground.products import Use
    from cordline.quality.services import open_deviation
    from cordline.quality.types import Severity
    from cordline.release import selectors, services
    from cordline.release.types import Move
    from tests.rooms.release.evidence import born_lot

    quality, use = people["quality@KL-LAB"], Use.PATIENT
    lot, rejected = born_lot(), born_lot()
    for code in (lot, rejected):
        services.open_review(lot=code, use=use, by=quality, key=f"sample {code}")
    deviation = open_deviation(
        severity=Severity.MAJOR,
        subject=lot,
        title="Incubator door open 4 min 10 s",
        immediate_action="Closed; 36.2 °C lowest.",
        by=people["technician@KL-LAB"],
        key="sample deviation",
    ).payload["deviation"]
    reason = "Viability fell below its limit after the thaw."
    content = selectors.signed_content(rejected, use, move=Move.REJECT, reason=reason)
    certificate = services.reject_lot(
        lot=rejected,
        use=use,
        reason=reason,
        proof=demonstration_proof(quality, content),
        by=quality,
        key="sample reject",
    ).payload["certificate"]
    file = store_file(
        name="logger.txt", content=b"36.2 C lowest", about=deviation, by=quality, key="sample file"
    ).payload["sha256"]
    place = {"code": lot, "use": use.value}
    return {
        "release:lot": {"code": lot},
        "release:review": place,
        "release:read": place,
        "release:trail": place,
        "release:state": place,
        "release:review_pdf": place,
        "release:sign": {**place, "move": "reject"},
        "release:certificate": {"code": certificate},
        "release:certificate_pdf": {"code": certificate},
        "quality:deviation": {"code": deviation},
        "documents:file": {"sha256": file},
        "quality:close": {"code": deviation},
        "quality:investigate": {"code": deviation},
        "quality:grade": {"code": deviation},
        "quality:deviation_pdf": {"code": deviation},
    }


@builder
def of_infusion_day(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """One infusion that runs with a reaction, one dose in preparation, a draft plan, a hard stop."""
    from datetime import timedelta

    from cordline.access.services.demonstration import stand_for
    from cordline.bedside import services as bedside
    from cordline.followup import selectors as followup
    from cordline.followup import services as follow
    from cordline.ledger.services import database_now
    from cordline.plans import services as plans
    from tests import bedside_chain as chain
    from tests import cast

    day = chain.ready()
    stand_for(username="patient", person=day.person)
    day.verdict()
    infusion = day.start()
    bedside.record_observation(subject=infusion, vitals=chain.WELL, by=cast.NURSE, key=chain.key())
    bedside.press_reaction(infusion=infusion, by=cast.NURSE, key=chain.key())
    waiting = chain.reserved(day.clinic)
    chain.fit(waiting.plan)
    chain.carry(waiting)
    chain.prepare(waiting, checked=False)
    draft = chain.plan(day.person, day.clinic.basis, signed=False)
    stop = plans.open_hard_stop(person=day.person, rule="C26", by=cast.PHYSICIAN, key=chain.key()).payload
    now = database_now()
    event = follow.report_event(
        person=day.person,
        what="fever",
        grade=2,
        occurred_at=now - timedelta(minutes=1),
        known_at=now,
        known_evidence="Told at the bedside",
        infusion=infusion,
        by=cast.NURSE,
        key=chain.key(),
    ).payload["event"]
    contact = followup.contacts_of(infusion=infusion)[0].code
    dose, person = {"code": waiting.dose}, {"code": day.person}
    of_dose = ("dose", "add_vial", "count", "accept", "second_check", "destroy", "baseline", "start")
    of_infusion = ("infusion", "observe", "press", "reaction", "end")
    of_person = ("chart", "band", "print_band")
    of_plan = ("plan", "sign", "reserve", "ceiling", "close")
    return {
        **{f"bedside:{page}": dose for page in of_dose},
        **{f"bedside:{page}": {"code": infusion} for page in of_infusion},
        **{f"bedside:{page}": person for page in of_person},
        **{f"bedside:{page}": {"code": waiting.plan} for page in ("begin", "fit", "fit_sign")},
        **{f"plans:{page}": {"code": draft} for page in of_plan},
        **{f"plans:{page}": {"code": day.consent} for page in ("consent", "countersign", "withdraw")},
        **{f"plans:{page}": person for page in ("write", "open_stop", "give_consent")},
        "plans:lift_stop": {"code": stop["hard_stop"]},
        "plans:residues": {"code": day.lot},
        "plans:confirm": {"product": "MSC-WJ", "route": "IV", "version": "1"},
        **{f"followup:{page}": {"code": contact} for page in ("contact", "end_contact", "try_contact")},
        **{f"followup:{page}": person for page in ("death", "report")},
        **{f"followup:{page}": {"code": event} for page in ("event", "upgrade", "sent", "close")},
    }
