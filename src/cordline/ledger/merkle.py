"""The Merkle tree over a batch of receipts: leaf and node carry different prefixes, so neither passes for the other."""

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root of a batch of at least one receipt, in order; a lone node moves up as it is."""
    if not leaves:
        raise ValueError("A seal closes at least one entry.")
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)
        ]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]
