"""What may be done with files of other systems, and by whom."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

IMPORTERS = (Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON, Role.LABORATORY_HEAD, Role.QUALITY)

# Takes no gate: what it bears stands under the import's own hold until it is opened.
IMPORTED = declare(
    "interop.file.imported", "imported a file of {kind} as {subject} (rows: {rows})", *IMPORTERS
)
OPENED = declare(
    "interop.import.opened",
    "opened import {subject}: every row is in (rows: {rows})",
    *IMPORTERS,
    gate=Gate.SHARED,
)
WITHDRAWN = declare(
    "interop.import.withdrawn",
    "withdrew import {subject}: {reason}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
)
