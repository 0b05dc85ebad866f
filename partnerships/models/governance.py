"""Bodies that a college governs together with others: who sits in them, what they meet about and decide."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Evidence, Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from institutions.models import College
from partnerships.models.agreements import Agreement
from reference.models import Region


class BodyKind(models.TextChoices):
    """What kind of body."""

    INDUSTRIAL_COLLEGE = "industrial_college", _("Industrial college")
    CONSORTIUM = "consortium", _("Municipal consortium")
    COMMUNITY = "community", _("Industry community")
    JOINT_LABORATORY = "joint_laboratory", _("Joint laboratory")


class LegalForm(models.TextChoices):
    """Whether the body is a legal person, and of which form."""

    NONE = "none", _("No legal person")
    COMPANY = "company", _("Company")
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise", _("Private non-enterprise unit")
    ASSOCIATION = "association", pgettext_lazy("legal form", "Association")
    OTHER = "other", pgettext_lazy("legal form", "Other legal person")


class BodySide(models.TextChoices):
    """For whom somebody sits there."""

    COLLEGE = "college", pgettext_lazy("side", "College")
    ENTERPRISE = "enterprise", pgettext_lazy("side", "Enterprise")
    GOVERNMENT = "government", pgettext_lazy("side", "Government")
    OTHER = "other", pgettext_lazy("side", "Other")


class GovernanceBody(models.Model):
    """An industrial college, consortium, community or joint laboratory. The keeper is the college with the file."""

    keeper = models.ForeignKey(
        College, on_delete=models.PROTECT, related_name="governance_bodies", verbose_name=_("kept by")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=120)
    legal_form = models.CharField(_("legal form"), max_length=25, choices=LegalForm.choices, blank=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    founded_on = models.DateField(_("founded on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    enterprises_vote_on_majors = models.BooleanField(_("enterprises vote on majors"), default=False)
    enterprises_vote_on_curriculum = models.BooleanField(_("enterprises vote on the curriculum"), default=False)
    enterprises_vote_on_funds = models.BooleanField(_("enterprises vote on funds"), default=False)
    meetings_a_year = models.PositiveSmallIntegerField(_("meetings agreed a year"), default=0)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("keeper_id",),
        shared_with=("members__organisation_id",),
        overseen_by=("keeper_id",),
        kept_by="keeper_id",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("governance body")
        verbose_name_plural = _("governance bodies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["keeper", "name"], name="body_name_once_per_keeper")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:body-detail", args=[self.pk])


OF_A_BODY = Access(
    owned_by=("body__keeper_id",), shared_with=("body__members__organisation_id",), overseen_by=("body__keeper_id",)
)


class BodyMemberQuerySet(ScopedQuerySet, StateFactQuerySet):
    """Members: of whom one may see them, and as known at a cut-off."""


class BodyMember(StateFact):
    """An organisation was a member over a span of days."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.PROTECT, related_name="members", verbose_name=_("body"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="body_memberships", verbose_name=_("member")
    )
    side = models.CharField(_("side"), max_length=12, choices=BodySide.choices)
    is_lead = models.BooleanField(_("leads"), default=False)

    access = OF_A_BODY
    objects = BodyMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a body")
        verbose_name_plural = _("members of bodies")
        constraints = [
            one_open_state("body", "organisation", name="body_member_once"),
            spans_are_forward("body_member_forward"),
        ]


class BodySeatsQuerySet(ScopedQuerySet, StateFactQuerySet):
    """Seats: of whom one may see them, and as known at a cut-off."""


class BodySeats(StateFact):
    """How many seats a side had in the council over a span of days."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.PROTECT, related_name="seats", verbose_name=_("body"))
    side = models.CharField(_("side"), max_length=12, choices=BodySide.choices)
    seats = models.PositiveSmallIntegerField(_("seats"))

    access = OF_A_BODY
    objects = BodySeatsQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats of a side")
        verbose_name_plural = _("seats of sides")
        constraints = [
            one_open_state("body", "side", name="body_seats_once"),
            spans_are_forward("body_seats_forward"),
        ]


class MeetingQuerySet(ScopedQuerySet):
    """Meetings, scoped and as of a day."""

    def planned(self, start: date, end: date, cutoff: datetime) -> Self:
        """Meetings that were to be held between two days, both included, as recorded by a cut-off."""
        return self.filter(planned_on__range=(start, end), recorded_at__lte=cutoff)


class Meeting(models.Model):
    """A meeting of a body, or of the parties of an agreement: planned, and held or not."""

    body = models.ForeignKey(
        GovernanceBody, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("body")
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("agreement")
    )
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    held_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    minutes = models.TextField(_("minutes"), blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("body__keeper_id", "agreement__keeper_id"),
        shared_with=("body__members__organisation_id", "agreement__parties__organisation_id"),
        overseen_by=("body__keeper_id", "agreement__keeper_id"),
    )
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None, agreement__isnull=False) | Q(body__isnull=False, agreement=None),
                name="meeting_of_a_body_or_an_agreement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body or self.agreement} {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:meeting-detail", args=[self.pk])


class DecisionSubject(models.TextChoices):
    """What is decided on."""

    MAJORS = "majors", _("Majors")
    CURRICULUM = "curriculum", _("Curriculum")
    FUNDS = "funds", _("Funds")
    PERSONNEL = "personnel", _("Personnel")
    OTHER = "other", pgettext_lazy("decision", "Other")


class Decision(models.Model):
    """What a meeting decided, and by which votes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    subject = models.CharField(_("subject"), max_length=12, choices=DecisionSubject.choices)
    text = models.TextField(_("decision"))
    votes_for = models.PositiveSmallIntegerField(_("votes for"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    enterprise_votes_for = models.PositiveSmallIntegerField(_("of them votes of enterprises"), default=0)
    is_adopted = models.BooleanField(_("adopted"), default=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("meeting__body__keeper_id", "meeting__agreement__keeper_id"),
        shared_with=("meeting__body__members__organisation_id", "meeting__agreement__parties__organisation_id"),
        overseen_by=("meeting__body__keeper_id", "meeting__agreement__keeper_id"),
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise_votes_for__lte=F("votes_for")), name="decision_enterprise_votes_are_votes"
            )
        ]
