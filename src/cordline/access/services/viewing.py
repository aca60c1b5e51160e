"""Looking on as somebody else, for support: with a reason, for minutes, each page kept, nothing changed (E20)."""

import secrets

from cordline.access import rules, selectors
from cordline.access.limits import VIEWING
from cordline.access.verbs import VIEW_BEGUN, VIEW_ENDED, VIEW_LOOKED
from cordline.ground.actor import Actor
from cordline.ledger.services import Entry, act


def begin_viewing(*, member: str, reason: str, by: Actor, key: str) -> Entry:
    """Begin to look on with somebody's roles at the administrator's site, until the time the entry names.

    Refuses: what ``rules.why_not_view_as`` names. Writes: access.view.begun.
    """
    content = {"member": member, "reason": reason}
    with act(VIEW_BEGUN, by=by, key=key, content=content, reason=reason, subject=member) as this:
        if this.answered:
            return this.entry
        roles = selectors.roles_at(member, by.site, at=this.now)
        this.require(
            rules.why_not_view_as(
                selectors.member(member), code=member, roles=roles, reason=reason, by=by, now=this.now
            )
        )
        return this.record(subject=member, payload={"until": this.now + VIEWING, "reason": reason.strip()})


def record_look(*, member: str, page: str, by: Actor) -> Entry:
    """Keep one page that was opened while looking on. Writes: access.view.looked."""
    content = {"member": member, "page": page}
    with act(VIEW_LOOKED, by=by, key=secrets.token_urlsafe(12), content=content, subject=member) as this:
        return this.record(subject=member, payload={"page": page})


def end_viewing(*, member: str, by: Actor, key: str) -> Entry:
    """Keep that the looking on was ended by hand. Writes: access.view.ended."""
    with act(VIEW_ENDED, by=by, key=key, content={"member": member}, subject=member) as this:
        if this.answered:
            return this.entry
        return this.record(subject=member)
