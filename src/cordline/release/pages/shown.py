"""How dispositions, criteria and exceptions look: states with their outlines, what waits for whom, what is offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ledger.services.acting import why_not_role
from cordline.release import rules, verbs
from cordline.release.models import Disposition
from cordline.release.states import moves_from
from cordline.release.types import (
    CertificateStatus,
    CriterionVerdict,
    ExceptionKind,
    Move,
    ReleaseFacts,
    Review,
    SigningFacts,
    State,
)

STATES = {
    State.NONE: "todo",
    State.IN_REVIEW: "waiting",
    State.FIRST_SIGNED: "waiting",
    State.RELEASED: "pass",
    State.CONDITIONAL: "warn",
    State.REJECTED: "stop",
    State.SUSPENDED: "hold",
    State.WITHDRAWN: "stop",
}
VERDICTS = {
    CriterionVerdict.MEETS: "pass",
    CriterionVerdict.FAILS: "stop",
    CriterionVerdict.PENDING: "waiting",
    CriterionVerdict.MISSING: "warn",
    CriterionVerdict.INFORMATIVE: "info",
}
CERTIFICATES = {
    CertificateStatus.VALID: "pass",
    CertificateStatus.REPLACED: "info",
    CertificateStatus.WITHDRAWN: "stop",
}
VERBS = {
    Move.VERIFY: verbs.REVIEW_VERIFIED,
    Move.RELEASE: verbs.LOT_RELEASED,
    Move.RELEASE_CONDITIONALLY: verbs.LOT_RELEASED_CONDITIONALLY,
    Move.HOLD: verbs.LOT_HELD,
    Move.REJECT: verbs.LOT_REJECTED,
    Move.SUSPEND: verbs.LOT_SUSPENDED,
    Move.WITHDRAW: verbs.LOT_WITHDRAWN,
}
_NEEDS = {
    Move.VERIFY: "first signature",
    Move.RELEASE: "second signature",
    Move.RELEASE_CONDITIONALLY: "second signature, plan needed",
    Move.HOLD: "reason needed",
    Move.REJECT: "signature, reason needed",
    Move.SUSPEND: "reason needed",
    Move.WITHDRAW: "signature, reason needed",
}
_GIVEN = "to be given"
HISTORY_SHOWN = 12


@dataclass(frozen=True)
class Choice:
    """One decision the page offers, or shows locked with every reason."""

    move: Move
    needs: str
    refusals: tuple[Refusal, ...]
    material: tuple[Refusal, ...] = ()

    @property
    def of_people(self) -> tuple[Refusal, ...]:
        """What speaks against it besides the material, which the page lists once."""
        return tuple(refusal for refusal in self.refusals if refusal not in self.material)

    @property
    def of_material(self) -> int:
        """How many reasons the material gives against it."""
        return len(self.refusals) - len(self.of_people)

    @property
    def allowed(self) -> bool:
        """Say whether it may be taken now (its reason apart)."""
        return not self.refusals


def uses() -> list[tuple[str, str]]:
    """The uses of a lot with their words."""
    return [(use.value, use_word(use)) for use in Use]


def use_word(use: Use) -> str:
    """A use as pages name it."""
    return use.value.replace("_", " ").capitalize()


def moment(row: Disposition) -> str:
    """Name the present state of a review, so that a page can tell that it was overtaken."""
    return f"{row.state}-{row.verify_signature or 0}-{row.since.timestamp():.6f}"


def waits_for(row: Disposition) -> str:
    """Say what a disposition waits for."""
    return {
        State.IN_REVIEW: "First signature",
        State.FIRST_SIGNED: "Second signature",
        State.CONDITIONAL: "Final result: " + ", ".join(row.pending),
        State.SUSPENDED: "Second signature" if row.verifier else "A new review",
    }.get(State(row.state), "Nothing")


def offered(row: Disposition, review: Review, *, standing: bool) -> list[Move]:
    """The moves a review page offers: a signature, then what is as easy as it (U116)."""
    found = [move for move in moves_from(State(row.state)) if move is not Move.OPEN]
    whole = Move.RELEASE_CONDITIONALLY if review.pending else Move.RELEASE
    unwanted = {Move.RELEASE, Move.RELEASE_CONDITIONALLY} - ({whole} if standing else set())
    if standing:
        unwanted.add(Move.VERIFY)
    return [move for move in found if move not in unwanted]


def choices(row: Disposition, review: Review, people: SigningFacts, by: Actor) -> list[Choice]:
    """Each decision with what speaks against it for this person now."""
    standing = bool(people.first_signer) and people.first_signed_hash == people.content_hash
    return [
        Choice(move, _NEEDS[move], tuple(why_not(review, people, move, by)), review.refusals)
        for move in offered(row, review, standing=standing)
    ]


def why_not(
    review: Review, people: SigningFacts, move: Move, by: Actor, reason: str = _GIVEN
) -> list[Refusal]:
    """Everything the act itself would say, before the signature."""
    return [
        *why_not_role(VERBS[move], by),
        *rules.why_not_material(move, review),
        *rules.why_not_move(people, move, signer=by.code, site=by.site, reason=reason),
    ]


def tiles(review: Review, people: SigningFacts, row: Disposition) -> list[dict[str, str]]:
    """The five figures above the review."""
    meets = sum(line.verdict is CriterionVerdict.MEETS for line in review.lines)
    critical = sum(refusal.code == "release.deviation_critical_open" for refusal in review.refusals)
    typed = sum(e.kind is ExceptionKind.TYPED_CODE for e in review.exceptions)
    unread, signed = len(people.unread), _signed(row)
    every = len(review.lines)
    return [
        _tile("Criteria", f"{meets} of {every}", meets == every, "All meet", "Not all meet")
        if every
        else _tile("Criteria", "None", False, "", "No specification"),
        _tile("Critical open", str(critical), critical == 0, "None", "Blocks release"),
        _tile("Exceptions", str(len(review.exceptions)), unread == 0, "All read", f"{unread} unread"),
        _tile("Typed codes", str(typed), typed == 0, "All scanned", "Typed by hand"),
        _tile("Signatures", f"{signed} of 2", signed == 2, "Both given", "Waiting"),
    ]


def _signed(row: Disposition) -> int:
    if State(row.state) in {State.RELEASED, State.CONDITIONAL}:
        return 2
    return 1 if row.verifier else 0


def _tile(label: str, figure: str, good: bool, when_good: str, when_not: str) -> dict[str, str]:
    state, word = ("pass", when_good) if good else ("waiting", when_not)
    return {"label": label, "figure": figure, "state": state, "word": word}


def exceptions(review: Review, read_at: dict[str, datetime]) -> list[dict[str, Any]]:
    """The rows of what must be read first, with when this person read them."""
    return [
        {
            "key": exception.key,
            "kind": exception.kind.label,
            "state": "stop" if exception.kind is ExceptionKind.RESULT_FAILS else "warn",
            "record": exception.record,
            "title": exception.title,
            "detail": exception.detail,
            "read_at": read_at.get(exception.key),
        }
        for exception in review.exceptions
    ]


def history(row: Disposition) -> list[dict[str, Any]]:
    """The decisions so far in words, newest first."""
    return [
        {"at": one.at, "by": one.by, "done": Move(one.move).done, "reason": one.reason}
        for one in row.decisions.order_by("-id")[:HISTORY_SHOWN]
    ]


def lines(review: Review) -> list[dict[str, Any]]:
    """The criteria with their verdicts' outlines."""
    return [
        {"line": line, "state": VERDICTS[line.verdict], "word": line.verdict.label} for line in review.lines
    ]


def who_may_sign(people: SigningFacts, names: dict[str, str]) -> list[str]:
    """Say who may not sign and why (U45)."""
    said = []
    if people.separation and people.makers:
        makers = ", ".join(names.get(code, code) for code in sorted(people.makers))
        said.append(f"Not who made or tested the lot: {makers}.")
    if people.first_signer:
        said.append(f"Not {names.get(people.first_signer, people.first_signer)} again (already first).")
    said.append("First: a laboratory head or quality. Second: quality, somebody else.")
    return said


def described(facts: ReleaseFacts) -> str:
    """One line on what the lot is."""
    parts = [facts.product.label]
    if facts.passage is not None:
        parts.append(f"passage {facts.passage}")
    parts += [value for label, value in facts.described if label in {"Containers", "Filled"}]
    return ", ".join(parts)


def signers(people: SigningFacts, others: Sequence[str]) -> list[str]:
    """Every person whose name the page needs."""
    return sorted({*people.makers, people.first_signer, *others} - {""})
