"""What lets someone in or through: tokens, links, idempotency keys, evidence files."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from accounts.models.people import Membership, Organisation, User
from accounts.scoping import Access, ScopedQuerySet
from core import clock


class ApiToken(AbstractAuthToken):
    """A token for the API. It acts for one membership, and only the digest is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=100)

    access = Access(assigned_to=("user_id",))
    objects = AuthTokenManager.from_queryset(ScopedQuerySet)()

    class Meta(AbstractAuthToken.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """One act on one row for somebody without an account. A GET shows, only a POST acts; it ends and can be renewed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)  # a model's label, such as partnerships.party
    subject_id = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="links")
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    token_digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(default=14)  # how long it lasts, and how long a renewed one will
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id", "sent_for_id"), kept_by="sent_for_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="link_by_subject")]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


class IdempotencyKey(models.Model):
    """A post that was made once: the same key again gives the same answer; with another body it is refused."""

    actor_key = models.CharField(max_length=120)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(blank=True)
    body = models.TextField(blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False, db_index=True)

    shared = "never listed: read by its key alone"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_key", "key"], name="idempotency_key_once")]


class Evidence(models.Model):
    """A file that proves something. It lies under its SHA-256 outside static files, served through `visible_to`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id", "grants__organisation_id"))
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name


class EvidenceGrant(models.Model):
    """Another organisation that may read a piece of evidence, such as the other party of an agreement."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id", "evidence__organisation_id"))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "organisation"], name="evidence_grant_once")]
