"""The pages of quality: deviations, from the line in which one is opened to the signature that closes it."""

from cordline.ground.roles import Role
from cordline.quality.verbs import DEVIATION_INVESTIGATED, DEVIATION_OPENED

OPENERS = tuple(sorted(DEVIATION_OPENED.who))
INVESTIGATORS = tuple(sorted(DEVIATION_INVESTIGATED.who))
READERS = (*OPENERS, Role.INSPECTOR)
