"""The backup file and its key file: what is written, in which order, and how neither opens without the other.

A backup is one file: a header in clear (version, salt), then pieces of up to a megabyte, each encrypted with
AES-256-GCM under a key derived from the key file's secret and the salt, each bound to its number and to whether it is
the last, so that a cut, swapped or changed file does not open. Inside is a tar. The key file is JSON, readable by its
owner alone; it alone holds the persons' keys and the erasure list, and is kept apart from the backups.
"""

import base64
import io
import json
import os
import secrets
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"cordline backup 1\n"
PIECE = 1 << 20
_SALT = 16


class BackupError(Exception):
    """A backup cannot be written or read; the message says which part and what to do."""


@dataclass
class KeyFile:
    """What opens the backups of one site: their secret, the site's and the sealer's keys, persons' keys, erasures."""

    secret: bytes
    site_key: str = ""
    sealer_key: str = ""
    person_keys: dict[str, str] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """What the file holds, in text."""
        return {
            "for": "cordline backups",
            "version": 1,
            "secret": base64.b64encode(self.secret).decode(),
            "site_key": self.site_key,
            "sealer_key": self.sealer_key,
            "person_keys": self.person_keys,
            "erased": self.erased,
        }


def read_key_file(path: Path) -> KeyFile:
    """Read a key file; a file that is none is refused."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return KeyFile(
            base64.b64decode(told["secret"], validate=True),
            told["site_key"],
            told["sealer_key"],
            dict(told["person_keys"]),
            list(told["erased"]),
        )
    except OSError as fault:
        raise BackupError(f"The key file {path} cannot be read: {fault.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise BackupError(f"{path} is not a key file of Cordline's backups.") from None


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write a key file in one move, readable by its owner alone."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(keys.as_json(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class Encrypting(io.RawIOBase):
    """A file to write into: what goes in clear comes out encrypted, piece by piece."""

    def __init__(self, target: BinaryIO, secret: bytes) -> None:
        """Write the header."""
        salt = secrets.token_bytes(_SALT)
        target.write(MAGIC + salt)
        self._target, self._cipher, self._number = target, _cipher(secret, salt), 0
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: Any) -> int:
        """Take in bytes; whole pieces go out."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece, which says that it is the last."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), piece, MAGIC)
        self._target.write(struct.pack(">?I", last, len(sealed)) + sealed)
        self._number += 1


def decrypt(source: BinaryIO, target: BinaryIO, secret: bytes) -> None:
    """Write what a backup holds into ``target``; nothing of it may be used unless this ends without a fault."""
    head = source.read(len(MAGIC) + _SALT)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + _SALT:
        raise BackupError("This is not a backup of Cordline, or one of another version.")
    cipher, number, last = _cipher(secret, head[len(MAGIC) :]), 0, False
    while not last:
        frame = source.read(5)
        if len(frame) < 5:
            raise BackupError(f"The backup is cut off after piece {number}.")
        last, length = struct.unpack(">?I", frame)
        if length > PIECE + 16:
            raise BackupError(f"Piece {number} of the backup was changed.")
        try:
            target.write(cipher.decrypt(_nonce(number, last), source.read(length), MAGIC))
        except InvalidTag:
            raise BackupError(
                f"Piece {number} of the backup was changed, or the key file is another one."
            ) from None
        number += 1
    if source.read(1):
        raise BackupError("Something was added to the end of the backup.")


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"cordline backup").derive(secret))


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">?xxxQ", last, number)
