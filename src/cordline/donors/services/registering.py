"""How somebody becomes a donor: a person with a donor's code, and the root of everything that will come of it."""

from datetime import date
from typing import Any

from cordline.donors import selectors, verbs
from cordline.donors.models import Donor
from cordline.donors.types import DonorKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, constraint_refuses, next_code
from cordline.lineage.services import create_node_within
from cordline.people import selectors as people
from cordline.people.services import blinded, register_person_within
from cordline.people.types import PersonKind

constraint_refuses("donors_donor_once", "donors.donor_known_here")


def register_donor(
    *,
    kind: DonorKind,
    full_name: str = "",
    birth_date: date | None = None,
    sex: str | None = "F",
    languages: tuple[str, ...] = (),
    contacts: dict[str, str] | None = None,
    own_script_name: str = "",
    person: str = "",
    by: Actor,
    key: str,
) -> Entry:
    """Register a birth mother or a living donor. ``person`` names somebody known already, who gives for themselves.

    The name goes to ``people`` as ciphertext; the record knows the code. Refuses: donors.person_unknown,
    donors.donor_known, and what registering a person refuses. Writes: donors.donor.registered.
    """
    personal = {
        "full_name": full_name, "birth_date": birth_date, "sex": sex, "languages": languages,
        "contacts": contacts or {}, "own_script_name": own_script_name,
    }  # fmt: skip
    content = {"kind": kind, "person": person, "facts": blinded(**personal)}
    with act(verbs.DONOR_REGISTERED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        code = register_donor_within(this, kind=kind, person=person, personal=personal)
        return this.record(subject=code, payload={"donor": code, "kind": kind})


def register_donor_within(this: Act, *, kind: DonorKind, personal: dict[str, Any], person: str = "") -> str:
    """Register a donor inside the caller's act; gives the donor's code. Refuses as ``register_donor``."""
    if person:
        code = _code_for_known(this, person, kind)
    else:
        code = register_person_within(this, kind=PersonKind.DONOR, **personal)
        person = code
    node = create_node_within(this, kind=Kind.DONOR, code=code, site=this.by.site)
    Donor.objects.create(
        code=code,
        site=this.by.site,
        kind=kind,
        person_id=person,
        node_id=node,
        registered_at=this.now,
        registered_by=this.by.code,
    )
    return code


def _code_for_known(this: Act, person: str, kind: DonorKind) -> str:
    known = people.person(person)
    if known is None or known.erased_at is not None:
        raise Refused([Refusal("donors.person_unknown", person=person[:40])])
    before = Donor.objects.filter(person_id=person, kind=kind).values_list("code", flat=True).first()
    if before is not None:
        raise Refused([Refusal("donors.donor_known", donor=before)])
    return next_code(Kind.DONOR, this)


def require_donor(code: str) -> Donor:
    """The donor's row; refuses when nothing bears the code."""
    row = selectors.donor(code)
    if row is None:
        raise Refused([Refusal("donors.donor_unknown", donor=code[:40])])
    return row
