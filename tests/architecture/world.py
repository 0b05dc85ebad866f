"""The people and the rows of the authorization matrix, made by the factories of the rooms, each when first asked for.

Rows belong to `administrator`'s college and `liaison`'s enterprise. `mentor` is of the same college; `reviewer`
oversees both; the three `foreign_…` have the same roles elsewhere.
"""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import ApiToken, Evidence, Invitation, Link, Membership, Role, User
from accounts.services import evidence, members, people
from accounts.tokens import digest_of
from core import clock
from tests.factories.accounts import PASSWORD, Member, make_member

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TOKEN = "a-token-of-the-matrix"

MEMBERS = {
    "administrator": (Role.COLLEGE_ADMINISTRATOR, "340200"),
    "liaison": (Role.ENTERPRISE_LIAISON, "340200"),
    "reviewer": (Role.REVIEWER, "340000"),
    "evaluator": (Role.EVALUATOR, "340200"),
    "operator": (Role.OPERATOR, None),
    "foreign_administrator": (Role.COLLEGE_ADMINISTRATOR, "340200"),
    "foreign_liaison": (Role.ENTERPRISE_LIAISON, "340200"),
    "foreign_reviewer": (Role.REVIEWER, "330000"),
}
SIGNED_IN = ("outsider", "administrator", "mentor", *list(MEMBERS)[1:])
PEOPLE = ("anonymous", "disabled", *SIGNED_IN)


class World:
    """Everything that a row of the matrix needs."""

    def __init__(self) -> None:
        self.members = {name: make_member(role, region=region) for name, (role, region) in MEMBERS.items()}
        self.members["mentor"] = make_member(Role.MENTOR, self.administrator.organisation)
        self.clients = {name: member.client for name, member in self.members.items()}
        self.clients["anonymous"] = Client()
        self.clients["outsider"] = self._client_of(User(email="outsider@example.org", name="Outsider", language="en"))
        disabled = make_member(Role.COLLEGE_ADMINISTRATOR, self.administrator.organisation)
        self.clients["disabled"] = disabled.client
        User.objects.filter(pk=disabled.user.pk).update(is_active=False)

    @staticmethod
    def _client_of(user: User) -> Client:
        user.set_password(PASSWORD)
        user.save()
        client = Client()
        client.force_login(user)
        return client

    def __getattr__(self, name: str) -> Member:
        try:
            return self.__dict__["members"][name]
        except KeyError:
            raise AttributeError(name) from None

    # ---- accounts

    @cached_property
    def membership(self) -> Membership:
        return self.members["mentor"].membership

    @cached_property
    def invitation(self) -> Invitation:
        """Open; for somebody without an account; its token is TOKEN."""
        found = members.invite_member(
            actor=self.administrator.actor,
            organisation=self.administrator.organisation,
            email="new@example.org",
            role=Role.MENTOR,
            at=clock.now(),
        )
        Invitation.objects.filter(pk=found.pk).update(token_digest=digest_of(TOKEN))
        return Invitation.objects.get(pk=found.pk)

    @cached_property
    def link(self) -> Link:
        """Expired, so that every room's page is left alone; its token is TOKEN."""
        return Link.objects.create(
            act="sign_agreement",
            subject_type="accounts.membership",
            subject_id=self.membership.pk,
            organisation=self.liaison.organisation,
            sent_for=self.administrator.organisation,
            name="Holder",
            email="holder@example.org",
            token_digest=digest_of(TOKEN),
            expires_at=clock.now() - timedelta(days=1),
        )

    @cached_property
    def token(self) -> ApiToken:
        made, _text = people.make_api_token(
            actor=self.administrator.actor, name="nightly", days=5, submission=uuid4(), at=clock.now()
        )
        return made

    @cached_property
    def evidence(self) -> Evidence:
        """Of the college; the enterprise may read it."""
        upload = SimpleUploadedFile("minutes.txt", b"what was said")
        return evidence.keep_evidence(
            actor=self.administrator.actor, upload=upload, shared_with=[self.liaison.organisation]
        )
