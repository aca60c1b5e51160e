"""Numbers of the access room, each with its reason; none of them is clinical."""

from datetime import timedelta

from cordline.ground.roles import Role

PROOF_LIFE = timedelta(minutes=5)  # long enough to press a button, short enough to be useless when stolen
PROOF_FAILURES = 5  # attempts are detected; the fifth locks
PROOF_LOCK = timedelta(minutes=15)
SIGN_IN_FAILURES = 5
SIGN_IN_LOCK = timedelta(minutes=15)
IDLE = timedelta(minutes=15)  # U44, R-14: an idle lock ends the continuous period of controlled access
REVIEW_EVERY = timedelta(days=91)  # E20: a quarter
VIEWING = timedelta(minutes=15)  # support looks at one thing; longer looking says its reason again
GLASS_OPEN = timedelta(minutes=60)  # one emergency; a longer one says its reason again
INSPECTOR_DAYS = 30  # W1: an inspector's access is boxed in time
# E18: who signs for others, sees names or gives rights works with a second factor; a demonstration asks for none.
NEED_A_DEVICE = frozenset(
    {
        Role.ADMINISTRATOR, Role.QUALITY, Role.LABORATORY_HEAD, Role.RESPONSIBLE_PERSON, Role.NURSE, Role.PHYSICIAN,
        Role.MEDICAL_DIRECTOR, Role.VIGILANCE_OFFICER, Role.PRIVACY_OFFICER, Role.PATIENT_COORDINATOR,
        Role.DONOR_COORDINATOR,
    }
)  # fmt: skip
CLOSED_DAYS_AHEAD = 731  # two years: what is announced for longer is not certain yet
REASON_LEAST = 10  # characters: shorter is never a reason
