"""What a recall must know of plans: whose consent rests on a plan for which containers of these lots are kept."""

from collections.abc import Sequence

from cordline.bank import selectors as bank
from cordline.lineage.reaching import Promise, Reach, promises
from cordline.plans.models import Plan, TreatmentConsent


@promises(
    "consenting",
    "plans.Plan",
    "plans.TreatmentConsent",
    "plans.PlanAmendment",
    "plans.Session",
    "plans.ConditionalAcknowledgement",
)
def consenting(reach: Reach) -> Sequence[Promise]:
    """People whose plan keeps containers of these lots and who consent to it, or have not finished doing so."""
    kept = {promise.plan: promise for promise in bank.promises(nodes=reach.nodes)}
    found = []
    for plan in Plan.objects.filter(code__in=kept, closed_at__isnull=True).order_by("code"):
        consent = (
            TreatmentConsent.objects.filter(
                person_id=plan.person_id, product=plan.product, route=plan.route, withdrawn_at__isnull=True
            )
            .order_by("-given_at")
            .first()
        )
        found.append(
            Promise(
                person=plan.person_id,
                code=consent.code if consent else plan.code,
                lot=kept[plan.code].lot,
                text=_text(consent),
                at=consent.given_at if consent else plan.written_at,
            )
        )
    return found


def _text(consent: TreatmentConsent | None) -> str:
    if consent is None:
        return "Has not consented yet"
    return "Signed by both" if consent.physician_at else "Signed, physician has not"
