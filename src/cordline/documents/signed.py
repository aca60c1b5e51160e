"""Signatures as every print shows them: printed name, meaning, time with zone, content, and whether they hold."""

from collections.abc import Sequence

from cordline.access.signing import SignatureFacts
from cordline.ground import writing

_HASH_SHOWN = 12


def signature_blocks(signatures: Sequence[SignatureFacts], zone: str) -> list[dict[str, str]]:
    """Write signatures for a print's template (U46, R-09, R-10)."""
    return [
        {
            "meaning": signed.meaning.label,
            "name": signed.signer_name,
            "role": signed.signer,
            "at": writing.when(signed.signed_at, zone),
            "content": _spaced(signed.content_sha256[:_HASH_SHOWN].upper()),
            "note": _note(signed),
        }
        for signed in signatures
    ]


def _note(signed: SignatureFacts) -> str:
    if signed.voided_at is not None:
        return f"Void: {signed.void_reason}"
    if signed.content_changed:
        return "Void: the content has changed since."
    return "Demonstration signature, not a signature in law." if signed.demonstration else ""


def _spaced(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
