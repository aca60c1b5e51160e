"""What would give the wrong dose, lose a contact, or stop a clock: each is caught by a test that bears its mark."""

from tests.saboteurs import Saboteur

GATE = ("tests/rules/bedside/test_dose_gate.py",)
ATTACKED = ("tests/rooms/bedside/test_gate_attacked.py",)
PREPARING = ("tests/rooms/bedside/test_preparing.py",)
CONTACTS = ("tests/rooms/followup/test_contacts.py",)
FOLLOW_RULES = ("tests/rules/followup/test_followup_rules.py",)
DAY = ("tests/rooms/bedside/test_day.py",)
RULES = "src/cordline/bedside/rules.py"
QUERY = "src/cordline/bedside/gate_query.py"
INFUSING = "src/cordline/bedside/services/infusing.py"
PROTOCOL = "src/cordline/followup/services/protocol.py"
FOLLOWUP = "src/cordline/followup/rules.py"

SABOTEURS = [
    Saboteur(
        name="the dose gate gives no reasons",
        breaks="I1",
        file=RULES,
        old="return list(dict.fromkeys(reason for clause in CLAUSES for reason in clause(facts, now)))",
        new="return []",
        tests=GATE,
    ),
    Saboteur(
        name="nobody asks for today's fitness",
        breaks="I1",
        file=RULES,
        old="    _consent,\n    _fit,\n",
        new="    _consent,\n",
        tests=GATE,
    ),
    Saboteur(
        name="a physician's decision lifts a ceiling",
        breaks="I1",
        file=RULES,
        old="    found += over\n",
        new="    found += [] if dose.accepted_by_physician else over\n",
        tests=GATE,
    ),
    Saboteur(
        name="the start trusts the pass and judges nothing again",
        breaks="I1",
        file=INFUSING,
        old="rules.why_not_give(facts, this.now) if passed else [],",
        new="[],",
        tests=ATTACKED,
    ),
    Saboteur(
        name="holds on ancestors are not looked at",
        breaks="I1",
        file=QUERY,
        old="     AND (h.node_id IN (SELECT node FROM up)",
        new="     AND (h.node_id IN (SELECT lot_id FROM subject)",
        tests=ATTACKED,
    ),
    Saboteur(
        name="the latest consent is the oldest",
        breaks="I1",
        file=QUERY,
        old="ORDER BY c.given_at DESC, c.id DESC LIMIT 1",
        new="ORDER BY c.given_at, c.id LIMIT 1",
        tests=ATTACKED,
    ),
    Saboteur(
        name="own cells may go to anybody at the bedside",
        breaks="I4",
        file=RULES,
        old='return [] if lot.autologous_for == person else [Refusal("bedside.only_for_source", lot=lot.code)]',
        new="return []",
        tests=(*GATE, "tests/rules/bedside/test_preparation_rules.py"),
    ),
    Saboteur(
        name="own cells need an eligible donor and so reach nobody",
        breaks="I4",
        file=RULES,
        old="    if lot.autologous_for is not None:\n",
        new="    if lot.autologous_for is None and False:\n",
        tests=(*GATE, *PREPARING),
    ),
    Saboteur(
        name="the gate does not read whose cells they are",
        breaks="I4",
        file=QUERY,
        old="'autologous_for', node.autologous_person,",
        new="'autologous_for', NULL::text,",
        tests=PREPARING,
    ),
    Saboteur(
        name="an infusion starts without its contacts",
        breaks="I9",
        file=PROTOCOL,
        old="    Contact.objects.bulk_create(\n",
        new="    list(\n",
        tests=(*DAY, *CONTACTS),
    ),
    Saboteur(
        name="an ended contact may end again",
        breaks="I9",
        file=FOLLOWUP,
        old="    if contact.ending is not None:\n",
        new="    if contact.ending is None and False:\n",
        tests=(*FOLLOW_RULES, *CONTACTS),
    ),
    Saboteur(
        name="a contact is missed without a reason",
        breaks="I9",
        file=FOLLOWUP,
        old="if ending in (Ending.MISSED, Ending.DECLINED, Ending.LOST) and not reason.strip():",
        new="if ending in (Ending.DECLINED, Ending.LOST) and not reason.strip():",
        tests=FOLLOW_RULES,
    ),
    Saboteur(
        name="the protocol forgets its years",
        breaks="I9",
        file="src/cordline/followup/limits.py",
        old="    *_YEARS,\n",
        new="",
        tests=(*FOLLOW_RULES, *DAY),
    ),
    Saboteur(
        name="the reporting clock runs from the entry, not from when somebody first knew",
        breaks="I10",
        file="src/cordline/followup/services/events.py",
        old="    due = rules.report_due_at(facts.known_at, facts.serious)\n",
        new="    due = rules.report_due_at(this.now, facts.serious)\n",
        tests=(*CONTACTS, *PREPARING),
    ),
    Saboteur(
        name="a serious event closes before its report is sent",
        breaks="I10",
        file=FOLLOWUP,
        old="    if serious and not reported:\n",
        new="    if serious and not reported and closed:\n",
        tests=FOLLOW_RULES,
    ),
    Saboteur(
        name="a death does not count as the fast clock",
        breaks="I10",
        file=FOLLOWUP,
        old="fast = {Seriousness.DEATH, Seriousness.LIFE_THREATENING} & kinds",
        new="fast = {Seriousness.LIFE_THREATENING} & kinds",
        tests=(*FOLLOW_RULES, *CONTACTS),
    ),
]
