"""How a site takes a version of a rule set: read, shown whole, signed; its unverified rows are confirmed by it (W8)."""

from collections.abc import Mapping
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.donors import rule_set_file, rulebook, selectors, verbs
from cordline.donors.models import EligibilityDecision, RuleSetAdoption
from cordline.donors.rules import content_hash
from cordline.donors.services.judging import judge_all_within, units_of
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act


def adopt_rule_set(*, content: Mapping[str, Any], proof: Proof, by: Actor, key: str) -> Entry:
    """Take one version of a rule set for the actor's site by signature; donations are judged again by it.

    ``content`` has the shape of the shipped files; a changed one needs a version name of its own.
    Refuses: donors.rules_unreadable, donors.rules_name_taken, donors.rules_adopted_already, and what signing refuses.
    Writes: donors.rules.adopted.
    """
    with act(verbs.RULES_ADOPTED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        book = _readable(content)
        named = rule_set_file.why_not_named(content)
        this.require([named] if named else [])
        if RuleSetAdoption.objects.filter(
            site=by.site, rule_set=book.rule_set, version=book.version
        ).exists():
            raise Refused([Refusal("donors.rules_adopted_already")])
        signature = sign_within(
            this,
            meaning=Meaning.APPROVED,
            subject=book.version,
            content=selectors.adopt_rules_content(dict(content)),
            proof=proof,
        )
        RuleSetAdoption.objects.create(
            site=by.site, rule_set=book.rule_set, version=book.version, effective_from=book.effective_from,
            effective_until=book.effective_until, content=dict(content), content_sha256=content_hash(content),
            adopted_at=this.now, adopted_by=by.code, signature=signature,
        )  # fmt: skip
        judged = judge_all_within(this, _standing_at(by.site), because=f"rules {book.version} taken")
        return this.record(
            subject=book.version, units=units_of(judged), payload={"rule_set": book.rule_set, "site": by.site}
        )


def _readable(content: Mapping[str, Any]) -> rulebook.RuleBook:
    try:
        return rulebook.read_rule_book(content, rulebook.shipped())
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused([Refusal("donors.rules_unreadable", fault=str(fault)[:120])]) from fault


def _standing_at(site: str) -> list[str]:
    rows = EligibilityDecision.objects.filter(site=site, superseded_at=None)
    return list(rows.values_list("donation__code", flat=True))
