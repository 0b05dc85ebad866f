"""The people and the rows of the authorization matrix, made by the factories of the rooms, each when first asked for.

Rows belong to `administrator`'s college and `liaison`'s enterprise. `mentor` is of the same college; `reviewer`
oversees both; the three `foreign_…` have the same roles elsewhere.
"""

import copy
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from accounts.actors import Actor
from accounts.models import ApiToken, Evidence, Invitation, Link, Membership, Role, User
from accounts.services import evidence, members, people
from accounts.tokens import digest_of
from core import clock
from evaluation.models import FigureQuestion, FrameworkVersion, IndicatorValue, MeasureValue, Run
from evaluation.services.frameworks import open_consultation
from evaluation.services.questions import ask_about_figure
from evaluation.services.runs import evaluate
from institutions.models import (
    Student,
)
from internships.models import HelpRequest, HostingAnswer, InternshipSlot, JobOffer, Placement
from jobs.imports import start_import
from jobs.models import Job
from jobs.services import run_job, start_job
from notices.models import Notice
from reference.models import FigureCode, Region, RegionFigure
from reference.services import file_region_figure
from tests.architecture.world_institutions import Institutions
from tests.architecture.world_partnerships import Partnerships
from tests.factories import internships
from tests.factories.accounts import PASSWORD, TODAY, Member, make_member
from tests.factories.frameworks import draft_framework
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
OFTEN = (
    "major", "base", "course", "plan_post", "intern", "draft", "in_signature", "in_force", "lived", "risk", "activity",
    "project", "body", "slot_draft", "slot", "placement", "run",
)  # fmt: skip
"""Rows that half of all routes ask for, the ones that are slow to make, or what those stand on."""


class World(Institutions, Partnerships):
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
    def framework_draft(self) -> FrameworkVersion:
        """A draft of the reviewer's own framework."""
        return draft_framework(self.reviewer.actor, "own-list")

    @cached_property
    def framework_consulted(self) -> FrameworkVersion:
        """A version of the reviewer's that everybody may comment on."""
        version = draft_framework(self.reviewer.actor, "open-list")
        return open_consultation(actor=self.reviewer.actor, version=version)

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
    def figure_question(self) -> FigureQuestion:
        """The administrator asks about a figure of the own college; the reviewer answers."""
        return ask_about_figure(
            actor=self.administrator.actor, value=self.indicator_value, text="Where is our partner of June?", on=TODAY
        )

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
def rows_made_before() -> tuple[str, ...]:
    """Names of rows that many tests of a module ask for: made with the people. A module says its own."""
    return ()


@pytest.fixture(scope="module")
def people_of_the_matrix(django_db_setup, django_db_blocker, rows_made_before) -> Iterator[World]:
    """The people, made once for a module of tests and undone at its end; their sessions have begun."""
    with clock.at(NOW), undone(django_db_blocker):
        world = World()
        for name in SIGNED_IN:
            world.clients[name].get("/api/v1/me/")
        for name in rows_made_before:
            getattr(world, name)
        yield world


@pytest.fixture
def world(people_of_the_matrix, db, settings, tmp_path) -> Iterator[World]:
    """The people of the module; the rows that a test asks for, and what it does to others, are undone with it."""
    settings.EVIDENCE_DIR = tmp_path
    own = copy.copy(people_of_the_matrix)
    for name, row in vars(own).items():
        if isinstance(row, Model):
            vars(own)[name] = copy.copy(row)
    with clock.at(NOW):
        yield own
