"""A passkey in software: registers with the house and answers its challenges, so that tests sign as a device would."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from cordline.access.models import Staff

RP, ORIGIN = "clinic.example", "https://clinic.example"
USER_PRESENT, USER_VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Passkey:
    """One device with one key."""

    def __init__(self) -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def enrol(self, account: Staff) -> None:
        """Put this device among the account's, as a finished registration leaves it."""
        public = cast("Callable[..., ES256]", ES256.from_cryptography_key)(self.secret.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = USER_PRESENT | USER_VERIFIED | ATTESTED
        data = AuthenticatorData.create(hashlib.sha256(RP.encode()).digest(), flags, 0, bytes(credential))
        attestation = AttestationObject.create("none", data, {})
        client = json.dumps({"type": "webauthn.create", "challenge": "AAAA", "origin": ORIGIN}).encode()
        Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.WEBAUTHN,
            data={
                "name": "software",
                "credential": {
                    "id": websafe_encode(self.id),
                    "rawId": websafe_encode(self.id),
                    "type": "public-key",
                    "response": {
                        "clientDataJSON": websafe_encode(client),
                        "attestationObject": websafe_encode(bytes(attestation)),
                    },
                    "clientExtensionResults": {},
                },
            },
        )

    def answer(self, options: Any, *, verified: bool = True, challenge: bytes | None = None) -> str:
        """Answer a challenge; ``verified`` says whether the device asked for finger or PIN."""
        asked = websafe_decode(options["publicKey"]["challenge"])
        flags = USER_PRESENT | (USER_VERIFIED if verified else 0)
        data = bytes(AuthenticatorData.create(hashlib.sha256(RP.encode()).digest(), flags, 1))
        client = json.dumps(
            {"type": "webauthn.get", "challenge": websafe_encode(challenge or asked), "origin": ORIGIN}
        ).encode()
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": {
                    "clientDataJSON": websafe_encode(client),
                    "authenticatorData": websafe_encode(data),
                    "signature": websafe_encode(signature),
                    "userHandle": None,
                },
                "clientExtensionResults": {},
            }
        )
