"""When a deviation may be opened, investigated, graded anew and closed; pure."""

from datetime import date

from cordline.ground.refusal import Refusal
from cordline.quality import refusals as _sentences  # noqa: F401 - registers the sentences the rules use
from cordline.quality.limits import LONGEST_TITLE, LONGEST_WORDS
from cordline.quality.types import DeviationFacts, Severity


def why_not_open(*, subject: str, title: str, what_happened: str, immediate_action: str) -> list[Refusal]:
    """Give every reason why a deviation may not be opened with these words."""
    refusals: list[Refusal] = []
    if not subject.strip():
        refusals.append(Refusal("quality.subject_missing"))
    if not title.strip():
        refusals.append(Refusal("quality.title_missing"))
    elif len(title) > LONGEST_TITLE:
        refusals.append(Refusal("quality.title_too_long", length=len(title), limit=LONGEST_TITLE))
    if not immediate_action.strip():
        refusals.append(Refusal("quality.action_missing"))
    return refusals + _too_long(("What happened", what_happened), ("The immediate action", immediate_action))


def why_not_touch(deviation: DeviationFacts, *, site: str) -> list[Refusal]:
    """Give every reason why a deviation may not be worked on from this site at all."""
    refusals: list[Refusal] = []
    if not deviation.open:
        refusals.append(Refusal("quality.deviation_closed", deviation=deviation.code))
    if deviation.site != site:
        refusals.append(
            Refusal("quality.other_site", deviation=deviation.code, site=deviation.site, yours=site)
        )
    return refusals


def why_not_investigate(
    deviation: DeviationFacts,
    *,
    investigation: str,
    cause: str,
    corrective_action: str,
    corrective_owner: str,
    corrective_due_on: date | None,
    site: str,
) -> list[Refusal]:
    """Give every reason why these findings may not be written down."""
    refusals = why_not_touch(deviation, site=site)
    if not investigation.strip():
        refusals.append(Refusal("quality.investigation_missing", deviation=deviation.code))
    if corrective_action.strip() and not (corrective_owner.strip() and corrective_due_on):
        refusals.append(Refusal("quality.corrective_incomplete"))
    return refusals + _too_long(
        ("The investigation", investigation),
        ("The cause", cause),
        ("The corrective action", corrective_action),
    )


def why_not_grade(deviation: DeviationFacts, severity: Severity, *, reason: str, site: str) -> list[Refusal]:
    """Give every reason why a deviation may not be put into another class."""
    refusals = why_not_touch(deviation, site=site)
    if deviation.severity is severity:
        refusals.append(
            Refusal("quality.severity_same", deviation=deviation.code, severity=severity.label.lower())
        )
    if not reason.strip():
        refusals.append(Refusal("quality.reason_missing"))
    return refusals


def why_not_close(deviation: DeviationFacts, *, conclusion: str, by: str, site: str) -> list[Refusal]:
    """Give every reason why this person may not close a deviation: it must be understood, and not by themselves.

    A minor one may close without a corrective action; a major or critical one may not.
    """
    refusals = why_not_touch(deviation, site=site)
    if not deviation.investigation.strip():
        refusals.append(Refusal("quality.investigation_missing", deviation=deviation.code))
    if not deviation.cause.strip():
        refusals.append(Refusal("quality.cause_missing", deviation=deviation.code))
    corrected = (
        deviation.corrective_action.strip() and deviation.corrective_owner and deviation.corrective_due_on
    )
    if deviation.severity is not Severity.MINOR and not corrected:
        refusals.append(Refusal("quality.corrective_missing", severity=deviation.severity.label.lower()))
    if not conclusion.strip():
        refusals.append(Refusal("quality.conclusion_missing"))
    if deviation.investigated_by == by:
        refusals.append(Refusal("quality.own_investigation", deviation=deviation.code, person=by))
    return refusals + _too_long(("The conclusion", conclusion))


def _too_long(*parts: tuple[str, str]) -> list[Refusal]:
    return [
        Refusal("quality.words_too_long", part=part, length=len(words), limit=LONGEST_WORDS)
        for part, words in parts
        if len(words) > LONGEST_WORDS
    ]
