"""Whom to call at each party."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scoping import Access, ScopedQuerySet
from core import clock
from partnerships.models.agreements import KEEPERS_ALONE, Agreement
from partnerships.models.parties import Party


class ContactQuerySet(ScopedQuerySet):
    """Contacts, scoped."""


class Contact(models.Model):
    """A person at a party, for one topic. Personal data: for the parties alone; a removed row is gone."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="contacts")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("party"))
    topic = models.CharField(_("for what"), max_length=120)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(pgettext_lazy("contact", "when"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("agreement__keeper_id",),
        shared_with=("agreement__parties__organisation_id",),
        shared_if=~Q(agreement__state__in=KEEPERS_ALONE),
    )
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["party__position", "topic", "pk"]

    def __str__(self) -> str:
        return self.name
