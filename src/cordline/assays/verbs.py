"""What may be done with samples, results and specifications, and by whom."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

LABORATORY_ENTERED = declare(
    "assays.laboratory.entered",
    "entered the laboratory {subject}, accredited until {accredited_until}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
)
METHOD_ENTERED = declare(
    "assays.method.entered",
    "entered the test method {subject} for {test}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
)
SAMPLE_TAKEN = declare(
    "assays.sample.taken",
    "recorded sample {subject} of {of}",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.NURSE,
    Role.DONOR_COORDINATOR,
    Role.MATERNITY_PARTNER,
)
# A result may take leave away (it places a hold), so its act takes the gate for itself: whether this one does is known
# only inside the act, and a key must meet its first answer under one verb.
RESULT_RECORDED = declare(
    "assays.result.recorded",
    "recorded result {subject}: {test} of {sample} is {shown}",
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.DONOR_COORDINATOR,
    Role.QUALITY,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
)
RESULTS_RECORDED = declare(
    "assays.results.recorded",
    "recorded {count} results at once",
    Role.LABORATORY_HEAD,
    Role.DONOR_COORDINATOR,
    Role.QUALITY,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
)
RESULT_CORRECTED = declare(
    "assays.result.corrected",
    "corrected result {corrects} to {subject}: {was} became {shown}, because {reason}",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
)
RESULTS_REVIEWED = declare(
    "assays.results.reviewed",
    "reviewed and signed {count} results, each for itself",
    Role.LABORATORY_HEAD,
    Role.QUALITY,
    Role.RESPONSIBLE_PERSON,
)
SPECIFICATION_DRAFTED = declare(
    "assays.specification.drafted",
    "drafted specification {subject} version {version} for {product}",
    Role.QUALITY,
    Role.LABORATORY_HEAD,
)
SPECIFICATION_APPROVED = declare(
    "assays.specification.approved",
    "approved specification {subject} version {version} for {product}",
    Role.QUALITY,
    gate=Gate.SHARED,
)
