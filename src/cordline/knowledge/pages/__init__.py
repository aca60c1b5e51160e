"""The editor's desk: drafting, translating, approving and letting out what visitors read."""

from cordline.ground.roles import Role
from cordline.knowledge.verbs import (
    PAGE_DRAFTED,
    PAGE_REVIEWED,
    SOURCE_CHANGED,
    WORDS_APPROVED,
    WORDS_WRITTEN,
)

EDITORS = tuple(sorted(PAGE_DRAFTED.who))
TRANSLATORS = tuple(sorted(WORDS_WRITTEN.who))
APPROVERS = tuple(sorted(WORDS_APPROVED.who))
REVIEWERS = tuple(sorted(PAGE_REVIEWED.who))
JUDGES = tuple(sorted(SOURCE_CHANGED.who))
READERS = tuple(
    sorted({*EDITORS, *TRANSLATORS, *APPROVERS, Role.QUALITY, Role.VIGILANCE_OFFICER, Role.INSPECTOR})
)
