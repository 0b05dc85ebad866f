"""The bell: `{% load notices %}{% bell %}` in the header of every page."""

from typing import Any

from django import template

from notices.selectors import unread_count

register = template.Library()


@register.inclusion_tag("notices/_bell.html", takes_context=True)
def bell(context: template.Context) -> dict[str, Any]:
    """A link to the notices, with the number of unread ones."""
    actor = getattr(context.get("request"), "actor", None)
    return {"is_person": actor is not None and actor.user is not None, "unread": unread_count(actor) if actor else 0}
