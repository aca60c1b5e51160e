"""Django's settings: what the host gave through the environment, and what is the same in every clinic."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import IsolationLevel

from cordline.config import environment, logs, secret_key
from cordline.config.settings_access import *  # noqa: F403 - sign-in has a file of its own
from cordline.config.settings_access import ACCESS_APPS, ACCESS_MIDDLEWARE, company_sign_in

# The ask box reckons with matrices in every process that serves: threads of their own would wait for each other, and an
# ask on a busy machine took seconds. Read when the library is loaded, which is after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    CORDLINE = environment.load(os.environ)
except environment.SettingsError as fault:
    raise ImproperlyConfigured(str(fault)) from None

CORDLINE_HOME: Path = CORDLINE["HOME"].resolve()
BASE_URL: str = CORDLINE["BASE_URL"]
_base = urlsplit(BASE_URL)
DEBUG: bool = CORDLINE["DEBUG"]
SECRET_KEY: str = CORDLINE["SECRET_KEY"] or secret_key.read_or_make(CORDLINE_HOME)

ALLOWED_HOSTS = [str(_base.hostname), "127.0.0.1", "localhost", "[::1]", *CORDLINE["ALLOWED_HOSTS"]]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
USE_X_FORWARDED_HOST = CORDLINE["TRUSTED_PROXIES"] > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CORDLINE["TRUSTED_PROXIES"] else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _base.scheme == "https"
SECURE_HSTS_SECONDS = 31_536_000 if _base.scheme == "https" else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = CORDLINE["MAX_BODY_MB"] * 1_000_000
LOGGING = logs.configuration(CORDLINE["LOG_FORMAT"], CORDLINE["LOG_LEVEL"])
FORCE_SCRIPT_NAME = _base.path or None

# From the ground up, the order of import and of foreign keys (pyproject.toml has the same for the import linter).
ROOMS = (
    "web", "ledger", "access", "people", "documents", "lineage", "facility", "quality", "knowledge", "assays", "donors",
    "bank", "lab", "release", "intake", "plans", "followup", "schedule", "bedside", "vigilance", "interop", "desk",
    "simulate",
)  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "cordline.config.triggers.Triggers",  # django-pgtrigger
    "procrastinate.contrib.django",
    *(f"cordline.{room}" for room in ROOMS),
    *ACCESS_APPS,  # after the rooms, whose templates of the same name win
]

MIDDLEWARE = [
    # First of all: a kept public page is the same for everybody, and whoever reads it leaves no line in a log.
    "cordline.knowledge.public.serving.KeptPages",
    "cordline.config.middleware.Numbered",
    "cordline.config.middleware.BehindProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *ACCESS_MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cordline.web.middleware.PagePolicy",
    "cordline.desk.middleware.InspectorReads",
]

ROOT_URLCONF = "cordline.config.urls"
WSGI_APPLICATION = "cordline.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cordline.web.frame.context",
            ],
        },
    }
]

FORM_RENDERER = "cordline.web.rendering.HouseRenderer"

# The gate is sound under READ COMMITTED only; the address and role are found at the first connection.
DATABASES = {
    "default": {
        "ENGINE": "cordline.config.database",
        "NAME": "cordline",
        "CONN_MAX_AGE": 0 if CORDLINE["POOL_SIZE"] else None,
        "OPTIONS": {
            "isolation_level": IsolationLevel.READ_COMMITTED,
            "application_name": "cordline",
            # Only what is bound by the server is prepared: the verdict and the trace, each planned once a connection.
            "prepare_threshold": 5,
            **({"pool": {"min_size": 1, "max_size": CORDLINE["POOL_SIZE"]}} if CORDLINE["POOL_SIZE"] else {}),
        },
        "TEST": {"MIGRATE": False},
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ms", "Bahasa Melayu"), ("ja", "日本語"), ("zh-hans", "简体中文")]

STATIC_URL = "static/"
STATIC_ROOT = CORDLINE_HOME / "static"
WHITENOISE_USE_FINDERS = True

# Mail is optional: without a server each message is dropped, and nothing in the house waits for one.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if CORDLINE['MAIL_HOST'] else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = CORDLINE["MAIL_HOST"], CORDLINE["MAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CORDLINE["MAIL_USER"], CORDLINE["MAIL_PASSWORD"]
EMAIL_USE_TLS = CORDLINE["MAIL_SECURITY"] == "starttls"
EMAIL_USE_SSL = CORDLINE["MAIL_SECURITY"] == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = CORDLINE["MAIL_FROM"] or f"cordline@{_base.hostname}"

SOCIALACCOUNT_PROVIDERS = company_sign_in(CORDLINE)

# How the audit page verifies the record: the same function as the console.
CORDLINE_VERIFY = "cordline.config.commands.auditing.verify_record"
CORDLINE_STATUS = "cordline.config.status.findings"
