"""Training plans, the posts they train for, and the word of enterprises that these posts exist."""

from collections.abc import Collection
from datetime import date
from typing import Any

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


class PlanIsConfirmed(DomainError):
    """What an enterprise confirmed does not change behind its back."""

    code = "plan_is_confirmed"
    message = _(
        "An enterprise has confirmed a post of this version: its version and first day stay. Add a new version."
    )


class PostStays(DomainError):
    """A confirmed post is neither changed nor removed."""

    code = "plan_post_stays"
    message = _("The enterprise has confirmed this post: it stays as it is. Name another post, or add a new version.")


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
    record(actor=actor, action="training_plan.added", subject=plan, payload={"major": major.pk, **_facts(plan)})
    return plan


@transaction.atomic
def edit_plan(
    *,
    actor: ActorLike,
    plan: TrainingPlan,
    version: str,
    effective_from: date,
    consulted: Collection[Organisation],
) -> TrainingPlan:
    """Bring the head of a plan to these facts; once a post is confirmed, only who was consulted changes.

    Raises PlanVersionTaken, PlanIsConfirmed, InvalidInput.
    """
    actor.require("manage_plans", plan.major)
    Major.objects.select_for_update().get(pk=plan.major_id)  # versions are given under this lock
    plan = TrainingPlan.objects.select_for_update(of=("self",)).select_related("major").get(pk=plan.pk)
    only_enterprises(consulted, field="consulted")
    before, version = _facts(plan), version.strip()
    changes_head = (plan.version, plan.effective_from) != (version, effective_from)
    if changes_head and PlanPostConfirmation.objects.current().filter(post__plan=plan).exists():
        raise PlanIsConfirmed(field="version" if plan.version != version else "effective_from")
    if TrainingPlan.objects.filter(major_id=plan.major_id, version=version).exclude(pk=plan.pk).exists():
        raise PlanVersionTaken(field="version")
    plan.version, plan.effective_from = version, effective_from
    plan.save(update_fields=["version", "effective_from"])
    plan.consulted.set(consulted)
    after = _facts(plan)
    changed = {name: {"before": before[name], "after": after[name]} for name in after if before[name] != after[name]}
    if changed:
        record(actor=actor, action="training_plan.edited", subject=plan, payload=changed)
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
    record(actor=actor, action="plan_post.added", subject=post, payload={"plan": plan.pk, **_facts_of_post(post)})
    return post


@transaction.atomic
def edit_post(*, actor: ActorLike, post: PlanPost, name: str, asked_of: Organisation | None) -> PlanPost:
    """Rename a post or ask another enterprise, while nobody has confirmed it. Raises PlanPostTaken, PostStays."""
    actor.require("manage_plans", post.plan.major)
    post = _open_post(post)
    if asked_of is not None:
        only_enterprises([asked_of], field="asked_of")
    if PlanPost.objects.filter(plan_id=post.plan_id, name=name.strip()).exclude(pk=post.pk).exists():
        raise PlanPostTaken(field="name")
    before = _facts_of_post(post)
    post.name, post.asked_of = name.strip(), asked_of
    post.save(update_fields=["name", "asked_of"])
    if before != _facts_of_post(post):
        payload = {"before": before, "after": _facts_of_post(post)}
        record(actor=actor, action="plan_post.edited", subject=post, payload=payload)
    return post


@transaction.atomic
def remove_post(*, actor: ActorLike, post: PlanPost) -> None:
    """Take a post out of a plan while nobody has confirmed it. Raises PostStays."""
    actor.require("manage_plans", post.plan.major)
    post = _open_post(post)
    payload = {"plan": post.plan_id, **_facts_of_post(post)}
    record(actor=actor, action="plan_post.removed", subject=post, payload=payload)
    post.delete()


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


def _open_post(post: PlanPost) -> PlanPost:
    """The post, locked with its plan. Raises PostStays."""
    TrainingPlan.objects.select_for_update().get(pk=post.plan_id)
    post = PlanPost.objects.select_for_update(of=("self",)).select_related("plan__major").get(pk=post.pk)
    if PlanPostConfirmation.objects.filter(post=post).exists():
        raise PostStays
    return post


def _facts(plan: TrainingPlan) -> dict[str, Any]:
    consulted = sorted(plan.consulted.values_list("pk", flat=True))
    return {"version": plan.version, "effective_from": plan.effective_from, "consulted": consulted}


def _facts_of_post(post: PlanPost) -> dict[str, Any]:
    return {"name": post.name, "asked_of": post.asked_of_id}
