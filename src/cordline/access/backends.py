"""Who signs in with a password: counted, locked after the fifth failure, and each failure kept as an attempt."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from cordline.access.limits import SIGN_IN_FAILURES, SIGN_IN_LOCK
from cordline.access.models import Member, Staff
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.services import database_now, record_attempt, settle_attempt

NOBODY = "nobody"


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs members in by user name and password; the answer never tells which of the two was wrong."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Staff | None:
        """Give the account when name and password fit, it is not locked and its member is not disabled."""
        username = str(credentials.get("username") or "").strip().casefold()
        account = Staff.objects.filter(username=username).first() if username else None
        now = database_now()
        if account is not None and account.locked_until is not None and now < account.locked_until:
            self._keep(account, Refusal("access.sign_in_locked"))
            return None
        found: Staff | None = super().authenticate(request, **{**credentials, "username": username})
        if found is not None:
            Staff.objects.filter(pk=found.pk).update(failed_sign_ins=0, locked_until=None)
            return found
        if credentials.get("password"):
            self._keep(account, Refusal("access.sign_in_failed"))
            if account is not None:
                self._count(account)
        return None

    def get_user(self, user_id: Any) -> Staff | None:
        """Give a session's account in one statement, unless it or its member was closed meanwhile."""
        disabled = Member.objects.filter(account=OuterRef("pk"), disabled_at__isnull=False)
        return Staff.objects.filter(~Exists(disabled), pk=user_id, is_active=True).first()

    def user_can_authenticate(self, user: Any) -> bool:
        """An account signs in while it is active and its member is not disabled."""
        return (
            bool(user.is_active)
            and not Member.objects.filter(account=user, disabled_at__isnull=False).exists()
        )

    def _keep(self, account: Staff | None, reason: Refusal) -> None:
        # What was typed is not kept: people type their password into the wrong field.
        by = Actor(code=account.code if account else NOBODY, site="")
        settle_attempt(record_attempt(verb="access.sign_in", by=by), reasons=[reason])

    def _count(self, account: Staff) -> None:
        with transaction.atomic():
            row = Staff.objects.select_for_update().get(pk=account.pk)
            failures = row.failed_sign_ins + 1
            lock = database_now() + SIGN_IN_LOCK if failures >= SIGN_IN_FAILURES else None
            Staff.objects.filter(pk=row.pk).update(
                failed_sign_ins=0 if lock else failures, locked_until=lock or row.locked_until
            )
