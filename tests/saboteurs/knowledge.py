"""What would let a claim be shown without its support, or stay up after the support has gone."""

from tests.saboteurs import Saboteur

WITHDRAWING = "src/cordline/knowledge/services/withdrawing.py"
IMPORTING = "src/cordline/knowledge/services/importing.py"
RULES = "src/cordline/knowledge/rules.py"
SHELF = "src/cordline/knowledge/shelf.py"
SQL = "src/cordline/knowledge/sql/functions.sql"
WITHDRAWN = ("tests/rooms/knowledge/test_withdrawing.py",)
PUBLISHED = ("tests/rooms/knowledge/test_publishing.py",)
COUNTED = ("tests/rooms/followup/test_public_count.py",)
FIGURES = ("tests/rooms/knowledge/test_figures.py",)

SABOTEURS = [
    Saboteur(
        name="a retraction takes down only claims that rest on nothing else",
        breaks="I11",
        file=WITHDRAWING,
        old="state=SentenceState.SHOWN, rests_on__overlap=wanted)",
        new="state=SentenceState.SHOWN, rests_on=wanted)",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="a withdrawn sentence keeps its words in the other languages",
        breaks="I11",
        file=SHELF,
        old="if row.state != SentenceState.SHOWN:",
        new='if row.state != SentenceState.SHOWN and self.language == "en":',
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="what ends by date stays up until somebody acts",
        breaks="I11",
        file=SHELF,
        old="return due is not None and due <= self.today",
        new="return False",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="lists go on repeating in one line what was taken back",
        breaks="I11",
        file=SHELF,
        old="if any(self._fallen(row, edition) for row in short):",
        new="if False:",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="an evidence file with a changed verdict changes the row and nothing else",
        breaks="I11",
        file=IMPORTING,
        old="if (held.standing, held.verdict) != (row.standing, row.verdict):",
        new="if held.standing != row.standing:",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="the database lets a claim stand on a source that changed",
        breaks="I11",
        file=SQL,
        old="IS DISTINCT FROM (b.standing_seen, b.verdict_seen)",
        new="IS DISTINCT FROM (x.standing, x.verdict)",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="the database lets a withdrawn sentence come back",
        breaks="I11",
        file=SQL,
        old="IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' OR",
        new="IF",
        tests=WITHDRAWN,
    ),
    Saboteur(
        name="a claim goes out though its source was retracted meanwhile",
        breaks="I11",
        file=RULES,
        old="if each.standing is EvidenceStanding.RETRACTED]",
        new="if False]",
        tests=PUBLISHED,
    ),
    Saboteur(
        name="words about a figure outlive the zero that they spoke of",
        breaks="I11",
        file="src/cordline/knowledge/services/figures.py",
        old="return row, _replace(this, name) if turned or under_review else {}",
        new="return row, {}",
        tests=FIGURES,
    ),
    Saboteur(
        name="a figure of invented records speaks for a real house",
        breaks="I11",
        file=RULES,
        old="if simulated and not demonstration:",
        new="if False:",
        tests=FIGURES,
    ),
    Saboteur(
        name="a serious event is reported while the public count still says one fewer",
        breaks="I11",
        file="src/cordline/followup/services/events.py",
        old="if row.serious and row.infusion:",
        new="if False:",
        tests=COUNTED,
    ),
    Saboteur(
        name="a count that was begun before a report is published after it",
        breaks="I11",
        file=RULES,
        old="if follows is None or follows == newest:",
        new="if True:",
        tests=COUNTED,
    ),
]
