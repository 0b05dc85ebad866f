"""People, organisations, memberships and invitations."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.scoping import Access, ScopedQuerySet
from core import clock


class OrganisationKind(models.TextChoices):
    """The kinds of tenant."""

    COLLEGE = "college", _("College")
    ENTERPRISE = "enterprise", _("Enterprise")
    AUTHORITY = "authority", _("Education authority")
    EVALUATOR = "evaluator", _("Evaluator")
    ASSOCIATION = "association", _("Association")
    PARK = "park", _("Industrial park")
    OTHER = "other", _("Other organisation")
    PLATFORM = "platform", _("Platform operator")


class Role(models.TextChoices):
    """What a person is in an organisation."""

    COLLEGE_ADMINISTRATOR = "college_administrator", _("College administrator")
    MENTOR = "mentor", _("College teacher")
    ENTERPRISE_LIAISON = "enterprise_liaison", _("Enterprise liaison")
    REVIEWER = "reviewer", _("Government reviewer")
    EVALUATOR = "evaluator", _("Evaluator")
    OPERATOR = "operator", _("Operator")


ROLES_OF_KIND: dict[str, frozenset[str]] = {
    OrganisationKind.COLLEGE: frozenset({Role.COLLEGE_ADMINISTRATOR, Role.MENTOR}),
    OrganisationKind.ENTERPRISE: frozenset({Role.ENTERPRISE_LIAISON}),
    OrganisationKind.AUTHORITY: frozenset({Role.REVIEWER}),
    OrganisationKind.EVALUATOR: frozenset({Role.EVALUATOR}),
    OrganisationKind.ASSOCIATION: frozenset({Role.EVALUATOR}),
    OrganisationKind.PARK: frozenset(),
    OrganisationKind.OTHER: frozenset(),
    OrganisationKind.PLATFORM: frozenset({Role.OPERATOR}),
}


class Organisation(models.Model):
    """A tenant. Colleges and enterprises share its primary key, so `college_id` and `enterprise_id` are tenant keys.

    `region` is where it stands, at any level. `overseer_region` is whose authority oversees it: a provincial college in
    Wuhu stands in Wuhu and answers to the province.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    region = models.ForeignKey(
        "reference.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    overseer_region = models.ForeignKey(
        "reference.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("overseen by the authority of"),
    )
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    shared = "the register: names, kinds and regions are public facts"
    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "name"], name="organisation_by_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Looks people up by e-mail, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. What the person may do follows from memberships."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("memberships__organisation_id",), operated=True)
    objects = UserManager.from_queryset(ScopedQuerySet)()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_staff = False  # there is no Django admin

    class Meta:
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A person in an organisation, in one role, from a day on."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    since_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id",), assigned_to=("user_id",), operated=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(ended_at=None), name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class Invitation(models.Model):
    """An offer of a membership to an e-mail address. The token is kept only as its digest."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    email = models.EmailField(_("e-mail"))
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id",), operated=True)
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email
