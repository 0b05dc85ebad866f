"""Every measure once more, in plain Python over rows as dictionaries: no engine, no query but "all rows".

A counter names for each row that counts the college, the thing and how much: equal things count once in a subject.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.apps import apps

Row = dict[str, Any]
Hit = tuple[int, object, float]  # college, thing, how much
BY_ENTERPRISE = ("above_scale_partners",)  # things are enterprises, and fall by their own place
OF_A_BODY = {
    "council_seats": "partnerships.BodySeats",
    "enterprise_seats": "partnerships.BodySeats",
    "meetings_planned": "partnerships.Meeting",
    "meetings_held": "partnerships.Meeting",
}
HELD = ("accepted", "in_use", "idle")
COUNTERS: dict[str, Callable[["Plain"], Iterable[Hit]]] = {}


def counter(code: str) -> Callable[[Callable[["Plain"], Iterable[Hit]]], Callable[["Plain"], Iterable[Hit]]]:
    def register(function: Callable[["Plain"], Iterable[Hit]]) -> Callable[["Plain"], Iterable[Hit]]:
        COUNTERS[code] = function
        return function

    return register


class Plain:
    """All rows as dictionaries, as of a day and a cut-off."""

    def __init__(self, day: date, cutoff: datetime) -> None:
        self.day, self.cutoff = day, cutoff
        self._tables: dict[str, list[Row]] = {}

    def __getitem__(self, label: str) -> list[Row]:
        """All rows of a model (`institutions.Major`) or of pairs (`institutions.CourseRevision.enterprises`)."""
        if label not in self._tables:
            room, name, *field = label.split(".")
            model = apps.get_model(room, name)
            if field:
                model = model._meta.get_field(field[0]).remote_field.through
            self._tables[label] = list(model._base_manager.order_by().values())
        return self._tables[label]

    def by(self, label: str, key: str) -> dict[Any, list[Row]]:
        found = defaultdict(list)
        for row in self[label]:
            found[row[key]].append(row)
        return found

    def one(self, label: str, key: str = "id") -> dict[Any, Row]:
        return {row[key]: row for row in self[label]}

    def recorded(self, row: Row) -> bool:
        return row["recorded_at"] <= self.cutoff

    def stands(self, row: Row) -> bool:
        return self.recorded(row) and (row["superseded_at"] is None or row["superseded_at"] > self.cutoff)

    def happened(self, row: Row) -> bool:
        return self.stands(row) and row["occurred_on"] <= self.day

    def holds(self, row: Row) -> bool:
        return self.stands(row) and row["from_on"] <= self.day and self.goes_on(row["until_on"])

    def goes_on(self, end: date | None) -> bool:
        """Whether something that ended on a day, or has no end, is still there on the day of the figure."""
        return end is None or end > self.day

    def within(self, on: date | None, days: int) -> bool:
        """In the last so many days, the day of the figure included."""
        return on is not None and 0 <= (self.day - on).days < days

    def within_years(self, on: date | None, years: int) -> bool:
        begin = self.day.replace(year=self.day.year - years) + timedelta(days=1)
        return on is not None and begin <= on <= self.day

    @cached_property
    def colleges(self) -> dict[int, Row]:
        return self.one("institutions.College", "organisation_id")

    @cached_property
    def organisations(self) -> dict[int, Row]:
        return self.one("accounts.Organisation")

    @cached_property
    def codes(self) -> dict[int, str]:
        """Region code by its key."""
        return {row["id"]: row["code"] for row in self["reference.Region"]}

    def subjects(self, college: int, place: int) -> Iterator[tuple[str, str | int]]:
        """The nation, the regions of the organisation by whose place the row falls, and the college."""
        yield "nation", "000000"
        region = self.organisations[place]["region_id"]
        if region is not None:
            code = self.codes[region]
            yield from (("province", code[:2] + "0000"), ("prefecture", code[:4] + "00"), ("county", code))
        yield "college", college

    def figures(self) -> dict[tuple[str, str, str | int], float]:
        """Every figure that is not nothing."""
        found = {}
        for code, function in COUNTERS.items():
            things: dict[tuple[str, str | int], dict[object, float]] = defaultdict(dict)
            for college, thing, amount in function(self):
                for subject in self.subjects(college, int(str(thing)) if code in BY_ENTERPRISE else college):
                    things[subject][thing] = amount
                if code in OF_A_BODY:  # a thing is a row, or a row with the side whose it is
                    row = self.one(OF_A_BODY[code])[thing[0] if isinstance(thing, tuple) else thing]
                    things["body", row["body_id"]][thing] = amount
            for subject, amounts in things.items():
                if sum(amounts.values()):
                    found[code, *subject] = round(float(sum(amounts.values())), 4)
        return found


# ---- What a college has ---------------------------------------------------------------------------------------------


@counter("colleges")
def colleges(plain: Plain) -> Iterator[Hit]:
    for key, college in plain.colleges.items():
        organisation = plain.organisations[key]
        if college["is_vocational"] and plain.goes_on(organisation["ended_on"]) and plain.recorded(organisation):
            yield key, key, 1


@counter("majors")
def majors(plain: Plain) -> Iterator[Hit]:
    states = plain.by("institutions.MajorState", "major_id")
    for major in plain["institutions.Major"]:
        if any(plain.holds(state) and state["state"] == "open" for state in states[major["id"]]):
            yield major["college_id"], major["id"], 1


@counter("reporting_colleges")
def reporting_colleges(plain: Plain) -> Iterator[Hit]:
    return ((college, college, 1) for college, _, _ in majors(plain) if plain.colleges[college]["is_vocational"])


@counter("off_campus_bases")
def off_campus_bases(plain: Plain) -> Iterator[Hit]:
    states = plain.by("institutions.TrainingBaseState", "base_id")
    for base in plain["institutions.TrainingBase"]:
        usable = any(plain.holds(state) and state["state"] in ("recognised", "active") for state in states[base["id"]])
        if usable and not base["is_on_campus"]:
            yield base["college_id"], base["id"], 1


def held_equipment(plain: Plain) -> Iterator[Row]:
    states = plain.by("institutions.EquipmentState", "equipment_id")
    for item in plain["institutions.Equipment"]:
        usable = any(plain.holds(state) and state["state"] in HELD for state in states[item["id"]])
        if usable and plain.recorded(item):
            yield item


@counter("equipment_value")
def equipment_value(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], item["value"]) for item in held_equipment(plain))


@counter("contributed_equipment_value")
def contributed_equipment_value(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], item["value"]) for item in held_equipment(plain) if item["contributor_id"])


def commitments(plain: Plain) -> Iterator[tuple[Row, bool]]:
    """Key equipment due, and whether it failed."""
    states = plain.by("institutions.EquipmentState", "equipment_id")
    for item in plain["institutions.Equipment"]:
        due = item["due_on"] is not None and item["due_on"] <= plain.day
        if item["contributor_id"] and item["is_key"] and due and plain.recorded(item):
            arrived = any(
                plain.stands(state) and state["from_on"] <= plain.day and state["state"] in HELD
                for state in states[item["id"]]
            )
            yield item, not arrived


@counter("key_commitments_due")
def key_commitments_due(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], 1) for item, _ in commitments(plain))


@counter("key_commitments_failed")
def key_commitments_failed(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], 1) for item, failed in commitments(plain) if failed)


@counter("key_commitments_due_value")
def key_commitments_due_value(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], item["value"]) for item, _ in commitments(plain))


@counter("key_commitments_failed_value")
def key_commitments_failed_value(plain: Plain) -> Iterator[Hit]:
    return ((item["college_id"], item["id"], item["value"]) for item, failed in commitments(plain) if failed)


# ---- Partners -------------------------------------------------------------------------------------------------------


def live_parties(plain: Plain) -> Iterator[tuple[int, Row]]:
    states = plain.by("partnerships.AgreementState", "agreement_id")
    agreements = plain.one("partnerships.Agreement")
    for party in plain["partnerships.Party"]:
        live = any(plain.holds(state) and state["state"] == "in_force" for state in states[party["agreement_id"]])
        if party["side"] == "enterprise" and plain.recorded(party) and live:
            yield agreements[party["agreement_id"]]["keeper_id"], party


@counter("partners_in_force")
def partners_in_force(plain: Plain) -> Iterator[Hit]:
    return ((college, party["organisation_id"], 1) for college, party in live_parties(plain))


@counter("leading_partners")
def leading_partners(plain: Plain) -> Iterator[Hit]:
    leads = {
        row["enterprise_id"]
        for row in plain["enterprises.EnterpriseStatus"]
        if plain.holds(row) and row["status"] in ("top_500", "leader")
    }
    return (hit for hit in partners_in_force(plain) if hit[1] in leads)


@counter("above_scale_partners")
def above_scale_partners(plain: Plain) -> Iterator[Hit]:
    above = {
        row["enterprise_id"]
        for row in plain["enterprises.EnterpriseStatus"]
        if plain.holds(row) and row["status"] == "above_scale"
    }
    return (hit for hit in partners_in_force(plain) if hit[1] in above)


@counter("active_partners")
def active_partners(plain: Plain) -> Iterator[Hit]:
    words = plain.by("partnerships.ActivityConfirmation", "activity_id")
    active = {
        row["party_id"]
        for row in plain["partnerships.Activity"]
        if plain.happened(row) and plain.within(row["occurred_on"], 180) and any(map(plain.happened, words[row["id"]]))
    }
    return ((college, party["organisation_id"], 1) for college, party in live_parties(plain) if party["id"] in active)


# ---- People ---------------------------------------------------------------------------------------------------------


@counter("students")
def students(plain: Plain) -> Iterator[Hit]:
    for row in plain["institutions.Student"]:
        if row["enrolled_on"] <= plain.day and plain.goes_on(row["left_on"]) and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("teachers")
def teachers(plain: Plain) -> Iterator[Hit]:
    for row in plain["institutions.Teacher"]:
        there = row["joined_on"] <= plain.day and plain.goes_on(row["left_on"])
        if row["teaches_professional_courses"] and there and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("dual_qualified_teachers")
def dual_qualified_teachers(plain: Plain) -> Iterator[Hit]:
    valid = {
        row["teacher_id"]
        for row in plain["institutions.DualQualification"]
        if plain.stands(row)
        and row["valid_from"] <= plain.day
        and (not row["valid_to"] or row["valid_to"] >= plain.day)
    }
    return (hit for hit in teachers(plain) if hit[1] in valid)


def studios(plain: Plain, level: str) -> Iterator[Hit]:
    for row in plain["institutions.SkillMasterStudio"]:
        there = row["recognised_on"] <= plain.day and plain.goes_on(row["ended_on"])
        if row["level"] == level and there and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("studios_national")
def studios_national(plain: Plain) -> Iterator[Hit]:
    return studios(plain, "national")


@counter("studios_provincial")
def studios_provincial(plain: Plain) -> Iterator[Hit]:
    return studios(plain, "provincial")


# ---- Process --------------------------------------------------------------------------------------------------------


@counter("milestones_due")
def milestones_due(plain: Plain) -> Iterator[Hit]:
    agreements = plain.one("partnerships.Agreement")
    for row in plain["partnerships.Obligation"]:
        if row["is_milestone"] and plain.within(row["due_on"], 365) and plain.recorded(row):
            yield agreements[row["agreement_id"]]["keeper_id"], row["id"], 1


@counter("milestones_on_time")
def milestones_on_time(plain: Plain) -> Iterator[Hit]:
    due = {row["id"]: row["due_on"] for row in plain["partnerships.Obligation"]}
    states = plain.by("partnerships.ObligationState", "obligation_id")
    for hit in milestones_due(plain):
        known = [row for row in states[hit[1]] if plain.stands(row)]
        in_time = any(row["state"] in ("done", "accepted") and row["from_on"] <= due[hit[1]] for row in known)
        if in_time and any(row["state"] == "accepted" and row["from_on"] <= plain.day for row in known):
            yield hit


@counter("requests_due")
def requests_due(plain: Plain) -> Iterator[Hit]:
    for row in plain["institutions.CurriculumRequest"]:
        if plain.within(row["due_on"], 365) and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("requests_in_time")
def requests_in_time(plain: Plain) -> Iterator[Hit]:
    due = {row["id"]: row["due_on"] for row in plain["institutions.CurriculumRequest"]}
    states = plain.by("institutions.CurriculumRequestState", "request_id")
    for hit in requests_due(plain):
        known = [row for row in states[hit[1]] if plain.stands(row) and row["state"] != "asked"]
        if any(row["from_on"] <= due[hit[1]] for row in known):
            yield hit


@counter("courses")
def courses(plain: Plain) -> Iterator[Hit]:
    for row in plain["institutions.Course"]:
        if plain.goes_on(row["ended_on"]) and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("courses_revised_with_enterprises")
def courses_revised_with_enterprises(plain: Plain) -> Iterator[Hit]:
    named = plain.by("institutions.CourseRevision.enterprises", "courserevision_id")
    revised = {
        row["course_id"]
        for row in plain["institutions.CourseRevision"]
        if plain.happened(row) and plain.within(row["occurred_on"], 365) and named[row["id"]]
    }
    return (hit for hit in courses(plain) if hit[1] in revised)


@counter("training_plans")
def training_plans(plain: Plain) -> Iterator[Hit]:
    every = plain.one("institutions.Major")
    newest: dict[int, Row] = {}
    for row in plain["institutions.TrainingPlan"]:
        if row["effective_from"] <= plain.day and plain.recorded(row):
            other = newest.get(row["major_id"])
            if other is None or (row["effective_from"], row["id"]) > (other["effective_from"], other["id"]):
                newest[row["major_id"]] = row
    return ((every[key]["college_id"], row["id"], 1) for key, row in newest.items())


@counter("training_plans_confirmed")
def training_plans_confirmed(plain: Plain) -> Iterator[Hit]:
    words = plain.by("institutions.PlanPostConfirmation", "post_id")
    confirmed = {row["plan_id"] for row in plain["institutions.PlanPost"] if any(map(plain.happened, words[row["id"]]))}
    return (hit for hit in training_plans(plain) if hit[1] in confirmed)


# ---- Projects and governance ----------------------------------------------------------------------------------------


@counter("project_enterprises")
def project_enterprises(plain: Plain) -> Iterator[Hit]:
    projects = plain.one("partnerships.Project")
    for row in plain["partnerships.ProjectPartner"]:
        project = projects[row["project_id"]]
        ended = project["ends_on"] is not None and project["ends_on"] < plain.day and not plain.within_years(
            project["ends_on"], 3
        )  # fmt: skip
        running = project["starts_on"] <= plain.day and not ended
        is_enterprise = plain.organisations[row["organisation_id"]]["kind"] == "enterprise"
        if running and is_enterprise and plain.recorded(row) and plain.recorded(project):
            yield project["college_id"], row["organisation_id"], 1


@counter("technical_service_received")
def technical_service_received(plain: Plain) -> Iterator[Hit]:
    projects = plain.one("partnerships.Project")
    for row in plain["partnerships.ProjectReceipt"]:
        project = projects[row["project_id"]]
        service = project["kind"] == "technical_service"
        if service and plain.happened(row) and plain.within(row["occurred_on"], 365):
            yield project["college_id"], row["id"], row["amount"]


@counter("joint_applications")
def joint_applications(plain: Plain) -> Iterator[Hit]:
    partners = plain.by("partnerships.JointApplication.partners", "jointapplication_id")
    for row in plain["partnerships.JointApplication"]:
        if partners[row["id"]] and plain.within_years(row["applied_on"], 3) and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("patents")
def patents(plain: Plain) -> Iterator[Hit]:
    for row in plain["partnerships.Patent"]:
        if row["kind"] == "invention" and plain.within_years(row["granted_on"], 3) and plain.recorded(row):
            yield row["college_id"], row["id"], 1


@counter("council_seats")
def council_seats(plain: Plain) -> Iterator[Hit]:
    bodies = plain.one("partnerships.GovernanceBody")
    for row in plain["partnerships.BodySeats"]:
        body = bodies[row["body_id"]]
        if plain.holds(row) and plain.goes_on(body["ended_on"]):
            yield body["keeper_id"], (row["id"], row["side"]), row["seats"]


@counter("enterprise_seats")
def enterprise_seats(plain: Plain) -> Iterator[Hit]:
    return (hit for hit in council_seats(plain) if hit[1][1] == "enterprise")


@counter("meetings_planned")
def meetings_planned(plain: Plain) -> Iterator[Hit]:
    bodies = plain.one("partnerships.GovernanceBody")
    for row in plain["partnerships.Meeting"]:
        if row["body_id"] and plain.within(row["planned_on"], 365) and plain.recorded(row):
            yield bodies[row["body_id"]]["keeper_id"], row["id"], 1


@counter("meetings_held")
def meetings_held(plain: Plain) -> Iterator[Hit]:
    held = {
        row["id"]
        for row in plain["partnerships.Meeting"]
        if row["held_on"] and row["held_on"] <= plain.day and row["held_recorded_at"] <= plain.cutoff
    }
    return (hit for hit in meetings_planned(plain) if hit[1] in held)


# ---- Results --------------------------------------------------------------------------------------------------------


def post_internships(plain: Plain, state: str) -> Iterator[Row]:
    """Post internships that entered a state within a year."""
    states = plain.by("internships.PlacementState", "placement_id")
    for row in plain["internships.Placement"]:
        entered = any(
            plain.stands(one) and one["state"] == state and plain.within(one["from_on"], 365)
            for one in states[row["id"]]
        )
        if row["kind"] == "post" and entered:
            yield row


def begun(plain: Plain) -> Iterator[Row]:
    """Post internships that came under way within a year, or ended without a row of it, and were not before."""
    before = {
        one["placement_id"]
        for one in plain["internships.PlacementState"]
        if plain.stands(one) and one["state"] == "under_way" and (plain.day - one["from_on"]).days >= 365
    }
    came = {row["id"]: row for state in ("under_way", "ended") for row in post_internships(plain, state)}
    yield from (row for key, row in came.items() if key not in before)


@counter("post_placements")
def post_placements(plain: Plain) -> Iterator[Hit]:
    return ((row["college_id"], row["id"], 1) for row in begun(plain))


@counter("post_placements_matching")
def post_placements_matching(plain: Plain) -> Iterator[Hit]:
    category = {row["id"]: row["category_code"] for row in plain["reference.CatalogueMajor"]}
    of_major = {row["id"]: category[row["catalogue_id"]] for row in plain["institutions.Major"]}
    of_student = {row["id"]: of_major[row["major_id"]] for row in plain["institutions.Student"]}
    wanted = defaultdict(set)
    for pair in plain["internships.InternshipSlot.majors"]:
        wanted[pair["internshipslot_id"]].add(category[pair["cataloguemajor_id"]])
    for row in begun(plain):
        if of_student[row["student_id"]] in wanted[row["slot_id"]]:
            yield row["college_id"], row["id"], 1


@counter("post_placements_without_warning")
def post_placements_without_warning(plain: Plain) -> Iterator[Hit]:
    warned = {
        row["placement_id"]
        for row in plain["internships.PlacementFinding"]
        if plain.happened(row) and row["level"] == "warn"
    }
    return (hit for hit in post_placements(plain) if hit[1] not in warned)


@counter("post_placements_ended")
def post_placements_ended(plain: Plain) -> Iterator[Hit]:
    return ((row["college_id"], row["id"], 1) for row in post_internships(plain, "ended"))


@counter("interns_hired")
def interns_hired(plain: Plain) -> Iterator[Hit]:
    hired = {
        row["placement_id"] for row in plain["internships.PlacementOutcome"] if plain.happened(row) and row["is_hired"]
    }
    return (hit for hit in post_placements_ended(plain) if hit[1] in hired)


def graduates(plain: Plain) -> Iterator[tuple[int, Row]]:
    college = {row["id"]: row["college_id"] for row in plain["institutions.Student"]}
    for row in plain["institutions.GraduateOutcome"]:
        lately = plain.happened(row) and plain.within(row["occurred_on"], 365)
        if row["wave"] == "half_year" and row["status"] != "unknown" and lately:
            yield college[row["student_id"]], row


@counter("graduates_known")
def graduates_known(plain: Plain) -> Iterator[Hit]:
    return ((college, row["id"], 1) for college, row in graduates(plain))


@counter("graduates_settled")
def graduates_settled(plain: Plain) -> Iterator[Hit]:
    settled = ("employed", "self_employed", "further_study")
    return ((college, row["id"], 1) for college, row in graduates(plain) if row["status"] in settled)


@counter("graduates_employed")
def graduates_employed(plain: Plain) -> Iterator[Hit]:
    for college, row in graduates(plain):
        if row["status"] == "employed" and row["is_matched"] is not None:
            yield college, row["id"], 1


@counter("graduates_matched")
def graduates_matched(plain: Plain) -> Iterator[Hit]:
    for college, row in graduates(plain):
        if row["status"] == "employed" and row["is_matched"]:
            yield college, row["id"], 1
