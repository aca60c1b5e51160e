"""Who works here: trainees join, are renamed and leave, auditors come for days, patients get accounts."""

from datetime import timedelta
from typing import Any

from cordline.access import services as access
from cordline.access.services import grants, members
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import Entry
from cordline.simulate.patients import Clinic
from cordline.simulate.stage import CLINIC, Stage


class Staff:
    """One trainee, one inspector and one patient's account a month; each is seen out again."""

    def __init__(self, story: Stage, clinic: Clinic) -> None:
        self.story, self.clinic = story, clinic

    def month(self, number: int) -> None:
        """Somebody joins, somebody looks on, somebody signs in for the first time."""
        administrator = self.story.who("administrator", CLINIC)
        trainee = self._join(administrator, number)
        self._account(administrator, number)
        self._look_on(administrator)
        self.story.after(lambda: self._leave(administrator, trainee), days=20)

    def _join(self, by: Actor, number: int) -> str:
        story = self.story
        named: dict[str, Any] = {"display_name": f"Trainee {number + 1} (demo)", "by": by}
        story.slip("a member with a name taken", members.enrol_member, **named, username="nurse")
        trainee = story.do(members.enrol_member, **named, username=f"trainee{number + 1}").subject
        story.slip("an unknown member invited", members.invite_member, member="ST25-9999-X", by=by)
        story.do(members.invite_member, member=trainee, by=by)
        facts: dict[str, Any] = {"site": CLINIC, "by": by}
        until = story.now + timedelta(days=15)
        granted = {"member": trainee, "role": Role.INSPECTOR, "valid_until": until, "scope": "A day of audit"}
        story.slip("a role given to oneself", grants.grant_role, **facts, member=by.code, role=Role.NURSE)
        entry = story.do(grants.grant_role, **facts, **granted)
        story.after(lambda: self._revoke(int(entry.payload["grant"]), by), days=10)
        return trainee

    def _revoke(self, grant: int, by: Actor) -> None:
        self.story.slip("a role taken without a reason", grants.revoke_role, grant=grant, reason="", by=by)
        self.story.do(grants.revoke_role, grant=grant, reason="The day of audit is over", by=by)

    def _leave(self, by: Actor, trainee: str) -> None:
        story = self.story
        story.slip("a member without a name", members.rename_member, member=trainee, display_name=" ", by=by)
        story.do(members.rename_member, member=trainee, display_name="Former trainee (demo)", by=by)
        story.slip("sent away without a reason", members.disable_member, member=trainee, reason="", by=by)
        story.do(members.disable_member, member=trainee, reason="The training is over", by=by)
        officer = story.who("privacy_officer", CLINIC)
        story.slip("an access review without its outcome", access.hold_review, outcome=" ", by=officer)
        story.do(access.hold_review, outcome="Everybody who left is out; nothing else to change", by=officer)
        story.slip("invited after leaving", members.invite_member, member=trainee, by=by)

    def _look_on(self, by: Actor) -> None:
        """Somebody calls for help with a page: the administrator looks on as them, for minutes, and changes nothing."""
        story, helped = self.story, self.story.who("nurse", CLINIC).code
        asked: dict[str, Any] = {"member": helped, "by": by}
        story.slip("looked on without saying why", access.begin_viewing, **asked, reason="")
        story.do(access.begin_viewing, **asked, reason="Cannot find the list of today, called by phone")
        page: dict[str, Any] = {"member": helped, "page": "/bedside/"}
        finance = story.who("finance", CLINIC)
        story.slip("looked at by finance", _look, **page, by=finance)
        story.do(_look, **page, by=by)
        story.slip("ended by finance", access.end_viewing, member=helped, by=finance)
        story.do(access.end_viewing, **asked)

    def _account(self, by: Actor, number: int) -> None:
        """A person who is treated here reads their own record: an account, and whose record it opens."""
        story = self.story
        if not self.clinic.patients:
            return
        person = self.clinic.patients[number % len(self.clinic.patients)].person
        name = {"display_name": f"Patient account {number + 1} (demo)", "username": f"own{number + 1}"}
        member = story.do(members.enrol_member, **name, by=by).subject
        story.slip(
            "an unknown member's record", members.name_person, member="ST25-9999-X", person=person, by=by
        )
        story.do(members.name_person, member=member, person=person, by=by)


def _look(*, member: str, page: str, by: Actor, key: str) -> Entry:
    """One page looked at; such a look makes a key of its own each time."""
    return access.record_look(member=member, page=page, by=by)


class Night:
    """The on-call hours: a record opened in an emergency, and looked at again in the morning."""

    def __init__(self, story: Stage, clinic: Clinic) -> None:
        self.story, self.clinic = story, clinic

    def call(self, number: int) -> None:
        """A person calls at night, and the nurse on call has not treated them."""
        story, nurse = self.story, self.story.who("nurse2", CLINIC)
        if not self.clinic.patients:
            return
        person = self.clinic.patients[number % len(self.clinic.patients)].person
        facts: dict[str, Any] = {"person": person, "by": nurse}
        story.slip("opened in an emergency without saying why", access.break_glass, **facts, reason="urgent")
        opened = story.do(access.break_glass, **facts, reason="Called at night with fever, on call alone")
        glass = int(opened.payload["glass"])
        story.after(lambda: self._review(glass), hours=8)

    def _review(self, glass: int) -> None:
        story = self.story
        facts: dict[str, Any] = {"glass": glass, "by": story.who("privacy_officer", CLINIC)}
        story.slip("reviewed in one word", access.review_glass, **facts, outcome="ok")
        story.do(access.review_glass, **facts, outcome="Right: the call is in the phone list of that night")
