"""Pages of training plans: the college writes them, the enterprise asked confirms posts."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.courses import TrainingPlanFilter
from institutions.forms.courses import EditPlanForm, PlanForm, PostForm
from institutions.models import PlanPost, TrainingPlan
from institutions.services import plans as services
from institutions.tables.courses import TrainingPlanTable
from institutions.views.answers import status_of


@require_safe
def plan_list(request: HttpRequest) -> HttpResponseBase:
    """Plans of one's college or region, and those that ask one's enterprise."""
    found = TrainingPlan.objects.visible_to(request.actor).select_related("major__college__organisation")
    confirmed = Q(posts__confirmations__isnull=False, posts__confirmations__superseded_at=None)
    return render_list(
        request,
        filterset=TrainingPlanFilter,
        queryset=found.annotate(
            post_count=Count("posts", distinct=True), confirmed_count=Count("posts", filter=confirmed, distinct=True)
        ),
        table=TrainingPlanTable,
        template="institutions/plan_list.html",
        context={"may_manage": request.actor.can("manage_plans")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan_add(request: HttpRequest) -> HttpResponse:
    """Add a version of a plan."""
    college = selectors.own_college(request.actor, "manage_plans")
    form = PlanForm(request.POST or None, college=college)
    if request.method == "POST" and form.is_valid():
        try:
            plan = services.add_plan(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(plan)
    return render(request, "institutions/plan_form.html", {"form": form}, status=status_of(form))


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan, its posts, and which of them an enterprise confirmed."""
    return _plan_page(request, _plan(request, pk), PostForm())


@require_POST
@once
def plan_add_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a post and ask an enterprise."""
    plan, form = _plan(request, pk), PostForm(request.POST)
    request.actor.require("manage_plans", plan.major)
    if form.is_valid():
        try:
            services.add_post(actor=request.actor, plan=plan, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(plan)
    return _plan_page(request, plan, form)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of a plan: version, first day, who was consulted."""
    plan = _plan(request, pk)
    request.actor.require("manage_plans", plan.major)
    form = EditPlanForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_plan(actor=request.actor, plan=plan, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(plan)
    page = {"form": form, "plan": plan}
    return render(request, "institutions/plan_form.html", page, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A post that nobody has confirmed yet: its name, and who is asked."""
    post = _post(request, pk)
    request.actor.require("manage_plans", post.plan.major)
    form = PostForm(request.POST or None, initial={"name": post.name, "asked_of": post.asked_of})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_post(actor=request.actor, post=post, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(post.plan)
    page = {"form": form, "plan": post.plan, "post": post}
    return render(request, "institutions/plan_form.html", page, status=status_of(form))


@require_POST
def post_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post that nobody has confirmed out of its plan."""
    post = _post(request, pk)
    try:
        services.remove_post(actor=request.actor, post=post)
    except services.PostStays as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("%(post)s is removed.") % {"post": post})
    return redirect(post.plan)


@require_POST
def post_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The enterprise's word that the post exists."""
    post = _post(request, pk)
    try:
        services.confirm_post(actor=request.actor, post=post, on=clock.today())
    except services.PostConfirmed as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("%(post)s is confirmed.") % {"post": post})
    return redirect(post.plan)


def _plan(request: HttpRequest, pk: int) -> TrainingPlan:
    found = TrainingPlan.objects.visible_to(request.actor).select_related("major__college__organisation")
    return get_object_or_404(found, pk=pk)


def _post(request: HttpRequest, pk: int) -> PlanPost:
    posts = PlanPost.objects.visible_to(request.actor).select_related("plan__major__college__organisation", "asked_of")
    return get_object_or_404(posts, pk=pk)


def _plan_page(request: HttpRequest, plan: TrainingPlan, form: PostForm) -> HttpResponse:
    may_manage = request.actor.can("manage_plans", plan.major)
    posts = PlanPost.objects.visible_to(request.actor).filter(plan=plan).select_related("asked_of")
    lines = []
    for post in posts.prefetch_related("confirmations"):
        said = next((one for one in post.confirmations.all() if one.superseded_at is None), None)
        lines.append((post, said, said is None and request.actor.can("confirm_plan_post", post)))
    page = {
        "plan": plan,
        "lines": lines,
        "consulted": plan.consulted.all(),
        "may_manage": may_manage,
        "has_acts": may_manage or any(may_confirm for _post, _said, may_confirm in lines),
        "form": form if may_manage else None,
    }
    return render(request, "institutions/plan_detail.html", page, status=status_of(form))
