"""The site's key: wraps every person's key, blinds the search index, encrypts devices' secrets.

It lives in a file under the house's home that only its owner reads, never in the database: a copy of the database
alone tells no name. Each use derives a key of its own, so that none can stand in for another.
"""

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class SiteKeyLost(RuntimeError):
    """The key file is not the one these ciphertexts were made under; restore it from the key file of a backup."""


def path() -> Path:
    """Where the site's key is kept."""
    return Path(settings.CORDLINE_HOME) / "keys" / "site.key"


def derived(purpose: str) -> bytes:
    """Give the 32-byte key of one purpose."""
    return _derived(str(path()), purpose)


def blind(purpose: str, text: str) -> bytes:
    """Give a keyed hash (32 bytes) that tells nothing without the key."""
    return hmac.digest(derived(purpose), text.encode(), "sha256")


def seal(purpose: str, plain: bytes, about: str = "") -> bytes:
    """Encrypt bytes for one purpose, bound to what they are about."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(derived(purpose)).encrypt(nonce, plain, about.encode())


def unseal(purpose: str, sealed: bytes, about: str = "") -> bytes:
    """Read what ``seal`` wrote; raises SiteKeyLost under another key, or where it was moved."""
    from cryptography.exceptions import InvalidTag

    try:
        return AESGCM(derived(purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except InvalidTag:
        raise SiteKeyLost("The site's key does not open this; is it the right key file?") from None


def seal_text(purpose: str, text: str) -> str:
    """Encrypt a text for one purpose."""
    return base64.b64encode(seal(purpose, text.encode())).decode()


def open_text(purpose: str, sealed: str) -> str:
    """Read what ``seal_text`` wrote."""
    return unseal(purpose, base64.b64decode(sealed)).decode()


@lru_cache(maxsize=32)
def _derived(place: str, purpose: str) -> bytes:
    return hmac.digest(_read_or_make(Path(place)), f"cordline/{purpose}/1".encode(), "sha256")


def _read_or_make(place: Path) -> bytes:
    """Read the key, making it at the first use; two processes that start at once get the same one."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place.with_name(f"site.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)).decode())
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return base64.b64decode(place.read_text())
