"""Routes of institutions."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import (
    ADMINISTRATORS,
    ADMINISTRATORS_ONLY,
    COLLEGE,
    EVERYONE,
    LIAISONS,
    LIAISONS_ONLY,
    OF_THE_BASE,
    OF_THE_COLLEGE,
    ON_TODAY,
)

ANSWER = {"wave": "half_year", "occurred_on": "2026-11-01", "status": "employed", "source": "Call"}

INSTITUTIONS: dict[str, Line] = {
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
}
