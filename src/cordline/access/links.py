"""The link by which somebody sets their password: works once, for one day, and touches no device for signing."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cordline.access.models import Staff


def set_up_link(account: Staff) -> str:
    """Make the link for one account, at the address that people type."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("access:set_up", args=[uid, default_token_generator.make_token(account)])
    return urljoin(settings.BASE_URL, path)  # the path has the house's own folder in it already
