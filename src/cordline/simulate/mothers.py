"""Women who gave, and whose cord came too late: it is rejected, news is heard, risks are weighed, consent ends.

Nothing was made of these donations, so that each of these acts, with its hold and its look, stands for itself.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from cordline.assays import selectors as assay_facts
from cordline.assays import services as assays
from cordline.assays.services import NewResult
from cordline.assays.types import Reading, Taken, ValueKind
from cordline.donors import selectors as donor_facts
from cordline.donors import services as donors
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.types import (
    Answer,
    AssessmentOf,
    AssessmentOutcome,
    Delivery,
    DonationKind,
    DonationUse,
    DonorKind,
    NewsFrom,
    NewsKind,
    Question,
    Scope,
)
from cordline.ground.products import Product
from cordline.lab import services as lab
from cordline.lab.types import Integrity
from cordline.lineage import selectors as lineage_facts
from cordline.lineage import services as lineage
from cordline.simulate.donors import LABORATORY_CODE, PANEL, ZONE, kit_of
from cordline.simulate.names import invent
from cordline.simulate.stage import Stage

HEARD = (NewsKind.MOTHER_ILL, NewsKind.HISTORY_CORRECTED, NewsKind.CHILD_ILL, NewsKind.OTHER)


class LostCords:
    """One woman every few weeks; ``withdrawn`` hears of each donation whose consent has ended."""

    def __init__(self, story: Stage, withdrawn: Callable[[str], None]) -> None:
        self.story, self.withdrawn = story, withdrawn

    def ask(self, number: int) -> None:
        """Register her, with her consent and interview."""
        story, by = self.story, self.story.who("donor_coordinator")
        name, age = invent(story.chance), story.chance.randrange(24, 39)
        facts: dict[str, Any] = {
            "kind": DonorKind.BIRTH_MOTHER,
            "full_name": name.full,
            "own_script_name": name.own_script,
            "birth_date": date(story.now.year - age, 1 + number % 12, 11),
            "languages": (name.language,),
            "by": by,
        }
        story.slip(
            "a donor born in the future", donors.register_donor, **(facts | {"birth_date": date(2090, 1, 1)})
        )
        donor = str(story.do(donors.register_donor, **facts).payload["donor"])
        words: dict[str, Any] = {"donor": donor, "text_version": "donor-consent-1", "language": name.language}
        words |= {"signed_at": story.now, "by": by}
        story.slip("a consent to nothing", donors.record_consent, **words, scopes=[])
        scopes = [Scope.DONATION, Scope.INFECTION_TESTS, Scope.ALLOGENEIC_USE]
        consent = str(story.do(donors.record_consent, **words, scopes=scopes).payload["consent"])
        asked: dict[str, Any] = {"donor": donor, "taken_at": story.now, "by": by}
        story.slip("an interview without answers", donors.record_interview, **asked, answers={})
        story.do(donors.record_interview, **asked, answers=dict.fromkeys(Question, Answer.NO))
        story.after(partial(self._birth, donor, consent, age, number), days=4, hours=number % 5)

    def _birth(self, donor: str, consent: str, age: int, number: int) -> None:
        """The child comes at night, no courier is there, and the cord stays on the ward; her blood was drawn."""
        story, by = self.story, self.story.who("donor_coordinator")
        given = NewDonation(
            kind=DonationKind.CORD,
            use=DonationUse.ALLOGENEIC,
            product=Product.MSC_WJ,
            donated_at=story.now - timedelta(hours=2),
            zone=ZONE,
            collected_in="MY",
            gestation_weeks=39,
            delivery=Delivery.VAGINAL,
            infant_healthy=True,
            donor_age_years=age,
        )
        wrong = replace(given, gestation_weeks=93)
        story.slip("a birth after 93 weeks", donors.record_donation, donor=donor, donation=wrong, by=by)
        donation = str(
            story.do(donors.record_donation, donor=donor, donation=given, by=by).payload["donation"]
        )
        examiner = story.who("responsible_person")
        seen: dict[str, Any] = {"donor": donor, "findings": [], "by": examiner}
        story.slip(
            "an examination tomorrow",
            donors.record_examination,
            **seen,
            done_at=story.now + timedelta(days=1),
        )
        story.do(donors.record_examination, **seen, done_at=story.now - timedelta(hours=20))
        sample = story.do(
            assays.take_sample,
            of=donor,
            taken_from=Taken.BIRTH_MOTHER,
            taken_at=story.now - timedelta(minutes=90),
            zone=ZONE,
            blood_loss=False,
            blood_ml_48h=0,
            colloid_ml_48h=0,
            crystalloid_ml_1h=0,
            laboratory=LABORATORY_CODE,
            by=by,
        ).subject
        story.after(partial(self._warm, donation), hours=60)
        story.after(partial(self._plate, donor, donation, sample), days=5)
        story.after(partial(self._hear, donor, consent, donation, number), days=12)

    def _warm(self, donation: str) -> None:
        """What was left on the ward comes after all, warm and leaking: received, and rejected with its reasons."""
        story = self.story
        story.do(
            lab.receive_cord,
            donation=donation,
            born_at=story.now - timedelta(hours=62),
            arrived_at=story.now - timedelta(minutes=5),
            lowest_c=Decimal(19),
            highest_c=Decimal(31),
            integrity=Integrity.LEAKING,
            consent_seen=True,
            labels_matched=True,
            by=story.who("technician2"),
        )

    def _plate(self, donor: str, donation: str, sample: str) -> None:
        """The whole panel comes as one plate; then the donation is judged, and its risk weighed."""
        story, by = self.story, self.story.who("donor_coordinator")
        reported = story.now - timedelta(minutes=30)
        plate = [
            NewResult(sample, Reading(test, ValueKind.NON_REACTIVE), reported, kit_of(test), LABORATORY_CODE)
            for test in PANEL
        ]
        swapped = [NewResult(sample, plate[0].reading, reported, plate[1].method, LABORATORY_CODE)]
        story.slip("a plate with its kits swapped", assays.record_results, results=swapped, by=by)
        recorded = story.do(assays.record_results, results=plate, by=by)
        self._look_over([str(code) for code in recorded.payload["results"][:3]])
        story.slip("a donation nobody knows judged", donors.judge_donation, donation="DD25-9999-X", by=by)
        story.do(donors.judge_donation, donation=donation, by=by)
        responsible = story.who("responsible_person")
        shown = donor_facts.sign_eligibility_content(donation)
        story.try_to(
            donors.sign_eligibility, donation=donation, by=responsible, proof=story.sign(responsible, shown)
        )
        self._weigh(donation)

    def _look_over(self, results: list[str]) -> None:
        """A second person opens three results of the plate and signs each for itself."""
        story, head = self.story, self.story.who("laboratory_head")

        def proofs() -> dict[str, Any]:
            return {code: story.sign(head, assay_facts.review_result_content(code)) for code in results}

        story.slip("signed without opening", assays.review_results, proofs=proofs, opened=[], by=head)
        story.do(assays.review_results, proofs=proofs(), opened=results, by=head)
        story.slip("results reviewed twice", assays.review_results, proofs=proofs, opened=results, by=head)

    def _weigh(self, donation: str) -> None:
        story, physician = self.story, self.story.who("responsible_person")
        of, outcome = AssessmentOf.SYPHILIS, AssessmentOutcome.ACCEPTABLE
        grounds = "Treated as a student; titres fell and stayed low, letter of the treating clinic on file"
        for words in (" ", grounds):
            content = donor_facts.assess_risk_content(donation, of, outcome, words)
            facts: dict[str, Any] = {"donation": donation, "of": of, "outcome": outcome, "grounds": words}
            facts |= {"by": physician, "proof": story.sign(physician, content)}
            if words == grounds:
                story.do(donors.assess_risk, **facts)
            else:
                story.slip("a risk weighed without grounds", donors.assess_risk, **facts)

    def _hear(self, donor: str, consent: str, donation: str, number: int) -> None:
        """Something is heard after the birth: it holds at once, and a physician says what it means."""
        story, teller = self.story, self.story.who("maternity_partner")
        facts: dict[str, Any] = {"donor": donor, "kind": HEARD[number % len(HEARD)], "by": teller}
        facts["heard_from"] = (NewsFrom.DONOR, NewsFrom.MATERNITY_PARTNER)[number % 2]
        story.slip("news from tomorrow", donors.record_news, **facts, heard_at=story.now + timedelta(days=1))
        heard = story.do(donors.record_news, **facts, heard_at=story.now - timedelta(hours=3))
        news, hold = str(heard.payload["news"]), str(heard.payload["hold"])
        story.after(partial(self._assess, news, hold), days=2)
        story.after(partial(self._withdraw, consent, donation), days=9)

    def _assess(self, news: str, hold: str) -> None:
        story, physician = self.story, self.story.who("responsible_person")
        outcome = AssessmentOutcome.ACCEPTABLE
        content = donor_facts.assess_news_content(news, outcome)
        facts: dict[str, Any] = {"news": news, "outcome": outcome, "by": physician}
        proof = story.sign(physician, content)
        story.do(donors.assess_news, **facts, proof=proof)
        story.slip("news assessed twice", donors.assess_news, **facts, proof=story.sign(physician, content))
        quality, reason = story.who("quality"), "Assessed as acceptable by the responsible person"
        content = lineage_facts.lift_hold_content(hold)
        story.do(lineage.lift_hold, hold=hold, reason=reason, by=quality, proof=story.sign(quality, content))

    def _withdraw(self, consent: str, donation: str) -> None:
        """She does not want her blood kept; from that act on nothing of hers may be used."""
        by = self.story.who("donor_coordinator")
        self.story.do(donors.withdraw_consent, consent=consent, by=by)
        self.story.slip("a donor's consent withdrawn twice", donors.withdraw_consent, consent=consent, by=by)
        self.withdrawn(donation)
