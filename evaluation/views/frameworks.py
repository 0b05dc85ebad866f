"""Frameworks: what judges whom, as a methodology page; drafts as files, their consultation, preview and approval."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, exports
from core.errors import DomainError
from core.pages import render_list
from core.templatetags.ui import LIGHTS
from evaluation import services, wordings
from evaluation.filters import FrameworkVersionFilter
from evaluation.forms import CommentForm, DraftForm
from evaluation.frameworks import FrameworkInvalid
from evaluation.frameworks.files import COLUMNS, read_file, read_yaml, rows_of, written_yaml
from evaluation.models import FrameworkVersion, Indicator
from evaluation.selectors.methodology import definitions, tree
from evaluation.selectors.preview import Preview, effect_text, preview
from evaluation.selectors.subjects import region_subject
from evaluation.selectors.version_changes import changes, version_before
from evaluation.tables import FrameworkVersionTable

STEPS = {
    "open": (
        services.open_consultation,
        gettext_lazy("The consultation is open: everybody can read the version and comment on it."),
    ),
    "take-back": (services.back_to_draft, gettext_lazy("The version is a draft again; the comments stay.")),
}


@require_safe
def framework_list(request: HttpRequest) -> HttpResponseBase:
    """Every version that one may read."""
    return render_list(
        request,
        filterset=FrameworkVersionFilter,
        queryset=FrameworkVersion.objects.visible_to(request.actor).select_related("framework"),
        table=FrameworkVersionTable,
        template="evaluation/framework_list.html",
        context={"may_keep": request.actor.can("keep_frameworks")},
    )


@require_safe
def framework_detail(request: HttpRequest, code: str, number: str) -> HttpResponseBase:
    """The methodology of a version."""
    return _detail(request, _version(request, code, number), CommentForm())


def _effect(version: FrameworkVersion) -> str:
    """What its approval did to the figures of the day, in words."""
    kept = version.effect
    if not kept or kept["against"] is None:
        return ""
    return effect_text(kept["finding"]["red"], kept["finding"]["changed"])


def _version(request: HttpRequest, code: str, number: str) -> FrameworkVersion:
    versions = FrameworkVersion.objects.visible_to(request.actor).select_related("framework")
    return get_object_or_404(versions, framework__code=code, number=number)


def _detail(request: HttpRequest, version: FrameworkVersion, form: CommentForm, status: int = 200) -> HttpResponse:
    before = version_before(version)
    found = definitions(version)
    measures = {measure.code: measure for one in found for measure in one.measures}
    context = {
        "version": version,
        "purpose": wordings.told(version.document.get("purpose")),
        "limits": wordings.told(version.document.get("limits")),
        "tree": tree(version),
        "definitions": found,
        "judged_count": sum(one.indicator.is_judged for one in found),
        "measures": [measures[code] for code in sorted(measures)],
        "before": before,
        "effect": _effect(version),
        "changes": changes(before, version) if before is not None else [],
        "comments": version.comments.select_related("organisation"),
        "form": form,
        "may_keep": request.actor.can("keep_frameworks"),
        "is_keeper": services.is_keeper(request.actor, version.framework),
        "may_comment": request.actor.can("comment_on_framework")
        and version.state == FrameworkVersion.State.CONSULTATION,
    }
    return render(request, "evaluation/framework_detail.html", context, status=status)


@require_safe
def framework_preview(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """What the version would do to the figures that are published now."""
    request.actor.require("keep_frameworks")
    version = _version(request, code, number)
    found = preview(request.actor, version)
    first = region_subject(request.actor, found.first[1]) if found is not None and found.first is not None else None
    context = {
        "version": version,
        "page": found,
        "first": first,
        "values": list(_values(found, version)) if found else [],
        "lights": [(name, found.before.get(name, 0), found.now.get(name, 0)) for name in LIGHTS] if found else [],
    }
    return render(request, "evaluation/framework_preview.html", context)


def _values(found: Preview, version: FrameworkVersion) -> Iterator[tuple[Indicator, str, str]]:
    """Each indicator of the country, before and after, in words."""
    for one in version.indicators.all():
        before, after = found.values.get(one.code, (None, None))
        missing = _("no data")
        yield one, wordings.value_text(one, before) or missing, wordings.value_text(one, after) or missing


@require_safe
def framework_file(request: HttpRequest, code: str, number: str, kind: str) -> HttpResponseBase:
    """The version as a file that can be read in again."""
    version = _version(request, code, number)
    if kind not in {"yaml", "csv", "xlsx"}:
        raise Http404
    name = f"{version.framework.code}-{version.number}"
    header = [column.name for column in COLUMNS]
    if kind == "csv":
        return exports.csv_response(name, header, rows_of(version.document))
    if kind == "xlsx":
        return exports.xlsx_response(name, header, rows_of(version.document))
    response = HttpResponse(written_yaml(version.document), content_type="application/yaml")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@once
def framework_new(request: HttpRequest) -> HttpResponse:
    """Begin a version: from a file or text, or from a version that is there (`?from=CODE/NUMBER`)."""
    request.actor.require("keep_frameworks")
    initial = _initial(request)
    form = DraftForm(*_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            version = services.draft_version(
                actor=request.actor, code=said["code"], name=form.titles, document=_document(form)
            )
        except DomainError as refused:
            return _refused(request, form, refused, None)
        messages.success(request, _("The draft is kept. Look at its preview, then open the consultation."))
        return redirect("evaluation:framework-detail", said["code"], version.number)
    return render(request, "evaluation/framework_form.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def framework_edit(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Change a draft."""
    request.actor.require("keep_frameworks")
    version = _version(request, code, number)
    framework = version.framework
    services.require_keeper(request.actor, framework)
    initial = {
        "code": framework.code, "name": framework.name, "name_en": framework.name_en,
        "text": written_yaml(version.document),
    }  # fmt: skip
    form = DraftForm(*_posted(request), initial=initial, is_edit=True)
    if request.method == "POST" and form.is_valid():
        try:
            version = services.change_draft(actor=request.actor, version=version, document=_document(form))
        except DomainError as refused:
            return _refused(request, form, refused, version)
        messages.success(request, _("The draft is changed."))
        return redirect("evaluation:framework-detail", code, version.number)
    context = {"form": form, "version": version}
    return render(request, "evaluation/framework_form.html", context, status=400 if form.errors else 200)


@require_POST
@once
def framework_step(request: HttpRequest, code: str, number: str, step: str) -> HttpResponse:
    """Open the consultation, take the version back, or approve it."""
    version = _version(request, code, number)
    if step not in {"approve", *STEPS}:
        raise Http404
    try:
        if step == "approve":
            services.approve_version(actor=request.actor, version=version, on=clock.today())
            told = _("Approved. It judges from its first day on and never changes again.")
        else:
            service, told = STEPS[step]
            service(actor=request.actor, version=version)
    except DomainError as refused:
        if refused.status == 403:
            raise
        messages.error(request, str(refused))
    else:
        messages.success(request, str(told))
    return redirect("evaluation:framework-detail", code, number)


@require_POST
@once
def framework_comment(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Say something about a version in consultation."""
    version = _version(request, code, number)
    request.actor.require("comment_on_framework")
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            services.comment(actor=request.actor, version=version, **form.cleaned_data)
        except DomainError as refused:
            if refused.status == 403:
                raise
            form.add_refusal(refused)
        else:
            messages.success(request, _("Your comment stands below the version."))
            return redirect("evaluation:framework-detail", code, number)
    return _detail(request, version, form, status=400)


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _initial(request: HttpRequest) -> dict[str, Any]:
    code, _slash, number = request.GET.get("from", "").partition("/")
    versions = FrameworkVersion.objects.visible_to(request.actor).select_related("framework")
    version = versions.filter(framework__code=code, number=number).first()
    if version is None:
        return {}
    framework = version.framework
    return {
        "code": framework.code, "name": framework.name, "name_en": framework.name_en,
        "text": written_yaml(version.document),
    }  # fmt: skip


def _document(form: DraftForm) -> dict[str, Any]:
    """What the file says, or the text where there is no file."""
    file = form.cleaned_data["file"]
    return read_file(file.file, name=file.name) if file is not None else read_yaml(form.cleaned_data["text"])


def _refused(
    request: HttpRequest, form: DraftForm, refused: DomainError, version: FrameworkVersion | None
) -> HttpResponse:
    if refused.status == 403:
        raise refused
    if isinstance(refused, FrameworkInvalid):
        context = {"form": form, "version": version, "problems": refused.problems}
    else:
        form.add_refusal(refused)
        context = {"form": form, "version": version}
    return render(request, "evaluation/framework_form.html", context, status=400)
