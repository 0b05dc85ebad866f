"""How people of the demo come in: invited, and accepted on the spot."""

from accounts.actors import Actor
from accounts.models import Role
from accounts.selectors import memberships_of
from accounts.services.members import accept_as_new_person, invite_member
from config.demo import facts
from config.demo.story import SYSTEM, Story
from core import clock


def silent(key: str, name: str, role: str) -> facts.DemoPerson:
    """Somebody who speaks for an organisation, and as whom nobody signs in."""
    return facts.DemoPerson(f"{key}@demo.example", f"{name[:2]}联络人", role, key, "zh-hans")


def join(story: Story, person: facts.DemoPerson) -> None:
    """Invite a person and let them accept."""
    moment = clock.now()
    invitation = invite_member(
        actor=story.actors.get(person.organisation, SYSTEM),
        organisation=story.organisations[person.organisation],
        email=person.email,
        role=person.role,
        at=moment,
    )
    membership = accept_as_new_person(
        invitation=invitation,
        name=person.name,
        password=facts.PASSWORD,
        language=person.language,
        on=moment.astimezone(clock.SHANGHAI).date(),
        at=moment,
    )
    if person.role != Role.MENTOR:
        story.actors[person.organisation] = Actor.for_membership(memberships_of(membership.user).get())
