"""The figures of a night as one hand-written SQL script: what somebody who knows PostgreSQL and this schema would write.

One wide query for each relation, all levels at once by grouping sets; states are looked up by joins, once. It knows
nothing of the product, so it also is a second way to the same figures. The day and the cut-off are parameters.
"""
# ruff: noqa: S608, E501 (a script of our own, in the lines of SQL)

from collections.abc import Mapping
from dataclasses import dataclass

KNOWN = "recorded_at <= %(cutoff)s AND (superseded_at IS NULL OR superseded_at > %(cutoff)s)"
HOLDS = f"{KNOWN} AND from_on <= %(day)s AND (until_on IS NULL OR until_on > %(day)s)"
HAPPENED = f"{KNOWN} AND occurred_on <= %(day)s"
IN_YEAR = "BETWEEN %(year)s AND %(day)s"

PREPARE = f"""
CREATE TEMP TABLE figure (measure text, level text, code text, value float8);

CREATE TEMP TABLE place AS
SELECT college.organisation_id AS college, school_code, is_vocational, ended_on, organisation.recorded_at,
       left(region.code, 2) AS province, left(region.code, 4) AS prefecture, region.code AS county
FROM institutions_college AS college
JOIN accounts_organisation AS organisation ON organisation.id = college.organisation_id
LEFT JOIN reference_region AS region ON region.id = organisation.region_id;

CREATE TEMP TABLE live AS
SELECT party.id, party.organisation_id AS host, agreement.keeper_id AS college
FROM partnerships_party AS party
JOIN partnerships_agreement AS agreement ON agreement.id = party.agreement_id
WHERE side = 'enterprise' AND party.recorded_at <= %(cutoff)s AND (joined_on IS NULL OR joined_on <= %(day)s)
  AND party.agreement_id IN (SELECT agreement_id FROM partnerships_agreementstate WHERE {HOLDS} AND state = 'in_force');

CREATE TEMP TABLE active AS
SELECT DISTINCT party_id FROM partnerships_activity AS activity
WHERE {HAPPENED} AND occurred_on >= %(half_year)s
  AND id IN (SELECT activity_id FROM partnerships_activityconfirmation WHERE {HAPPENED});

CREATE TEMP TABLE labelled AS
SELECT enterprise_id, bool_or(status = 'above_scale') AS is_above, bool_or(status IN ('top_500', 'leader')) AS is_leader
FROM enterprises_enterprisestatus WHERE {HOLDS} GROUP BY enterprise_id;

CREATE TEMP TABLE moved AS
SELECT placement_id,
       bool_or(state = 'ended') AS has_ended,
       bool_or(state = 'under_way') OR (bool_or(state = 'ended') AND NOT EXISTS (
           SELECT FROM internships_placementstate AS before
           WHERE before.placement_id = state.placement_id AND before.state = 'under_way'
             AND before.recorded_at <= %(cutoff)s AND (before.superseded_at IS NULL OR before.superseded_at > %(cutoff)s)
       )) AS has_begun
FROM internships_placementstate AS state
WHERE {KNOWN} AND from_on {IN_YEAR} AND state IN ('under_way', 'ended')
GROUP BY placement_id;

CREATE TEMP TABLE fitting AS
SELECT DISTINCT internshipslot_id AS slot, category_code
FROM internships_internshipslot_majors AS named
JOIN reference_cataloguemajor AS major ON major.id = named.cataloguemajor_id;

ANALYZE place; ANALYZE live; ANALYZE active; ANALYZE labelled; ANALYZE moved; ANALYZE fitting
"""


@dataclass(frozen=True)
class Wide:
    """One relation: what is counted in it, and where it stands. `keys`: province, prefecture, county, college."""

    values: Mapping[str, str]
    relation: str
    keys: tuple[str, str, str, str] = ("place.province", "place.prefecture", "place.county", "place.school_code")
    college_alone: bool = False  # a college's rows lie in many regions

    @property
    def sql(self) -> str:
        province, prefecture, county, college = self.keys
        own = f"({college})" if self.college_alone else f"({province}, {prefecture}, {county}, {college})"
        values = ", ".join(f"{value} AS {name}" for name, value in self.values.items())
        rows = ", ".join(f"('{name}', {name})" for name in self.values)
        return f"""
INSERT INTO figure
SELECT f.measure, level.name, level.code, f.value
FROM (
    SELECT GROUPING({province}, {prefecture}, {county}, {college}) AS mask,
           {province} AS province, {prefecture} AS prefecture, {county} AS county, {college} AS college, {values}
    {self.relation}
    GROUP BY GROUPING SETS ((), ({province}), ({province}, {prefecture}), ({province}, {prefecture}, {county}), {own})
) AS counted
JOIN LATERAL (VALUES (15, 'nation', '000000'), (7, 'province', rpad(province, 6, '0')),
    (3, 'prefecture', rpad(prefecture, 6, '0')), (1, 'county', county), (0, 'college', college), (14, 'college', college)
) AS level (mask, name, code) ON level.mask = counted.mask AND level.code IS NOT NULL
CROSS JOIN LATERAL (VALUES {rows}) AS f (measure, value)
WHERE f.value <> 0
"""


def of_college(path: str) -> str:
    return f"JOIN place ON place.college = {path}"


HELD = "('accepted', 'in_use', 'idle')"
GIVEN = "contributor_id IS NOT NULL"
FAILED = "accepted.equipment_id IS NULL"
NOT_ENDED = "(ended_on IS NULL OR ended_on > %(day)s)"
MATCHED = "count(*) FILTER (WHERE status = 'employed' AND is_matched"

WIDE = (
    Wide({"colleges": "count(*)"}, f"FROM place WHERE {NOT_ENDED} AND is_vocational AND recorded_at <= %(cutoff)s"),
    Wide(
        {"majors": "count(*)", "reporting_colleges": "count(DISTINCT place.college) FILTER (WHERE is_vocational)"},
        f"FROM institutions_major AS major {of_college('major.college_id')} "
        f"WHERE major.id IN (SELECT major_id FROM institutions_majorstate WHERE {HOLDS} AND state = 'open')",
    ),
    Wide(
        {"off_campus_bases": "count(*)"},
        f"FROM institutions_trainingbase AS base {of_college('base.college_id')} WHERE NOT is_on_campus AND base.id IN "
        f"(SELECT base_id FROM institutions_trainingbasestate WHERE {HOLDS} AND state IN ('recognised', 'active'))",
    ),
    Wide(
        {
            "equipment_value": "sum(value) / 100.0",
            "contributed_equipment_value": f"sum(value) FILTER (WHERE {GIVEN}) / 100.0",
        },
        f"FROM institutions_equipment AS equipment {of_college('equipment.college_id')} "
        "WHERE equipment.recorded_at <= %(cutoff)s AND id IN "
        f"(SELECT equipment_id FROM institutions_equipmentstate WHERE {HOLDS} AND state IN {HELD})",
    ),
    Wide(
        {
            "key_commitments_due": "count(*)",
            "key_commitments_failed": f"count(*) FILTER (WHERE {FAILED})",
            "key_commitments_due_value": "sum(value) / 100.0",
            "key_commitments_failed_value": f"sum(value) FILTER (WHERE {FAILED}) / 100.0",
        },
        f"FROM institutions_equipment AS equipment {of_college('equipment.college_id')} "
        f"LEFT JOIN (SELECT DISTINCT equipment_id FROM institutions_equipmentstate WHERE {KNOWN} AND state IN {HELD} "
        "AND from_on <= %(day)s) AS accepted ON accepted.equipment_id = equipment.id "
        f"WHERE {GIVEN} AND is_key AND due_on <= %(day)s AND equipment.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {
            "partners_in_force": "count(DISTINCT host)",
            "leading_partners": "count(DISTINCT host) FILTER (WHERE is_leader)",
            "active_partners": "count(DISTINCT host) FILTER (WHERE active.party_id IS NOT NULL)",
        },
        f"FROM live {of_college('live.college')} LEFT JOIN labelled ON labelled.enterprise_id = live.host "
        "LEFT JOIN active ON active.party_id = live.id",
    ),
    Wide(
        {"above_scale_partners": "count(DISTINCT host)"},
        f"FROM live {of_college('live.college')} JOIN labelled ON labelled.enterprise_id = live.host AND is_above "
        "JOIN accounts_organisation AS enterprise ON enterprise.id = live.host "
        "LEFT JOIN reference_region AS region ON region.id = enterprise.region_id",
        keys=("left(region.code, 2)", "left(region.code, 4)", "region.code", "place.school_code"),
        college_alone=True,
    ),
    Wide(
        {"students": "count(*)"},
        f"FROM institutions_student AS student {of_college('student.college_id')} "
        "WHERE (left_on IS NULL OR left_on > %(day)s) AND enrolled_on <= %(day)s AND student.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"teachers": "count(*)", "dual_qualified_teachers": "count(valid.teacher_id)"},
        f"FROM institutions_teacher AS teacher {of_college('teacher.college_id')} "
        f"LEFT JOIN (SELECT DISTINCT teacher_id FROM institutions_dualqualification WHERE {KNOWN} AND "
        "valid_from <= %(day)s AND (valid_to IS NULL OR valid_to >= %(day)s)) AS valid ON valid.teacher_id = teacher.id "
        "WHERE teaches_professional_courses AND teacher.recorded_at <= %(cutoff)s AND joined_on <= %(day)s "
        "AND (left_on IS NULL OR left_on > %(day)s)",
    ),
    Wide(
        {
            "studios_national": "count(*) FILTER (WHERE level = 'national')",
            "studios_provincial": "count(*) FILTER (WHERE level = 'provincial')",
        },
        f"FROM institutions_skillmasterstudio AS studio {of_college('studio.college_id')} "
        "WHERE (studio.ended_on IS NULL OR studio.ended_on > %(day)s) AND recognised_on <= %(day)s "
        "AND studio.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"courses": "count(*)"},
        f"FROM institutions_course AS course {of_college('course.college_id')} "
        "WHERE (course.ended_on IS NULL OR course.ended_on > %(day)s) AND course.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"courses_revised_with_enterprises": "count(DISTINCT course.id)"},
        "FROM institutions_courserevision AS revision JOIN institutions_course AS course ON course.id = revision.course_id "
        f"{of_college('course.college_id')} WHERE revision.recorded_at <= %(cutoff)s "
        "AND (superseded_at IS NULL OR superseded_at > %(cutoff)s) "
        f"AND occurred_on {IN_YEAR} AND (course.ended_on IS NULL OR course.ended_on > %(day)s) "
        "AND course.recorded_at <= %(cutoff)s "
        "AND revision.id IN (SELECT courserevision_id FROM institutions_courserevision_enterprises)",
    ),
    Wide(
        {"requests_due": "count(*)", "requests_in_time": "count(*) FILTER (WHERE first_on <= due_on)"},
        f"FROM institutions_curriculumrequest AS request {of_college('request.college_id')} "
        "LEFT JOIN (SELECT request_id, min(from_on) AS first_on FROM institutions_curriculumrequeststate "
        f"WHERE {KNOWN} AND state IN ('answered', 'adopted', 'taught', 'declined') GROUP BY request_id) AS reply "
        f"ON reply.request_id = request.id WHERE due_on {IN_YEAR} AND request.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"training_plans": "count(*)", "training_plans_confirmed": "count(confirmed.plan_id)"},
        "FROM (SELECT DISTINCT ON (major_id) id, major_id FROM institutions_trainingplan WHERE effective_from <= %(day)s "
        "AND recorded_at <= %(cutoff)s ORDER BY major_id, effective_from DESC, id DESC) AS plan "
        f"JOIN institutions_major AS major ON major.id = plan.major_id {of_college('major.college_id')} "
        "LEFT JOIN (SELECT DISTINCT plan_id FROM institutions_planpostconfirmation AS confirmation "
        "JOIN institutions_planpost AS post ON post.id = confirmation.post_id WHERE confirmation.recorded_at <= %(cutoff)s "
        "AND (superseded_at IS NULL OR superseded_at > %(cutoff)s) AND occurred_on <= %(day)s) AS confirmed "
        "ON confirmed.plan_id = plan.id",
    ),
    Wide(
        {
            "milestones_due": "count(*)",
            "milestones_on_time": "count(*) FILTER (WHERE state.done_on <= due_on AND is_accepted)",
        },
        "FROM partnerships_obligation AS obligation "
        "JOIN partnerships_agreement AS agreement ON agreement.id = obligation.agreement_id "
        f"{of_college('agreement.keeper_id')} LEFT JOIN (SELECT obligation_id, "
        "min(from_on) FILTER (WHERE state IN ('done', 'accepted')) AS done_on, "
        "bool_or(state = 'accepted' AND from_on <= %(day)s) AS is_accepted, "
        "bool_or(state = 'withdrawn' AND from_on <= %(day)s AND (until_on IS NULL OR until_on > %(day)s)) AS is_dropped "
        f"FROM partnerships_obligationstate WHERE {KNOWN} AND state IN ('done', 'accepted', 'withdrawn') "
        "GROUP BY obligation_id) AS state ON state.obligation_id = obligation.id "
        f"WHERE is_milestone AND due_on {IN_YEAR} AND obligation.recorded_at <= %(cutoff)s AND is_dropped IS NOT TRUE",
    ),
    Wide(
        {
            "council_seats": "sum(seats)::float8",
            "enterprise_seats": "sum(seats) FILTER (WHERE side = 'enterprise')::float8",
        },
        "FROM partnerships_bodyseats AS seats JOIN partnerships_governancebody AS body ON body.id = seats.body_id "
        f"{of_college('body.keeper_id')} WHERE seats.recorded_at <= %(cutoff)s "
        "AND (superseded_at IS NULL OR superseded_at > %(cutoff)s) AND from_on <= %(day)s "
        "AND (until_on IS NULL OR until_on > %(day)s) AND (body.ended_on IS NULL OR body.ended_on > %(day)s)",
    ),
    Wide(
        {
            "meetings_planned": "count(*)",
            "meetings_held": "count(*) FILTER (WHERE held_on <= %(day)s AND held_recorded_at <= %(cutoff)s)",
        },
        "FROM partnerships_meeting AS meeting JOIN partnerships_governancebody AS body ON body.id = meeting.body_id "
        f"{of_college('body.keeper_id')} WHERE planned_on {IN_YEAR} AND meeting.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"project_enterprises": "count(DISTINCT partner.organisation_id)"},
        "FROM partnerships_projectpartner AS partner JOIN partnerships_project AS project ON project.id = partner.project_id "
        "JOIN accounts_organisation AS organisation ON organisation.id = partner.organisation_id "
        f"{of_college('project.college_id')} WHERE organisation.kind = 'enterprise' AND starts_on <= %(day)s "
        "AND (ends_on IS NULL OR ends_on >= %(three_years)s) AND project.recorded_at <= %(cutoff)s "
        "AND partner.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"joint_applications": "count(*)"},
        f"FROM partnerships_jointapplication AS application {of_college('application.college_id')} "
        "WHERE applied_on BETWEEN %(three_years)s AND %(day)s AND application.recorded_at <= %(cutoff)s "
        "AND id IN (SELECT jointapplication_id FROM partnerships_jointapplication_partners)",
    ),
    Wide(
        {"patents": "count(*)"},
        f"FROM partnerships_patent AS patent {of_college('patent.college_id')} WHERE kind = 'invention' "
        "AND granted_on BETWEEN %(three_years)s AND %(day)s AND patent.recorded_at <= %(cutoff)s",
    ),
    Wide(
        {"technical_service_received": "sum(amount) / 100.0"},
        "FROM partnerships_projectreceipt AS receipt JOIN partnerships_project AS project ON project.id = receipt.project_id "
        f"{of_college('project.college_id')} WHERE kind = 'technical_service' AND receipt.recorded_at <= %(cutoff)s "
        f"AND (superseded_at IS NULL OR superseded_at > %(cutoff)s) AND occurred_on {IN_YEAR}",
    ),
    Wide(
        {
            "graduates_known": "count(*)",
            "graduates_settled": "count(*) FILTER (WHERE status IN ('employed', 'self_employed', 'further_study'))",
            "graduates_employed": f"{MATCHED} IS NOT NULL)",
            "graduates_matched": f"{MATCHED})",
        },
        "FROM institutions_graduateoutcome AS outcome JOIN institutions_student AS student ON student.id = outcome.student_id "
        f"{of_college('student.college_id')} WHERE outcome.recorded_at <= %(cutoff)s "
        "AND (superseded_at IS NULL OR superseded_at > %(cutoff)s) "
        f"AND occurred_on {IN_YEAR} AND wave = 'half_year' AND status <> 'unknown'",
    ),
    Wide(
        {
            "post_placements": "count(*) FILTER (WHERE has_begun)",
            "post_placements_matching": "count(*) FILTER (WHERE has_begun AND fitting.slot IS NOT NULL)",
            "post_placements_without_warning": "count(*) FILTER (WHERE has_begun AND warned.placement_id IS NULL)",
            "post_placements_ended": "count(*) FILTER (WHERE has_ended)",
            "interns_hired": "count(*) FILTER (WHERE has_ended AND hired.placement_id IS NOT NULL)",
        },
        "FROM internships_placement AS placement JOIN moved ON moved.placement_id = placement.id "
        "JOIN institutions_student AS student ON student.id = placement.student_id "
        "JOIN institutions_major AS major ON major.id = student.major_id "
        "JOIN reference_cataloguemajor AS catalogue ON catalogue.id = major.catalogue_id "
        f"{of_college('placement.college_id')} "
        "LEFT JOIN fitting ON fitting.slot = placement.slot_id AND fitting.category_code = catalogue.category_code "
        "LEFT JOIN (SELECT DISTINCT placement_id FROM internships_placementfinding "
        f"WHERE {HAPPENED} AND level = 'warn') AS warned ON warned.placement_id = placement.id "
        "LEFT JOIN (SELECT DISTINCT placement_id FROM internships_placementoutcome "
        f"WHERE {HAPPENED} AND is_hired) AS hired ON hired.placement_id = placement.id WHERE placement.kind = 'post'",
    ),
)
