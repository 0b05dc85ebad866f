"""What the rules found when a slot was opened or a student placed, kept with the rule's version.

Only what did not block is here: blocking findings stop the act, so there is nothing to keep them with. A later
judgement supersedes the findings of the earlier one. Texts are kept in every language of the site: the host who is
warned and the college that reads it may speak different ones.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.scoping import Access, ScopedQuerySet
from core.facts import Fact, FactQuerySet
from internships.models.placements import Placement
from internships.models.slots import InternshipSlot
from reference.rules import Level


class FindingQuerySet(ScopedQuerySet, FactQuerySet):
    """Findings: of whom one may see them, and as known at a cut-off."""

    def warnings(self) -> Self:
        """Findings that needed a reason."""
        return self.filter(level=Level.WARN)


class KeptFinding(Fact):
    """One finding and the reason for going on all the same. `occurred_on` is the day whose rules judged."""

    rule = models.CharField(_("rule"), max_length=20)
    rule_version = models.CharField(max_length=40)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    field = models.CharField(_("field"), max_length=100, blank=True)
    texts = models.JSONField(_("message"))  # by language code
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"

    @property
    def message(self) -> str:
        """What the rule said, in the language of the page."""
        return self.texts.get(get_language()) or next(iter(self.texts.values()))


class SlotFinding(KeptFinding):
    """What a rule found on a slot. Whoever sees an open slot sees its warnings: they hold no private figure."""

    slot = models.ForeignKey(InternshipSlot, on_delete=models.PROTECT, related_name="findings")

    access = Access(
        owned_by=("slot__enterprise_id",),
        published_to=Q(slot__state=InternshipSlot.State.OPEN),
    )
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on an internship slot")
        verbose_name_plural = _("findings on internship slots")


class PlacementFinding(KeptFinding):
    """What a rule found on a placement."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="findings")

    access = Access(owned_by=("placement__college_id", "placement__slot__enterprise_id"))
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on a placement")
        verbose_name_plural = _("findings on placements")
