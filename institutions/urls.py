"""Addresses of this room."""

from django.urls import path

from institutions.views import bases, colleges, equipment, majors, studios, teachers

app_name = "institutions"
urlpatterns = [
    path("college/", colleges.college, name="college"),
    path("colleges/", colleges.college_list, name="college-list"),
    path("majors/", majors.major_list, name="major-list"),
    path("majors/open/", majors.major_open, name="major-open"),
    path("majors/<int:pk>/", majors.major_detail, name="major-detail"),
    path("majors/<int:pk>/close/", majors.major_close, name="major-close"),
    path("majors/<int:pk>/chains/", majors.chain_add, name="chain-add"),
    path("major-chains/<int:pk>/remove/", majors.chain_remove, name="chain-remove"),
    path("training-bases/", bases.base_list, name="base-list"),
    path("training-bases/add/", bases.base_add, name="base-add"),
    path("training-bases/<int:pk>/", bases.base_detail, name="base-detail"),
    path("training-bases/<int:pk>/edit/", bases.base_edit, name="base-edit"),
    path("training-bases/<int:pk>/change-state/", bases.base_change_state, name="base-change-state"),
    path("teachers/", teachers.teacher_list, name="teacher-list"),
    path("teachers/add/", teachers.teacher_add, name="teacher-add"),
    path("teachers/<int:pk>/", teachers.teacher_detail, name="teacher-detail"),
    path("teachers/<int:pk>/edit/", teachers.teacher_edit, name="teacher-edit"),
    path("teachers/<int:pk>/qualifications/", teachers.qualification_add, name="qualification-add"),
    path("teachers/<int:pk>/practice/", teachers.practice_add, name="practice-add"),
    path(
        "teacher-qualifications/<int:pk>/take-back/", teachers.qualification_take_back, name="qualification-take-back"
    ),
    path("teacher-practice/<int:pk>/take-back/", teachers.practice_take_back, name="practice-take-back"),
    path("equipment/", equipment.equipment_list, name="equipment-list"),
    path("equipment/add/", equipment.equipment_add, name="equipment-add"),
    path("equipment/<int:pk>/", equipment.equipment_detail, name="equipment-detail"),
    path("equipment/<int:pk>/edit/", equipment.equipment_edit, name="equipment-edit"),
    path("equipment/<int:pk>/change-state/", equipment.equipment_change_state, name="equipment-change-state"),
    path("studios/", studios.studio_list, name="studio-list"),
    path("studios/add/", studios.studio_add, name="studio-add"),
    path("studios/<int:pk>/", studios.studio_detail, name="studio-detail"),
    path("studios/<int:pk>/edit/", studios.studio_edit, name="studio-edit"),
    path("lookup/enterprises/", teachers.lookup_enterprises, name="lookup-enterprises"),
    path("lookup/hosts/", bases.lookup_hosts, name="lookup-hosts"),
]
