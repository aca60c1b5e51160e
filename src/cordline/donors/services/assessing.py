"""How risks and news are weighed: recorded by anyone who hears them, stopped at once, judged by a physician's hand."""

from datetime import datetime

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.assays.types import as_said
from cordline.donors import deciding_rules, selectors, verbs
from cordline.donors.models import News, RiskAssessment
from cordline.donors.services.deciding import require_donation
from cordline.donors.services.judging import judge_all_within, judge_within, units_of
from cordline.donors.services.registering import require_donor
from cordline.donors.types import AssessmentOf, AssessmentOutcome, NewsFrom, NewsKind
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind


def assess_risk(
    *,
    donation: str,
    of: AssessmentOf,
    outcome: AssessmentOutcome,
    grounds: str,
    proof: Proof,
    by: Actor,
    key: str,
) -> Entry:
    """Sign a risk assessment that a rule set asks for; the donation is judged again with it in the same act.

    Refuses: donors.donation_unknown, donors.foreign_site, donors.grounds_*, and what signing refuses.
    Writes: donors.risk.assessed.
    """
    content = {"donation": donation, "of": of, "outcome": outcome, "grounds": grounds}
    with act(verbs.RISK_ASSESSED, by=by, key=key, content=content, subject=donation) as this:
        if this.answered:
            return this.entry
        row = require_donation(donation)
        this.require(
            deciding_rules.why_not_ours(row.code, row.site, by.site), deciding_rules.why_not_grounds(grounds)
        )
        signature = sign_within(
            this,
            meaning=Meaning.REVIEWED,
            subject=donation,
            content=selectors.assess_risk_content(donation, of, outcome, grounds),
            proof=proof,
        )
        RiskAssessment.objects.create(
            site=row.site, donation=row, of=of, outcome=outcome, grounds=grounds.strip(), assessed_at=this.now,
            assessed_by=by.code, signature=signature,
        )  # fmt: skip
        judged = judge_within(this, row, because=f"risk assessed: {of}")
        return this.record(subject=donation, units=units_of([judged]), payload={"of": of, "outcome": outcome})


def record_news(
    *, donor: str, kind: NewsKind, heard_from: NewsFrom, heard_at: datetime, by: Actor, key: str
) -> Entry:
    """Record what was heard about a donor or her child after the donation. It re-opens and holds at once (W10).

    Refuses: donors.donor_unknown, donors.time_*. Writes: donors.news.recorded.
    """
    content = {"donor": donor, "kind": kind, "heard_from": heard_from, "heard_at": as_said(heard_at)}
    with act(verbs.NEWS_RECORDED, by=by, key=key, content=content, subject=donor) as this:
        if this.answered:
            return this.entry
        row = require_donor(donor)
        this.require(deciding_rules.why_not_moment(heard_at, this.now))
        type(row).objects.select_for_update().get(pk=row.pk)
        code = f"{donor}.N{row.news.count() + 1}"
        hold = place_hold_within(
            this,
            on=donor,
            kind=HoldKind.ELIGIBILITY,
            reason=f"News {code} after the donation: {NewsKind(kind).label}",
            site=row.site,
        )
        News.objects.create(
            code=code, site=row.site, donor=row, kind=kind, heard_from=heard_from, heard_at=heard_at,
            recorded_at=this.now, recorded_by=by.code, hold=hold,
        )  # fmt: skip
        judged = judge_all_within(this, selectors.donations_of(donor), because=f"news {code}")
        return this.record(
            subject=donor, units=[code, hold, *units_of(judged)], payload={"news": code, "hold": hold}
        )


def assess_news(*, news: str, outcome: AssessmentOutcome, proof: Proof, by: Actor, key: str) -> Entry:
    """Sign what news mean for the donor's donations. The hold stays until quality ends it by its own act.

    Refuses: donors.news_unknown, donors.foreign_site, donors.news_assessed_already, donors.news_own, and what signing
    refuses. Writes: donors.news.assessed.
    """
    with act(
        verbs.NEWS_ASSESSED, by=by, key=key, content={"news": news, "outcome": outcome}, subject=news
    ) as this:
        if this.answered:
            return this.entry
        row = News.objects.select_for_update(of=("self",)).select_related("donor").filter(code=news).first()
        if row is None:
            raise Refused([Refusal("donors.news_unknown", news=news[:40])])
        this.require(
            deciding_rules.why_not_ours(news, row.site, by.site),
            deciding_rules.why_not_assess_news(
                assessed=row.assessed_at is not None, recorded_by=row.recorded_by, by=by.code
            ),
        )
        signature = sign_within(
            this,
            meaning=Meaning.REVIEWED,
            subject=news,
            content=selectors.assess_news_content(news, outcome),
            proof=proof,
        )
        News.objects.filter(pk=row.pk).update(
            assessed_at=this.now, assessed_by=by.code, outcome=outcome, signature=signature
        )
        donor = row.donor.code
        judged = judge_all_within(this, selectors.donations_of(donor), because=f"news {news} assessed")
        return this.record(
            subject=donor, units=[news, *units_of(judged)], payload={"news": news, "outcome": outcome}
        )
