"""The catalogue of measures, for everybody who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation.selectors.catalogue import entries, filed_entries

WORDS_MAX = 200


@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    """Every measure and filed figure, or those that mention the words of `q`."""
    words = request.GET.get("q", "").replace("\x00", "")[:WORDS_MAX].strip()
    context = {"words": words, "entries": entries(words), "filed": filed_entries(words)}
    return render(request, "evaluation/measure_list.html", context)
