"""The label of a sample: its code, what it was taken from and when."""

from cordline.assays import selectors
from cordline.documents.labelling import LabelSet, labels_of
from cordline.documents.labels import Label, LabelKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind


@labels_of(Kind.SAMPLE)
def of_sample(code: str, by: Actor) -> LabelSet | None:
    """The label of one sample."""
    facts = selectors.sample_facts(code)
    if facts is None:
        return None
    words = (facts.taken_from.label, f"Of {facts.node_code}", f"Taken {facts.taken_at:%Y-%m-%d %H:%M} UTC")
    return LabelSet(f"Sample, {facts.taken_from.label.lower()}", LabelKind.SAMPLE, [Label(code, words)])
