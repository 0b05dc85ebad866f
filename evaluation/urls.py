"""Addresses of this room. A region is named by its code, the country by 000000, a college by its school code."""

from django.urls import path

from evaluation.views import dashboards, figures, filed, own, runs

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
    path("runs/", runs.run_list, name="run-list"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/resume/", runs.run_resume, name="run-resume"),
    path("runs/<int:pk>/release/", runs.run_release, name="run-release"),
    path("frameworks/<slug:code>/<str:number>/", runs.framework_detail, name="framework-detail"),
]
