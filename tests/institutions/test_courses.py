"""Courses and plans: revised with enterprises, posts confirmed by the enterprise that was asked."""

from datetime import date

import pytest

from accounts.home import todos
from core.errors import InvalidInput, NotAllowed
from institutions.models import Course, CourseRevision, PlanPost, PlanPostConfirmation, TrainingPlan
from institutions.services import courses, plans
from tests.factories.accounts import make_organisation
from tests.factories.institutions import make_course, make_major, make_post

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


def test_a_course_by_page(administrator, liaison):
    major = make_major(administrator.organisation)
    client = administrator.client
    post = {"code": "C1", "name": "数控编程", "hours": "64", "majors": [major.pk]}
    assert client.get("/courses/add/").status_code == 200
    assert client.post("/courses/add/", post).status_code == 302
    assert "code already" in client.post("/courses/add/", post).content.decode()
    course = Course.objects.get()
    revised = {"on": "2026-11-20", "summary": "五轴", "enterprises": liaison.organisation.name}
    assert client.post(f"/courses/{course.pk}/revise/", revised).status_code == 302
    page = client.get(f"/courses/{course.pk}/").content.decode()
    assert "五轴" in page
    assert liaison.organisation.name_en in page
    edited = post | {"hours": "48", "ended_on": "2026-12-01"}
    assert client.post(f"/courses/{course.pk}/edit/", edited).status_code == 302
    course.refresh_from_db()
    assert (course.hours, course.ended_on) == (48, date(2026, 12, 1))
    assert "数控编程" in client.get(f"/courses/?majors={major.pk}&is_taught=false").content.decode()
    assert "数控编程" not in client.get("/courses/?is_taught=true").content.decode()


def test_what_has_ended_is_not_revised(administrator):
    course = make_course(administrator.organisation)
    Course.objects.filter(pk=course.pk).update(ended_on=ON)
    with pytest.raises(courses.CourseHasEnded):
        courses.revise_course(actor=administrator.actor, course=course, summary="x", on=ON)
    courses.revise_course(actor=administrator.actor, course=course, summary="x", on=date(2026, 11, 19))
    assert CourseRevision.objects.count() == 2


def test_only_enterprises_take_part(administrator):
    course = make_course(administrator.organisation)
    with pytest.raises(InvalidInput):
        courses.revise_course(
            actor=administrator.actor, course=course, summary="x", on=ON, enterprises=[make_organisation("park")]
        )
    assert CourseRevision.objects.count() == 1


def test_a_plan_by_page_and_the_liaison_confirms(administrator, liaison):
    major = make_major(administrator.organisation)
    client = administrator.client
    plan_input = {"major": major.pk, "version": "2026", "effective_from": "2026-09-01"}
    assert client.get("/training-plans/add/").status_code == 200
    assert client.post("/training-plans/add/", plan_input).status_code == 302
    plan = TrainingPlan.objects.get()
    posts = f"/training-plans/{plan.pk}/posts/"
    assert liaison.client.get(f"/training-plans/{plan.pk}/").status_code == 404
    assert client.post(posts, {"name": "工艺员", "asked_of": liaison.organisation.name}).status_code == 302
    assert "this post already" in client.post(posts, {"name": "工艺员"}).content.decode()
    assert [todo.title for todo in todos(liaison.actor, ON) if "工艺员" in todo.title]
    assert "We have this post" in liaison.client.get(f"/training-plans/{plan.pk}/").content.decode()
    post = PlanPost.objects.get()
    assert liaison.client.post(f"/plan-posts/{post.pk}/confirm/").status_code == 302
    assert not [todo.title for todo in todos(liaison.actor, ON) if "工艺员" in todo.title]
    assert "Confirmed" in client.get(f"/training-plans/{plan.pk}/").content.decode()
    liaison.client.post(f"/plan-posts/{post.pk}/confirm/")
    assert PlanPostConfirmation.objects.count() == 1


def test_only_the_enterprise_asked_confirms(administrator, liaison, other_liaison):
    post = make_post(administrator.organisation, liaison.organisation)
    for member in (administrator, other_liaison):
        with pytest.raises(NotAllowed):
            plans.confirm_post(actor=member.actor, post=post, on=ON)


def edit(member, plan, **changes):
    facts = {"version": plan.version, "effective_from": plan.effective_from, "consulted": list(plan.consulted.all())}
    return plans.edit_plan(actor=member.actor, plan=plan, **(facts | changes))


def test_a_plan_changes_until_a_post_is_confirmed(administrator, liaison):
    plan = make_post(administrator.organisation, liaison.organisation).plan
    path = f"/training-plans/{plan.pk}/edit/"
    assert 'value="2026"' in administrator.client.get(path).content.decode()
    post = {"version": "2026-2", "effective_from": "2027-03-01", "consulted": liaison.organisation.name}
    assert administrator.client.post(path, post).status_code == 302
    plan.refresh_from_db()
    assert (plan.version, plan.effective_from) == ("2026-2", date(2027, 3, 1))
    assert list(plan.consulted.all()) == [liaison.organisation]

    plans.confirm_post(actor=liaison.actor, post=plan.posts.get(), on=ON)
    refused = administrator.client.post(path, post | {"version": "2027"})
    assert refused.status_code == 409
    assert "Add a new version" in refused.content.decode()
    with pytest.raises(plans.PlanIsConfirmed):
        edit(administrator, plan, effective_from=date(2027, 9, 1))
    edit(administrator, plan, consulted=[])
    assert not plan.consulted.exists()


def test_a_major_has_a_version_once_after_editing_too(administrator):
    first = make_post(administrator.organisation, version="2025").plan
    second = make_post(administrator.organisation, version="2026").plan
    with pytest.raises(plans.PlanVersionTaken):
        edit(administrator, second, version=" 2025 ")
    assert edit(administrator, first, version="2025").version == "2025"


def test_a_post_changes_and_goes_until_it_is_confirmed(administrator, liaison, other_liaison):
    post = make_post(administrator.organisation, other_liaison.organisation)
    plan_path = f"/training-plans/{post.plan_id}/"
    path = f"/plan-posts/{post.pk}/"
    answer = administrator.client.post(f"{path}edit/", {"name": "装配工", "asked_of": liaison.organisation.name})
    assert answer.status_code == 302
    post.refresh_from_db()
    assert (post.name, post.asked_of) == ("装配工", liaison.organisation)
    assert other_liaison.client.get(plan_path).status_code == 404
    assert "plan-posts" in administrator.client.get(plan_path).content.decode()

    plans.confirm_post(actor=liaison.actor, post=post, on=ON)
    assert f"{path}edit/" not in administrator.client.get(plan_path).content.decode()
    assert administrator.client.post(f"{path}edit/", {"name": "钳工"}).status_code == 409
    assert "it stays as it is" in administrator.client.post(f"{path}remove/", follow=True).content.decode()
    with pytest.raises(plans.PostStays):
        plans.remove_post(actor=administrator.actor, post=post)

    other = plans.add_post(actor=administrator.actor, plan=post.plan, name="检验员")
    assert administrator.client.post(f"/plan-posts/{other.pk}/remove/").status_code == 302
    assert list(PlanPost.objects.all()) == [post]
