"""A random world for measures: rows of every kind on and around every boundary of days and moments.

The days lie around the day of the figure and the first days of the windows that measures have; the moments around the
cut-off. Spans follow one another as a record's states do; some rows are superseded, before the cut-off or after it.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from accounts.models import Organisation
from enterprises.models import EnterpriseStatus
from institutions.models import (
    BaseState,
    Course,
    CourseRevision,
    CurriculumRequest,
    CurriculumRequestState,
    DualQualification,
    Equipment,
    EquipmentState,
    GraduateOutcome,
    Major,
    MajorState,
    PlanPost,
    PlanPostConfirmation,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingBase,
    TrainingBaseState,
    TrainingPlan,
)
from internships.models import InternshipSlot, Placement, PlacementFinding, PlacementOutcome, PlacementState
from partnerships.models import (
    Activity,
    ActivityConfirmation,
    Agreement,
    AgreementState,
    BodySeats,
    GovernanceBody,
    JointApplication,
    Meeting,
    Obligation,
    ObligationState,
    Party,
    Patent,
    Project,
    ProjectPartner,
    ProjectReceipt,
)
from reference.models import CatalogueMajor
from tests.factories.evaluation import CUTOFF, DAY, EARLY, JUST_AFTER, make_college, make_enterprise
from tests.factories.evaluation_rows import add, add_placement

EDGES = (0, 1, 179, 180, 364, 365, 1095, 1096)  # days back: the day itself and the ends of windows
MOMENTS = (EARLY, EARLY, EARLY, EARLY, CUTOFF, JUST_AFTER)


class World:
    """Throws the dice for one data set. The same seed gives the same rows."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.colleges = [make_college(code) for code in ("340202", "340200", "340104", "330203", "429004", "340000")]
        self.colleges += [make_college(None), make_college("340202", is_vocational=False)]
        self.enterprises = [make_enterprise(code) for code in ("340200", "340202", "330200", "340104") * 3]
        self.catalogue = [
            CatalogueMajor.objects.get_or_create(
                code=code,
                defaults={"level": "college", "name": code, "category_code": code[:2], "class_code": code[:4]},
            )[0]
            for code in ("460103", "460104", "510201", "530101")
        ]

    def make(self) -> None:
        """Every kind of row."""
        for part in (self.majors, self.partnerships, self.equipment, self.people, self.teaching, self.projects,
                     self.governance, self.internships):  # fmt: skip
            part()

    # ---- Dice -------------------------------------------------------------------------------------------------------

    def day(self) -> date:
        """Mostly a boundary, sometimes any day of four years, sometimes tomorrow."""
        dice = self.dice
        return DAY - timedelta(days=dice.choice([*EDGES, -1, dice.randint(2, 1400), dice.randint(2, 360)]))

    def maybe_day(self, after: date | None = None) -> date | None:
        """A day or none; after another if that is given."""
        if self.dice.random() < 0.4:
            return None
        return self.day() if after is None else max(self.day(), after + timedelta(days=1))

    def at(self) -> datetime:
        return self.dice.choice(MOMENTS)

    def superseded(self) -> datetime | None:
        return self.dice.choice([None, None, None, None, CUTOFF, JUST_AFTER])

    def college(self) -> Organisation:
        return self.dice.choice(self.colleges)

    def enterprise(self) -> Organisation:
        return self.dice.choice(self.enterprises)

    def times(self, number: int) -> Iterator[int]:
        return iter(range(number))

    def spans(self, model: type[Model], name: str, values: list[str], **subject: Any) -> None:
        """What a subject was, one span after the other; corrected rows beside them."""
        begin = self.day() - timedelta(days=self.dice.randint(0, 900))
        number = self.dice.randint(0, 3)
        for position in range(number):
            end = None if position == number - 1 and self.dice.random() < 0.7 else begin + self.length()
            fields = {name: self.dice.choice(values), "from_on": begin, "until_on": end, **subject, **self.more(model)}
            model._default_manager.create(recorded_at=self.at(), **fields)
            if self.dice.random() < 0.2:
                wrong = {**fields, name: self.dice.choice(values)}
                model._default_manager.create(
                    recorded_at=EARLY, superseded_at=self.dice.choice([CUTOFF, JUST_AFTER]), **wrong
                )
            if end is None:
                return
            begin = end

    def length(self) -> timedelta:
        return timedelta(days=self.dice.choice([1, 30, 365, self.dice.randint(2, 900)]))

    def more(self, model: type[Model]) -> dict[str, Any]:
        if model is BodySeats:
            return {"seats": self.dice.randint(0, 9)}
        return {"source": "名单"} if model is EnterpriseStatus else {}

    # ---- Rows -------------------------------------------------------------------------------------------------------

    def majors(self) -> None:
        self.all_majors = []
        for number in self.times(30):
            major = Major.objects.create(
                college_id=self.college().pk, catalogue=self.dice.choice(self.catalogue), name=f"专业{number}"
            )
            self.spans(MajorState, "state", ["open", "open", "closed"], major=major)
            self.all_majors.append(major)
        for number in self.times(30):
            on_campus = self.dice.random() < 0.3
            base = TrainingBase.objects.create(
                college_id=self.college().pk, name=f"基地{number}", is_on_campus=on_campus, host=self.enterprise()
            )
            self.spans(TrainingBaseState, "state", list(BaseState.values), base=base)

    def partnerships(self) -> None:
        for enterprise in self.enterprises:
            for status in EnterpriseStatus.Status.values:
                if self.dice.random() < 0.5:
                    self.spans(EnterpriseStatus, "status", [status], enterprise_id=enterprise.pk)
        for number in self.times(40):
            college = self.college()
            agreement = Agreement.objects.create(
                keeper=college, number=f"A-{number}", title="合作", kind="talent", recorded_at=EARLY
            )
            self.spans(AgreementState, "state", ["in_force", "in_force", "terminated"], agreement=agreement)
            own = Party.objects.create(
                agreement=agreement, organisation=college, side="college", key="college", recorded_at=EARLY
            )
            for position, enterprise in enumerate(self.dice.sample(self.enterprises, self.dice.randint(1, 3)), start=1):
                party = Party.objects.create(
                    agreement=agreement,
                    organisation=enterprise,
                    side="enterprise",
                    key=f"enterprise-{position}",
                    position=position,
                    recorded_at=self.at(),
                )
                self.activities(party)
                self.obligations(party, own)

    def activities(self, party: Party) -> None:
        for _ in self.times(self.dice.randint(0, 3)):
            activity = Activity.objects.create(
                agreement=party.agreement,
                party=party,
                kind="teaching",
                occurred_on=self.day(),
                recorded_by=party.organisation,
                recorded_at=self.at(),
                superseded_at=self.superseded(),
            )
            if self.dice.random() < 0.7:
                ActivityConfirmation.objects.create(
                    activity=activity,
                    organisation=party.agreement.keeper,
                    signer_label="Person",
                    occurred_on=self.day(),
                    recorded_at=self.at(),
                    superseded_at=self.superseded(),
                )

    def obligations(self, party: Party, own: Party) -> None:
        for _ in self.times(self.dice.randint(0, 3)):
            obligation = add(
                Obligation,
                agreement=party.agreement,
                debtor=party,
                creditor=own,
                due_on=self.day(),
                is_milestone=self.dice.random() < 0.8,
                recorded_at=self.at(),
            )
            states = ["done", "done", "accepted", "accepted", "open", "refused", "lapsed"]
            self.spans(ObligationState, "state", states, obligation=obligation)

    def equipment(self) -> None:
        for _ in self.times(80):
            equipment = add(
                Equipment,
                college=self.college(),
                contributor=self.enterprise() if self.dice.random() < 0.6 else None,
                is_key=self.dice.random() < 0.7,
                value=self.dice.choice([0, 1, 99_999, self.dice.randint(1, 5_000_000)]),
                due_on=self.maybe_day(),
                recorded_at=self.at(),
            )
            states = ["committed", "delivered", "accepted", "in_use", "idle", "failed", "returned"]
            self.spans(EquipmentState, "state", states, equipment=equipment)

    def people(self) -> None:
        self.students = []
        for _ in self.times(300):
            major = self.dice.choice(self.all_majors)
            enrolled = self.day()
            student = add(
                Student,
                college=major.college,
                major=major,
                enrolled_on=enrolled,
                left_on=self.maybe_day(),
                recorded_at=self.at(),
            )
            self.students.append(student)
            for wave in self.dice.sample(["half_year", "half_year", "one_year"], self.dice.randint(0, 2)):
                self.outcome(student, wave)
        for _ in self.times(60):
            joined = self.day()
            teacher = add(
                Teacher,
                college=self.college(),
                teaches_professional_courses=self.dice.random() < 0.8,
                joined_on=joined,
                left_on=self.maybe_day(after=joined),
                recorded_at=self.at(),
            )
            for _number in self.times(self.dice.randint(0, 2)):
                valid_from = self.day()
                add(
                    DualQualification,
                    teacher=teacher,
                    valid_from=valid_from,
                    valid_to=self.maybe_day(after=valid_from),
                    recorded_at=self.at(),
                    superseded_at=self.superseded(),
                )
        for _ in self.times(30):
            recognised = self.day()
            add(
                SkillMasterStudio,
                college=self.college(),
                level=self.dice.choice(["national", "provincial", "municipal"]),
                recognised_on=recognised,
                ended_on=self.maybe_day(after=recognised),
                recorded_at=self.at(),
            )

    def outcome(self, student: Student, wave: str) -> None:
        is_current = not GraduateOutcome.objects.filter(student=student, wave=wave, superseded_at=None).exists()
        statuses = ["employed", "employed", "self_employed", "further_study", "seeking", "not_seeking", "unknown"]
        add(
            GraduateOutcome,
            student=student,
            wave=wave,
            status=self.dice.choice(statuses),
            is_matched=self.dice.choice([True, False, None]),
            occurred_on=self.day(),
            recorded_at=self.at(),
            superseded_at=self.superseded() if is_current else JUST_AFTER,
        )

    def teaching(self) -> None:
        for _ in self.times(40):
            course = add(Course, college=self.college(), ended_on=self.maybe_day(), recorded_at=self.at())
            for _number in self.times(self.dice.randint(0, 2)):
                revision = add(
                    CourseRevision,
                    course=course,
                    occurred_on=self.day(),
                    recorded_at=self.at(),
                    superseded_at=self.superseded(),
                )
                revision.enterprises.set(self.dice.sample(self.enterprises, self.dice.randint(0, 2)))
        for _ in self.times(50):
            plan = add(
                TrainingPlan,
                major=self.dice.choice(self.all_majors),
                effective_from=self.day(),
                recorded_at=self.at(),
            )
            for _number in self.times(self.dice.randint(0, 2)):
                post = add(PlanPost, plan=plan, asked_of=self.enterprise())
                if self.dice.random() < 0.7:
                    add(
                        PlanPostConfirmation,
                        post=post,
                        organisation=self.enterprise(),
                        occurred_on=self.day(),
                        recorded_at=self.at(),
                        superseded_at=self.superseded(),
                    )
        for _ in self.times(50):
            request = add(
                CurriculumRequest,
                college=self.college(),
                enterprise=self.enterprise(),
                due_on=self.day(),
                recorded_at=self.at(),
            )
            states = ["asked", "answered", "adopted", "taught", "declined"]
            self.spans(CurriculumRequestState, "state", states, request=request)

    def projects(self) -> None:
        for _ in self.times(40):
            starts = self.day()
            project = add(
                Project,
                college=self.college(),
                kind=self.dice.choice(["research", "commissioned", "technical_service", "technical_service"]),
                starts_on=starts,
                ends_on=self.maybe_day(after=starts),
                recorded_at=self.at(),
            )
            partners = self.dice.sample([*self.enterprises, *self.colleges], self.dice.randint(0, 4))
            for organisation in partners:
                add(ProjectPartner, project=project, organisation=organisation, recorded_at=self.at())
            for _number in self.times(self.dice.randint(0, 2)):
                add(
                    ProjectReceipt,
                    project=project,
                    amount=self.dice.randint(1, 900_000),
                    occurred_on=self.day(),
                    recorded_at=self.at(),
                    superseded_at=self.superseded(),
                )
        for _ in self.times(40):
            applied = add(JointApplication, college=self.college(), applied_on=self.day(), recorded_at=self.at())
            applied.partners.set(self.dice.sample(self.enterprises, self.dice.randint(0, 2)))
            add(
                Patent,
                college=self.college(),
                kind=self.dice.choice(["invention", "invention", "design"]),
                granted_on=self.maybe_day(),
                recorded_at=self.at(),
            )

    def governance(self) -> None:
        for _ in self.times(20):
            body = add(GovernanceBody, keeper=self.college(), ended_on=self.maybe_day(), recorded_at=EARLY)
            for side in ("college", "enterprise", "government"):
                self.seats(body, side)
            for _number in self.times(self.dice.randint(0, 4)):
                held_on = self.maybe_day()
                add(
                    Meeting,
                    body=body,
                    planned_on=self.day(),
                    held_on=held_on,
                    held_recorded_at=self.at() if held_on else None,
                    recorded_at=self.at(),
                )

    def seats(self, body: GovernanceBody, side: str) -> None:
        self.spans(BodySeats, "side", [side], body=body)

    def internships(self) -> None:
        slots = []
        for _ in self.times(12):
            slot = add(InternshipSlot, enterprise=self.enterprise())
            slot.majors.set(self.dice.sample(self.catalogue, self.dice.randint(1, 2)))
            slots.append(slot)
        for _ in self.times(300):
            student = self.dice.choice(self.students)
            college = Organisation.objects.get(pk=student.college_id)
            placement = add_placement(
                college, student, self.dice.choice(slots), kind=self.dice.choice(["post", "post", "observation"])
            )
            self.spans(PlacementState, "state", ["arranged", "under_way", "under_way", "ended", "ended"],
                       placement=placement)  # fmt: skip
            self.after(placement)

    def after(self, placement: Placement) -> None:
        for _ in self.times(self.dice.randint(0, 2)):
            add(
                PlacementFinding,
                placement=placement,
                level=self.dice.choice(["warn", "hint"]),
                occurred_on=self.day(),
                recorded_at=self.at(),
                superseded_at=self.superseded(),
            )
        if self.dice.random() < 0.6:
            add(
                PlacementOutcome,
                placement=placement,
                is_hired=self.dice.random() < 0.7,
                occurred_on=self.day(),
                recorded_at=self.at(),
                superseded_at=self.superseded(),
            )


def make_random_world(seed: int) -> None:
    """Rows of every kind, by a seed."""
    World(seed).make()
