"""Opening a deviation: by a person, or inside another room's act that found something wrong."""

from collections.abc import Sequence

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.quality import rules, verbs
from cordline.quality.models import Deviation
from cordline.quality.types import Severity


def open_deviation(
    *,
    severity: Severity,
    subject: str,
    title: str,
    immediate_action: str,
    what_happened: str = "",
    units: Sequence[str] = (),
    by: Actor,
    key: str,
) -> Entry:
    """Say that something did not go as it should, and what was done at once. Gives its code in the payload.

    ``subject`` is the code of what deviated, ``units`` further codes that it touches. Refuses: quality.title_*,
    quality.action_missing, quality.subject_missing, quality.words_too_long. Writes: quality.deviation.opened.
    """
    asked = {
        "severity": severity, "subject": subject, "title": title, "immediate_action": immediate_action,
        "what_happened": what_happened, "units": list(units),
    }  # fmt: skip
    with act(verbs.DEVIATION_OPENED, by=by, key=key, content=asked, subject=subject) as this:
        if this.answered:
            return this.entry
        code = open_deviation_within(
            this,
            severity=severity,
            subject=subject,
            title=title,
            immediate_action=immediate_action,
            what_happened=what_happened,
            units=units,
        )
        return this.record(
            subject=code,
            units=_touched(subject, units),
            payload={"deviation": code, "severity": severity, "title": title},
        )


def open_deviation_within(
    this: Act,
    *,
    severity: Severity,
    subject: str,
    title: str,
    immediate_action: str,
    what_happened: str = "",
    units: Sequence[str] = (),
    site: str = "",
) -> str:
    """Open a deviation inside the caller's act; gives its code. What must stop at once is the caller's own hold."""
    this.require(
        rules.why_not_open(
            subject=subject, title=title, what_happened=what_happened, immediate_action=immediate_action
        )
    )
    code = next_code(Kind.DEVIATION, this)
    Deviation.objects.create(
        code=code,
        site=site or this.by.site,
        severity=severity,
        subject=subject,
        units=_touched(subject, units),
        title=title.strip(),
        what_happened=what_happened.strip(),
        immediate_action=immediate_action.strip(),
        opened_by=this.by.code,
        opened_at=this.now,
    )
    return code


def _touched(subject: str, units: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([subject, *units]))
