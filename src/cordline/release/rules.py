"""When a lot may be released, and who may sign: pure judgements that give every reason at once.

``judge_release`` answers from the facts of the material; the rules about people (two signers, neither of them a
maker, every exception read) stand in ``why_not_move``. Neither reads a clock or a table.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.quality.types import Severity
from cordline.release import refusals as _sentences  # noqa: F401 - registers the sentences the rules use
from cordline.release.states import GIVES_LEAVE, REASON_NEEDED, after
from cordline.release.types import (
    Criterion,
    CriterionVerdict,
    Demand,
    ExceptionKind,
    Line,
    Move,
    ReleaseFacts,
    Review,
    ReviewException,
    SigningFacts,
    State,
)

LONGEST_REASON = 1000

# What each use demands. Holds, critical deviations and expiry are demanded by every use and stand outside the table.
DEMANDS: Mapping[Use, frozenset[Demand]] = MappingProxyType(
    {
        Use.PATIENT: frozenset(Demand),
        Use.FURTHER_CULTURE: frozenset(Demand),
        Use.RESEARCH: frozenset({Demand.SPECIFICATION, Demand.AUDIT_REVIEW}),
    }
)


def judge_release(facts: ReleaseFacts, *, now: datetime) -> Review:
    """Judge whether a lot may be released for its use at ``now`` (the database's clock), and what to read first."""
    common = [
        *_why_not_specification(facts, now),
        *_why_not_deviations(facts),
        *_why_not_donations(facts),
        *_why_not_licences(facts, now),
        *_why_not_holds(facts),
        *_why_not_passage(facts),
        *_why_not_expiry(facts, now),
        *_why_not_audit_review(facts),
    ]
    pending = tuple(line.key for line in facts.criteria if _may_still_follow(line))
    tests = _why_not_tests(facts.criteria)
    rapid = _why_not_tests(tuple(line for line in facts.criteria if line.key not in pending))
    return Review(
        lines=tuple(_line(criterion) for criterion in facts.criteria),
        exceptions=_exceptions(facts),
        refusals=tuple(common + tests),
        conditional_refusals=tuple(common + rapid + _why_not_conditional(facts, pending)),
        pending=pending,
    )


def why_not_move(
    facts: SigningFacts, move: Move, *, signer: str, site: str, reason: str = ""
) -> list[Refusal]:
    """Give every reason why this person may not make this move now.

    Giving leave asks for more than taking it away: reading every exception, no part in making the lot, a first
    signature by somebody else over the very same content. To reject, hold or suspend, a reason is enough.
    """
    refusals: list[Refusal] = []
    if after(facts.state, move) is None:
        refusals.append(
            Refusal(
                "release.move_not_possible",
                lot=facts.lot,
                use=facts.use.value,
                state=facts.state.label.lower(),
                move=move.done,
            )
        )
    if site != facts.site:
        refusals.append(Refusal("release.other_site", lot=facts.lot, site=facts.site, yours=site))
    if move in REASON_NEEDED:
        refusals += why_not_reason(reason, plan=move is Move.RELEASE_CONDITIONALLY)
    if move in GIVES_LEAVE:
        refusals += _why_not_signer(facts, signer)
    if move in {Move.RELEASE, Move.RELEASE_CONDITIONALLY}:
        refusals += _why_not_second(facts, signer)
    if move is Move.VERIFY and facts.first_signer and facts.first_signed_hash == facts.content_hash:
        refusals.append(Refusal("release.already_verified", signer=facts.first_signer, lot=facts.lot))
    return refusals


def why_not_material(move: Move, review: Review) -> list[Refusal]:
    """What the material itself says against a move; a first signature may stand for either kind of release."""
    if move is Move.RELEASE:
        return list(review.refusals)
    if move is Move.RELEASE_CONDITIONALLY:
        return list(review.conditional_refusals)
    if move is Move.VERIFY:
        return list(review.conditional_refusals if review.pending else review.refusals)
    return []


def why_not_reason(reason: str, *, plan: bool = False) -> list[Refusal]:
    """Refuse an empty or an endless reason; a conditional release calls its reason a plan."""
    if not reason.strip():
        return [Refusal("release.plan_needed" if plan else "release.reason_needed")]
    if len(reason) > LONGEST_REASON:
        return [Refusal("release.reason_too_long", length=len(reason), limit=LONGEST_REASON)]
    return []


def why_not_review_trail(facts: SigningFacts, *, signer: str, site: str) -> list[Refusal]:
    """Give every reason why this person may not sign that the lot's audit trail has been read."""
    refusals: list[Refusal] = []
    if facts.state is State.NONE:
        refusals.append(Refusal("release.review_missing", lot=facts.lot, use=facts.use.value))
    if site != facts.site:
        refusals.append(Refusal("release.other_site", lot=facts.lot, site=facts.site, yours=site))
    if facts.separation and signer in facts.makers:
        refusals.append(Refusal("release.audit_reviewer_made_it", lot=facts.lot, reviewer=signer))
    return refusals


def _why_not_signer(facts: SigningFacts, signer: str) -> list[Refusal]:
    refusals = [Refusal("release.exception_unread", title=unread.title) for unread in facts.unread]
    if facts.separation and signer in facts.makers:
        refusals.append(Refusal("release.maker_cannot_sign", signer=signer, lot=facts.lot))
    return refusals


def _why_not_second(facts: SigningFacts, signer: str) -> list[Refusal]:
    if not facts.first_signer:
        return [Refusal("release.first_signature_missing", lot=facts.lot)]
    refusals: list[Refusal] = []
    if signer == facts.first_signer:
        refusals.append(Refusal("release.same_person", signer=signer))
    if facts.first_signed_hash != facts.content_hash:
        refusals.append(Refusal("release.first_signature_void", signer=facts.first_signer))
    return refusals


def _why_not_specification(facts: ReleaseFacts, now: datetime) -> list[Refusal]:
    if Demand.SPECIFICATION not in DEMANDS[facts.use]:
        return []
    found = facts.specification
    if found is None:
        return [Refusal("release.specification_missing", product=facts.product.value, use=facts.use.value)]
    refusals: list[Refusal] = []
    if not found.approved:
        refusals.append(
            Refusal("release.specification_not_approved", specification=found.code, version=found.version)
        )
    ended = found.effective_until is not None and now >= found.effective_until
    if now < found.effective_from or ended:
        refusals.append(
            Refusal("release.specification_not_in_force", specification=found.code, version=found.version)
        )
    if not any(criterion.required for criterion in facts.criteria):
        refusals.append(
            Refusal("release.specification_empty", specification=found.code, version=found.version)
        )
    return refusals


def _why_not_tests(criteria: tuple[Criterion, ...]) -> list[Refusal]:
    refusals: list[Refusal] = []
    for line in criteria:
        if line.verdict is CriterionVerdict.FAILS:
            refusals.append(
                Refusal(
                    "release.result_fails",
                    test=line.label,
                    result=line.result,
                    limit=line.limit,
                    record=line.record,
                )
            )
        elif line.required and line.verdict is CriterionVerdict.PENDING:
            refusals.append(Refusal("release.result_pending", test=line.label))
        elif line.required and line.verdict is not CriterionVerdict.MEETS:
            refusals.append(Refusal("release.result_missing", test=line.label))
    return refusals


def _why_not_deviations(facts: ReleaseFacts) -> list[Refusal]:
    return [
        Refusal("release.deviation_critical_open", deviation=deviation.code, title=deviation.title)
        for deviation in facts.deviations
        if deviation.open and deviation.severity is Severity.CRITICAL
    ]


def _why_not_donations(facts: ReleaseFacts) -> list[Refusal]:
    if Demand.ELIGIBILITY not in DEMANDS[facts.use]:
        return []
    if not facts.donations:
        return [Refusal("release.donation_unknown", lot=facts.lot)]
    if not facts.binding:
        return [Refusal("release.rule_sets_unknown", site=facts.site)]
    refusals: list[Refusal] = []
    for donation in facts.donations:
        own = bool(donation.for_person) and donation.for_person == facts.autologous_for
        if donation.for_person and not own:
            refusals.append(
                Refusal(
                    "release.donation_for_one_person",
                    donation=donation.code,
                    person=donation.for_person,
                    lot=facts.lot,
                )
            )
        leave = {"eligible", "not_required"} if own else {"eligible"}
        refusals += [
            Refusal(
                "release.donation_not_eligible",
                donation=donation.code,
                decision=donation.decision(rule_set).replace("_", " "),
                rule_set=rule_set.label,
            )
            for rule_set in facts.binding
            if donation.decision(rule_set) not in leave
        ]
    return refusals


def _why_not_licences(facts: ReleaseFacts, now: datetime) -> list[Refusal]:
    if Demand.LICENCE not in DEMANDS[facts.use]:
        return []
    if not facts.licences:
        return [Refusal("release.licence_missing", scope=facts.product.label)]
    refusals: list[Refusal] = []
    for licence in facts.licences:
        if not licence.code or licence.expires_at is None:
            refusals.append(Refusal("release.licence_missing", scope=licence.scope))
        elif now >= licence.expires_at:
            last_moment = licence.expires_at - timedelta(microseconds=1)
            refusals.append(
                Refusal(
                    "release.licence_expired",
                    licence=licence.code,
                    scope=licence.scope,
                    expires_at=f"{last_moment:%-d %b %Y}",
                )
            )
    return refusals


def _why_not_holds(facts: ReleaseFacts) -> list[Refusal]:
    return [
        Refusal("release.held", hold=hold.code, on=hold.on, reason=hold.reason.rstrip("."))
        for hold in facts.holds
    ]


def _why_not_passage(facts: ReleaseFacts) -> list[Refusal]:
    if Demand.PASSAGE not in DEMANDS[facts.use]:
        return []
    refusals: list[Refusal] = []
    if facts.passage is None:
        refusals.append(Refusal("release.passage_unknown", lot=facts.lot))
    elif facts.passage_limit is None:
        refusals.append(Refusal("release.passage_limit_unknown", product=facts.product.value))
    elif facts.passage > facts.passage_limit:
        refusals.append(
            Refusal("release.passage_over_limit", passage=facts.passage, limit=facts.passage_limit)
        )
    if facts.doublings is None:
        refusals.append(Refusal("release.doublings_unknown", lot=facts.lot))
    elif facts.doublings_limit is None:
        refusals.append(Refusal("release.doublings_limit_unknown", product=facts.product.value))
    elif facts.doublings > facts.doublings_limit:
        refusals.append(
            Refusal("release.doublings_over_limit", doublings=facts.doublings, limit=facts.doublings_limit)
        )
    return refusals


def _why_not_expiry(facts: ReleaseFacts, now: datetime) -> list[Refusal]:
    if facts.expires_at is None:
        return [Refusal("release.expiry_unknown", lot=facts.lot)]
    if now >= facts.expires_at:
        return [Refusal("release.lot_expired", lot=facts.lot, expires_at=f"{facts.expires_at:%-d %b %Y}")]
    return []


def _why_not_audit_review(facts: ReleaseFacts) -> list[Refusal]:
    if Demand.AUDIT_REVIEW not in DEMANDS[facts.use]:
        return []
    review = facts.audit_review
    if review is None:
        return [Refusal("release.audit_trail_unread", lot=facts.lot)]
    if facts.last_entry > review.up_to:
        return [Refusal("release.audit_trail_moved_on", lot=facts.lot, reviewer=review.by)]
    return []


def _why_not_conditional(facts: ReleaseFacts, pending: tuple[str, ...]) -> list[Refusal]:
    refusals: list[Refusal] = []
    if facts.use is not Use.PATIENT:
        refusals.append(Refusal("release.conditional_only_for_patients"))
    if not pending:
        refusals.append(Refusal("release.nothing_pending", lot=facts.lot))
    return refusals


def _may_still_follow(line: Criterion) -> bool:
    return line.required and line.may_follow and line.verdict is CriterionVerdict.PENDING


def _line(criterion: Criterion) -> Line:
    return Line(
        key=criterion.key,
        label=criterion.label,
        method=criterion.method,
        limit=criterion.limit,
        result=criterion.result,
        record=criterion.record,
        verdict=criterion.verdict,
        tested_on=criterion.tested_on,
        tester=criterion.tester,
    )


def _exceptions(facts: ReleaseFacts) -> tuple[ReviewException, ...]:
    """What must be read first: open deviations, then failed and pending results, then everything that is odd."""
    deviations = [
        ReviewException(
            key=f"deviation:{deviation.code}:{deviation.version}",
            kind=ExceptionKind.DEVIATION_OPEN if deviation.open else ExceptionKind.DEVIATION_CLOSED,
            record=deviation.code,
            title=deviation.title,
            detail=f"{deviation.severity.value.capitalize()}, {'open' if deviation.open else 'closed'}.",
        )
        for deviation in sorted(facts.deviations, key=lambda d: (not d.open, d.code))
    ]
    tests = [
        ReviewException(
            key=f"result:{line.key}:{line.record}:{line.verdict.value}",
            kind=ExceptionKind.RESULT_FAILS
            if line.verdict is CriterionVerdict.FAILS
            else ExceptionKind.RESULT_PENDING,
            record=line.record,
            title=f"{line.label}: {line.result or line.verdict.value}",
            detail=f"Limit {line.limit}.",
        )
        for line in facts.criteria
        if line.verdict in {CriterionVerdict.FAILS, CriterionVerdict.PENDING}
    ]
    return (*deviations, *tests, *facts.oddities)
