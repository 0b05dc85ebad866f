"""Who agreed, and who signed."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Evidence, Link, Organisation, User
from accounts.scoping import ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, AgreementState, State, seen_with
from partnerships.terms.values import Side
from reference.periods import Window


class PartyQuerySet(ScopedQuerySet):
    """Parties as measures count them. Conditions are semi-joins: no row is ever multiplied."""

    def enterprises(self) -> Self:
        """Parties on the enterprise side."""
        return self.filter(side=Side.ENTERPRISE)

    def present(self) -> Self:
        """Those that have not left."""
        return self.filter(left_on=None)

    def in_force(self, *, on: date, cutoff: datetime) -> Self:
        """Parties of agreements that were in force on a day, as known at a cut-off."""
        states = AgreementState.objects.as_of(on, cutoff).filter(state=State.IN_FORCE)
        joined = Q(joined_on=None) | Q(joined_on__lte=on, recorded_at__lte=cutoff)
        left = Q(left_on=None) | Q(left_on__gt=on)  # an amendment is signed before anybody leaves by it
        return self.filter(joined, left).filter(Exists(states.filter(agreement=OuterRef("agreement_id"))))

    def with_activity(self, window: Window) -> Self:
        """Parties with an activity in the window that the other side has confirmed, both as known at its cut-off."""
        from partnerships.models.activities import Activity

        activities = Activity.objects.confirmed(window.end, window.cutoff).filter(occurred_on__gte=window.start)
        return self.filter(Exists(activities.filter(party=OuterRef("pk"))))


class Party(models.Model):
    """An organisation in an agreement. `key` names it in the terms (`college`, `enterprise`, `enterprise-2`).

    A party that an amendment lets go stays as a row: `left_on` is set on the day from which the amended terms hold. It
    still reads what it was party to, and does nothing any more. In the amendment itself, which it signs, it is a party
    that the terms no longer name.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(_("side"), max_length=20, choices=Side.choices)
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    joined_on = models.DateField(
        _("party since"), null=True, blank=True, help_text=_("Empty: from the first day of the agreement.")
    )
    left_on = models.DateField(
        _("party until"), null=True, blank=True, help_text=_("The first day on which it is no party any more.")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once"),
            models.UniqueConstraint(fields=["agreement", "key"], name="party_key_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class SignatoryQuerySet(ScopedQuerySet):
    """Signatories."""

    def standing(self) -> Self:
        """Those who have to sign, in their order."""
        return self.filter(removed_at=None).order_by("position", "pk")


class Signatory(models.Model):
    """A person who signs for a party, named beside the terms: changing one voids no signature.

    A party that names none is signed for by anyone of its people who may. `user` is the one who signs on the site;
    somebody without an account signs by link or on paper. `delegation` is the document that lets a person sign who is
    not the legal representative.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatories")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=100)
    job = models.CharField(_("function"), max_length=100, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delegation = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = seen_with("party__agreement")
    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name


class SigningMethod(models.TextChoices):
    """How a signature came about."""

    IN_PLATFORM = "in_platform", _("On the site")
    LINK = "link", _("By link")
    PAPER = "paper", _("On paper")


class SignatureQuerySet(ScopedQuerySet, FactQuerySet):
    """Signatures; `current` are those that no later change has voided."""


class Signature(Fact):
    """A party's consent to terms with exactly this digest. A material change voids it: `superseded_at` is set.

    `scan` is the signed sheet of a signature on paper; `occurred_on` is the day on which it was signed.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatures")
    digest = models.CharField(_("digest"), max_length=64)
    method = models.CharField(_("method"), max_length=20, choices=SigningMethod.choices)
    signer_label = models.CharField(_("signed by"), max_length=200)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, related_name="+")
    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, null=True, related_name="signatures")
    scan = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")

    access = seen_with("party__agreement")
    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(superseded_at=None, signatory=None), name="signature_of_party_once"
            ),
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(superseded_at=None, signatory__isnull=False), name="signature_once"
            ),
        ]


class SigningReminderQuerySet(ScopedQuerySet, FactQuerySet):
    """Reminders, scoped."""


class SigningReminder(Fact):
    """A party was reminded to sign; once a day at most."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="reminders")

    access = seen_with("party__agreement")
    objects = SigningReminderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "occurred_on"], name="signing_reminder_once_a_day")]


class ChangeWishQuerySet(ScopedQuerySet):
    """Wishes for changes."""

    def waiting(self) -> Self:
        """Those that the keeper has not answered."""
        return self.filter(answered_on=None)


class ChangeWish(models.Model):
    """A party asks the keeper to change something. Nothing is void by it; the keeper answers."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="wishes")
    text = models.CharField(_("what should change"), max_length=2000)
    asked_on = models.DateField()
    asker_label = models.CharField(max_length=200)
    is_accepted = models.BooleanField(null=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = seen_with("party__agreement")
    objects = ChangeWishQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
