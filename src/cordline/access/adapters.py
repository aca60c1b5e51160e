"""How allauth meets this house: nobody signs up, devices' secrets are kept encrypted, the passkey's site is ours."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from cordline.access import company, site_key
from cordline.access.models import Member


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by enrolling a member; there is no sign-up and no mail about them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Accounts have no mail address here."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mail address here; changes of devices are shown in the profile."""


class MFAAdapter(DefaultMFAAdapter):
    """One-time codes' secrets are encrypted under the site's key; a passkey names this house and the shown name."""

    def encrypt(self, text: str) -> str:
        """Encrypt a device's secret."""
        return site_key.seal_text("mfa", text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a device's secret."""
        return site_key.open_text("mfa", encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site a passkey belongs to: the host people type."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "Cordline"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Whom a passkey belongs to: the account's number, its user name, the shown name."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        member = Member.objects.filter(account=user).first()
        return {
            **entity,
            "name": user.username,
            "display_name": member.display_name if member else user.username,
        }


class CompanyAdapter(DefaultSocialAccountAdapter):
    """A company account opens the door for members who are enrolled; it makes no account by itself."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the member, link them the first time, align their roles; or say every reason why not."""
        reasons = company.admit(request, sociallogin)
        if reasons:
            raise ImmediateHttpResponse(company.turned_away(request, reasons))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what failed on the way to the issuer and back."""
        raise ImmediateHttpResponse(
            company.turned_away(request, company.why_it_failed(request, error, exception))
        )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mail address here."""
