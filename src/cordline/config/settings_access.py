"""Sign-in: what django-allauth and the access room need in Django's settings."""

from collections.abc import Mapping
from typing import Any

ACCESS_APPS = [
    "django.contrib.humanize",  # the list of sessions says "3 minutes ago"
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
ACCESS_MIDDLEWARE = [
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "cordline.access.middleware.IdleMiddleware",
    "cordline.access.middleware.DoorMiddleware",
    "cordline.access.middleware.DeviceMiddleware",
    "cordline.access.middleware.ViewAsMiddleware",
]

AUTH_USER_MODEL = "access.Staff"
AUTHENTICATION_BACKENDS = ["cordline.access.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "code")}},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "cordline.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,10/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

MFA_ADAPTER = "cordline.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Cordline"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True

SOCIALACCOUNT_ADAPTER = "cordline.access.adapters.CompanyAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
# The content policy lets no form lead to another site, so the button is a link; the state binds the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
COMPANY = "company"
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "cordline.access.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # a long shift; the idle lock is shorter
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # a set-up link works once and for one day


def company_sign_in(given: Mapping[str, Any]) -> dict[str, Any]:
    """Write what the host said of its OpenID Connect issuer as allauth's provider; nothing when there is none."""
    if not given["OIDC_ISSUER"]:
        return {}
    app = {
        "provider_id": COMPANY,
        "name": given["OIDC_NAME"],
        "client_id": given["OIDC_CLIENT_ID"],
        "secret": given["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": given["OIDC_ISSUER"], "scope": given["OIDC_SCOPES"]},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
