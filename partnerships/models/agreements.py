"""Agreements, their states, their frozen terms and what the rules found.

`Agreement` is a subject (the current row), `AgreementState` and `RuleFinding` are facts, `TermsVersion` is a version.
"""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet, StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from partnerships.terms.values import AgreementKind, AgreementMode


class State(models.TextChoices):
    """The life of an agreement; its steps stand in partnerships/life.py."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In internal checks")
    IN_SIGNATURE = "in_signature", _("In signature")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    FOLDED = "folded", _("Part of the agreement")
    ENDED = "ended", _("Ended by consent")
    TERMINATED = "terminated", _("Terminated")
    EXPIRED = "expired", _("Expired")
    NOT_RENEWED = "not_renewed", _("Not renewed")


class Renewal(models.TextChoices):
    """What was decided about the time after the last day."""

    RENEW = "renew", _("To be renewed")
    END = "end", _("Not to be renewed")


class Origin(models.TextChoices):
    """How an agreement came to be here."""

    PLATFORM = "platform", _("Made here")
    IMPORTED = "imported", _("Imported: signed on paper before")


KEEPERS_ALONE = (State.DRAFT, State.SUBMITTED)
"""States in which an agreement is its keeper's own affair: nobody else sees it."""
NOT_A_DRAFT = ~Q(state__in=KEEPERS_ALONE)


def seen_with(agreement: str) -> Access:
    """Everything that hangs on an agreement is seen as the agreement is; `agreement` is the path to it."""
    not_of_a_draft = ~Q(**{f"{agreement}__state__in": KEEPERS_ALONE})
    return Access(
        owned_by=(f"{agreement}__keeper_id",),
        shared_with=(f"{agreement}__parties__organisation_id",),
        shared_if=not_of_a_draft,
        overseen_by=(f"{agreement}__keeper_id",),
        overseen_if=not_of_a_draft,
    )


OF_AN_AGREEMENT = seen_with("agreement")


class AgreementQuerySet(ScopedQuerySet):
    """Agreements as pages and the API list them."""

    def originals(self) -> Self:
        """Agreements without their amendments, which stand on the page of what they amend."""
        return self.filter(amends=None)

    def for_list(self) -> Self:
        """With what a row of a list shows, in a fixed number of queries."""
        return self.select_related("keeper").prefetch_related("parties__organisation").order_by("-changed_at", "-pk")


class Agreement(models.Model):
    """A cooperation agreement. Its terms are one document; these columns are filled from it, to be searched.

    `keeper` is the college that keeps the file; it is a party too. `draft` holds the document while it may change, and
    then follows the terms of the day; what was signed stands in `TermsVersion`. `decision_on` is the last day minus
    the notice that the terms ask for; `suspended_by` is the side that may let it go on.

    An amendment is an agreement too, with parties, rules, checks and signatures of its own: `amends` names the
    agreement, `amends_version` the terms from which it was written. With its last signature it is folded into the
    next version of those terms and never comes into force itself. `draft` of what it amends follows on the first day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    keeper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="kept_agreements", verbose_name=_("kept by")
    )
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=AgreementKind.choices)
    mode = models.CharField(_("mode"), max_length=30, choices=AgreementMode.choices, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("Last day, included."))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, default=Origin.PLATFORM)
    signed_on = models.DateField(
        _("signed on"), null=True, blank=True, help_text=_("The day of the last signature, here or on paper.")
    )
    draft = models.JSONField(default=dict)
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("renews")
    )
    decision_on = models.DateField(
        _("to be decided by"), null=True, blank=True, help_text=_("By when the sides decide whether it is renewed.")
    )
    renewal = models.CharField(_("renewal"), max_length=20, choices=Renewal.choices, blank=True)
    decision_told_on = models.DateField(null=True, blank=True)
    assessment_due_on = models.DateField(
        null=True, blank=True, help_text=_("By when the next assessment is due that the terms ask for.")
    )
    assessment_told_on = models.DateField(null=True, blank=True)
    suspended_by = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signs_in_order = models.BooleanField(_("signed in the order of the parties"), default=False)
    terms_number = models.PositiveIntegerField(default=1, help_text=_("The version from which this row is filled."))
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("amends")
    )
    amends_version = models.ForeignKey(
        "partnerships.TermsVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amends_from = models.DateField(
        _("holds from"), null=True, blank=True, help_text=_("Empty: from the day of the last signature.")
    )
    amendment_number = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("keeper_id",),
        shared_with=("parties__organisation_id",),
        shared_if=NOT_A_DRAFT,
        overseen_by=("keeper_id",),
        overseen_if=NOT_A_DRAFT,
        kept_by="keeper_id",
    )
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [models.UniqueConstraint(fields=["keeper", "number"], name="agreement_number_once")]
        indexes = [
            models.Index(F("changed_at").desc(), F("id").desc(), name="agreement_by_change"),
            models.Index(fields=["state", "ends_on"], name="agreement_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:agreement-detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == State.SUBMITTED

    @property
    def is_keepers_alone(self) -> bool:
        """Whether nobody but its keeper sees it."""
        return self.state in KEEPERS_ALONE

    @property
    def is_amendment(self) -> bool:
        return self.amends_id is not None

    @property
    def is_suspended(self) -> bool:
        return self.state == State.SUSPENDED

    @property
    def is_running(self) -> bool:
        """In force, or only suspended."""
        return self.state in {State.IN_FORCE, State.SUSPENDED}

    @property
    def is_in_signature(self) -> bool:
        return self.state == State.IN_SIGNATURE

    @property
    def is_in_force(self) -> bool:
        return self.state == State.IN_FORCE

    @property
    def is_imported(self) -> bool:
        return self.origin == Origin.IMPORTED


class AgreementStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of agreements, scoped and as of a day."""


class AgreementState(StateFact):
    """The span of days in which an agreement was in a state. Why it came to it stands in the ledger."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(_("state"), max_length=20, choices=State.choices)

    access = OF_AN_AGREEMENT
    objects = AgreementStateQuerySet.as_manager()

    class Meta:
        constraints = [
            one_open_state("agreement", name="agreement_state_once"),
            spans_are_forward("agreement_state_forward"),
        ]
        indexes = [models.Index(fields=["agreement", "state"], name="agreement_state_of")]


class TermsVersionQuerySet(ScopedQuerySet):
    """Frozen terms by day."""

    def effective(self, on: date) -> Self:
        """The version in force on a day: one per agreement."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on)

    def standing(self) -> Self:
        """Versions that hold on some day, in the order of their days."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=F("effective_from"))).order_by(
            "effective_from", "number"
        )


class TermsVersion(models.Model):
    """The terms as they were signed, never changed. An amendment adds the next version and ends this one on the day
    before; one that begins before a later version had begun is put upon that too, and the later version is replaced:
    it ends before it begins and never holds.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True, help_text=_("Last day, included."))
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    amendment = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="folded_versions"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = TermsVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="terms_version_once")]


class RuleFindingQuerySet(ScopedQuerySet, FactQuerySet):
    """Findings, scoped and as of a day."""


class RuleFinding(Fact):
    """What a rule found when the agreement was sent to signature, and the reason why it was sent all the same.

    `occurred_on` is the day whose rules judged. A later sending supersedes the findings of the earlier one.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(_("rule"), max_length=20)
    rule_version = models.CharField(max_length=40, blank=True)
    level = models.CharField(_("level"), max_length=10)
    field = models.CharField(_("field"), max_length=200, blank=True)
    message = models.TextField(_("message"))
    reason = models.TextField(_("reason"), blank=True)

    access = OF_AN_AGREEMENT
    objects = RuleFindingQuerySet.as_manager()
