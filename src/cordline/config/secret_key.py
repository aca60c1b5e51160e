"""The key that signs sessions and form tokens: given by the host, or made once and kept where only we read it."""

import os
import secrets
from pathlib import Path


def read_or_make(home: Path) -> str:
    """Give this site's key, making it at the first start; two processes that start at once get the same one."""
    path = home / "keys" / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"secret_key.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
