"""S3: after random acts of two colleges and two enterprises nobody ever finds a foreign row: not in a list, a search,
an export, the API or a file. What each person may find is said by `Row.seen_by`, beside the product's own rules.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from accounts.models import Evidence
from accounts.scoping import Access
from accounts.services.evidence import keep_evidence
from institutions.models import Equipment, TrainingBase
from internships.models import HelpRequest, InternshipSlot, Placement
from internships.services import ask_for_help
from partnerships.models import Agreement, Contribution, Obligation, Project, State
from tests.architecture.world import World
from tests.factories import institutions, internships, partnerships, work
from tests.factories.accounts import TODAY
from tests.journeys.site import words_of

SEQUENCES = 500
PARTS = 4  # so that several processes share the work
COLLEGES = {"administrator": "administrator mentor", "foreign_administrator": "foreign_administrator"}
ENTERPRISES = {"liaison": "liaison", "foreign_liaison": "foreign_liaison"}
PEOPLE = ("outsider", "administrator", "mentor", "liaison", "reviewer", "evaluator", "operator",
          "foreign_administrator", "foreign_liaison", "foreign_reviewer")  # fmt: skip
A_COLLEGE, AN_ENTERPRISE = st.sampled_from(sorted(COLLEGES)), st.sampled_from(sorted(ENTERPRISES))
SOME_PEOPLE = st.lists(st.sampled_from(PEOPLE), min_size=3, max_size=3, unique=True)
EVERYBODY = frozenset(PEOPLE) - {"outsider"}
WAYS = ("page", "search", "csv", "xlsx", "api")
PLACES = {  # where the rows of a kind are listed, as a page and in the API
    Agreement: "agreements",
    TrainingBase: "training-bases",
    InternshipSlot: "internship-slots",
    Placement: "placements",
    Evidence: "evidence",
    Equipment: "equipment",
    Contribution: "contributions",
    Obligation: "obligations",
    HelpRequest: "help-requests",
    Project: "projects",
}
PAGES = {  # what has a page of its own
    Agreement: "partnerships:agreement-detail",
    Equipment: "institutions:equipment-detail",
    Contribution: "partnerships:contribution-detail",
    Obligation: "partnerships:obligation-detail",
    HelpRequest: "internships:help-detail",
    Project: "partnerships:project-detail",
}
ELSEWHERE = ("/", "/enterprises/", "/jobs/", "/api/v1/activities/", "/api/v1/students/")


@dataclass
class Row:
    """Something that was made, the word by which it is recognised, and who may find it."""

    mark: str
    subject: object
    seen_by: frozenset[str]
    college: str = ""
    enterprise: str = ""


@dataclass
class Tenants:
    """What stands outside all sequences: people, an agreement in force and a placement of every pair of them, and the
    numbers of words.
    """

    world: World
    agreements: dict[tuple[str, str], Agreement] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)
    numbers: count = field(default_factory=lambda: count(1))
    found: int = 0  # rows that were found by those who may
    asked: int = 0


def people(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


class Machine(RuleBasedStateMachine):
    """Random acts and looks; every sequence begins and ends with the rows that stood before."""

    tenants: Tenants

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def organisation(self, name: str):
        return self.tenants.world.members[name].organisation

    def add(self, make: Callable[[str], object], seen_by: frozenset[str], **of: str) -> None:
        mark = f"Zq{next(self.tenants.numbers)}x"
        self.rows.append(Row(mark, make(mark), seen_by, **of))

    @initialize(college=A_COLLEGE, enterprise=AN_ENTERPRISE)
    def begin(self, college: str, enterprise: str) -> None:
        self.draft_an_agreement(college, enterprise)

    @rule(college=A_COLLEGE, enterprise=AN_ENTERPRISE)
    def draft_an_agreement(self, college: str, enterprise: str) -> None:
        parties = self.organisation(college), self.organisation(enterprise)
        self.add(lambda mark: partnerships.make_agreement(*parties, title=mark), people(COLLEGES[college]),
                 college=college, enterprise=enterprise)  # fmt: skip

    @precondition(lambda self: self.of(Agreement))
    @rule(data=st.data())
    def move_an_agreement_on(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.of(Agreement)))
        agreement = Agreement.objects.get(pk=row.subject.pk)
        if agreement.state == State.DRAFT:
            partnerships.send(agreement)
        elif agreement.state == State.IN_SIGNATURE:
            for party in agreement.parties.select_related("organisation"):
                partnerships.sign(agreement, party.organisation)
        row.seen_by |= people(ENTERPRISES[row.enterprise], "reviewer")

    @rule(college=A_COLLEGE, host=AN_ENTERPRISE)
    def add_a_base(self, college: str, host: str) -> None:
        def make(mark: str) -> object:
            base = institutions.make_base(self.organisation(college), host=self.organisation(host))
            type(base).objects.filter(pk=base.pk).update(name=mark)
            return base

        self.add(make, people(COLLEGES[college], ENTERPRISES[host], "reviewer"))

    @rule(host=AN_ENTERPRISE, is_open=st.booleans())
    def offer_a_slot(self, host: str, is_open: bool) -> None:
        make = internships.make_open_slot if is_open else internships.make_slot
        self.add(
            lambda mark: make(self.tenants.world.members[host], post=mark),
            EVERYBODY if is_open else people(ENTERPRISES[host]),
            enterprise=host,
        )

    @rule(college=A_COLLEGE, host=AN_ENTERPRISE)
    def place_a_student(self, college: str, host: str) -> None:
        def make(mark: str) -> object:
            slot = internships.make_open_slot(self.tenants.world.members[host])
            student = internships.make_intern(self.tenants.world.members[college], name=mark, number=mark)
            return internships.make_placement(self.tenants.world.members[college], slot, student)

        self.add(make, people(COLLEGES[college], ENTERPRISES[host]))

    @rule(college=A_COLLEGE, reader=st.sampled_from(["", *sorted(ENTERPRISES)]))
    def keep_a_file(self, college: str, reader: str) -> None:
        def make(mark: str) -> object:
            upload = SimpleUploadedFile(f"{mark}.txt", mark.encode())
            readers = [self.organisation(reader)] if reader else []
            actor = self.tenants.world.members[college].actor
            return keep_evidence(actor=actor, upload=upload, shared_with=readers)

        self.add(make, people(COLLEGES[college], ENTERPRISES[reader] if reader else ""))

    @rule(college=A_COLLEGE, contributor=AN_ENTERPRISE)
    def promise_equipment(self, college: str, contributor: str) -> None:
        parties = self.organisation(college), self.organisation(contributor)
        self.add(
            lambda mark: institutions.make_equipment(parties[0], contributor=parties[1], name=mark),
            people(COLLEGES[college], ENTERPRISES[contributor], "reviewer"),
        )

    @rule(college=A_COLLEGE, enterprise=AN_ENTERPRISE, what=st.sampled_from((Contribution, Obligation)))
    def owe_something(self, college: str, enterprise: str, what: type) -> None:
        """As the rows of an agreement stand when it has entered force."""
        agreement = self.tenants.agreements[college, enterprise]
        keeper, debtor = (agreement.parties.get(key=key) for key in ("college", "enterprise"))

        def make(mark: str) -> object:
            of_it = {"agreement": agreement, "key": mark, "due_on": TODAY}
            if what is Contribution:
                return Contribution.objects.create(**of_it, party=debtor, kind="equipment", name=mark, value=1)
            return Obligation.objects.create(**of_it, debtor=debtor, creditor=keeper, title=mark)

        self.add(make, people(COLLEGES[college], ENTERPRISES[enterprise], "reviewer"))

    @rule(college=A_COLLEGE)
    def ask_for_help(self, college: str) -> None:
        """What a student says is for the college alone: not for the host, not for those who oversee it."""
        actor, placement = self.tenants.world.members[college].actor, self.tenants.placements[college]
        self.add(
            lambda mark: ask_for_help(actor=actor, placement=placement, category="pay", text=mark, on=TODAY),
            people(COLLEGES[college]),
        )

    @rule(college=A_COLLEGE, partner=AN_ENTERPRISE)
    def begin_a_project(self, college: str, partner: str) -> None:
        parties = self.organisation(college), self.organisation(partner)
        self.add(
            lambda mark: work.make_project(*parties, title=mark),
            people(COLLEGES[college], ENTERPRISES[partner], "reviewer"),
        )

    @precondition(lambda self: self.rows)
    @rule(some=SOME_PEOPLE, way=st.sampled_from(WAYS), data=st.data())
    def look_into_a_list(self, some: list[str], way: str, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.rows))
        place = PLACES[type(row.subject)]
        address = {"search": f"/{place}/?q={row.mark[1:]}", "api": f"/api/v1/{place}/", "page": f"/{place}/"}
        if isinstance(row.subject, Contribution) and way != "api":  # it is listed with its agreement alone
            address = {way: f"/agreements/{row.subject.agreement_id}/progress/"}
        for person in some:
            self.ask(person, address.get(way, f"/{place}/?export={way}"))

    @precondition(lambda self: self.rows)
    @rule(some=SOME_PEOPLE, place=st.sampled_from(ELSEWHERE))
    def look_elsewhere(self, some: list[str], place: str) -> None:
        for person in some:
            self.ask(person, place)

    @rule(some=SOME_PEOPLE, data=st.data())
    def open_an_address(self, some: list[str], data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.of(*PAGES)))
        self.open(row, reverse(PAGES[type(row.subject)], args=[row.subject.pk]), some)

    @precondition(lambda self: self.of(Evidence))
    @rule(some=SOME_PEOPLE, data=st.data())
    def open_a_file(self, some: list[str], data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.of(Evidence)))
        self.open(row, f"/evidence/{row.subject.public_id}/", some)

    def of(self, *models: type) -> list[Row]:
        return [row for row in self.rows if isinstance(row.subject, models)]

    def open(self, row: Row, address: str, some: list[str]) -> None:
        for person in some:
            status = self.ask(person, address)
            assert (status == 200) == (person in row.seen_by), f"{person} gets {status} at {address}"

    def ask(self, person: str, address: str) -> int:
        response = self.tenants.world.clients[person].get(address)
        words = words_of(response)
        shown = [row for row in self.rows if row.mark in words]
        assert not [row for row in shown if person not in row.seen_by], f"{person} at {address}"
        self.tenants.found += len(shown)
        self.tenants.asked += 1
        return response.status_code


@pytest.fixture
def tenants(world) -> Tenants:
    found = Tenants(world)
    for college in COLLEGES:
        for enterprise in ENTERPRISES:
            parties = world.members[college].organisation, world.members[enterprise].organisation
            found.agreements[college, enterprise] = partnerships.make_agreement_in_force(*parties)
        slot = internships.make_open_slot(world.liaison)
        found.placements[college] = internships.make_placement(world.members[college], slot)
    return found


def run(tenants: Tenants, sequences: int, part: int, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    limits = settings(
        max_examples=sequences, stateful_step_count=7, deadline=None, suppress_health_check=list(HealthCheck),
        database=None, print_blob=False, phases=phases,
    )  # fmt: skip
    machine = type("Machine", (Machine,), {"tenants": tenants})
    run_state_machine_as_test(seed(part)(machine), settings=limits)


@pytest.mark.once_sqlite
@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_finds_a_foreign_row(tenants, part):
    run(tenants, SEQUENCES // PARTS, part)

    assert tenants.asked > SEQUENCES // PARTS / 2
    assert tenants.found > 20, "those who may see a row did not find it: the walk proves nothing"


@pytest.mark.parametrize("leak", ["drafts", "everything"])
def test_a_leak_is_found(tenants, monkeypatch, leak):
    """Negative control: the product's rule replaced by one that shows drafts to their counterpart, or all to all."""
    from django.db.models import Q

    owners = ("keeper_id",)
    leaking = {
        "drafts": Access(
            owned_by=owners, kept_by="keeper_id", shared_with=("parties__organisation_id",), shared_if=None
        ),
        "everything": Access(owned_by=owners, kept_by="keeper_id", published_to=Q(pk__gt=0)),
    }[leak]
    monkeypatch.setattr(Agreement, "access", leaking)

    with pytest.raises(AssertionError):
        run(tenants, 120, 0, phases=(Phase.generate,))
