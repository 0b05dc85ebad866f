"""Training plans, the posts they train for, and the word of enterprises that these posts exist."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput, NotAllowed
from institutions.models import Major, PlanPost, PlanPostConfirmation, TrainingPlan
from institutions.services.courses import only_enterprises
from ledger.services import record


class PlanVersionTaken(InvalidInput):
    """A major has one plan of a version."""

    code = "plan_version_taken"
    message = _("The major has a plan of this version already.")


class PlanPostTaken(InvalidInput):
    """A plan names a post once."""

    code = "plan_post_taken"
    message = _("The plan has this post already.")


class PostConfirmed(DomainError):
    """The enterprise has said so already."""

    code = "post_confirmed"
    message = _("Your enterprise has confirmed this post already.")


@transaction.atomic
def add_plan(
    *,
    actor: ActorLike,
    major: Major,
    version: str,
    effective_from: date,
    consulted: Collection[Organisation] = (),
) -> TrainingPlan:
    """Add a version of the plan of a major. Raises PlanVersionTaken, InvalidInput."""
    actor.require("manage_plans", major)
    Major.objects.select_for_update().get(pk=major.pk)
    only_enterprises(consulted, field="consulted")
    if TrainingPlan.objects.filter(major=major, version=version.strip()).exists():
        raise PlanVersionTaken(field="version")
    plan = TrainingPlan.objects.create(major=major, version=version.strip(), effective_from=effective_from)
    plan.consulted.set(consulted)
    record(
        actor=actor,
        action="training_plan.added",
        subject=plan,
        payload={
            "major": major.pk,
            "version": plan.version,
            "effective_from": effective_from,
            "consulted": sorted(one.pk for one in consulted),
        },
    )
    return plan


@transaction.atomic
def add_post(*, actor: ActorLike, plan: TrainingPlan, name: str, asked_of: Organisation | None = None) -> PlanPost:
    """Name a post that a plan trains for; the enterprise asked finds it among its to-dos. Raises PlanPostTaken."""
    actor.require("manage_plans", plan.major)
    plan = TrainingPlan.objects.select_for_update().get(pk=plan.pk)
    if asked_of is not None:
        only_enterprises([asked_of], field="asked_of")
    if PlanPost.objects.filter(plan=plan, name=name.strip()).exists():
        raise PlanPostTaken(field="name")
    post = PlanPost.objects.create(plan=plan, name=name.strip(), asked_of=asked_of)
    record(
        actor=actor,
        action="plan_post.added",
        subject=post,
        payload={"plan": plan.pk, "name": post.name, "asked_of": asked_of.pk if asked_of is not None else None},
    )
    return post


@transaction.atomic
def confirm_post(*, actor: ActorLike, post: PlanPost, on: date) -> PlanPostConfirmation:
    """The enterprise asked says that the post is a real one. Raises PostConfirmed."""
    actor.require("confirm_plan_post", post)
    post = PlanPost.objects.select_for_update(of=("self",)).select_related("asked_of").get(pk=post.pk)
    if post.asked_of is None:
        raise NotAllowed
    if PlanPostConfirmation.objects.current().filter(post=post, organisation=post.asked_of).exists():
        raise PostConfirmed
    confirmation = PlanPostConfirmation.objects.create(
        post=post, organisation=post.asked_of, signer_label=actor.label[:200], occurred_on=on
    )
    record(actor=actor, action="plan_post.confirmed", subject=post, payload={"on": on})
    return confirmation
