"""Addresses of this room."""

from django.urls import path

from institutions.views import bases, colleges, courses, majors, plans, requests, returns, students

app_name = "institutions"
urlpatterns = [
    path("college/", colleges.college, name="college"),
    path("colleges/", colleges.college_list, name="college-list"),
    path("majors/", majors.major_list, name="major-list"),
    path("majors/open/", majors.major_open, name="major-open"),
    path("majors/<int:pk>/", majors.major_detail, name="major-detail"),
    path("majors/<int:pk>/close/", majors.major_close, name="major-close"),
    path("training-bases/", bases.base_list, name="base-list"),
    path("training-bases/add/", bases.base_add, name="base-add"),
    path("training-bases/<int:pk>/", bases.base_detail, name="base-detail"),
    path("training-bases/<int:pk>/edit/", bases.base_edit, name="base-edit"),
    path("training-bases/<int:pk>/change-state/", bases.base_change_state, name="base-change-state"),
    path("lookup/hosts/", bases.lookup_hosts, name="lookup-hosts"),
    path("courses/", courses.course_list, name="course-list"),
    path("courses/add/", courses.course_add, name="course-add"),
    path("courses/<int:pk>/", courses.course_detail, name="course-detail"),
    path("courses/<int:pk>/edit/", courses.course_edit, name="course-edit"),
    path("courses/<int:pk>/revise/", courses.course_revise, name="course-revise"),
    path("training-plans/", plans.plan_list, name="plan-list"),
    path("training-plans/add/", plans.plan_add, name="plan-add"),
    path("training-plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("training-plans/<int:pk>/posts/", plans.plan_add_post, name="plan-add-post"),
    path("plan-posts/<int:pk>/confirm/", plans.post_confirm, name="post-confirm"),
    path("lookup/colleges/", requests.lookup_colleges, name="lookup-colleges"),
    path("curriculum-requests/", requests.request_list, name="request-list"),
    path("curriculum-requests/ask/", requests.request_ask, name="request-ask"),
    path("curriculum-requests/<int:pk>/", requests.request_detail, name="request-detail"),
    path("curriculum-requests/<int:pk>/answer/", requests.request_answer, name="request-answer"),
    path("yearly-returns/", returns.return_list, name="return-list"),
    path("yearly-returns/start/", returns.return_start, name="return-start"),
    path("yearly-returns/<int:pk>/", returns.return_detail, name="return-detail"),
    path("yearly-returns/<int:pk>/figures/<slug:code>/", returns.return_figure, name="return-figure"),
    path("yearly-returns/<int:pk>/file/", returns.return_file, name="return-file"),
    path("yearly-returns/<int:pk>/verify/", returns.return_verify, name="return-verify"),
    path("yearly-returns/<int:pk>/send-back/", returns.return_send_back, name="return-send-back"),
    path("students/", students.student_list, name="student-list"),
    path("students/enrol/", students.student_enrol, name="student-enrol"),
    path("students/<int:pk>/", students.student_detail, name="student-detail"),
    path("students/<int:pk>/edit/", students.student_edit, name="student-edit"),
    path("students/<int:pk>/leave/", students.student_leave, name="student-leave"),
    path("students/<int:pk>/reveal-birth-date/", students.student_reveal, name="student-reveal"),
]
