"""The rows of a made-up nation, each table as one INSERT … SELECT over a series of numbers.

Everything follows from the number `g` of a row: a key is its number, and what looks random is a hash of it
(`bench.dice`). So a part that was cut off is made again as it would have been, and a child finds its parent by
arithmetic instead of a join. `{name}` in an expression is one of the sizes below.

Facts are written as the product writes them: a state that ended is there twice, open and superseded, and with its end.
"""
# ruff: noqa: E501 (SQL in its lines)
# size: one table of rows, parents before children

from collections.abc import Mapping
from dataclasses import dataclass

DAY = "date '2026-11-19'"
COLLEGES = 1_641
COLLEGE, ENTERPRISE = 100_000, 1_000_000  # below the first key of each
MAJORS, BASES, COURSES, REQUESTS, BODIES, STUDIOS = 40, 60, 180, 30, 3, 5  # of each college
FULL = {"enterprises": 300_000, "agreements": 500_000, "placements": 10_000_000}

COLLEGE_OF = f"{COLLEGE} + 1 + (g - 1) / {{each}}"  # rows of one college stand together
SKEWED = f"{COLLEGE} + 1 + floor({COLLEGES} * power(bench.dice(g, 7, 1000000) / 1e6, 1.5))::bigint"


@dataclass(frozen=True)
class Rows:
    """Rows of one model. `number` for the whole nation; `joins` follow the series `g`; a column not named is empty."""

    model: str
    number: str
    columns: Mapping[str, str]
    joins: str = ""
    where: str = ""
    has_key: bool = True  # the number is the key; else the table counts by itself


def college_of(each: int) -> str:
    return COLLEGE_OF.format(each=each)


def lateral(**columns: str) -> str:
    """Values of a row that other columns read."""
    values = ", ".join(f"{value} AS {name}" for name, value in columns.items())
    return f"CROSS JOIN LATERAL (SELECT {values}) AS of_{'_'.join(columns)} "


def states(*rows: str) -> str:
    """Rows of a state table for each `g`: state, from, until, recorded, superseded. A state of NULL is left out."""
    return (
        f"CROSS JOIN LATERAL (VALUES {', '.join(f'({row})' for row in rows)}) "
        "AS s (state, from_on, until_on, recorded_at, superseded_at)"
    )


STATE = {name: f"s.{name}" for name in ("state", "from_on", "until_on", "recorded_at", "superseded_at")}
SINCE_LONG = "bench.at(date '2021-09-01')"

SUBJECTS = (
    Rows(
        "accounts.Organisation",
        "{enterprises}",
        {
            "id": f"{ENTERPRISE} + g",
            "public_id": "md5('enterprise' || g)::uuid",
            "kind": "'enterprise'",
            "name": "'企业' || g",
            "region_id": "place.region_id",
            "overseer_region_id": "place.region_id",
            "recorded_at": SINCE_LONG,
        },
        joins="JOIN bench.place ON place.number = 1 + bench.dice(g, 1, (SELECT count(*) FROM bench.place)::int)",
    ),
    Rows(
        "enterprises.Enterprise",
        "{enterprises}",
        {
            "organisation_id": f"{ENTERPRISE} + g",
            "name_key": "'企业' || g",
            "size_class": "(ARRAY['large', 'medium', 'small', 'micro'])[1 + bench.dice(g, 2, 4)]",
        },
        has_key=False,
    ),
    Rows(
        "enterprises.EnterpriseStatus",
        "{enterprises}",
        {
            "enterprise_id": f"{ENTERPRISE} + g",
            "status": "s.status",
            "from_on": "date '2022-01-01' + bench.dice(g, 3, 1000)",
            "recorded_at": "bench.at(date '2022-01-01' + bench.dice(g, 3, 1000))",
            "source": "'made up'",
        },
        joins="CROSS JOIN LATERAL (VALUES "
        "(CASE WHEN bench.dice(g, 4, 100) < 15 THEN 'above_scale' END), "
        "(CASE WHEN bench.dice(g, 5, 1000) < 5 THEN 'top_500' END), "
        "(CASE WHEN bench.dice(g, 6, 1000) < 15 THEN 'leader' END)) AS s (status)",
        where="s.status IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "institutions.Major",
        f"{COLLEGES * MAJORS}",
        {"college_id": college_of(MAJORS), "catalogue_id": "catalogue.id", "name": "''"},
        joins=f"JOIN bench.catalogue ON catalogue.number = 1 + (g - 1) % {MAJORS}",
    ),
    Rows(
        "institutions.MajorState",
        f"{COLLEGES * MAJORS}",
        {"major_id": "g", **STATE},
        joins=states(
            f"'open', date '2021-09-01', NULL::date, {SINCE_LONG}, "
            "CASE WHEN g % 9 = 0 THEN bench.at(date '2025-09-01') END",
            "CASE WHEN g % 9 = 0 THEN 'open' END, date '2021-09-01', date '2025-09-01', "
            "bench.at(date '2025-09-01'), NULL::timestamptz",
            "CASE WHEN g % 9 = 0 THEN 'closed' END, date '2025-09-01', NULL, bench.at(date '2025-09-01'), NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "institutions.TrainingBase",
        f"{COLLEGES * BASES}",
        {
            "college_id": college_of(BASES),
            "name": "'基地' || g",
            "is_on_campus": "g % 5 = 0",
            "host_id": "CASE WHEN g % 5 <> 0 THEN bench.host(g, 8) END",
            "places": "20 + bench.dice(g, 9, 60)",
            "recorded_at": SINCE_LONG,
        },
    ),
    Rows(
        "institutions.TrainingBaseState",
        f"{COLLEGES * BASES}",
        {
            "base_id": "g",
            "state": "(ARRAY['proposed', 'recognised', 'active', 'active', 'dormant', 'withdrawn'])"
            "[1 + bench.dice(g, 10, 6)]",
            "from_on": "date '2022-01-01' + bench.dice(g, 11, 1400)",
            "recorded_at": "bench.at(date '2022-01-01' + bench.dice(g, 11, 1400))",
        },
        has_key=False,
    ),
    Rows(
        "institutions.SkillMasterStudio",
        f"{COLLEGES * STUDIOS}",
        {
            "college_id": college_of(STUDIOS),
            "name": "'工作室' || g",
            "level": "(ARRAY['national', 'provincial', 'municipal', 'college'])[1 + bench.dice(g, 12, 4)]",
            "master": "'大师'",
            "recognised_on": "date '2021-01-01' + bench.dice(g, 13, 2000)",
            "recorded_at": "bench.at(date '2021-01-01' + bench.dice(g, 13, 2000))",
        },
    ),
    Rows(
        "institutions.Teacher",
        "{teachers}",
        {
            "college_id": SKEWED,
            "number": "'T' || g",
            "name": "'教师' || g",
            "teaches_professional_courses": "g % 3 <> 0",
            "joined_on": "date '2015-09-01' + bench.dice(g, 14, 3600)",
            "left_on": "CASE WHEN g % 20 = 0 THEN date '2025-08-01' + bench.dice(g, 15, 400) END",
            "recorded_at": SINCE_LONG,
        },
    ),
    Rows(
        "institutions.DualQualification",
        "{teachers}",
        {
            "teacher_id": "g",
            "level": "(ARRAY['junior', 'intermediate', 'senior'])[1 + bench.dice(g, 16, 3)]",
            "authority": "'省级'",
            "valid_from": "date '2022-01-01' + bench.dice(g, 17, 1000)",
            "valid_to": "CASE WHEN g % 4 = 0 THEN date '2024-12-31' + bench.dice(g, 18, 1000) END",
            "recorded_at": "bench.at(date '2022-01-01' + bench.dice(g, 17, 1000))",
        },
        where="g % 10 < 6",
        has_key=False,
    ),
    Rows(
        "institutions.Course",
        f"{COLLEGES * COURSES}",
        {
            "college_id": college_of(COURSES),
            "code": "'C' || g",
            "name": "'课程' || g",
            "hours": "32 + bench.dice(g, 19, 64)",
            "ended_on": "CASE WHEN g % 25 = 0 THEN date '2025-07-01' END",
            "recorded_at": SINCE_LONG,
        },
    ),
    Rows(
        "institutions.CourseRevision",
        f"{COLLEGES * COURSES}",
        {
            "course_id": f"1 + bench.dice(g, 20, {COLLEGES * COURSES})",
            "occurred_on": f"{DAY} - bench.dice(g, 21, 1500)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 21, 1500))",
            "summary": "'修订'",
        },
    ),
    Rows(
        "institutions.CourseRevision_enterprises",
        f"{COLLEGES * COURSES}",
        {"courserevision_id": "g", "organisation_id": "bench.host(g, 22)"},
        where="g % 3 = 0",
        has_key=False,
    ),
    Rows(
        "institutions.CurriculumRequest",
        f"{COLLEGES * REQUESTS}",
        {
            "college_id": college_of(REQUESTS),
            "enterprise_id": "bench.host(g, 23)",
            "skill": "'技能'",
            "asked_on": f"{DAY} - bench.dice(g, 24, 1200)",
            "due_on": f"{DAY} - bench.dice(g, 24, 1200) + 60",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 24, 1200))",
        },
    ),
    Rows(
        "institutions.CurriculumRequestState",
        f"{COLLEGES * REQUESTS}",
        {"request_id": "g", **STATE},
        joins=lateral(
            asked=f"{DAY} - bench.dice(g, 24, 1200)",
            answered=f"{DAY} - bench.dice(g, 24, 1200) + 1 + bench.dice(g, 25, 90)",
        )
        + states(
            "'asked', asked, NULL::date, bench.at(asked), CASE WHEN g % 5 <> 0 THEN bench.at(answered) END",
            "CASE WHEN g % 5 <> 0 THEN 'asked' END, asked, answered, bench.at(answered), NULL::timestamptz",
            "CASE g % 5 WHEN 1 THEN 'adopted' WHEN 2 THEN 'declined' WHEN 0 THEN NULL ELSE 'answered' END, "
            "answered, NULL, bench.at(answered), NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "institutions.TrainingPlan",
        f"{COLLEGES * MAJORS * 2}",
        {
            "major_id": "1 + (g - 1) / 2",
            "version": "g % 2 + 2024",
            "effective_from": "CASE g % 2 WHEN 0 THEN date '2024-09-01' ELSE date '2025-09-01' END",
            "recorded_at": "bench.at(date '2024-06-01')",
        },
    ),
    Rows(
        "institutions.PlanPost",
        f"{COLLEGES * MAJORS * 2}",
        {
            "plan_id": "g",
            "name": "'岗位'",
            "asked_of_id": "bench.host(g, 26)",
            "recorded_at": "bench.at(date '2024-07-01')",
        },
    ),
    Rows(
        "institutions.PlanPostConfirmation",
        f"{COLLEGES * MAJORS * 2}",
        {
            "post_id": "g",
            "organisation_id": "bench.host(g, 26)",
            "occurred_on": "date '2024-10-01' + bench.dice(g, 27, 700)",
            "recorded_at": "bench.at(date '2024-10-01' + bench.dice(g, 27, 700))",
            "signer_label": "'x'",
        },
        where="bench.dice(g, 28, 10) < 6",
        has_key=False,
    ),
    Rows(
        "institutions.Equipment",
        "{equipment}",
        {
            "college_id": SKEWED,
            "name": "'设备' || g",
            "value": "100 * (5000 + bench.dice(g, 29, 800000))::bigint",
            "contributor_id": "CASE WHEN g % 3 = 0 THEN bench.host(g, 30) END",
            "is_key": "g % 6 = 0",
            "due_on": f"CASE WHEN g % 3 = 0 THEN {DAY} + 200 - bench.dice(g, 31, 1500) END",
            "recorded_at": SINCE_LONG,
        },
    ),
    Rows(
        "institutions.EquipmentState",
        "{equipment}",
        {"equipment_id": "g", **STATE},
        joins=lateral(
            due=f"{DAY} + 200 - bench.dice(g, 31, 1500)",
            come="g % 3 <> 0 OR (bench.dice(g, 32, 10) < 7 AND bench.dice(g, 31, 1500) > 230)",
        )
        + states(
            f"CASE WHEN g % 3 = 0 THEN 'committed' END, date '2021-09-01', NULL::date, {SINCE_LONG}, "
            "CASE WHEN come THEN bench.at(due) END",
            "CASE WHEN g % 3 = 0 AND come THEN 'committed' END, date '2021-09-01', due, bench.at(due), NULL::timestamptz",
            "CASE WHEN come THEN CASE WHEN g % 11 = 0 THEN 'idle' WHEN g % 3 = 0 THEN 'accepted' ELSE 'in_use' END END, "
            f"CASE g % 3 WHEN 0 THEN due ELSE date '2021-09-01' END, NULL, "
            f"CASE g % 3 WHEN 0 THEN bench.at(due) ELSE {SINCE_LONG} END, NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
)

STARTED = f"{DAY} - bench.dice(g, 41, 1800)"
ENDING = f"{STARTED} + 365 * (1 + bench.dice(g, 42, 5))"
IS_LIVE = "bench.dice(g, 43, 20) > 0"  # one in twenty is still being written
IS_OVER = f"{ENDING} <= {DAY}"
THREE = "1 + (g - 1) / 3"  # three of each agreement
DUE = f"{DAY} + 200 - bench.dice(g, 51, 1200)"
MET = "bench.dice(g, 52, 20)"  # 0–11 accepted, 12–13 done, 14–18 open, 19 withdrawn
PARTNERSHIPS = (
    Rows(
        "partnerships.Agreement",
        "{agreements}",
        {
            "public_id": "md5('agreement' || g)::uuid",
            "keeper_id": SKEWED,
            "number": "'N-' || g",
            "title": "'校企合作协议' || g",
            "kind": "(ARRAY['talent', 'training_base', 'technical_service', 'equipment', 'apprenticeship'])"
            "[1 + bench.dice(g, 40, 5)]",
            "starts_on": STARTED,
            "ends_on": ENDING,
            "signed_on": STARTED,
            "state": f"CASE WHEN NOT {IS_LIVE} THEN 'draft' WHEN {IS_OVER} THEN 'expired' ELSE 'in_force' END",
            "terms_number": "1",
            "recorded_at": f"bench.at({STARTED})",
            "changed_at": f"bench.at({STARTED})",
        },
    ),
    Rows(
        "partnerships.AgreementState",
        "{agreements}",
        {"agreement_id": "g", **STATE},
        joins=lateral(began=STARTED, over=ENDING, is_over=IS_OVER, live=IS_LIVE)
        + states(
            "CASE WHEN live THEN 'in_force' ELSE 'draft' END, began, NULL::date, bench.at(began), "
            "CASE WHEN live AND is_over THEN bench.at(over) END",
            "CASE WHEN live AND is_over THEN 'in_force' END, began, over, bench.at(over), NULL::timestamptz",
            "CASE WHEN live AND is_over THEN 'expired' END, over, NULL, bench.at(over), NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "partnerships.Party",
        "{agreements}",
        {
            "id": "3 * g - s.place",
            "agreement_id": "g",
            "organisation_id": "s.organisation_id",
            "side": "s.side",
            "key": "s.key",
            "position": "2 - s.place",
            "recorded_at": f"bench.at({STARTED})",
        },
        joins="CROSS JOIN LATERAL (VALUES "
        f"(2, {SKEWED}, 'college', 'college'), (1, bench.host(g, 44), 'enterprise', 'enterprise'), "
        f"(0, CASE WHEN g % 5 = 0 THEN {ENTERPRISE} + 1 + (bench.host(g, 44) - {ENTERPRISE} + bench.dice(g, 45, 1000)) "
        "% {enterprises} END, 'enterprise', 'enterprise-2')) AS s (place, organisation_id, side, key)",
        where="s.organisation_id IS NOT NULL",
    ),
    Rows(
        "partnerships.Activity",
        "3 * {agreements}",
        {
            "agreement_id": THREE,
            "party_id": f"3 * ({THREE}) - 1",
            "kind": "(ARRAY['teaching', 'curriculum', 'internship', 'research'])[1 + bench.dice(g, 46, 4)]",
            "description": "'活动'",
            "recorded_by_id": f"bench.host({THREE}, 44)",
            "occurred_on": f"{DAY} - bench.dice(g, 47, 1500)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 47, 1500))",
        },
    ),
    Rows(
        "partnerships.ActivityConfirmation",
        "3 * {agreements}",
        {
            "activity_id": "g",
            "organisation_id": f"bench.keeper({THREE})",
            "occurred_on": f"{DAY} - bench.dice(g, 47, 1500) + bench.dice(g, 48, 20)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 47, 1500) + bench.dice(g, 48, 20))",
            "signer_label": "'x'",
        },
        where="g % 7 <> 0",
        has_key=False,
    ),
    Rows(
        "partnerships.Obligation",
        "3 * {agreements}",
        {
            "agreement_id": THREE,
            "key": "'o' || g",
            "debtor_id": f"3 * ({THREE}) - 1",
            "creditor_id": f"3 * ({THREE}) - 2",
            "title": "'里程碑'",
            "due_on": DUE,
            "is_milestone": "g % 4 <> 0",
            "state": f"CASE WHEN {MET} < 12 THEN 'accepted' WHEN {MET} < 14 THEN 'done' WHEN {MET} < 19 THEN 'open' "
            "ELSE 'withdrawn' END",
            "recorded_at": f"bench.at({DUE} - 400)",
        },
    ),
    Rows(
        "partnerships.ObligationState",
        "3 * {agreements}",
        {"obligation_id": "g", **STATE},
        joins=lateral(
            met=MET,
            entered=f"{DUE} - 400",
            done=f"{DUE} - 60 + bench.dice(g, 53, 75)",
            seen=f"{DUE} - 50 + bench.dice(g, 53, 75)",
        )
        + states(
            "'open', entered, NULL::date, bench.at(entered), CASE WHEN met < 14 OR met = 19 THEN bench.at(done) END",
            "CASE WHEN met < 14 OR met = 19 THEN 'open' END, entered, done, bench.at(done), NULL::timestamptz",
            "CASE WHEN met = 19 THEN 'withdrawn' WHEN met < 14 THEN 'done' END, done, NULL, bench.at(done), "
            "CASE WHEN met < 12 THEN bench.at(seen) END",
            "CASE WHEN met < 12 THEN 'done' END, done, seen, bench.at(seen), NULL",
            "CASE WHEN met < 12 THEN 'accepted' END, seen, NULL, bench.at(seen), NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "partnerships.GovernanceBody",
        f"{COLLEGES * BODIES}",
        {
            "keeper_id": college_of(BODIES),
            "kind": "'industrial_college'",
            "name": "'产业学院' || g",
            "legal_form": "'none'",
            "founded_on": "date '2021-01-01' + bench.dice(g, 60, 1500)",
            "ended_on": "CASE WHEN g % 12 = 0 THEN date '2026-03-01' END",
            "meetings_a_year": "2",
            "recorded_at": "bench.at(date '2021-01-01' + bench.dice(g, 60, 1500))",
        },
    ),
    Rows(
        "partnerships.BodySeats",
        f"{COLLEGES * BODIES}",
        {
            "body_id": "g",
            "side": "s.side",
            "seats": "s.seats",
            "from_on": "date '2021-01-01' + bench.dice(g, 60, 1500)",
            "recorded_at": "bench.at(date '2021-01-01' + bench.dice(g, 60, 1500))",
        },
        joins="CROSS JOIN LATERAL (VALUES ('college', 3 + bench.dice(g, 61, 4)), "
        "('enterprise', 1 + bench.dice(g, 62, 5))) AS s (side, seats)",
        has_key=False,
    ),
    Rows(
        "partnerships.Meeting",
        f"{COLLEGES * BODIES * 6}",
        {
            "body_id": "1 + (g - 1) / 6",
            "planned_on": f"{DAY} - bench.dice(g, 63, 1000)",
            "held_on": f"CASE WHEN g % 4 <> 0 THEN {DAY} - bench.dice(g, 63, 1000) END",
            "held_recorded_at": f"CASE WHEN g % 4 <> 0 THEN bench.at({DAY} - bench.dice(g, 63, 1000)) END",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 63, 1000) - 30)",
        },
    ),
    Rows(
        "partnerships.Project",
        "{projects}",
        {
            "college_id": SKEWED,
            "kind": "(ARRAY['research', 'commissioned', 'technical_service'])[1 + bench.dice(g, 64, 3)]",
            "level": "'enterprise'",
            "title": "'项目' || g",
            "contracted": "10000000",
            "starts_on": f"{DAY} - bench.dice(g, 65, 2000)",
            "ends_on": f"{DAY} - bench.dice(g, 65, 2000) + 700",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 65, 2000))",
        },
    ),
    Rows(
        "partnerships.ProjectPartner",
        "{projects}",
        {
            "project_id": "g",
            "organisation_id": "bench.host(g, 66)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 65, 2000))",
        },
        has_key=False,
    ),
    Rows(
        "partnerships.ProjectReceipt",
        "3 * {projects}",
        {
            "project_id": THREE,
            "amount": "100 * (1000 + bench.dice(g, 67, 200000))::bigint",
            "occurred_on": f"{DAY} - bench.dice(g, 68, 1000)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 68, 1000))",
        },
        has_key=False,
    ),
    Rows(
        "partnerships.JointApplication",
        "{projects}",
        {
            "college_id": SKEWED,
            "programme": "'x'",
            "title": "'申报' || g",
            "applied_on": f"{DAY} - bench.dice(g, 69, 1800)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 69, 1800))",
        },
    ),
    Rows(
        "partnerships.JointApplication_partners",
        "{projects}",
        {"jointapplication_id": "g", "organisation_id": "bench.host(g, 70)"},
        where="g % 4 <> 0",
        has_key=False,
    ),
    Rows(
        "partnerships.Patent",
        "{projects}",
        {
            "college_id": SKEWED,
            "title": "'专利' || g",
            "kind": "(ARRAY['invention', 'utility_model', 'design'])[1 + bench.dice(g, 71, 3)]",
            "number": "'ZL' || g",
            "filed_on": f"{DAY} - 700 - bench.dice(g, 72, 1500)",
            "granted_on": f"{DAY} - bench.dice(g, 72, 1500)",
            "recorded_at": f"bench.at({DAY} - bench.dice(g, 72, 1500))",
        },
    ),
)

SLOT_STARTS = f"{DAY} - bench.dice(g, 81, 1900)"
STUDENT = "1 + ((g - 1) * 4) / 5"  # four students have five placements
BEGAN = f"{DAY} - 1825 + ((g - 1) * 1825 / {{placements}})::int"  # keys grow with the days, as they do
OVER = f"{BEGAN} + 90 + bench.dice(g, 92, 120)"
BEGINS = "bench.dice(g, 93, 50) > 0"  # one in fifty is cancelled
LEFT = f"{DAY} - 1825 + (((g - 1) * 5 / 4) * 1825 / {{placements}})::int + 250"
INTERNSHIPS = (
    Rows(
        "institutions.Student",
        "{placements} * 4 / 5",
        {
            "college_id": "bench.college_of_student(g)",
            "number": "'S' || g",
            "name": "'学生' || g",
            "major_id": f"(bench.college_of_student(g) - {COLLEGE} - 1) * {MAJORS} + 1 + bench.dice(g, 80, {MAJORS})",
            "enrolled_on": f"{LEFT} - 1095",
            "birth_date": "{sealed}",
            "left_on": f"CASE WHEN {LEFT} <= {DAY} THEN {LEFT} END",
            "leave_reason": f"CASE WHEN {LEFT} <= {DAY} THEN 'graduated' ELSE '' END",
            "recorded_at": f"bench.at({LEFT} - 1095)",
        },
    ),
    Rows(
        "institutions.GraduateOutcome",
        "{placements} * 4 / 5",
        {
            "student_id": "g",
            "wave": "'half_year'",
            "status": "(ARRAY['employed', 'employed', 'employed', 'further_study', 'seeking', 'unknown'])"
            "[1 + bench.dice(g, 82, 6)]",
            "employer_name": "''",
            "is_matched": "CASE bench.dice(g, 83, 4) WHEN 0 THEN NULL WHEN 1 THEN FALSE ELSE TRUE END",
            "pay": "100 * (3000 + bench.dice(g, 84, 4000))::bigint",
            "occurred_on": f"{LEFT} + 180",
            "recorded_at": f"bench.at({LEFT} + 180)",
            "source": "'college'",
        },
        where=f"bench.dice(g, 85, 10) < 7 AND {LEFT} + 180 <= {DAY}",
        has_key=False,
    ),
    Rows(
        "internships.InternshipSlot",
        "{slots}",
        {
            "public_id": "md5('slot' || g)::uuid",
            "enterprise_id": "bench.host(g, 86)",
            "post": "'实习岗位' || g",
            "starts_on": SLOT_STARTS,
            "ends_on": f"{SLOT_STARTS} + 300",
            "places": "20",
            "state": "'open'",
            "answer": "'yes'",
            "recorded_at": f"bench.at({SLOT_STARTS} - 60)",
        },
    ),
    Rows(
        "internships.InternshipSlot_majors",
        "{slots}",
        {"internshipslot_id": "g", "cataloguemajor_id": "catalogue.id"},
        joins=f"JOIN bench.catalogue ON catalogue.number IN (1 + g % {MAJORS}, 1 + (g + 3) % {MAJORS})",
        has_key=False,
    ),
    Rows(
        "internships.Placement",
        "{placements}",
        {
            "public_id": "md5('placement' || g)::uuid",
            # most stand on a slot for their own major; the two of one student on two slots
            "slot_id": f"1 + ((bench.dice({STUDENT}, 90, {{slots}} / {MAJORS}) + g % 5 * 2) * {MAJORS} "
            "+ CASE WHEN bench.dice(g, 91, 10) < 8 "
            f"THEN bench.dice({STUDENT}, 80, {MAJORS}) - 1 + {MAJORS} ELSE bench.dice(g, 89, {MAJORS}) END) % {{slots}}",
            "student_id": STUDENT,
            "college_id": f"bench.college_of_student({STUDENT})",
            "starts_on": BEGAN,
            "ends_on": OVER,
            "kind": "CASE WHEN g % 5 = 0 THEN 'observation' ELSE 'post' END",
            "source": "'school'",
            "state": f"CASE WHEN NOT {BEGINS} THEN 'cancelled' WHEN {OVER} <= {DAY} THEN 'ended' ELSE 'under_way' END",
            "recorded_at": f"bench.at({BEGAN})",
        },
    ),
    Rows(
        "internships.PlacementState",
        "{placements}",
        {"placement_id": "g", **STATE},
        joins=lateral(began=BEGAN, over=OVER, begins=BEGINS)
        + lateral(ended=f"begins AND over <= {DAY}")
        + states(
            "CASE WHEN begins THEN 'under_way' ELSE 'cancelled' END, began, NULL::date, bench.at(began), "
            "CASE WHEN ended THEN bench.at(over) END",
            "CASE WHEN ended THEN 'under_way' END, began, over, bench.at(over), NULL::timestamptz",
            "CASE WHEN ended THEN 'ended' END, over, NULL, bench.at(over), NULL",
        ),
        where="s.state IS NOT NULL",
        has_key=False,
    ),
    Rows(
        "internships.PlacementFinding",
        "{placements}",
        {
            "placement_id": "g",
            "rule": "'INT-019'",
            "rule_version": "'1'",
            "level": "CASE WHEN g % 2 = 0 THEN 'warn' ELSE 'hint' END",
            "occurred_on": BEGAN,
            "recorded_at": f"bench.at({BEGAN})",
        },
        where="bench.dice(g, 94, 8) = 0",
        has_key=False,
    ),
    Rows(
        "internships.PlacementOutcome",
        "{placements}",
        {
            "placement_id": "g",
            "is_hired": "bench.dice(g, 95, 10) < 4",
            "grade": "'good'",
            "source": "'host'",
            "occurred_on": f"{OVER} + 10",
            "recorded_at": f"bench.at({OVER} + 10)",
        },
        where=f"{BEGINS} AND {OVER} + 10 <= {DAY} AND bench.dice(g, 96, 10) < 7",
        has_key=False,
    ),
)

ALL_ROWS = (*SUBJECTS, *PARTNERSHIPS, *INTERNSHIPS)


def sizes(scale: float) -> dict[str, int]:
    """How many of each at a part of the nation. Colleges and what each of them has stay as they are."""
    found = {name: max(2_000, int(number * scale)) for name, number in FULL.items()}
    found["placements"] -= found["placements"] % 5
    found["teachers"] = found["enterprises"] * 2
    found["equipment"] = found["agreements"] * 4 // 5
    found["projects"] = max(1_000, found["agreements"] // 8)
    found["slots"] = max(400, found["placements"] * 6 // 100 // MAJORS * MAJORS)
    return found
