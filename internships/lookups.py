"""What one can look up in this room."""

from accounts.actors import Actor
from core.lookups import Source
from institutions.models import Student


def students(actor: Actor) -> Source:
    """Students whom the actor may see, by number or name."""
    return Source(Student.objects.visible_to(actor), "number", ("name",))
