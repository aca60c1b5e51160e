"""Which settings a host may give from outside, what each means, and what is refused before anything starts.

Every setting is an environment variable ``CORDLINE_<NAME>``, or ``CORDLINE_<NAME>_FILE`` with the path of a file that
holds the value (for secrets). One table: the reference page is generated from it, and a name that is not in it is
refused, so that a mistyped setting never passes for a working one.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cordline.ground.roles import Role

PREFIX = "CORDLINE_"
# Roles that need more than a group says: an end and a scope, or whose own record is meant.
NOT_BY_GROUP = frozenset({Role.VISITOR, Role.INSPECTOR, Role.PATIENT, Role.COMPANION, Role.DONOR_MOTHER})

# With the country code, since patients ring from abroad; no network dials more than fifteen digits.
_TELEPHONE = re.compile(r"\+[1-9](?:[ -]?[0-9]){6,14}")


class SettingsError(Exception):
    """The environment cannot be used; the message names each variable and what it should be."""


@dataclass(frozen=True)
class Setting:
    """One setting from outside: its name without the prefix, how it is read, and what it is for."""

    name: str
    kind: str
    read: Callable[[str], Any]
    default: Any
    purpose: str
    shown_default: str = ""
    secret: bool = False
    since: str = "0.1"

    @property
    def variable(self) -> str:
        """The environment variable's full name."""
        return PREFIX + self.name


def _flag(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError("yes or no") from None


def _count(text: str) -> int:
    if not text.strip().isdecimal():
        raise ValueError("a whole number, 0 or more")
    return int(text)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _database(text: str) -> str:
    if urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise ValueError("postgresql://user:password@host:port/database")
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("http://host or https://host, with a path if the house stands under one")
    return text.rstrip("/")


def _telephone(text: str) -> str:
    if text and not _TELEPHONE.fullmatch(text):
        raise ValueError(
            "+, the country code and the number in digits, spaces and hyphens, as +60 12 345 6789"
        )
    return text


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return text

    return read


def _text(text: str) -> str:
    return text


def _groups(text: str) -> list[tuple[str, str, str]]:
    """Read ``Nurses=nurse@KL-CLINIC, ...`` as (group, role, site)."""
    found = []
    for word in _words(text):
        group, _, right = word.rpartition("=")
        role, _, site = right.partition("@")
        if not group or not site or role not in {known.value for known in Role if known not in NOT_BY_GROUP}:
            raise ValueError(
                f"group=role@SITE, parted by commas, as Nurses=nurse@KL-CLINIC; {word} is not (an inspector's role "
                "and those of patients, companions and donors are given by hand)"
            )
        found.append((group, role, site))
    return found


SETTINGS: tuple[Setting, ...] = (
    Setting("HOME", "folder", lambda text: Path(text).expanduser(), Path("var"),
            "Where the house keeps its database, keys, anchors and files when no other place is named.", "var"),
    Setting("DATABASE_URL", "database address", _database, None,
            "The PostgreSQL database (17 or 18), as the application's role. Without it the house runs its own.",
            "its own server under HOME", secret=True),
    Setting("OWNER_URL", "database address", _database, None,
            "The same database as its owner: for migrate and restore only.", "its own server under HOME", secret=True),
    Setting("SEALER_URL", "database address", _database, None,
            "The same database as the sealer's role: for the worker that seals the record.",
            "its own server under HOME", secret=True),
    Setting("POOL_SIZE", "count", _count, 0,
            "How many database connections a server process keeps ready; 0 opens one for each request. "
            "`serve` and `demo` use 16.", "0"),
    Setting("SECRET_KEY", "secret text", _text, None,
            "Signs sessions and form tokens. Without it one is made once and kept under HOME.",
            "made at the first start", secret=True),
    Setting("BASE_URL", "address", _address, "http://127.0.0.1:8000",
            "The address people type: sign-in origins, cookies and links follow from it.", "http://127.0.0.1:8000"),
    Setting("ALLOWED_HOSTS", "list", _words, [],
            "Further host names that may ask for a page, besides that of BASE_URL and this machine's own.", "none"),
    Setting("TRUSTED_PROXIES", "count", _count, 0,
            "How many reverse proxies stand in front and are believed about the visitor's address and https.", "0"),
    Setting("MAX_BODY_MB", "count", _count, 26, "Largest request accepted, in megabytes; a file may have 25.", "26"),
    Setting("ANCHORS", "list", _words, [],
            "Further files outside the database to which each seal is appended, best on other machines' disks.",
            "none, besides anchor.jsonl under HOME"),
    Setting("LOG_FORMAT", "choice", _one_of("json", "plain"), "json", "How log lines look: json or plain.", "json"),
    Setting("LOG_LEVEL", "choice", _one_of("debug", "info", "warning", "error"), "info",
            "The least important line that is still logged.", "info"),
    Setting("METRICS_TOKEN", "secret text", _text, "",
            "Switches /metrics on; whoever reads it sends this token as a bearer.", "off", secret=True),
    Setting("ASK_BY_MEANING", "yes or no", _flag, True,
            "Whether the ask box compares meanings too (needs the sentence model); no: by words alone.", "yes"),
    Setting("WARM_PAGES", "yes or no", _flag, True,
            "Whether a serving process renders the most visited public pages after a publication, before anybody asks.",
            "yes"),
    Setting("CLINIC_PHONE", "telephone", _telephone, "",
            "The number, with its country code, that public pages tell patients to ring the same day. Without it they "
            "name none, and send people to a doctor nearby.", "none"),
    Setting("MAIL_HOST", "text", _text, "",
            "The mail server. Without one the house sends no mail, and nothing waits for any.", "no mail"),
    Setting("MAIL_PORT", "count", _count, 587, "The mail server's port.", "587"),
    Setting("MAIL_SECURITY", "choice", _one_of("starttls", "tls", "none"), "starttls",
            "How the way to the mail server is closed: starttls (587), tls from the first byte (465), or none.",
            "starttls"),
    Setting("MAIL_USER", "text", _text, "", "The name to sign in at the mail server with.", "none"),
    Setting("MAIL_PASSWORD", "secret text", _text, "", "The password that belongs to MAIL_USER.", "none", secret=True),
    Setting("MAIL_FROM", "text", _text, "", "The address that mail comes from.", "cordline@ the host of BASE_URL"),
    Setting("OIDC_ISSUER", "address", _address, "",
            "The OpenID Connect issuer by which staff may sign in, as https://login.example.org/realms/clinic. "
            "Without it there are passwords and passkeys alone; with it those still work.", "off"),
    Setting("OIDC_NAME", "text", _text, "company account", "What the button on the sign-in page calls it.",
            "company account"),
    Setting("OIDC_CLIENT_ID", "text", _text, "", "This house's client at the issuer.", "none"),
    Setting("OIDC_CLIENT_SECRET", "secret text", _text, "", "The client's secret.", "none", secret=True),
    Setting("OIDC_SCOPES", "list", _words, ["openid", "profile", "email"],
            "What is asked of the issuer; some give groups only for a scope of their own.", "openid, profile, email"),
    Setting("OIDC_LINK_CLAIM", "text", _text, "email",
            "The claim that names the user name of a member already enrolled, at the first sign-in. email counts only "
            "when the issuer says that it is verified; any other must be one that people cannot change themselves.",
            "email"),
    Setting("OIDC_GROUPS_CLAIM", "text", _text, "groups",
            "The claim that lists somebody's groups; dots step inside, as realm_access.roles.", "groups"),
    Setting("OIDC_GROUPS", "list", _groups, [],
            "Which group holds which role where: Nurses=nurse@KL-CLINIC, and so on. Roles come and go with the group "
            "at each sign-in; a group that is not named gives nothing.", "no role comes by group"),
    Setting("DEBUG", "yes or no", _flag, False, "Shows developers the cause of an error. Never on a real site.", "no"),
)  # fmt: skip


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read every setting from the environment; refuse all unknown and invalid names at once, before anything starts."""
    known = {setting.variable: setting for setting in SETTINGS}
    faults = []
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable.removesuffix("_FILE") in known or variable in known:
            continue
        near = difflib.get_close_matches(variable, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        faults.append(f"{variable} is not a setting of this version.{hint}")
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            text = _given(setting, environ)
            values[setting.name] = setting.default if text is None else setting.read(text)
        except ValueError as fault:
            faults.append(f"{setting.variable} should be {fault}.")
        except SettingsError as fault:
            faults.append(str(fault))
    if not faults:
        faults = _together(values)
    if faults:
        raise SettingsError("\n".join(faults))
    return values


def _together(values: Mapping[str, Any]) -> list[str]:
    """Find what is given by halves: settings that make sense only beside others."""
    faults = []
    issuer = str(values["OIDC_ISSUER"])
    if issuer:
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_LINK_CLAIM"):
            if not values[name]:
                faults.append(f"{PREFIX}OIDC_ISSUER is given without {PREFIX}{name}.")
        parts = urlsplit(issuer)
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
            faults.append(f"{PREFIX}OIDC_ISSUER should be an https address: who signs in is told over it.")
    elif values["OIDC_CLIENT_ID"] or values["OIDC_CLIENT_SECRET"] or values["OIDC_GROUPS"]:
        faults.append(f"{PREFIX}OIDC_ISSUER is missing, so the other OIDC settings mean nothing.")
    if bool(values["MAIL_USER"]) != bool(values["MAIL_PASSWORD"]):
        faults.append(f"{PREFIX}MAIL_USER and {PREFIX}MAIL_PASSWORD belong together; one is missing.")
    return faults


def _given(setting: Setting, environ: Mapping[str, str]) -> str | None:
    direct, file = environ.get(setting.variable), environ.get(setting.variable + "_FILE")
    if direct is not None and file is not None:
        raise SettingsError(f"{setting.variable} and {setting.variable}_FILE are both given; keep one.")
    if file is None:
        return direct
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\n")
    except OSError as fault:
        raise SettingsError(
            f"{setting.variable}_FILE names {file}, which cannot be read: {fault.strerror}."
        ) from None
