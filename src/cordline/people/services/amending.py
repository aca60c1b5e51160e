"""Correcting who somebody is: the old value stays in history, as the ciphertext it was (R-31)."""

from dataclasses import replace
from typing import Any

from cordline.access import rules as access_rules
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act
from cordline.people import keys, rules, selectors
from cordline.people.models import Person
from cordline.people.services.registering import blinded, index_within
from cordline.people.texts import read, texts_of
from cordline.people.types import TEXTS, PersonKind
from cordline.people.verbs import AMENDED


def amend_person(*, person: str, reason: str, by: Actor, key: str, **changes: Any) -> Entry:
    """Correct fields of an identity by name (``full_name=...``), with a reason.

    Refuses: people.unknown, people.erased, people.nothing_changed, what registering refuses, and a missing reason.
    Writes: people.person.amended, naming the fields and never their values.
    """
    unknown = set(changes) - set(TEXTS)
    if unknown:
        raise TypeError(f"A person has no field {sorted(unknown)[0]}.")
    content = {"person": person, "reason": reason, "facts": blinded(**changes)}
    with act(AMENDED, by=by, key=key, content=content, reason=reason, subject=person) as this:
        if this.answered:
            return this.entry
        row = Person.objects.select_for_update().filter(code=person).first()
        facts = selectors.facts_of(row) if row else None
        secret = keys.keys_of([person]).get(person)
        if row is None or facts is None or secret is None:
            this.require(
                rules.why_not_known(facts)
                if facts and facts.erased_at
                else [Refusal("people.unknown", person=person)]
            )
        assert row is not None and secret is not None  # noqa: S101, PT018 - required above
        before = read(row, secret)
        after = replace(before, **changes)
        old, new = texts_of(before), texts_of(after)
        changed = [field for field in TEXTS if old[field] != new[field]]
        this.require(
            rules.why_not_amend(facts, code=person, changed=changed, by=by),
            rules.why_not_identity(after, today=this.now.date(), kind=PersonKind(row.kind)),
            access_rules.why_not_reason(reason),
        )
        Person.objects.filter(pk=row.pk).update(
            **{field: keys.seal(secret, new[field], person=person, field=field) for field in changed}
        )
        index_within(row, after)
        fields = ", ".join(field.replace("_", " ") for field in changed)
        return this.record(subject=person, payload={"fields": fields})
