"""The people and the rows of the authorization matrix, made by the factories of the rooms, each when first asked for.

Rows belong to `administrator`'s college and `liaison`'s enterprise. `mentor` is of the same college; `reviewer`
oversees both; the three `foreign_…` have the same roles elsewhere.
"""

import copy
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actors import Actor
from accounts.models import ApiToken, Evidence, Invitation, Link, Membership, Role, User
from accounts.services import evidence, members, people
from accounts.tokens import digest_of
from core import clock
from enterprises.models import EnterprisePost, EnterpriseStatus, EnterpriseYear, ExternalId
from evaluation.models import IndicatorValue, MeasureValue, Run
from evaluation.services.runs import evaluate
from institutions.models import (
    AnnualReturn,
    Course,
    CurriculumRequest,
    DualQualification,
    Equipment,
    GraduateOutcome,
    Major,
    MajorChain,
    PlanPost,
    SkillMasterStudio,
    Student,
    Teacher,
    TeacherPractice,
    TrainingBase,
)
from internships.models import HelpRequest, HostingAnswer, InternshipSlot, JobOffer, Placement
from jobs.imports import start_import
from jobs.models import Job
from jobs.services import run_job, start_job
from notices.models import Notice
from partnerships import services as agreements
from partnerships.models import (
    Activity,
    Agreement,
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
from reference.models import CatalogueMajor, FigureCode, Industry, Region, RegionFigure
from reference.services import file_region_figure
from tests.factories import institutions, internships, partnerships, work
from tests.factories.accounts import PASSWORD, TODAY, Member, make_member
from tests.undoing import undone

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TOKEN = "a-token-of-the-matrix"

MEMBERS = {
    "administrator": (Role.COLLEGE_ADMINISTRATOR, "340200"),
    "liaison": (Role.ENTERPRISE_LIAISON, "340200"),
    "reviewer": (Role.REVIEWER, "340000"),
    "evaluator": (Role.EVALUATOR, "340200"),
    "operator": (Role.OPERATOR, None),
    "foreign_administrator": (Role.COLLEGE_ADMINISTRATOR, "340200"),
    "foreign_liaison": (Role.ENTERPRISE_LIAISON, "340200"),
    "foreign_reviewer": (Role.REVIEWER, "330000"),
}
SIGNED_IN = ("outsider", "administrator", "mentor", *list(MEMBERS)[1:])
PEOPLE = ("anonymous", "disabled", *SIGNED_IN)


class World:
    """Everything that a row of the matrix needs."""

    def __init__(self) -> None:
        self.members = {name: make_member(role, region=region) for name, (role, region) in MEMBERS.items()}
        self.members["mentor"] = make_member(Role.MENTOR, self.administrator.organisation)
        self.clients = {name: member.client for name, member in self.members.items()}
        self.clients["anonymous"] = Client()
        self.clients["outsider"] = self._client_of(User(email="outsider@example.org", name="Outsider", language="en"))
        disabled = make_member(Role.COLLEGE_ADMINISTRATOR, self.administrator.organisation)
        self.clients["disabled"] = disabled.client
        User.objects.filter(pk=disabled.user.pk).update(is_active=False)

    @staticmethod
    def _client_of(user: User) -> Client:
        user.set_password(PASSWORD)
        user.save()
        client = Client()
        client.force_login(user)
        return client

    def __getattr__(self, name: str) -> Member:
        try:
            return self.__dict__["members"][name]
        except KeyError:
            raise AttributeError(name) from None

    # ---- accounts

    @cached_property
    def membership(self) -> Membership:
        return self.members["mentor"].membership

    @cached_property
    def invitation(self) -> Invitation:
        """Open; for somebody without an account; its token is TOKEN."""
        found = members.invite_member(
            actor=self.administrator.actor,
            organisation=self.administrator.organisation,
            email="new@example.org",
            role=Role.MENTOR,
            at=clock.now(),
        )
        Invitation.objects.filter(pk=found.pk).update(token_digest=digest_of(TOKEN))
        return Invitation.objects.get(pk=found.pk)

    @cached_property
    def link(self) -> Link:
        """Expired, so that every room's page is left alone; its token is TOKEN."""
        return Link.objects.create(
            act="sign_agreement",
            subject_type="accounts.membership",
            subject_id=self.membership.pk,
            organisation=self.liaison.organisation,
            sent_for=self.administrator.organisation,
            name="Holder",
            email="holder@example.org",
            token_digest=digest_of(TOKEN),
            expires_at=clock.now() - timedelta(days=1),
        )

    @cached_property
    def token(self) -> ApiToken:
        made, _text = people.make_api_token(
            actor=self.administrator.actor, name="nightly", days=5, submission=uuid4(), at=clock.now()
        )
        return made

    @cached_property
    def evidence(self) -> Evidence:
        """Of the college; the enterprise may read it."""
        upload = SimpleUploadedFile("minutes.txt", b"what was said")
        return evidence.keep_evidence(
            actor=self.administrator.actor, upload=upload, shared_with=[self.liaison.organisation]
        )

    # ---- institutions and enterprises

    @cached_property
    def major(self) -> Major:
        return institutions.make_major(self.administrator.organisation)

    @cached_property
    def base(self) -> TrainingBase:
        return institutions.make_base(self.administrator.organisation, host=self.liaison.organisation)

    @cached_property
    def course(self) -> Course:
        return institutions.make_course(self.administrator.organisation)

    @cached_property
    def plan_post(self) -> PlanPost:
        """Asked of the enterprise, which has not confirmed it."""
        return institutions.make_post(self.administrator.organisation, self.liaison.organisation)

    @cached_property
    def curriculum_request(self) -> CurriculumRequest:
        """The enterprise asks; the college has not answered."""
        return institutions.make_request(self.liaison, self.administrator.organisation)

    @cached_property
    def open_return(self) -> AnnualReturn:
        """A draft with one figure."""
        return institutions.make_return(self.administrator)

    @cached_property
    def filed_return(self) -> AnnualReturn:
        """Filed by the administrator."""
        return institutions.make_return(self.administrator, year=2024, is_filed=True)

    @cached_property
    def graduate(self) -> Student:
        """The wave of half a year waits for an answer."""
        return institutions.make_graduate(self.administrator.organisation)

    @cached_property
    def outcome(self) -> GraduateOutcome:
        """What another graduate answered."""
        return institutions.make_outcome(institutions.make_graduate(self.administrator.organisation))

    @cached_property
    def chain(self) -> MajorChain:
        return institutions.make_chain(self.major)

    @cached_property
    def teacher(self) -> Teacher:
        return institutions.make_teacher(self.administrator.organisation)

    @cached_property
    def qualification(self) -> DualQualification:
        return institutions.make_qualification(self.teacher)

    @cached_property
    def practice(self) -> TeacherPractice:
        return institutions.make_practice(self.teacher)

    @cached_property
    def equipment(self) -> Equipment:
        """Promised by the enterprise."""
        return institutions.make_equipment(self.administrator.organisation, contributor=self.liaison.organisation)

    @cached_property
    def studio(self) -> SkillMasterStudio:
        return institutions.make_studio(self.administrator.organisation)

    @cached_property
    def enterprise_year(self) -> EnterpriseYear:
        return EnterpriseYear.objects.create(
            enterprise=self.liaison.organisation.enterprise, year=2025, occurred_on=TODAY, staff_count=120
        )

    @cached_property
    def enterprise_post(self) -> EnterprisePost:
        return EnterprisePost.objects.create(
            enterprise=self.liaison.organisation.enterprise, year=2025, post="Fitter", occurred_on=TODAY, staff_count=12
        )

    @cached_property
    def enterprise_status(self) -> EnterpriseStatus:
        return EnterpriseStatus.objects.create(
            enterprise=self.liaison.organisation.enterprise,
            status=EnterpriseStatus.Status.ABOVE_SCALE,
            source="List of 2025",
            from_on=TODAY - timedelta(days=300),
        )

    @cached_property
    def external_id(self) -> ExternalId:
        enterprise = self.liaison.organisation.enterprise
        return ExternalId.objects.create(enterprise=enterprise, scheme="stock", value="600000.SS")

    @cached_property
    def catalogue(self) -> CatalogueMajor:
        """No college has opened it."""
        return institutions.make_catalogue_major("460301", "机电一体化技术")

    @cached_property
    def industry(self) -> Industry:
        return Industry.objects.create(code="C", section="C", level="section", name="制造业")

    # ---- partnerships

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

    # ---- internships

    @cached_property
    def slot_draft(self) -> InternshipSlot:
        return internships.make_slot(self.liaison)

    @cached_property
    def slot(self) -> InternshipSlot:
        """Open: everybody who is signed in finds it."""
        return internships.make_open_slot(self.liaison)

    @cached_property
    def intern(self) -> Student:
        return internships.make_intern(self.administrator)

    @cached_property
    def placement(self) -> Placement:
        return internships.make_placement(self.administrator, self.slot)

    @cached_property
    def begun(self) -> Placement:
        """Under way."""
        return internships.make_begun_today(self.administrator, self.liaison)

    @cached_property
    def ended(self) -> Placement:
        return internships.make_ended(self.administrator, self.slot)

    @cached_property
    def ready(self) -> Placement:
        """Signed, insured, and its first day is today."""
        return internships.make_ready_today(self.administrator, self.liaison)

    @cached_property
    def help_request(self) -> HelpRequest:
        return internships.make_help_request(self.administrator, self.placement)

    @cached_property
    def answered_help(self) -> HelpRequest:
        return internships.make_help_request(self.administrator, self.placement, answer="Paid now.")

    @cached_property
    def hosting_answer(self) -> HostingAnswer:
        return internships.make_hosting_answer(self.liaison)

    @cached_property
    def offer_draft(self) -> JobOffer:
        return internships.make_offer(self.liaison)

    @cached_property
    def offer(self) -> JobOffer:
        """Open: everybody who is signed in finds it."""
        return internships.make_open_offer(self.liaison)

    # ---- evaluation

    @cached_property
    def run(self) -> Run:
        """Published; it counts what stands when it is first asked for."""
        assert self.in_force
        return evaluate(actor=Actor.system("matrix"), on=TODAY)

    @cached_property
    def indicator_value(self) -> IndicatorValue:
        """A figure of the administrator's college."""
        found = self.run.indicator_values.filter(organisation=self.administrator.organisation).order_by("pk")
        return found.first()

    @cached_property
    def measure_value(self) -> MeasureValue:
        """A counted figure of the administrator's college."""
        return self.run.measure_values.filter(organisation=self.administrator.organisation).order_by("pk").first()

    @cached_property
    def filed_figure(self) -> RegionFigure:
        """A figure of the reviewer's own region."""
        return file_region_figure(
            actor=self.reviewer.actor,
            region=Region.objects.get(code="340200", valid_to=None),
            figure=FigureCode.objects.filter(subject=FigureCode.Subject.REGION).first(),
            year=2025,
            value=Decimal(125),
            source="Statistical yearbook",
            on=TODAY,
        )

    # ---- notices and jobs

    @cached_property
    def notice(self) -> Notice:
        params = {"title": "An import", "message": ""}
        return Notice.objects.create(user=self.administrator.user, kind="job_done", params=params)

    @cached_property
    def preview(self) -> Job:
        """Of a list of teachers, looked through: one row would come in, one is rejected."""
        text = "number,name,joined_on\nT7,Teacher,2020-09-01\nT8,Other,then\n"
        made = start_import(
            actor=self.administrator.actor,
            name="teachers",
            file=io.BytesIO(text.encode()),
            file_name="staff.csv",
            on=TODAY,
            is_dry_run=True,
        )
        run_job(pk=made.pk)
        return Job.objects.get(pk=made.pk)

    @cached_property
    def job(self) -> Job:
        return start_job(actor=self.administrator.actor, kind="import", title="An import")


# ---- Fixtures -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def people_of_the_matrix(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The people, made once for a module of tests and undone at its end."""
    with clock.at(NOW), undone(django_db_blocker):
        yield World()


@pytest.fixture
def world(people_of_the_matrix, db, settings, tmp_path) -> Iterator[World]:
    """The people of the module; the rows that a test asks for are undone with it."""
    settings.EVIDENCE_DIR = tmp_path
    with clock.at(NOW):
        yield copy.copy(people_of_the_matrix)
