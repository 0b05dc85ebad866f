"""Versions of frameworks by who may read them: drafts are for those who keep frameworks."""

from django.db.models import QuerySet

from accounts.actors import Actor
from evaluation.models import FrameworkVersion


def readable_versions(actor: Actor) -> QuerySet[FrameworkVersion]:
    """What everybody is judged by or asked about; drafts too for those who keep frameworks."""
    versions = FrameworkVersion.objects.select_related("framework")
    if actor.can("keep_frameworks"):
        return versions
    return versions.exclude(state=FrameworkVersion.State.DRAFT)
