"""Addresses of this room. A region is named by its code, the country by 000000, a college by its school code."""

from django.urls import path

from evaluation.views import (
    catalogue,
    dashboards,
    figures,
    filed,
    frameworks,
    own,
    questions,
    runs,
)

app_name = "evaluation"
urlpatterns = [
    path("dashboard/", dashboards.own_dashboard, name="dashboard"),
    path("regions/<str:code>/dashboard/", dashboards.region_dashboard, name="region-dashboard"),
    path("regions/<str:code>/figures/<slug:indicator>/", figures.region_figure, name="region-figure"),
    path("colleges/<str:code>/figures/<slug:indicator>/", figures.college_figure, name="college-figure"),
    path("colleges/<str:code>/figures/", own.college_figures, name="college-figures"),
    path("my-figures/", own.my_figures, name="my-figures"),
    path("my-cooperation/", own.my_cooperation, name="my-cooperation"),
    path("region-figures/", filed.filed_list, name="filed-figure-list"),
    path("region-figures/file/", filed.file_figure, name="filed-figure-file"),
    path("region-figures/<int:pk>/", filed.filed_figure, name="filed-figure"),
    path("measures/", catalogue.measure_list, name="measure-list"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/ask/<str:code>/<slug:indicator>/", questions.question_ask, name="question-ask"),
    path("questions/<int:pk>/", questions.question_detail, name="question-detail"),
    path("questions/<int:pk>/say/", questions.question_say, name="question-say"),
    path("questions/<int:pk>/close/", questions.question_close, name="question-close"),
    path("runs/", runs.run_list, name="run-list"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/resume/", runs.run_resume, name="run-resume"),
    path("runs/<int:pk>/release/", runs.run_release, name="run-release"),
    path("frameworks/", frameworks.framework_list, name="framework-list"),
    path("frameworks/new/", frameworks.framework_new, name="framework-new"),
    path("frameworks/<slug:code>/<str:number>/", frameworks.framework_detail, name="framework-detail"),
    path("frameworks/<slug:code>/<str:number>/edit/", frameworks.framework_edit, name="framework-edit"),
    path("frameworks/<slug:code>/<str:number>/preview/", frameworks.framework_preview, name="framework-preview"),
    path("frameworks/<slug:code>/<str:number>/comment/", frameworks.framework_comment, name="framework-comment"),
    path("frameworks/<slug:code>/<str:number>/files/<slug:kind>/", frameworks.framework_file, name="framework-file"),
    path("frameworks/<slug:code>/<str:number>/steps/<slug:step>/", frameworks.framework_step, name="framework-step"),
]
