"""Whether a recall may be opened, written to or closed: pure judgements that return every reason against it."""

from cordline.ground.refusal import Refusal
from cordline.vigilance import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.vigilance.limits import REASON_LEAST
from cordline.vigilance.types import ContactState, RecallFacts, Subject


def why_not_reason(reason: str) -> list[Refusal]:
    """A recall without a reason tells nobody reached by it what to do."""
    if len(reason.strip()) >= REASON_LEAST:
        return []
    return [Refusal("vigilance.reason_missing", least=REASON_LEAST)]


def why_not_open(subject: Subject, reason: str) -> list[Refusal]:
    """Give every reason why no recall can be opened from here.

    Refuses: vigilance.nothing_to_hold, vigilance.reason_missing.
    """
    reasons = why_not_reason(reason)
    if not (subject.nodes or subject.leaves):
        reasons.append(Refusal("vigilance.nothing_to_hold", subject=subject.code))
    return reasons


def why_not_write(recall: RecallFacts) -> list[Refusal]:
    """A closed recall takes no further word. Refuses: vigilance.recall_closed."""
    if recall.closed_at is None:
        return []
    closed_at = recall.closed_at.strftime("%-d %b %Y %H:%M UTC")
    return [Refusal("vigilance.recall_closed", code=recall.code, closed_at=closed_at)]


def why_not_close(recall: RecallFacts, findings: str) -> list[Refusal]:
    """Give every reason why this recall may not be closed: people not reached, containers nobody has named.

    Refuses: vigilance.recall_closed, vigilance.reason_missing, vigilance.contacts_open, vigilance.unaccounted_open.
    """
    reasons = why_not_write(recall) + why_not_reason(findings)
    if recall.open_contacts:
        reasons.append(Refusal("vigilance.contacts_open", code=recall.code, count=recall.open_contacts))
    unnamed = [code for code in recall.unaccounted if code not in findings]
    if unnamed:
        shown = ", ".join(unnamed[:5]) + (" and more" if len(unnamed) > 5 else "")
        reasons.append(
            Refusal("vigilance.unaccounted_open", code=recall.code, count=len(unnamed), codes=shown)
        )
    return reasons


def why_not_contact_state(state: str) -> list[Refusal]:
    """A contact is in a state of the list, or it says nothing. Refuses: vigilance.contact_state_unknown."""
    known = [one.value for one in ContactState]
    return (
        []
        if state in known
        else [Refusal("vigilance.contact_state_unknown", state=state, known=", ".join(known))]
    )
