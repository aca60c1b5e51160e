"""The donor programme of the simulated year: who asks, who gives, whose blood is tested, and what comes late.

About one mother in five is not accepted, for a reason of the decision table: a reactive test, a risk in the
interview, a specimen outside its window, a plasma dilution, a consent withdrawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cordline.assays import services as assays
from cordline.assays.types import DonorTest, Reading, Taken, ValueKind
from cordline.donors import rulebook
from cordline.donors import selectors as donor_facts
from cordline.donors import services as donors
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.types import Answer, Delivery, DonationKind, DonationUse, DonorKind, Question, Scope
from cordline.ground.products import Product, RuleSet
from cordline.ledger.services import Entry
from cordline.simulate.names import invent
from cordline.simulate.stage import Stage

LAW = (RuleSet.FDA, RuleSet.EU, RuleSet.MY)
VERSIONS = ("FDA 2024-05-20", "EU 2014-06-17", "MY 2021-01-01")
PANEL = tuple(
    test
    for test in DonorTest
    if test not in (DonorTest.SYPHILIS_NONTREPONEMAL, DonorTest.WNV_NAT, DonorTest.ZIKA_NAT)
)
ZONE = "Asia/Kuala_Lumpur"
LABORATORY_CODE = "DEMOREF"
TROUBLES = ("reactive", "risk", "early_specimen", "dilution", "missing_test", "cmv", "withdrawn")


@dataclass
class Mother:
    """One birth mother and her donation, as far as they have come."""

    donor: str
    donation: str = ""
    sample: str = ""
    trouble: str = ""
    decision: str = ""
    consent: str = ""
    results: dict[str, str] = field(default_factory=dict)


class Programme:
    """Recruits mothers, has them tested and judged; ``accepted`` hears of each donation when its cord arrives."""

    def __init__(self, story: Stage, cord_arrives: Callable[[Mother], None]) -> None:
        self.story, self.cord_arrives = story, cord_arrives
        self.mothers: list[Mother] = []

    def open(self) -> None:
        """Take the rule sets of the law by signature, and enter a laboratory and its kits."""
        story, responsible, quality = (
            self.story,
            self.story.who("responsible_person"),
            self.story.who("quality"),
        )
        for version in VERSIONS:
            content = rulebook.shipped_content(version)
            proof = story.sign(responsible, donor_facts.adopt_rules_content(content))
            story.do(donors.adopt_rule_set, content=content, proof=proof, by=responsible)
        story.do(
            assays.enter_laboratory,
            code=LABORATORY_CODE,
            name="Invented Reference Laboratory",
            country="MY",
            accreditation="DEMO 000",
            accredited_under=LAW,
            accredited_until=(story.begins + timedelta(days=900)).date(),
            by=quality,
        )
        for test in PANEL:
            story.do(
                assays.enter_method,
                code=kit_of(test),
                name=f"Invented panel, {test.label}",
                test=test,
                donor_screening_under=LAW,
                by=quality,
            )

    def recruit(self, trouble: str = "") -> Mother:
        """Register a mother before labour, ask her, examine her; the birth follows within days."""
        story, coordinator = self.story, self.story.who("donor_coordinator")
        name = invent(story.chance)
        age = story.chance.randrange(22, 40)
        registered = story.do(
            donors.register_donor,
            kind=DonorKind.BIRTH_MOTHER,
            full_name=name.full,
            birth_date=date(
                story.now.year - age, story.chance.randrange(1, 13), story.chance.randrange(1, 28)
            ),
            languages=(name.language,),
            own_script_name=name.own_script,
            by=coordinator,
        )
        mother = Mother(registered.subject, trouble=trouble)
        self.mothers.append(mother)
        agreed = story.do(
            donors.record_consent,
            donor=mother.donor,
            scopes=[Scope.DONATION, Scope.INFECTION_TESTS, Scope.ALLOGENEIC_USE, Scope.CONTACT_LATER],
            text_version="Cord donation, demonstration draft 1",
            language=name.language,
            signed_at=story.now,
            by=coordinator,
        )
        mother.consent = str(agreed.payload["consent"])
        answers = dict.fromkeys(Question, Answer.NO)
        if trouble == "risk":
            answers[
                story.chance.choice((Question.HIV_HBV_HCV_RISK, Question.CJD_RISK, Question.MALIGNANCY))
            ] = Answer.YES
        story.do(
            donors.record_interview, donor=mother.donor, answers=answers, taken_at=story.now, by=coordinator
        )
        story.after(
            lambda: self._birth(mother, age),
            days=story.chance.randrange(3, 9),
            hours=story.chance.randrange(12),
        )
        return mother

    def _birth(self, mother: Mother, age: int) -> None:
        story = self.story
        story.do(
            donors.record_examination,
            donor=mother.donor,
            findings=[],
            done_at=story.now - timedelta(hours=20),
            weight_kg=Decimal(story.chance.randrange(550, 780)) / 10,
            by=story.who("responsible_person"),
        )
        given = NewDonation(
            kind=DonationKind.CORD,
            use=DonationUse.ALLOGENEIC,
            product=Product.MSC_WJ,
            donated_at=story.now - timedelta(hours=1),
            zone=ZONE,
            collected_in="MY",
            gestation_weeks=story.chance.randrange(37, 41),
            delivery=Delivery.CAESAREAN,
            infant_healthy=True,
            donor_age_years=age,
        )
        recorded = story.do(
            donors.record_donation, donor=mother.donor, donation=given, by=story.who("donor_coordinator")
        )
        mother.donation = str(recorded.payload["donation"])
        story.after(lambda: self.cord_arrives(mother), hours=story.chance.randrange(8, 28))
        story.after(lambda: self._draw(mother), hours=2)

    def _draw(self, mother: Mother) -> None:
        story = self.story
        early = mother.trouble == "early_specimen"
        diluted = mother.trouble == "dilution"
        taken = story.now - (timedelta(days=5) if early else timedelta(minutes=20))
        entry = story.do(
            assays.take_sample,
            of=mother.donor,
            taken_from=Taken.BIRTH_MOTHER,
            taken_at=taken,
            zone=ZONE,
            blood_loss=diluted,
            blood_ml_48h=2500 if diluted else 0,
            colloid_ml_48h=1000 if diluted else 0,
            crystalloid_ml_1h=1500 if diluted else 0,
            laboratory=LABORATORY_CODE,
            by=story.who("donor_coordinator"),
        )
        mother.sample = str(entry.payload["sample"])
        story.after(lambda: self._results(mother), days=story.chance.randrange(4, 9))

    def _results(self, mother: Mother) -> None:
        story = self.story
        reactive = {
            "reactive": story.chance.choice(
                (DonorTest.HBSAG, DonorTest.HCV_ANTIBODY, DonorTest.SYPHILIS_TREPONEMAL)
            ),
            "cmv": DonorTest.CMV_ANTIBODY,
        }.get(mother.trouble)
        for test in PANEL:
            if mother.trouble == "missing_test" and test is DonorTest.HCV_NAT:
                continue
            self.report(mother, test, ValueKind.REACTIVE if test is reactive else ValueKind.NON_REACTIVE)
        story.after(lambda: self._judge(mother), hours=3)

    def report(self, mother: Mother, test: DonorTest, kind: ValueKind) -> Entry:
        """File one screening result of the mother's sample."""
        return self.story.do(
            assays.record_result,
            sample=mother.sample,
            reading=Reading(test, kind),
            reported_at=self.story.now - timedelta(minutes=30),
            method=kit_of(test),
            laboratory=LABORATORY_CODE,
            by=self.story.who("technician2"),
        )

    def _judge(self, mother: Mother) -> None:
        story, responsible = self.story, self.story.who("responsible_person")
        if mother.trouble == "withdrawn":
            story.do(donors.withdraw_consent, consent=mother.consent, by=story.who("donor_coordinator"))
        judged = story.do(donors.judge_donation, donation=mother.donation, by=story.who("donor_coordinator"))
        mother.decision = str(judged.payload["decision"])
        content = donor_facts.sign_eligibility_content(mother.donation)
        facts: dict[str, Any] = {"donation": mother.donation, "by": responsible}
        signed = story.try_to(donors.sign_eligibility, **facts, proof=story.sign(responsible, content))
        if signed is None:
            return
        story.slip(
            "eligibility signed twice",
            donors.sign_eligibility,
            **facts,
            proof=story.sign(responsible, content),
        )
        if not mother.trouble:
            story.after(lambda: self._again(mother), days=20)

    def _again(self, mother: Mother) -> None:
        """Her stored sample is tested once more by another kit; the house judges the donation with it by itself."""
        self.report(mother, DonorTest.SYPHILIS_TREPONEMAL, ValueKind.NON_REACTIVE)


def kit_of(test: DonorTest) -> str:
    """The code of the invented kit of one test."""
    return f"DEMO-{test.value.upper().replace('_', '-')}"[:24]


def trouble_of(story: Stage) -> str:
    """Draw what is wrong with a mother or her specimen; nothing, four times in five."""
    return story.chance.choice(TROUBLES) if story.happens(20) else ""
