"""What waits for a liaison in this room: the figures of the year that is over."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.home import Todo
from enterprises.models import Enterprise, EnterpriseYear


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For a liaison; nothing for others."""
    if not actor.can("record_enterprise_year") or not Enterprise.objects.filter(pk=actor.organisation_id).exists():
        return
    year = on.year - 1
    known = EnterpriseYear.objects.visible_to(actor).current()
    if not known.filter(enterprise_id=actor.organisation_id, year=year).exists():
        yield Todo(
            title=_("Record the figures of %(year)s") % {"year": year},
            url=f"{reverse('enterprises:year-record')}?year={year}",
            detail=_("The number of staff is needed to check how many interns there may be."),
            act=_("Record"),
        )
