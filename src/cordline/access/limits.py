"""Numbers of the access room, each with its reason; none of them is clinical."""

from datetime import timedelta

PROOF_LIFE = timedelta(minutes=5)  # long enough to press a button, short enough to be useless when stolen
PROOF_FAILURES = 5  # attempts are detected; the fifth locks
PROOF_LOCK = timedelta(minutes=15)
SIGN_IN_FAILURES = 5
SIGN_IN_LOCK = timedelta(minutes=15)
IDLE = timedelta(minutes=15)  # U44, R-14: an idle lock ends the continuous period of controlled access
GLASS_OPEN = timedelta(minutes=60)  # one emergency; a longer one says its reason again
INSPECTOR_DAYS = 30  # W1: an inspector's access is boxed in time
REASON_LEAST = 10  # characters: shorter is never a reason
