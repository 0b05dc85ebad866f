"""Rows of partnerships in the authorization matrix."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from accounts.models import Evidence
from accounts.services import evidence
from institutions.models import (
    Equipment,
    TrainingBase,
)
from jobs.models import Job
from partnerships import services as agreements
from partnerships.models import (
    Activity,
    Agreement,
    Assessment,
    BenefitScenario,
    BodyMember,
    ChangeWish,
    CheckStep,
    Claim,
    Contact,
    Contribution,
    Drill,
    ExitPayment,
    GovernanceBody,
    JointApplication,
    Meeting,
    Obligation,
    Patent,
    Project,
    ProjectReceipt,
    Risk,
    Signatory,
    Signature,
    SignedFile,
)
from partnerships.scenario import Scenario, Year
from partnerships.selectors import terms_of
from partnerships.services import record_receipt
from partnerships.services.files import KIND, keep_file
from partnerships.terms import digest
from partnerships.terms.values import Stage
from tests.factories import institutions, partnerships, work
from tests.factories.accounts import TODAY, Member


class Partnerships:
    """To be part of `World`."""

    members: dict[str, Member]
    administrator: Member
    liaison: Member
    reviewer: Member

    def _agreement(self, make: Callable[..., Any]) -> Any:
        return make(self.administrator.organisation, self.liaison.organisation)

    @cached_property
    def draft(self) -> Agreement:
        """Its counterpart does not see it yet."""
        return self._agreement(partnerships.make_agreement)

    @cached_property
    def in_signature(self) -> Agreement:
        return self._agreement(partnerships.make_agreement_in_signature)

    @cached_property
    def in_force(self) -> Agreement:
        return self._agreement(partnerships.make_agreement_in_force)

    @cached_property
    def signed_file(self) -> SignedFile:
        """A small stand-in: what it holds does not matter here."""
        version = self.in_force.versions.get()
        return keep_file(actor=Actor.system("test"), version=version, language="en", content=b"%PDF-1.7")

    @cached_property
    def exit_payment(self) -> ExitPayment:
        """The college owes it to the enterprise."""
        college, enterprise = self.in_force.parties.order_by("position")[:2]
        return ExitPayment.objects.create(
            agreement=self.in_force, payer=college, payee=enterprise, amount=Decimal(1), reckoned_on=TODAY
        )

    @cached_property
    def watched_risk(self) -> Risk:
        """A figure above 2 warns of it."""
        Risk.objects.filter(pk=self.risk.pk).update(watched="Accidents", threshold=2, side="above")
        return self.risk

    @cached_property
    def claim(self) -> Claim:
        """Of the enterprise; not decided."""
        actor = self.liaison.actor
        facts = {"kind": "insurance", "provider": "An insurer", "lost_on": TODAY, "amount": Decimal(10)}
        return agreements.file_claim(actor=actor, risk=self.risk, on=TODAY, **facts)

    @cached_property
    def assessment(self) -> Assessment:
        """Recorded by the enterprise; the college has not answered."""
        facts = {"assessor": "Both", "findings": "Forty certified", "grade": "good", "decision": "go_on"}
        return agreements.record_assessment(
            actor=self.liaison.actor, agreement=self.lived, assessed_on=TODAY, on=TODAY, **facts
        )

    @cached_property
    def drill(self) -> Drill:
        """Reported by the enterprise."""
        return agreements.record_drill(
            actor=self.liaison.actor, agreement=self.lived, occurred_on=TODAY, note="Fire", on=TODAY
        )

    @cached_property
    def contact(self) -> Contact:
        """Of the enterprise."""
        return agreements.add_contact(
            actor=self.liaison.actor, agreement=self.lived, topic="Fire", name="Li", phone="119"
        )

    @cached_property
    def unprinted(self) -> Agreement:
        """In force; its signed file could not be made."""
        Job.objects.filter(kind=KIND, arguments__version=self.in_force.versions.get().pk).update(state="failed")
        return self.in_force

    @cached_property
    def submitted(self) -> Agreement:
        """Waits for an internal check of the college, which is asked of no other agreement."""
        step = agreements.add_check_step(actor=self.administrator.actor, name="Legal")
        found = partnerships.send(self._agreement(partnerships.make_agreement))
        agreements.end_check_step(actor=self.administrator.actor, step=step, on=TODAY)
        return found

    @cached_property
    def signatory(self) -> Signatory:
        """Of the enterprise, in a draft."""
        party = self.draft.parties.select_related("agreement", "organisation").get(key="enterprise")
        return agreements.add_signatory(actor=self.administrator.actor, party=party, name="Luo Jing")

    @cached_property
    def own_evidence(self) -> Evidence:
        """The college's alone."""
        return evidence.keep_evidence(
            actor=self.administrator.actor, upload=SimpleUploadedFile("sheet.txt", b"a signed sheet")
        )

    @cached_property
    def on_paper(self) -> Signature:
        """The enterprise has signed on paper; the college has not signed."""
        found = self._agreement(partnerships.make_agreement_in_signature)
        return agreements.record_paper_signature(
            actor=self.administrator.actor,
            party=found.parties.get(key="enterprise"),
            signer="Luo Jing",
            signed_on=TODAY,
            scan=self.own_evidence,
            digest_shown=digest(terms_of(found)),
            on=TODAY,
        )

    @cached_property
    def wish(self) -> ChangeWish:
        """Of the enterprise; not answered."""
        party = self.in_signature.parties.select_related("agreement", "organisation").get(key="enterprise")
        return agreements.ask_for_change(actor=self.liaison.actor, party=party, text="Sixty days", on=TODAY)

    @cached_property
    def amendment(self) -> Agreement:
        """A draft: its counterpart does not see it yet."""
        return agreements.begin_amendment(actor=self.administrator.actor, agreement=self.in_force, on=TODAY)

    @cached_property
    def check_step(self) -> CheckStep:
        """Asked for from now on: what others need to be signed is made before."""
        self.in_signature, self.in_force, self.lived  # noqa: B018 (made)
        return agreements.add_check_step(actor=self.administrator.actor, name="Leadership")

    @cached_property
    def suspended(self) -> Agreement:
        """By the college."""
        found = self._agreement(partnerships.make_agreement_in_force)
        return agreements.suspend(actor=self.administrator.actor, agreement=found, reason="Rest", on=TODAY)

    @cached_property
    def ending(self) -> Agreement:
        """The college would end it by consent; the enterprise has not agreed."""
        found = self._agreement(partnerships.make_agreement_in_force)
        agreements.give_notice(
            actor=self.administrator.actor, agreement=found, kind="consent", last_on=TODAY, reason="Done", on=TODAY
        )
        return found

    @cached_property
    def activity(self) -> Activity:
        """Recorded by the college; the enterprise has not confirmed it."""
        return partnerships.make_activity(self.in_force)

    @cached_property
    def project(self) -> Project:
        return self._agreement(work.make_project)

    @cached_property
    def receipt(self) -> ProjectReceipt:
        return record_receipt(
            actor=self.administrator.actor, project=self.project, amount=Decimal(100), occurred_on=TODAY, on=TODAY
        )

    @cached_property
    def application(self) -> JointApplication:
        return self._agreement(work.make_application)

    @cached_property
    def patent(self) -> Patent:
        return self._agreement(work.make_patent)

    @cached_property
    def body(self) -> GovernanceBody:
        """The enterprise is a member."""
        return self._agreement(work.make_body)

    @cached_property
    def body_member(self) -> BodyMember:
        return self.body.members.get()

    @cached_property
    def meeting(self) -> Meeting:
        """Held, with minutes."""
        return work.make_meeting(self.body, held_on=date(2026, 10, 9))

    @cached_property
    def lived(self) -> Agreement:
        """In force, with a contribution and an obligation of the enterprise, one of each reported, and a risk."""
        return partnerships.make_lived_agreement(self.administrator.organisation, self.liaison.organisation)

    @cached_property
    def draft_of_three(self) -> Agreement:
        others = [self.liaison.organisation, self.members["foreign_liaison"].organisation]
        return partnerships.make_agreement(self.administrator.organisation, others)

    @cached_property
    def piece(self) -> Equipment:
        """Equipment of the college that belongs to no contribution."""
        return partnerships.make_piece(self.administrator.organisation)

    @cached_property
    def contribution(self) -> Contribution:
        """Of the enterprise, not delivered yet."""
        return self.lived.contributions.get(key="bench")

    @cached_property
    def delivered(self) -> Contribution:
        """Of the enterprise; the college has not answered."""
        return self.lived.contributions.get(key="hours")

    @cached_property
    def obligation(self) -> Obligation:
        """The enterprise owes it."""
        return self.lived.obligations.get(key="lend")

    @cached_property
    def reported(self) -> Obligation:
        """The enterprise says it is done; the college has not answered."""
        return self.lived.obligations.get(key="teach")

    @cached_property
    def risk(self) -> Risk:
        return self.lived.risks.get(key="1")

    @cached_property
    def scenario(self) -> BenefitScenario:
        """What the college expects of the agreement in force."""
        expected = Scenario({Stage.COMMERCIAL: (Year(1, Decimal("100.01")),)})
        return agreements.keep_scenario(
            actor=self.administrator.actor, agreement=self.in_force, name="Likely", scenario=expected
        )

    @cached_property
    def own_base(self) -> TrainingBase:
        """A base that no agreement names."""
        return institutions.make_base(self.administrator.organisation, host=self.liaison.organisation)
