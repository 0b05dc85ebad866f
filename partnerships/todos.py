"""What waits for a person: signatures, activities to confirm, drafts to finish."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from partnerships.life import RUNNING
from partnerships.models import (
    Activity,
    Agreement,
    Assessment,
    ChangeWish,
    Contribution,
    ContributionStage,
    Ending,
    EndingConsent,
    EndingKind,
    Obligation,
    ObligationStage,
    Party,
    Risk,
    Signatory,
    Signature,
    State,
)
from partnerships.models.obligations import WAITS_FOR_DEBTOR
from partnerships.selectors.life import checks_waiting
from partnerships.selectors.signing import slot_for

SHOWN = 5  # to-dos of a kind; the lists hold the rest
SOON = 30  # days ahead that a due day is spoken of


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For those who sign, confirm and draft; nothing for others."""
    if actor.organisation_id is None:
        return
    if actor.can("check_agreement"):
        yield from _checks(actor)
    if actor.can("end_agreement"):
        yield from _endings(actor)
        yield from _renewals(actor, on)
    if actor.can("sign_agreement"):
        yield from _signatures(actor)
    if actor.can("confirm_activity"):
        yield from _confirmations(actor)
    if actor.can("assess_agreement"):
        yield from _assessments(actor, on)
    if actor.can("report_obligation"):
        yield from _to_answer(actor)
        yield from _due_soon(actor, on)
    if actor.can("review_risk"):
        yield from _to_judge_again(actor, on)
    if actor.can("draft_agreement"):
        yield from _wishes(actor)
        yield from _drafts(actor)


def _checks(actor: Actor) -> Iterator[Todo]:
    """Internal checks that wait for this person."""
    for check in checks_waiting(actor)[:SHOWN]:
        yield Todo(
            title=_("Check “%(title)s”: %(name)s") % {"title": check.agreement.title, "name": check.name},
            url=reverse("partnerships:agreement-life", args=[check.agreement_id]),
            detail=check.agreement.number,
            due_on=check.began_on + timedelta(days=check.days) if check.began_on and check.days else None,
            act=_("Check"),
        )


def _endings(actor: Actor) -> Iterator[Todo]:
    """Endings by consent that the own side has not agreed to."""
    own = actor.organisation_id
    assert own is not None
    agreed = EndingConsent.objects.current().filter(ending=OuterRef("pk"), party__organisation_id=own)
    waiting = (
        Ending.objects.visible_to(actor)
        .standing()
        .filter(~Exists(agreed), kind=EndingKind.CONSENT, agreement__state__in=RUNNING)
        .exclude(party__organisation_id=own)
    )
    for ending in waiting.select_related("agreement", "party__organisation").order_by("last_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Agree that it ends, or talk about it: %(title)s") % {"title": ending.agreement.title},
            url=reverse("partnerships:agreement-life", args=[ending.agreement_id]),
            detail=str(ending.party),
            due_on=ending.last_on,
            act=_("Answer"),
        )


def _renewals(actor: Actor, on: date) -> Iterator[Todo]:
    """Agreements whose renewal has to be decided within the next weeks, or should have been."""
    near = (
        Agreement.objects.visible_to(actor)
        .filter(state__in=RUNNING, renewal="", decision_on__lte=on + timedelta(days=SOON), ends_on__gte=on)
        .order_by("decision_on", "pk")
    )
    for agreement in near[:SHOWN]:
        yield Todo(
            title=_("Decide whether it is renewed: %(title)s") % {"title": agreement.title},
            url=reverse("partnerships:agreement-life", args=[agreement.pk]),
            detail=agreement.number,
            due_on=agreement.decision_on,
            act=_("Decide"),
        )


def _signatures(actor: Actor) -> Iterator[Todo]:
    """What the actor can sign now: as a named signatory, or for a party that names none."""
    signed = Signature.objects.current().filter(party=OuterRef("pk"))
    named = Signatory.objects.standing().filter(party=OuterRef("pk"))
    mine = named.filter(user=actor.user).exclude(Exists(Signature.objects.current().filter(signatory=OuterRef("pk"))))
    waiting = (
        Party.objects.visible_to(actor)
        .filter(organisation=actor.organisation, agreement__state=State.IN_SIGNATURE)
        .filter((~Exists(signed) & ~Exists(named)) | Exists(mine))
        .select_related("agreement__keeper")
        .order_by("agreement__changed_at")
    )
    for party in waiting[:SHOWN]:
        if party.agreement.signs_in_order and slot_for(party.agreement, actor) is None:
            continue  # others come first
        yield Todo(
            title=_("Sign “%(title)s”") % {"title": party.agreement.title},
            url=reverse("partnerships:agreement-sign", args=[party.agreement_id]),
            detail=f"{party.agreement.number} · {party.agreement.keeper}",
            act=_("Sign"),
        )


def _wishes(actor: Actor) -> Iterator[Todo]:
    """Changes that the others ask for, of agreements that the own college keeps."""
    own = actor.organisation_id
    assert own is not None
    waiting = ChangeWish.objects.visible_to(actor).waiting().filter(party__agreement__keeper_id=own)
    for wish in waiting.select_related("party__agreement", "party__organisation").order_by("pk")[:SHOWN]:
        yield Todo(
            title=_("%(party)s asks for a change: %(text)s") % {"party": wish.party, "text": wish.text[:200]},
            url=f"{wish.party.agreement.get_absolute_url()}#wishes",
            detail=str(wish.party.agreement),
            act=_("Answer"),
        )


def _confirmations(actor: Actor) -> Iterator[Todo]:
    assert actor.organisation_id is not None
    waiting = (
        Activity.objects.visible_to(actor)
        .awaiting(actor.organisation_id)
        .values("agreement_id")
        .annotate(count=Count("pk"), oldest=Min("occurred_on"))
        .order_by("oldest", "agreement_id")
    )
    counts = {row["agreement_id"]: row["count"] for row in waiting[:SHOWN]}
    agreements = Agreement.objects.visible_to(actor).in_bulk(counts)
    for pk, agreement in ((pk, agreements[pk]) for pk in counts):
        yield Todo(
            title=ngettext(
                "%(count)d activity to confirm: %(title)s", "%(count)d activities to confirm: %(title)s", counts[pk]
            )
            % {"count": counts[pk], "title": agreement.title},
            url=reverse("partnerships:agreement-activities", args=[pk]),
            detail=_("It counts once you have confirmed it."),
            act=_("Confirm"),
        )


def _assessments(actor: Actor, on: date) -> Iterator[Todo]:
    """Assessments of others that wait for an answer; those that are due within the next weeks, or were due."""
    own = actor.organisation_id
    assert own is not None
    waiting: Any = Assessment.objects.visible_to(actor).awaiting(own)
    for assessment in waiting.select_related("agreement").order_by("occurred_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Confirm the assessment or object: %(title)s") % {"title": assessment.agreement.title},
            url=reverse("partnerships:agreement-assessments", args=[assessment.agreement_id]),
            detail=str(assessment),
            act=_("Answer"),
        )
    due = Agreement.objects.visible_to(actor).filter(
        Exists(Party.objects.filter(agreement=OuterRef("pk"), organisation=actor.organisation, left_on=None)),
        state__in=RUNNING,
        assessment_due_on__lte=on + timedelta(days=SOON),
    )
    for agreement in due.order_by("assessment_due_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Assess the cooperation: %(title)s") % {"title": agreement.title},
            url=reverse("partnerships:agreement-assessments", args=[agreement.pk]),
            detail=agreement.number,
            due_on=agreement.assessment_due_on,
            act=_("Assess"),
        )


def _to_answer(actor: Actor) -> Iterator[Todo]:
    """What the other side has delivered or reported done."""
    own = actor.organisation_id
    assert own is not None
    done = Obligation.objects.visible_to(actor).filter(state=ObligationStage.DONE, creditor__organisation_id=own)
    for obligation in done.select_related("agreement").order_by("due_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Accept or refuse: %(name)s") % {"name": obligation.title},
            url=obligation.get_absolute_url(),
            detail=str(obligation.agreement),
            act=_("Answer"),
        )
    delivered = Contribution.objects.visible_to(actor).filter(state=ContributionStage.DELIVERED)
    received = Q(agreement__keeper_id=own) & (Q(party=None) | ~Q(party__organisation_id=own))
    given_by_keeper = Q(party__organisation_id=F("agreement__keeper_id")) & ~Q(agreement__keeper_id=own)
    # whoever sees it and is not its keeper is a party: people who oversee do not answer
    rows = delivered.filter(received | given_by_keeper).select_related("agreement").order_by("due_on", "pk")
    for contribution in rows[:SHOWN]:
        yield Todo(
            title=_("Accept or refuse: %(name)s") % {"name": contribution.name},
            url=reverse("partnerships:contribution-detail", args=[contribution.pk]),
            detail=str(contribution.agreement),
            act=_("Answer"),
        )


def _due_soon(actor: Actor, on: date) -> Iterator[Todo]:
    """What the own side owes within the next weeks, or owed before."""
    own, last = actor.organisation_id, on + timedelta(days=SOON)
    assert own is not None
    owed = Obligation.objects.visible_to(actor).filter(
        state__in=WAITS_FOR_DEBTOR, debtor__organisation_id=own, due_on__lte=last
    )
    for obligation in owed.select_related("agreement").order_by("due_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Do it and report it: %(name)s") % {"name": obligation.title},
            url=obligation.get_absolute_url(),
            detail=str(obligation.agreement),
            due_on=obligation.due_on,
            act=_("Report"),
        )
    given = Contribution.objects.visible_to(actor).filter(
        Q(party__organisation_id=own) | Q(party=None, agreement__keeper_id=own),
        state__in=(ContributionStage.AGREED, ContributionStage.REFUSED),
        due_on__lte=last,
    )
    for contribution in given.select_related("agreement").order_by("due_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Deliver it and report it: %(name)s") % {"name": contribution.name},
            url=reverse("partnerships:contribution-detail", args=[contribution.pk]),
            detail=str(contribution.agreement),
            due_on=contribution.due_on,
            act=_("Report"),
        )


def _to_judge_again(actor: Actor, on: date) -> Iterator[Todo]:
    """Risks that the own side answers for; where nobody does, those of agreements that it keeps."""
    own = actor.organisation_id
    mine = Q(owner__organisation_id=own) | Q(owner=None, agreement__keeper_id=own)
    overdue: Any = Risk.objects.visible_to(actor).filter(mine).review_overdue(on)
    for risk in overdue.select_related("agreement").order_by("judged_on", "pk")[:SHOWN]:
        yield Todo(
            title=_("Judge the risk again: %(category)s") % {"category": risk.get_category_display()},
            url=reverse("partnerships:risk-detail", args=[risk.pk]),
            detail=str(risk.agreement),
            due_on=risk.judged_on + timedelta(days=risk.review_days),
            act=_("Judge"),
        )


def _drafts(actor: Actor) -> Iterator[Todo]:
    drafts = (
        Agreement.objects.visible_to(actor)
        .filter(keeper_id=actor.organisation_id, state=State.DRAFT)
        .order_by("-changed_at")
    )
    for agreement in drafts[:SHOWN]:
        yield Todo(
            title=_("Finish the draft “%(title)s”") % {"title": agreement.title},
            url=reverse("partnerships:agreement-check", args=[agreement.pk]),
            detail=agreement.number,
            act=_("Continue"),
        )
