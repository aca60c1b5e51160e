"""Models that point at a lot, a container, a plan or a person and yet promise nobody anything, each with the reason."""

DESCENT = "says what came from what; trace reads it as descent"
PERSON = "says something about a person, promises no material"

REASONS = {
    "ledger.Reading": "who opened whose record",
    "access.Member": "a member of staff who may be a person of the house as well",
    "access.GlassBreak": "who opened whose record in an emergency",
    "people.PersonKey": PERSON,
    "people.SearchWord": PERSON,
    "people.Observation": PERSON,
    "people.Erasure": PERSON,
    "lineage.Edge": DESCENT,
    "lineage.Exposure": DESCENT,
    "lineage.Hold": "takes leave away, gives none",
    "assays.Sample": "taken from material, given to nobody",
    "donors.Donor": DESCENT,
    "donors.Donation": DESCENT,
    "lab.Cord": DESCENT,
    "lab.Culture": DESCENT,
    "lab.Draw": DESCENT,
    "lab.Fill": DESCENT,
    "release.Disposition": "leave for a lot as a whole; whoever uses it promises in a room of their own",
    "release.TrailReview": "a reading of a lot's trail",
    "release.Certificate": "a paper about a lot",
    "plans.HardStop": PERSON,
    "plans.ResidueStatement": "a list of what touched a lot",
    "followup.Contact": "a contact after an infusion, which the bedside lists as treated",
    "followup.AdverseEvent": PERSON,
    "followup.Death": PERSON,
    "bedside.Wristband": PERSON,
    "bedside.FitToInfuse": PERSON,
    "bedside.IdentityCheck": PERSON,
    "bedside.Observation": PERSON,
    "vigilance.RecallContact": "the list of a recall itself",
}
