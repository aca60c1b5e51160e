"""What would break signatures (I6) and privacy (I12) from the access and people rooms."""

from tests.saboteurs import Saboteur

SIGNING = ("tests/rooms/access/test_signing.py",)
SIGN_PAGE = ("tests/rooms/access/test_sign_page.py",)
ENTERING = ("tests/rooms/access/test_entering.py",)
PERSONS = ("tests/rooms/people/test_persons.py",)

SABOTEURS = [
    Saboteur(
        name="a proof signs again and again",
        breaks="I6",
        file="src/cordline/access/signing.py",
        old="SigningProof.objects.filter(pk=row.pk).update(used_at=this.now)",
        new="pass",
        tests=SIGNING,
    ),
    Saboteur(
        name="a proof of somebody else is taken",
        breaks="I6",
        file="src/cordline/access/rules.py",
        old="if proof.signer != signer:",
        new="if False:",
        tests=SIGNING,
    ),
    Saboteur(
        name="a content changed since shown is signed",
        breaks="I6",
        file="src/cordline/access/rules.py",
        old="if proof.content_sha256 != content_sha256:",
        new="if False:",
        tests=SIGNING,
    ),
    Saboteur(
        name="a role taken away still signs",
        breaks="I6",
        file="src/cordline/access/signing.py",
        old='return [Refusal("access.signer_role_lost")] if held.isdisjoint(this.verb.who) else []',
        new="return []",
        tests=SIGNING,
    ),
    Saboteur(
        name="a real database takes a demonstration signature",
        breaks="I6",
        file="src/cordline/access/sql/functions.sql",
        old="IF NOT (SELECT demonstration FROM house) THEN",
        new="IF false THEN",
        tests=SIGNING,
    ),
    Saboteur(
        name="a changed content leaves the signature valid",
        breaks="I6",
        file="src/cordline/access/types.py",
        old="return self.voided_at is None and not self.content_changed",
        new="return self.voided_at is None",
        tests=SIGNING,
    ),
    Saboteur(
        name="the first signature takes the password alone",
        breaks="I6",
        file="src/cordline/access/proofs.py",
        old="return bool(request.session.get(SESSION_FULL) != staff.get_session_auth_hash())",
        new="return False",
        tests=SIGN_PAGE,
    ),
    Saboteur(
        name="a passkey's answer is not checked",
        breaks="I6",
        file="src/cordline/access/proofs.py",
        old='webauthn.get_server().authenticate_complete(begun["state"], webauthn.get_credentials(staff), answer)',
        new="pass",
        tests=SIGN_PAGE,
    ),
    Saboteur(
        name="a role opens every door",
        breaks="I12",
        file="src/cordline/access/doors.py",
        old="return signed_in and (self.kind == SIGNED_IN or actor.has(*self.who))",
        new="return signed_in",
        tests=ENTERING,
    ),
    Saboteur(
        name="a real database has a one-click sign-in",
        breaks="I12",
        file="src/cordline/access/pages/entering.py",
        old="    if not is_demonstration():\n",
        new="    if False:\n",
        tests=ENTERING,
    ),
    Saboteur(
        name="names are written in clear",
        breaks="I12",
        file="src/cordline/people/keys.py",
        old='    nonce = secrets.token_bytes(_NONCE)\n    return nonce + AESGCM(key).encrypt(nonce, padded, f"{person}/{field}".encode())',
        new="    return padded",
        tests=PERSONS,
    ),
    Saboteur(
        name="the laboratory reads names",
        breaks="I12",
        file="src/cordline/people/rules.py",
        old="if not by.roles & NAMED_FOR[person.kind]:",
        new="if False:",
        tests=PERSONS,
    ),
    Saboteur(
        name="a read leaves no trace",
        breaks="I12",
        file="src/cordline/access/readings.py",
        old="    record_read(by=by, person=person, what=what, reason=reason)",
        new="    return",
        tests=PERSONS,
    ),
    Saboteur(
        name="an erasure keeps the key",
        breaks="I12",
        file="src/cordline/people/services/erasing.py",
        old="    PersonKey.objects.filter(person=row.code).delete()\n",
        new="",
        tests=PERSONS,
    ),
    Saboteur(
        name="another site's record opens",
        breaks="I12",
        file="src/cordline/people/rules.py",
        old="    if person.site != by.site:\n        reasons.append(\n",
        new="    if False:\n        reasons.append(\n",
        tests=PERSONS,
    ),
    Saboteur(
        name="search words are plain hashes",
        breaks="I12",
        file="src/cordline/people/texts.py",
        old='return site_key.blind("search", word)[:_WORD_BYTES]',
        new="return word.encode()[:_WORD_BYTES]",
        tests=PERSONS,
    ),
]
