"""Every address of the site. Pages of a room stand in its own urls.py."""

from django.urls import include, path

handler500 = "core.errorpages.server_error"

urlpatterns = [
    path("", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("core.urls")),
    path("", include("reference.urls")),
    path("", include("notices.urls")),
    path("", include("jobs.urls")),
    path("", include("institutions.urls")),
    path("", include("enterprises.urls")),
    path("", include("partnerships.urls")),
    path("", include("internships.urls")),
    path("", include("evaluation.urls")),
    path("api/v1/", include("config.api_urls")),
]
