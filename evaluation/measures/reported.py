"""Figures of regions that authorities file, under the names by which frameworks read them."""

from django.utils.translation import gettext_lazy as _

from evaluation.engine.reported import REPORTED, Reported

REPORTED.register(
    "figure.above_scale_enterprises",
    Reported("above_scale_enterprises", "enterprise", _("Enterprises above designated size, as the region filed them")),
)
