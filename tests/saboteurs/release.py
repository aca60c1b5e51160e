"""What would let a lot out that should stay in, or out by the hand of one."""

from tests.saboteurs import Saboteur

RULES = "src/cordline/release/rules.py"
DECIDING = "src/cordline/release/services/deciding.py"
MIGRATION = "src/cordline/release/migrations/0001_release.py"
JUDGED = ("tests/rules/release/test_judge_release.py",)
MOVES = ("tests/rules/release/test_moves.py",)
DECIDED = ("tests/rooms/release/test_deciding.py",)

SABOTEURS = [
    Saboteur(
        name="one person gives both signatures of a release",
        breaks="I6",
        file=RULES,
        old="if signer == facts.first_signer:",
        new="if False:",
        tests=MOVES,
    ),
    Saboteur(
        name="a changed content leaves the first signature standing",
        breaks="I6",
        file=RULES,
        old="if facts.first_signed_hash != facts.content_hash:",
        new="if False:",
        tests=MOVES,
    ),
    Saboteur(
        name="who made the lot signs for it",
        breaks="I6",
        file=RULES,
        old='if facts.separation and signer in facts.makers:\n        refusals.append(Refusal("release.maker',
        new='if False:\n        refusals.append(Refusal("release.maker',
        tests=MOVES,
    ),
    Saboteur(
        name="the table takes a release by one person",
        breaks="I6",
        file=MIGRATION,
        old='("first_signer", models.F("second_signer"))',
        new='("first_signer", "nobody")',
        tests=DECIDED,
    ),
    Saboteur(
        name="a signature is not asked for",
        breaks="I6",
        file=DECIDING,
        old="signature = sign_within(",
        new="signature = (lambda *given, **more: 1)(",
        tests=DECIDED,
    ),
    Saboteur(
        name="one rule set that says yes is enough",
        breaks="I1",
        file=RULES,
        old="            for rule_set in facts.binding\n",
        new="            for rule_set in facts.binding[:1]\n",
        tests=JUDGED,
    ),
    Saboteur(
        name="a donor whose eligibility was not asked gives to anybody",
        breaks="I1",
        file=RULES,
        old='leave = {"eligible", "not_required"} if own else {"eligible"}',
        new='leave = {"eligible", "not_required"}',
        tests=JUDGED,
    ),
    Saboteur(
        name="a lot expires an instant too late",
        breaks="I1",
        file=RULES,
        old="if now >= facts.expires_at:",
        new="if now > facts.expires_at:",
        tests=JUDGED,
    ),
    Saboteur(
        name="a pending test counts as passed",
        breaks="I1",
        file=RULES,
        old='refusals.append(Refusal("release.result_pending", test=line.label))',
        new="pass",
        tests=JUDGED,
    ),
    Saboteur(
        name="a suspension does not reach the bank",
        breaks="I1",
        file=DECIDING,
        old="    pushing.push_within(this, row)\n",
        new="    if after is not State.SUSPENDED:\n        pushing.push_within(this, row)\n",
        tests=DECIDED,
    ),
    Saboteur(
        name="a hold on an ancestor does not stop a release",
        breaks="I7",
        file=RULES,
        old="        *_why_not_holds(facts),\n",
        new="",
        tests=JUDGED,
    ),
    Saboteur(
        name="holding a lot places no hold",
        breaks="I7",
        file=DECIDING,
        old="if move is Move.HOLD:",
        new="if move is Move.HOLD and row.lot == '':",
        tests=DECIDED,
    ),
    Saboteur(
        name="the house does not suspend what it hears about",
        breaks="I7",
        file="src/cordline/release/services/suspending.py",
        old='        "release.held",\n',
        new="",
        tests=("tests/rooms/release/test_news.py",),
    ),
    Saboteur(
        name="a decision leaves no line in the history",
        breaks="I5",
        file=DECIDING,
        old="    Decision.objects.create(\n        disposition=row,",
        new="    (lambda **kept: None)(\n        disposition=row,",
        tests=DECIDED,
    ),
    Saboteur(
        name="a deviation is closed by who investigated it",
        breaks="I6",
        file="src/cordline/quality/rules.py",
        old="if deviation.investigated_by == by:",
        new="if False:",
        tests=("tests/rooms/quality/test_handling.py",),
    ),
    Saboteur(
        name="other bytes take the place of a file",
        breaks="I5",
        file="src/cordline/documents/migrations/0001_documents.py",
        old='("sha256", cordline.documents.models._Sha256Hex(models.F("bytes")))',
        new='("sha256__isnull", False)',
        tests=("tests/rooms/documents/test_files.py",),
    ),
]
