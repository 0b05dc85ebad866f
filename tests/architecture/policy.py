"""THE table of the authorization matrix: who gets what from every route.

A line names for each method the people of each status; `*` are all others who are signed in. People: outsider (no
membership), administrator, mentor (the college of the row), liaison (the enterprise of the row), reviewer (oversees
both), evaluator, operator, foreign_administrator, foreign_liaison, foreign_reviewer. 400: may post, but sent nothing.
"""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.world import TOKEN
from tests.factories.partnerships import ANSWERS

EVERYONE = {200: REST}
OPERATOR_ONLY = {200: "operator", 403: REST}
INVITERS = "administrator liaison reviewer operator foreign_administrator foreign_liaison foreign_reviewer"
COLLEGE = "administrator mentor"
OF_THE_COLLEGE = "administrator mentor reviewer"
OF_THE_BASE = OF_THE_AGREEMENT = "administrator mentor liaison reviewer"
ADMINISTRATORS, LIAISONS = "administrator foreign_administrator", "liaison foreign_liaison"
ADMINISTRATORS_ONLY = {200: ADMINISTRATORS, 403: REST}
IMPORTERS_ONLY = {200: f"operator liaison foreign_liaison {ADMINISTRATORS}", 403: REST}
LIAISONS_ONLY = {200: LIAISONS, 403: REST}
REVIEWERS_ONLY = {200: "reviewer foreign_reviewer", 403: REST}
WATCHERS_ONLY = {200: "reviewer foreign_reviewer operator", 403: REST}
ON_TODAY = {"on": "2026-11-20"}
ANSWER = {"wave": "half_year", "occurred_on": "2026-11-01", "status": "employed", "source": "Call"}
ALLAUTH = frozenset({200, 302, 405})  # its views answer PUT and DELETE as they please; none of them changes anything

KEEPERS_FORM = {200: "administrator", 403: "mentor liaison reviewer", 404: REST}
KEEPERS_PUT = KEEPERS_FORM
KEEPERS_POST = {302: "administrator", 403: "mentor liaison reviewer", 404: REST}
CLAIM = {"kind": "insurance", "provider": "An insurer", "lost_on": "2026-11-19", "amount": "10"}
WORKS = {
    "project": lambda w: {"pk": w.project.pk},
    "application": lambda w: {"pk": w.application.pk},
    "patent": lambda w: {"pk": w.patent.pk},
    "body": lambda w: {"pk": w.body.pk},
}


def APPLICATION(w):  # noqa: N802 (a constant of the table)
    partners = [str(w.liaison.organisation.public_id)]
    return {"title": "New", "programme": "Science", "partners": partners, "applied_on": "2026-11-20"}


def PATENT(_w):  # noqa: N802
    return {"title": "Clamp", "number": "ZL7", "kind": "design", "filed_on": "2026-11-20"}


def BODY(_w):  # noqa: N802
    return {"name": "New", "kind": "consortium", "founded_on": "2026-11-20"}


POLICY: dict[str, Line] = {
    # ---- Signing in
    "home": line(EVERYONE),
    "account_login": line(
        {302: REST, 200: "anonymous disabled"}, {302: REST, 200: "anonymous disabled"}, is_public=True, others=ALLAUTH
    ),
    "account_signup": line(
        {302: REST, 200: "anonymous disabled"}, {302: REST, 200: "anonymous disabled"}, is_public=True, others=ALLAUTH
    ),
    "account_logout": line({200: REST, 302: "anonymous disabled"}, {302: REST}, is_public=True, others=ALLAUTH),
    "account_inactive": line(EVERYONE, is_public=True, others=ALLAUTH),
    "account_reauthenticate": line(EVERYONE, EVERYONE, others=ALLAUTH),
    "account_change_password": line(EVERYONE, EVERYONE, others=ALLAUTH),
    "account_reset_password": line(EVERYONE, EVERYONE, is_public=True, others=ALLAUTH),
    "account_reset_password_done": line(EVERYONE, is_public=True, others=ALLAUTH),
    "account_reset_password_from_key": line(
        EVERYONE, EVERYONE, row=lambda _w: {"uidb36": "1", "key": "set-password"}, is_public=True, others=ALLAUTH
    ),
    "account_reset_password_from_key_done": line(EVERYONE, is_public=True, others=ALLAUTH),
    "mfa_index": line(EVERYONE, others=ALLAUTH),
    "mfa_authenticate": line({302: REST}, {302: REST}, is_public=True, others=ALLAUTH),
    "mfa_reauthenticate": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_activate_totp": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_deactivate_totp": line({404: REST}, {404: REST}, others=ALLAUTH),
    "mfa_view_recovery_codes": line({404: REST}, others=ALLAUTH),
    "mfa_generate_recovery_codes": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_download_recovery_codes": line({404: REST}, others=ALLAUTH),
    "usersessions_list": line(EVERYONE, {302: REST}, others=ALLAUTH),
    # ---- accounts
    "accounts:language": line(post={302: REST}, data=lambda _w: {"language": "en"}, is_public=True),
    "accounts:switch": line(
        EVERYONE,
        {302: "administrator", 404: REST},
        data=lambda w: {"membership": w.administrator.membership.pk},
    ),
    "accounts:profile": line(EVERYONE, {302: REST}, data=lambda _w: {"name": "New", "language": "en"}),
    "accounts:tokens": line({403: "outsider", 200: REST}, {403: "outsider", 400: REST}),
    "accounts:token-revoke": line(
        post={302: "administrator", 404: REST}, row=lambda w: {"public_id": w.token.public_id}
    ),
    "accounts:members": line({200: INVITERS, 403: REST}, {400: INVITERS, 403: REST}),
    "accounts:membership-end": line(
        {200: "administrator operator", 403: "mentor", 404: REST},
        {302: "administrator operator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.membership.pk},
    ),
    "accounts:invitation-withdraw": line(
        post={302: "administrator operator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.invitation.pk}
    ),
    "accounts:invitation-send-again": line(
        post={302: "administrator operator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.invitation.pk}
    ),
    "accounts:invitation": line(
        EVERYONE,
        {400: "anonymous disabled", 403: REST},
        row=lambda w: {"token": w.invitation and TOKEN},
        is_public=True,
    ),
    "accounts:invitation-renew": line(post=EVERYONE, row=lambda w: {"token": w.invitation and TOKEN}, is_public=True),
    "accounts:link": line({410: REST}, {410: REST}, row=lambda w: {"token": w.link and TOKEN}, is_public=True),
    "accounts:link-renew": line(post=EVERYONE, row=lambda w: {"token": w.link and TOKEN}, is_public=True),
    "accounts:evidence": line(EVERYONE, {403: "outsider operator", 400: REST}),
    "accounts:evidence-file": line(
        {200: "administrator mentor liaison", 404: REST}, row=lambda w: {"public_id": w.evidence.public_id}
    ),
    "accounts:organisations": line(OPERATOR_ONLY),
    "accounts:organisation-new": line(OPERATOR_ONLY, {400: "operator", 403: REST}),
    "accounts:organisation": line(
        OPERATOR_ONLY, {403: REST}, row=lambda w: {"public_id": w.administrator.organisation.public_id}
    ),
    "me-list": line(EVERYONE),
    "membership-list": line(EVERYONE),
    "membership-detail": line({200: "administrator mentor operator", 404: REST}, row=lambda w: {"pk": w.membership.pk}),
    # ---- core and the API's own pages
    "core:style": line(OPERATOR_ONLY),
    "api-schema": line(EVERYONE),
    "api-docs": line(EVERYONE),
    "api-nothing": line({404: REST}, row=lambda _w: {"nothing": "nothing"}, others=frozenset({404, 405})),
    # ---- reference
    "reference:region-list": line(EVERYONE),
    "reference:major-list": line(EVERYONE),
    "reference:industry-list": line(EVERYONE),
    "reference:rule-list": line(EVERYONE),
    "reference:lookup-regions": line({302: REST}),
    "reference:lookup-majors": line({302: REST}),
    "reference:lookup-industries": line({302: REST}),
    "region-list": line(EVERYONE),
    "region-detail": line(EVERYONE, row=lambda w: {"pk": w.administrator.organisation.region_id}),
    "catalogue-major-list": line(EVERYONE),
    "catalogue-major-detail": line(EVERYONE, row=lambda w: {"pk": w.major.catalogue_id}),
    "industry-list": line(EVERYONE),
    "industry-detail": line(EVERYONE, row=lambda w: {"pk": w.industry.pk}),
    "rule-list": line(EVERYONE),
    "wording-list": line(EVERYONE),
    # ---- notices and jobs
    "notices:notices": line(EVERYONE),
    "notices:notice-read-all": line(post={302: REST}),
    "notices:notice-read": line(post={302: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "notices:preferences": line(EVERYONE, EVERYONE),
    "notice-list": line(EVERYONE),
    "notice-detail": line({200: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "notice-read": line(post={200: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "jobs:jobs": line(EVERYONE),
    "jobs:job": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-cancel": line(post={302: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-confirm": line(post={404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-report": line({404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:import-new": line(IMPORTERS_ONLY, IMPORTERS_ONLY),
    "jobs:import-template": line(ADMINISTRATORS_ONLY, row=lambda _w: {"name": "students"}),
    "importer-list": line(EVERYONE),
    "import-list": line(EVERYONE, {400: REST}),
    "import-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.preview.public_id}),
    "import-confirm": line(
        post={201: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"public_id": w.preview.public_id}
    ),
    "import-report": line(
        {200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"public_id": w.preview.public_id}
    ),
    "job-list": line(EVERYONE),
    "job-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "job-cancel": line(post={200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    # ---- institutions
    "institutions:college": line(EVERYONE),
    "institutions:college-list": line(EVERYONE),
    "institutions:major-list": line(EVERYONE),
    "institutions:major-open": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:major-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.major.pk}),
    "institutions:major-close": line(
        post={302: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.major.pk},
        data=lambda _w: ON_TODAY,
    ),
    "institutions:base-list": line(EVERYONE),
    "institutions:base-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:base-detail": line({200: OF_THE_BASE, 404: REST}, row=lambda w: {"pk": w.base.pk}),
    "institutions:base-edit": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.base.pk},
    ),
    "institutions:base-change-state": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.base.pk},
        data=lambda _w: {"state": "dormant", **ON_TODAY},
    ),
    "institutions:lookup-hosts": line(ADMINISTRATORS_ONLY),
    "institutions:course-list": line(EVERYONE),
    "institutions:course-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:course-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.course.pk}),
    "institutions:course-edit": line(
        {200: "administrator", 403: "mentor reviewer", 404: REST},
        {200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.course.pk},
    ),
    "institutions:course-revise": line(
        post={302: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.course.pk},
        data=lambda _w: {"summary": "New lathe", **ON_TODAY},
    ),
    "institutions:plan-list": line(EVERYONE),
    "institutions:plan-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:plan-detail": line({200: OF_THE_BASE, 404: REST}, row=lambda w: {"pk": w.plan_post.plan_id}),
    "institutions:plan-add-post": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.plan_id},
        data=lambda _w: {"name": "Fitter"},
    ),
    "institutions:plan-edit": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.plan_id},
        data=lambda _w: {"version": "2027", "effective_from": "2027-09-01"},
    ),
    "institutions:post-edit": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.pk},
        data=lambda _w: {"name": "Fitter"},
    ),
    "institutions:post-remove": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.plan_post.pk}
    ),
    "institutions:post-confirm": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.plan_post.pk}
    ),
    "course-list": line(
        EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=lambda _w: {"code": "C9", "name": "Welding", "hours": 32}
    ),
    "course-detail": line(
        {200: OF_THE_COLLEGE, 404: REST},
        put={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.course.pk},
        data=lambda _w: {"code": "C1", "name": "Welding", "hours": 32},
    ),
    "course-revise": line(
        post={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.course.pk},
        data=lambda _w: {"summary": "New lathe", **ON_TODAY},
    ),
    "training-plan-list": line(
        EVERYONE,
        {201: "administrator", 403: "mentor reviewer", 400: REST},
        data=lambda w: {"major": w.major.pk, "version": "2027", "effective_from": "2027-09-01"},
    ),
    "training-plan-detail": line(
        {200: OF_THE_BASE, 404: REST},
        put={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.plan_id},
        data=lambda _w: {"version": "2027", "effective_from": "2027-09-01"},
    ),
    "training-plan-posts": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.plan_id},
        data=lambda _w: {"name": "Fitter"},
    ),
    "plan-post-list": line(EVERYONE),
    "plan-post-detail": line(
        {200: OF_THE_BASE, 404: REST},
        put={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        delete={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.plan_post.pk},
        data=lambda _w: {"name": "Fitter", "asked_of": None},
    ),
    "plan-post-confirm": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.plan_post.pk}
    ),
    "institutions:lookup-colleges": line(LIAISONS_ONLY),
    "institutions:request-list": line(EVERYONE),
    "institutions:request-ask": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "institutions:request-detail": line({200: OF_THE_BASE, 404: REST}, row=lambda w: {"pk": w.curriculum_request.pk}),
    "institutions:request-answer": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.curriculum_request.pk},
        data=lambda _w: {"state": "adopted", **ON_TODAY},
    ),
    "curriculum-request-list": line(
        EVERYONE,
        {201: LIAISONS, 403: REST},
        data=lambda w: {"college": w.administrator.organisation.college.school_code, "skill": "PLC"},
    ),
    "curriculum-request-detail": line({200: OF_THE_BASE, 404: REST}, row=lambda w: {"pk": w.curriculum_request.pk}),
    "curriculum-request-respond": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.curriculum_request.pk},
        data=lambda _w: {"state": "adopted", **ON_TODAY},
    ),
    "institutions:return-list": line(EVERYONE),
    "institutions:return-start": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:return-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.open_return.pk}),
    "institutions:return-figure": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.open_return.pk, "code": "expert_class_hours"},
    ),
    "institutions:return-file": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.open_return.pk}
    ),
    "institutions:return-verify": line(
        post={302: "administrator reviewer", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.filed_return.pk}
    ),
    "institutions:return-send-back": line(
        post={302: "reviewer", 409: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.filed_return.pk},
        data=lambda _w: {"reason": "Check the hours."},
    ),
    "annual-return-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=lambda _w: {"year": 2023}),
    "annual-return-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.open_return.pk}),
    "annual-return-figures": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.open_return.pk},
        data=lambda _w: {"figure": "expert_class_hours", "value": "7"},
    ),
    "annual-return-file": line(
        post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.open_return.pk}
    ),
    "annual-return-verify": line(
        post={200: "reviewer", 409: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.filed_return.pk}
    ),
    "annual-return-send-back": line(
        post={200: "reviewer", 409: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.filed_return.pk},
        data=lambda _w: {"reason": "Check the hours."},
    ),
    "institutions:student-list": line(EVERYONE),
    "institutions:student-enrol": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:student-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.intern.pk}),
    "institutions:student-edit": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.intern.pk},
    ),
    "institutions:student-leave": line(
        post={302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.intern.pk},
        data=lambda _w: {"reason": "graduated", **ON_TODAY},
    ),
    "institutions:student-reveal": line(
        post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.intern.pk}
    ),
    "institutions:outcome-list": line(EVERYONE),
    "institutions:wave-list": line(EVERYONE),
    "institutions:cohort-record": line(ADMINISTRATORS_ONLY, {409: ADMINISTRATORS, 403: REST}),
    "institutions:wave-sheet": line({302: ADMINISTRATORS, 403: REST}),
    "institutions:outcome-record": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.graduate.pk},
        data=lambda _w: ANSWER,
    ),
    "institutions:outcome-take-back": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.outcome.pk}
    ),
    "graduate-outcome-list": line(
        EVERYONE,
        {201: "administrator", 403: "mentor", 400: REST},
        data=lambda w: {"student": w.graduate.pk, **ANSWER},
    ),
    "graduate-outcome-waves": line(EVERYONE),
    "graduate-outcome-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.outcome.pk}),
    "graduate-outcome-take-back": line(
        post={204: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.outcome.pk}
    ),
    "student-list": line(EVERYONE, {400: REST}),
    "student-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.intern.pk}, put={400: COLLEGE, 404: REST}),
    "student-leave": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.intern.pk},
        data=lambda _w: {"reason": "graduated", **ON_TODAY},
    ),
    "student-reveal-birth-date": line(
        post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.intern.pk}
    ),
    "institutions:lookup-enterprises": line(ADMINISTRATORS_ONLY),
    "institutions:chain-add": line(
        post={302: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.major.pk},
        data=lambda _w: {"name": "Robots"},
    ),
    "institutions:chain-remove": line(
        post={302: "administrator", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.chain.pk}
    ),
    "institutions:teacher-list": line(EVERYONE),
    "institutions:teacher-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:teacher-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.teacher.pk}),
    "institutions:teacher-edit": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
    ),
    "institutions:qualification-add": line(
        post={302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
        data=lambda _w: {
            "qualification-level": "senior",
            "qualification-authority": "Office",
            "qualification-valid_from": "2026-01-01",
        },
    ),
    "institutions:qualification-take-back": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.qualification.pk}
    ),
    "institutions:practice-add": line(
        post={302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
        data=lambda _w: {
            "practice-from_on": "2024-07-01",
            "practice-to_on": "2024-08-31",
            "practice-months": "2",
        },
    ),
    "institutions:practice-take-back": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.practice.pk}
    ),
    "institutions:equipment-list": line(EVERYONE),
    "institutions:equipment-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:equipment-detail": line({200: OF_THE_BASE, 404: REST}, row=lambda w: {"pk": w.equipment.pk}),
    "institutions:equipment-edit": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.equipment.pk},
    ),
    "institutions:equipment-change-state": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.equipment.pk},
        data=lambda _w: {"state": "delivered", **ON_TODAY},
    ),
    "institutions:studio-list": line(EVERYONE),
    "institutions:studio-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "institutions:studio-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.studio.pk}),
    "institutions:studio-edit": line(
        {200: "administrator", 403: "mentor reviewer", 404: REST},
        {200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.studio.pk},
    ),
    "major-chains": line(
        post={201: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.major.pk},
        data=lambda _w: {"name": "Robots"},
    ),
    "major-remove-chain": line(
        post={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.chain.major_id},
        data=lambda w: {"chain": w.chain.pk},
    ),
    "teacher-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda _w: {"number": "T9", "name": "Teacher", "joined_on": "2020-09-01"},
    ),
    "teacher-detail": line(
        {200: COLLEGE, 404: REST},
        put={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
        data=lambda _w: {"number": "T9", "name": "Teacher", "joined_on": "2020-09-01"},
    ),
    "teacher-qualifications": line(
        post={201: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
        data=lambda _w: {"level": "senior", "authority": "Office", "valid_from": "2026-01-01"},
    ),
    "teacher-practices": line(
        post={201: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.teacher.pk},
        data=lambda _w: {"from_on": "2024-07-01", "to_on": "2024-08-31", "months": "2"},
    ),
    "teacher-take-back": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.practice.teacher_id},
        data=lambda w: {"practice": w.practice.pk},
    ),
    "equipment-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda _w: {"name": "Lathe", "value": "5000.00", "state": "in_use", **ON_TODAY},
    ),
    "equipment-detail": line(
        {200: OF_THE_BASE, 404: REST},
        put={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.equipment.pk},
        data=lambda w: {
            "name": "Lathe",
            "value": "5000.00",
            "contributor": str(w.equipment.contributor.public_id),
            "due_on": "2026-12-31",
        },
    ),
    "equipment-change-state": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.equipment.pk},
        data=lambda _w: {"state": "delivered", **ON_TODAY},
    ),
    "skill-master-studio-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda _w: {"name": "Studio", "level": "college", "master": "Master", "recognised_on": "2026-01-01"},
    ),
    "skill-master-studio-detail": line(
        {200: OF_THE_COLLEGE, 404: REST},
        put={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.studio.pk},
        data=lambda _w: {"name": "Studio", "level": "college", "master": "Master", "recognised_on": "2026-01-01"},
    ),
    "college-list": line(EVERYONE),
    "college-detail": line(EVERYONE, row=lambda w: {"school_code": w.administrator.organisation.college.school_code}),
    "major-list": line(
        EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=lambda w: {"catalogue": w.catalogue.code, **ON_TODAY}
    ),
    "major-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.major.pk}),
    "major-close": line(
        post={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.major.pk},
        data=lambda _w: ON_TODAY,
    ),
    "training-base-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda _w: {"name": "Hall", "is_on_campus": True, "places": 5, "state": "proposed", **ON_TODAY},
    ),
    "training-base-detail": line(
        {200: OF_THE_BASE, 404: REST},
        put={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.base.pk},
        data=lambda w: {"name": "Hall", "host": str(w.base.host.public_id), "places": 5},
    ),
    "training-base-change-state": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.base.pk},
        data=lambda _w: {"state": "dormant", **ON_TODAY},
    ),
    # ---- enterprises
    "enterprises:enterprise-list": line(EVERYONE),
    "enterprises:enterprise-register": line(
        {200: "liaison operator foreign_liaison", 403: REST}, {200: "liaison operator foreign_liaison", 403: REST}
    ),
    "enterprises:enterprise-detail": line(EVERYONE, row=lambda w: {"public_id": w.liaison.organisation.public_id}),
    "enterprises:enterprise-edit": line(
        {200: "liaison operator", 403: REST},
        {200: "liaison operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:my-enterprise": line(LIAISONS_ONLY),
    "enterprises:duplicate-list": line(OPERATOR_ONLY),
    "enterprises:enterprise-merge": line(
        OPERATOR_ONLY,
        {200: "operator", 403: REST},
        row=lambda w: {
            "public_id": w.liaison.organisation.public_id,
            "other": w.foreign_liaison.organisation.public_id,
        },
    ),
    "enterprises:identifier-add": line(
        OPERATOR_ONLY,
        {200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:identifier-end": line(post={302: "operator", 403: REST}, row=lambda w: {"pk": w.external_id.pk}),
    "enterprises:status-list": line(EVERYONE),
    "enterprises:status-record": line(
        {200: "operator reviewer", 403: REST},
        {200: "operator reviewer", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:status-end": line(
        {200: "operator reviewer", 403: REST},
        {200: "operator reviewer", 403: REST},
        row=lambda w: {"pk": w.enterprise_status.pk},
    ),
    "enterprises:year-list": line(EVERYONE),
    "enterprises:year-record": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "enterprises:year-detail": line({200: "liaison", 404: REST}, row=lambda w: {"year": w.enterprise_year.year}),
    "enterprises:post-list": line(EVERYONE),
    "enterprises:post-record": line(LIAISONS_ONLY, {200: LIAISONS, 403: REST}),
    "enterprises:post-strike": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-list": line(EVERYONE),
    "enterprise-detail": line(EVERYONE, row=lambda w: {"public_id": w.liaison.organisation.public_id}),
    "enterprise-identify": line(
        post={200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
        data=lambda _w: {"scheme": "stock", "value": "600001.SS"},
    ),
    "enterprise-merge": line(
        post={200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
        data=lambda w: {"merged": str(w.foreign_liaison.organisation.public_id), "reason": "One"},
    ),
    "enterprise-status-list": line(
        EVERYONE,
        {201: "operator reviewer", 403: REST},
        data=lambda w: {
            "enterprise": str(w.liaison.organisation.public_id),
            "status": "leader",
            "source": "List of 2026",
            "from_on": "2026-01-01",
        },
    ),
    "enterprise-status-detail": line(EVERYONE, row=lambda w: {"pk": w.enterprise_status.pk}),
    "enterprise-status-end": line(
        post={204: "operator reviewer", 403: REST},
        row=lambda w: {"pk": w.enterprise_status.pk},
        data=lambda _w: {"last_on": "2026-11-20"},
    ),
    "enterprise-post-list": line(
        EVERYONE,
        {201: LIAISONS, 403: REST},
        data=lambda _w: {"year": 2024, "post": "Fitter", "staff_count": 7},
    ),
    "enterprise-post-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-post-strike": line(post={204: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-year-list": line(
        EVERYONE, {201: LIAISONS, 403: REST}, data=lambda _w: {"year": 2024, "staff_count": 7}
    ),
    "enterprise-year-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_year.pk}),
    # ---- partnerships
    "partnerships:agreement-list": line(EVERYONE),
    "partnerships:agreement-new": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "partnerships:agreement-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-pdf": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-make-files": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.unprinted.pk}
    ),
    "partnerships:agreement-settlement": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "partnerships:exit-payment-confirm": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.exit_payment.pk},
        data=lambda _w: {"paid_on": "2026-11-20"},
    ),
    "agreement-settlement": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "exit-payment-list": line(EVERYONE),
    "exit-payment-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.exit_payment.pk}),
    "exit-payment-confirm": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.exit_payment.pk},
        data=lambda _w: {"paid_on": "2026-11-20"},
    ),
    "partnerships:risk-list": line(EVERYONE),
    "partnerships:risk-figure": line(
        post={302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.watched_risk.pk},
        data=lambda _w: {"figure-value": "3", "figure-occurred_on": "2026-11-20"},
    ),
    "risk-figures": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.watched_risk.pk},
        data=lambda _w: {"value": "3", "occurred_on": "2026-11-20"},
    ),
    "partnerships:claim-file": line(
        post={302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {f"claim-{name}": value for name, value in CLAIM.items()},
    ),
    "partnerships:claim-decide": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.claim.pk},
        data=lambda w: {f"decision-{w.claim.pk}-decided_on": "2026-11-20"},
    ),
    "partnerships:agreement-emergency": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"occurred_on": "2026-11-20", "note": "Fire"},
    ),
    "risk-claims": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: CLAIM,
    ),
    "claim-list": line(EVERYONE),
    "claim-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.claim.pk}),
    "claim-decide": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.claim.pk},
        data=lambda _w: {"paid": "5", "decided_on": "2026-11-20"},
    ),
    "drill-list": line(EVERYONE),
    "drill-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.drill.pk}),
    "agreement-drills": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"occurred_on": "2026-11-20", "note": "Fire"},
    ),
    "partnerships:contact-add": line(
        post={302: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"contact-topic": "Fire", "contact-name": "Li", "contact-phone": "119"},
    ),
    "partnerships:contact-remove": line(
        post={302: "liaison", 403: "administrator mentor", 404: REST}, row=lambda w: {"pk": w.contact.pk}
    ),
    "agreement-contacts": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda _w: {"topic": "Fire", "name": "Li", "phone": "119"},
    ),
    "contact-list": line(EVERYONE),
    "contact-detail": line(
        {200: "administrator mentor liaison", 404: REST},
        delete={204: "liaison", 403: "administrator mentor", 404: REST},
        row=lambda w: {"pk": w.contact.pk},
    ),
    "partnerships:signed-file": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.signed_file.pk}),
    "partnerships:check": line(
        EVERYONE, {400: REST}, row=lambda w: {"public_id": w.in_force.public_id}, is_public=True
    ),
    "partnerships:agreement-terms": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk, "section": "goals"},
    ),
    "partnerships:agreement-check": line(
        {200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}
    ),
    "partnerships:agreement-send": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}
    ),
    "partnerships:agreement-delete": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}
    ),
    "partnerships:check-steps": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "partnerships:check-step-edit": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.check_step.pk},
    ),
    "partnerships:check-step-end": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.check_step.pk}
    ),
    "partnerships:agreement-life": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {409: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"act": "decline", "decline-reason": " "},
    ),
    "partnerships:agreement-renew": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:agreement-amend": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:amendment-day": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "partnerships:amendment-refresh": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "partnerships:agreement-compare": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-sign": line(
        {200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        {302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
    ),
    "partnerships:agreement-refuse": line(
        post={400: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_signature.pk}
    ),
    "partnerships:agreement-withdraw": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_signature.pk}
    ),
    "partnerships:agreement-send-link": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {
            "pk": w.in_signature.pk,
            "party": w.in_signature.parties.get(organisation=w.liaison.organisation).pk,
        },
    ),
    "partnerships:agreement-signatories": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda w: {
            "act": f"add-{w.in_signature.parties.get(key='college').pk}",
            "college-name": "Somebody",
        },
    ),
    "partnerships:agreement-paper": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk, "party": w.in_signature.parties.get(key="enterprise").pk},
    ),
    "partnerships:agreement-remind": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk, "party": w.in_signature.parties.get(key="enterprise").pk},
    ),
    "partnerships:agreement-wish": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"wish-text": "Sixty days"},
    ),
    "partnerships:signature-undo": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.on_paper.pk}
    ),
    "partnerships:wish-answer": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.wish.pk}
    ),
    "partnerships:agreement-activities": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {400: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
    ),
    "partnerships:activity-confirm": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.activity.pk}
    ),
    "partnerships:agreement-simulation": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:scenario-keep": line(
        post={400: "administrator liaison mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:scenario-drop": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.scenario.pk}
    ),
    "partnerships:agreement-progress": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.lived.pk}),
    "partnerships:agreement-wizard": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "partnerships:agreement-parties": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "partnerships:contribution-equipment": line(
        post={400: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
    ),
    "partnerships:base-link": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "partnerships:base-unlink": line(post={404: REST}, row=lambda w: {"pk": w.lived.pk, "base": w.own_base.pk}),
    "partnerships:contribution-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.contribution.pk}
    ),
    "partnerships:contribution-deliver": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
        data=lambda _w: {"delivered_on": "2026-11-20"},
    ),
    "partnerships:contribution-answer": line(
        post={302: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.delivered.pk},
        data=lambda _w: {"answer": "accept"},
    ),
    "partnerships:obligation-list": line(EVERYONE),
    "partnerships:obligation-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.obligation.pk}),
    "partnerships:obligation-report": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.obligation.pk},
        data=lambda _w: {"done_on": "2026-11-20"},
    ),
    "partnerships:obligation-answer": line(
        post={302: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.reported.pk},
        data=lambda _w: {"answer": "accept"},
    ),
    "partnerships:risk-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {"likelihood": 2, "impact": 2},
    ),
    "agreement-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda w: {
            "counterparts": [str(w.liaison.organisation.public_id)],
            "title": "New",
            "kind": w.draft.kind,
        },
    ),
    "agreement-detail": line(
        {200: COLLEGE, 404: REST},
        delete={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "agreement-activities": line(
        post={201: "administrator mentor liaison", 403: "reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda w: {"party": "enterprise", "kind": w.activity.kind, "occurred_on": "2026-11-20"},
    ),
    "agreement-clauses": line(
        put={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk, "name": "goals"},
        data=lambda _w: {"value": None},
    ),
    "agreement-findings": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}),
    "agreement-completeness": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}),
    "agreement-advice": line(
        post={200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}, data=lambda _w: dict(ANSWERS)
    ),
    "agreement-simulation": line(
        post={200: OF_THE_AGREEMENT, 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"years": [{"stage": "commercial", "year": 1, "income": "100.01"}]},
    ),
    "agreement-amendments": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-amend": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-amends-from": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.amendment.pk},
        data=lambda _w: {"amends_from": "2027-06-30"},
    ),
    "agreement-refresh": line(
        post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "agreement-versions": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-terms": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-compare": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-signatories": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_signature.pk}),
    "agreement-signatories-add": line(
        post={201: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"party": "enterprise", "name": "Somebody"},
    ),
    "agreement-signatories-remove": line(
        post={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.signatory.party.agreement_id},
        data=lambda w: {"signatory": w.signatory.pk},
    ),
    "agreement-signing-order": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"signs_in_order": True},
    ),
    "agreement-paper": line(
        post={400: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
    ),
    "agreement-paper-undo": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.on_paper.party.agreement_id},
        data=lambda w: {"signature": w.on_paper.pk, "reason": "Wrong sheet"},
    ),
    "agreement-remind": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"party": "enterprise"},
    ),
    "agreement-wishes": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_signature.pk}),
    "agreement-wishes-ask": line(
        post={201: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"text": "Sixty days"},
    ),
    "agreement-wishes-answer": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.wish.party.agreement_id},
        data=lambda w: {"wish": w.wish.pk, "is_accepted": True},
    ),
    "agreement-life": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-checks-decide": line(
        post={200: "administrator", 409: "mentor", 404: REST},
        row=lambda w: {"pk": w.submitted.pk},
        data=lambda _w: {"is_approved": True},
    ),
    "agreement-suspend": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"reason": "Why"},
    ),
    "agreement-resume": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-notice": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"kind": "notice", "last_on": "2027-06-30", "reason": "Why"},
    ),
    "agreement-notice-agree": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-notice-take-back": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-renew": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-renewal-decline": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"reason": "Why"},
    ),
    "check-step-list": line(
        EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=lambda _w: {"name": "Finance", "position": 1}
    ),
    "check-step-detail": line(
        {200: COLLEGE, 404: REST},
        put={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.check_step.pk},
        data=lambda _w: {"name": "Finance", "position": 1},
    ),
    "check-step-end": line(
        post={204: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.check_step.pk}
    ),
    "agreement-send": line(post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}),
    "agreement-make-files": line(
        post={202: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.unprinted.pk}
    ),
    "signed-file-list": line(EVERYONE),
    "signed-file-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.signed_file.pk}),
    "agreement-sign": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"digest": "0" * 64},
    ),
    "agreement-refuse": line(
        post={204: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"reason": "No."},
    ),
    "agreement-withdraw": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"reason": "No."},
    ),
    "agreement-parties": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda w: {"organisation": str(w.foreign_liaison.organisation.public_id)},
    ),
    "agreement-parties-remove": line(
        post={400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"party": "enterprise"},
    ),
    "contribution-equipment": line(
        post={400: "administrator mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
    ),
    "agreement-bases": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "agreement-bases-unlink": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.lived.pk},
        data=lambda w: {"base": w.own_base.pk},
    ),
    "contribution-list": line(EVERYONE),
    "contribution-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.contribution.pk}),
    "contribution-deliver": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.contribution.pk},
        data=lambda _w: {"delivered_on": "2026-11-20"},
    ),
    "contribution-answer": line(
        post={200: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.delivered.pk},
        data=lambda _w: {"is_accepted": True},
    ),
    "obligation-list": line(EVERYONE),
    "obligation-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.obligation.pk}),
    "obligation-report": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.obligation.pk},
        data=lambda _w: {"done_on": "2026-11-20"},
    ),
    "obligation-answer": line(
        post={200: "administrator", 403: "liaison mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.reported.pk},
        data=lambda _w: {"is_accepted": True},
    ),
    "benefit-scenario-list": line(
        EVERYONE,
        {201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        data=lambda w: {
            "agreement": w.in_force.pk,
            "name": "Cautious",
            "years": [{"stage": "commercial", "year": 1, "income": "100.01"}],
        },
    ),
    "benefit-scenario-detail": line(
        {200: COLLEGE, 404: REST},
        delete={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.scenario.pk},
    ),
    "risk-list": line(EVERYONE),
    "risk-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.risk.pk}),
    "risk-reviews": line(
        post={201: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.risk.pk},
        data=lambda _w: {"likelihood": 2, "impact": 2},
    ),
    "activity-list": line(EVERYONE),
    "activity-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.activity.pk}),
    "activity-confirm": line(
        post={200: "liaison", 403: "administrator mentor reviewer", 404: REST}, row=lambda w: {"pk": w.activity.pk}
    ),
    # ---- partnerships: projects, applications, patents, bodies
    "partnerships:lookup-partners": line(ADMINISTRATORS_ONLY),
    "partnerships:lookup-members": line(ADMINISTRATORS_ONLY),
    **{f"partnerships:{name}-list": line(EVERYONE) for name in WORKS},
    **{f"partnerships:{name}-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY) for name in WORKS},
    **{f"partnerships:{name}-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=row) for name, row in WORKS.items()},
    **{f"partnerships:{name}-edit": line(KEEPERS_FORM, KEEPERS_FORM, row=row) for name, row in WORKS.items()},
    "partnerships:project-receipt": line(
        post=KEEPERS_POST, row=WORKS["project"], data=lambda _w: {"amount": "5", "occurred_on": "2026-11-20"}
    ),
    "partnerships:receipt-correct": line(
        KEEPERS_FORM,
        KEEPERS_POST,
        row=lambda w: {"pk": w.receipt.pk},
        data=lambda _w: {"amount": "5", "occurred_on": "2026-11-20"},
    ),
    "partnerships:receipt-take-back": line(post=KEEPERS_POST, row=lambda w: {"pk": w.receipt.pk}),
    "partnerships:member-add": line(
        post=KEEPERS_POST,
        row=WORKS["body"],
        data=lambda w: {
            "member-organisation": str(w.administrator.organisation.pk),
            "member-side": "college",
            "member-on": "2026-11-20",
        },
    ),
    "partnerships:member-end": line(
        KEEPERS_FORM, KEEPERS_POST, row=lambda w: {"pk": w.body_member.pk}, data=lambda _w: ON_TODAY
    ),
    "partnerships:body-seats": line(
        post=KEEPERS_POST,
        row=WORKS["body"],
        data=lambda _w: {
            "seats-on": "2026-11-20",
            **{f"seats-{side}": 1 for side in ("college", "enterprise", "government", "other")},
        },
    ),
    "partnerships:meeting-plan": line(
        post=KEEPERS_POST, row=WORKS["body"], data=lambda _w: {"meeting-planned_on": "2027-01-20"}
    ),
    "partnerships:meeting-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        KEEPERS_POST,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"held_on": "2026-11-20", "minutes": "Talked."},
    ),
    "partnerships:meeting-decide": line(
        post=KEEPERS_POST,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {
            "decision-subject": "funds",
            "decision-text": "Buy it.",
            "decision-votes_for": 1,
            "decision-votes_against": 0,
            "decision-abstentions": 0,
            "decision-enterprise_votes_for": 0,
        },
    ),
    "project-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda w: {
            "title": "New",
            "kind": "research",
            "level": "enterprise",
            "partners": [str(w.liaison.organisation.public_id)],
            "starts_on": "2026-11-20",
        },
    ),
    "project-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        put=KEEPERS_PUT,
        row=WORKS["project"],
        data=lambda w: {
            "title": "New",
            "kind": "research",
            "level": "enterprise",
            "partners": [str(w.liaison.organisation.public_id)],
            "starts_on": "2026-11-20",
        },
    ),
    "project-receipts": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=WORKS["project"],
        data=lambda _w: {"amount": "5.00", "occurred_on": "2026-11-20"},
    ),
    "receipt-list": line(EVERYONE),
    "receipt-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.receipt.pk}),
    "receipt-correct": line(
        post=KEEPERS_PUT,
        row=lambda w: {"pk": w.receipt.pk},
        data=lambda _w: {"amount": "5.00", "occurred_on": "2026-11-20"},
    ),
    "receipt-take-back": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.receipt.pk}
    ),
    "joint-application-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=APPLICATION),
    "joint-application-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=WORKS["application"], data=APPLICATION
    ),
    "patent-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=PATENT),
    "patent-detail": line({200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=WORKS["patent"], data=PATENT),
    "governance-body-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=BODY),
    "governance-body-detail": line({200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=WORKS["body"], data=BODY),
    "governance-body-members": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=WORKS["body"],
        data=lambda w: {"organisation": str(w.administrator.organisation.public_id), "side": "college", **ON_TODAY},
    ),
    "governance-body-seats": line(
        post=KEEPERS_PUT, row=WORKS["body"], data=lambda _w: {"college": 3, "enterprise": 2, **ON_TODAY}
    ),
    "governance-body-meetings": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=WORKS["body"],
        data=lambda _w: {"planned_on": "2027-01-20"},
    ),
    "body-member-list": line(EVERYONE),
    "body-member-end": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.body_member.pk},
        data=lambda _w: ON_TODAY,
    ),
    "meeting-list": line(EVERYONE),
    "meeting-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.meeting.pk}),
    "meeting-minutes": line(
        post=KEEPERS_PUT,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"held_on": "2026-11-20", "minutes": "Talked."},
    ),
    "meeting-decisions": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"subject": "funds", "text": "Buy it.", "votes_for": 1, "is_adopted": True},
    ),
    # ---- internships: an open slot is published to every member; a draft is its host's
    "internships:slot-list": line(EVERYONE),
    "internships:slot-create": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:slot-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internships:slot-edit": line(
        {200: "liaison", 404: REST}, {200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}
    ),
    "internships:slot-open": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internships:slot-close": line(post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "internships:slot-confirm": line(
        post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}
    ),
    "internships:slot-create-several": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:hosting-list": line(EVERYONE),
    "internships:hosting-answer": line(LIAISONS_ONLY, LIAISONS_ONLY),
    **{
        f"internships:{name}": line(
            {200: ADMINISTRATORS, 404: "outsider", 403: REST},
            {200: ADMINISTRATORS, 404: "outsider", 403: REST},
            row=lambda w: {"pk": w.slot.pk},
        )
        for name in ("placement-create", "placement-create-class", "slot-insure")
    },
    "internships:job-offer-list": line(EVERYONE),
    "internships:job-offer-create": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:job-offer-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "internships:job-offer-edit": line(
        {200: "liaison", 404: REST}, {200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}
    ),
    "internships:job-offer-open": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "internships:job-offer-close": line(
        post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.offer.pk}
    ),
    "internships:placement-detail": line(
        {200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
    ),
    **{
        f"internships:placement-{name}": line(
            {200: "administrator", 403: "mentor liaison", 404: REST},
            {200: "administrator", 403: "mentor liaison", 404: REST},
            row=lambda w: {"pk": w.placement.pk},
        )
        for name in ("agreement", "insurance")
    },
    **{
        f"internships:placement-{name}": line(
            {200: "administrator liaison", 403: "mentor", 404: REST},
            {200: "administrator liaison", 403: "mentor", 404: REST},
            row=lambda w: {"pk": w.placement.pk},
        )
        for name in ("mentor", "outcome")
    },
    "internships:help-ask": line(
        {200: COLLEGE, 403: "liaison", 404: REST},
        {200: COLLEGE, 403: "liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
    ),
    "internships:help-link-send": line(
        {200: COLLEGE, 403: "liaison", 404: REST},
        {200: COLLEGE, 403: "liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
    ),
    "internships:help-list": line(EVERYONE),
    "internships:help-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:help-answer": line(post={400: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:help-settle": line(post={302: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:placement-list": line(EVERYONE),
    "internships:placement-students": line(EVERYONE),
    **{
        f"internships:placement-{act}": line(
            post={302: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
        )
        for act in ("begin", "end", "cancel")
    },
    "internship-slot-list": line(EVERYONE, {400: REST}),
    "internship-slot-detail": line(
        {200: "liaison", 404: REST},
        put={400: "liaison", 404: REST},
        row=lambda w: {"pk": w.slot_draft.pk},
    ),
    "hosting-answer-list": line(
        EVERYONE,
        {201: LIAISONS, 403: REST},
        data=lambda _w: {"first_year": 2026, "term": 2, "answer": "no", "reason": "Moving"},
    ),
    "job-offer-list": line(EVERYONE, {400: REST}),
    "job-offer-detail": line(
        {200: "liaison", 404: REST}, put={400: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}
    ),
    "job-offer-open": line(post={200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "job-offer-close": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.offer.pk}),
    "placement-detail": line({200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}),
    "placement-care": line({200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}),
    **{
        f"placement-{act}": line(
            post={code: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
        )
        for act, code in (("begin", 400), ("end", 409), ("cancel", 200))
    },
    "placement-tripartite": line(
        put={200: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
    ),
    "placement-insure": line(
        post={201: "administrator", 403: "mentor liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {
            "insurer": "PICC",
            "policy_number": "1",
            "valid_from": "2027-03-01",
            "valid_to": "2027-08-31",
        },
    ),
    "placement-mentor": line(
        post={201: "administrator liaison", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {"name": "Wu", "side": "unit"},
    ),
    "placement-outcome": line(
        post={409: "administrator liaison", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {"is_hired": True},
    ),
    "help-request-list": line(
        EVERYONE,
        {201: COLLEGE, 403: "liaison", 400: REST},  # whoever does not see the placement cannot even name one
        data=lambda w: {"placement": w.placement.pk, "category": "pay", "text": "Unpaid"},
    ),
    "help-request-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "help-request-answer": line(
        post={200: COLLEGE, 404: REST},
        row=lambda w: {"pk": w.help_request.pk},
        data=lambda _w: {"answer": "Paid now."},
    ),
    "help-request-settle": line(post={409: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internship-slot-findings": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internship-slot-open": line(
        post={200: "liaison", 404: REST},
        row=lambda w: {"pk": w.slot_draft.pk},
        data=lambda _w: {"reasons": {}},
    ),
    "internship-slot-close": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "internship-slot-confirm": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "placement-list": line(
        EVERYONE,
        {201: "administrator", 403: "mentor", 400: REST},  # whoever does not see the student cannot even name one
        data=lambda w: {"slot": w.slot.pk, "student": w.intern.pk},
    ),
    "internships:balance": line(LIAISONS_ONLY),
    "internships:national-form": line(ADMINISTRATORS_ONLY),
    "national-form-detail": line(ADMINISTRATORS_ONLY, row=lambda _w: {"year": "2026"}),
    "internships:balance-records": line(LIAISONS_ONLY, row=lambda _w: {"line": "slots"}),
    # ---- evaluation
    "evaluation:dashboard": line(REVIEWERS_ONLY),
    "evaluation:region-dashboard": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"code": w.run and "340200"}
    ),
    "evaluation:region-figure": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"code": w.run and "340200", "indicator": "partners_per_major"},
    ),
    "evaluation:college-figure": line(
        {200: OF_THE_COLLEGE, 404: "foreign_administrator foreign_reviewer", 403: REST},
        row=lambda w: {
            "code": w.run and w.administrator.organisation.college.school_code,
            "indicator": "partners_per_major",
        },
    ),
    "evaluation:college-figures": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"code": w.run and w.administrator.organisation.college.school_code},
    ),
    "evaluation:my-cooperation": line(LIAISONS_ONLY),
    "evaluation:my-figures": line({200: "administrator mentor foreign_administrator", 403: REST}),
    "evaluation:run-list": line(WATCHERS_ONLY),
    "evaluation:run-detail": line(WATCHERS_ONLY, row=lambda w: {"pk": w.run.pk}),
    "evaluation:framework-detail": line(
        EVERYONE, row=lambda w: {"code": w.run.version.framework.code, "number": w.run.version.number}
    ),
    "evaluation:filed-figure-list": line(REVIEWERS_ONLY),
    "evaluation:filed-figure-file": line(REVIEWERS_ONLY, REVIEWERS_ONLY),
    "evaluation:filed-figure": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"pk": w.filed_figure.pk}
    ),
    "run-list": line(WATCHERS_ONLY),
    "run-detail": line(WATCHERS_ONLY, row=lambda w: {"pk": w.run.pk}),
    "indicator-value-list": line(EVERYONE),
    "indicator-value-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.indicator_value.pk}),
    "measure-value-list": line(EVERYONE),
    "measure-value-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.measure_value.pk}),
    "dashboard-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"code": w.run and "340200"}
    ),
    "explanation-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"figure": w.run and "340200.partners_per_major"},
    ),
    "region-figure-list": line(REVIEWERS_ONLY, {400: "reviewer foreign_reviewer", 403: REST}),
    "region-figure-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"pk": w.filed_figure.pk}
    ),
    "measure-list": line(EVERYONE),
    "measure-detail": line(EVERYONE, row=lambda _w: {"code": "majors"}),
}
