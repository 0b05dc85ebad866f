"""The API: each room says its routes in api.py; the schema and its page need a sign-in like everything else."""

from importlib import import_module

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from config.api_schema import DrawnOnce
from core.api import Nothing

ROOMS = (
    "accounts",
    "reference",
    "notices",
    "jobs",
    "institutions",
    "enterprises",
    "partnerships",
    "internships",
    "evaluation",
)

router = SimpleRouter()
for room in ROOMS:
    for prefix, view_set, basename in import_module(f"{room}.api").routes:
        router.register(prefix, view_set, basename=basename)

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(generator_class=DrawnOnce), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("", include(router.urls)),
    path("<path:nothing>/", Nothing.as_view(), name="api-nothing"),
]
