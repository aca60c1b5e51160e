"""The addresses of sign-in that allauth knows by name; what this house does not offer answers "not found"."""

from allauth.account import views as account
from allauth.usersessions import views as usersessions
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from cordline.access.doors import PUBLIC, door
from cordline.access.pages import company


@door(PUBLIC)
def not_offered(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Nobody signs up here, and accounts have no mail address to reset a password by."""
    raise Http404


urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("profile/password/", account.password_change, name="account_change_password"),
    path("profile/devices/", include("allauth.mfa.urls")),
    path("profile/sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("sign-in/with/<slug:provider_id>/", company.enter, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", company.back, name="openid_connect_callback"),
    path("sign-in/not-offered/company/", not_offered, name="socialaccount_signup"),
    path("sign-in/not-offered/company-cancelled/", not_offered, name="socialaccount_login_cancelled"),
    path("sign-in/not-offered/company-error/", not_offered, name="socialaccount_login_error"),
    path("sign-in/not-offered/company-accounts/", not_offered, name="socialaccount_connections"),
    path("sign-in/not-offered/sign-up/", not_offered, name="account_signup"),
    path("sign-in/not-offered/mail/", not_offered, name="account_email"),
    path("sign-in/not-offered/mail-sent/", not_offered, name="account_email_verification_sent"),
    path("sign-in/not-offered/reset/", not_offered, name="account_reset_password"),
    path("sign-in/not-offered/set/", not_offered, name="account_set_password"),
    path("sign-in/not-offered/code/", not_offered, name="account_request_login_code"),
    path("sign-in/not-offered/again/", not_offered, name="account_request_reauthentication_code"),
    path("sign-in/not-offered/again-code/", not_offered, name="account_confirm_reauthentication_code"),
]
