"""The text whose hash a seal signs; written once for the sealer and for whoever verifies."""

import hashlib
import json
from collections.abc import Sequence


def seal_digest(
    era: int, lo: str, hi: str, entries: int, top: bytes, previous: bytes, alarm: Sequence[int]
) -> bytes:
    """Give the SHA-256 of one seal: its era and place, its count and root, the seal before it, and its alarms."""
    text = json.dumps([era, lo, hi, entries, top.hex(), previous.hex(), list(alarm)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()
