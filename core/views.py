"""The style page: every component in every state, for those who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.samples import SampleForm, style_samples


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """All components, in the language of the page; the form is shown as it comes back with errors."""
    request.actor.require("see_style")  # type: ignore[attr-defined]
    form = SampleForm(SampleForm.sample_input())
    form.warn("first_to_act", SampleForm.warning)
    return render(request, "core/style.html", {"form": form, **style_samples(clock.today())})
