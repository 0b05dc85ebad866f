"""Kinds of notices. Apps register theirs when they are ready."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry
from notices.models import Frequency


@dataclass(frozen=True)
class Kind:
    """A kind of notice: what it is called among the preferences, its sentence, and how soon it mails by default."""

    title: str | Promise
    text: str | Promise  # with %(name)s for each of the notice's params
    email: Frequency = Frequency.DAILY


kinds: Registry[Kind] = Registry("kind of notice")
