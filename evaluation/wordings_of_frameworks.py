"""How a framework scores, gates and treats what is missing, in the words of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core import wording
from core.templatetags.ui import LIGHTS
from evaluation.frameworks import text_of
from evaluation.frameworks.plan import Gate, Leaf
from evaluation.wordings import count_text, formula_text, limit_text


def scoring_text(  # noqa: PLR0911  (one case for each method)
    kind: str, scoring: Mapping[str, Any] | None, names: Mapping[str, str]
) -> str:
    """How a value becomes points; nothing where it does not."""
    if scoring is None:
        return ""
    words = {"points": count_text(scoring["points"])}
    match scoring["method"]:
        case "linear":
            words |= {"zero": limit_text(kind, scoring["zero_at"]), "full": limit_text(kind, scoring["full_at"])}
            return _("Linear: 0 at %(zero)s, %(points)s points at %(full)s.") % words
        case "bands":
            return _("Bands: %(bands)s.") % {"bands": _bands(kind, scoring)}
        case "level":
            return _("The best there is: %(things)s.") % {"things": _things(scoring["per"], names)}
        case "items":
            told = _("For each: %(things)s.") % {"things": _things(scoring["per"], names)}
            return told + (
                _(" At most %(cap)s points.") % {"cap": count_text(scoring["cap"])} if "cap" in scoring else ""
            )
        case "deduction":
            words |= {
                "things": _things(scoring["per"], names),
                "start": count_text(scoring.get("start", scoring["points"])),
                "floor": count_text(scoring.get("floor", 0)),
            }
            return _("From %(start)s points off for each: %(things)s; not below %(floor)s.") % words
        case "relative":
            best = _("%(points)s points times the part of the best value of its level and class.") % words
            return best if scoring["to"] == "best" else _("%(points)s points times the part of the mean.") % words
        case "reference":
            against = formula_text(str(scoring["reference"]), names) if "reference" in scoring else _("the mean")
            return _("By the difference to %(what)s: %(bands)s.") % {"what": against, "bands": _bands(kind, scoring)}
        case "expert":
            return _("A panel gives up to %(of)s; %(points)s points for all of it.") % {
                **words,
                "of": count_text(scoring["of"]),
            }
    return _("%(points)s points that are not computed here.") % words


def _bands(kind: str, scoring: Mapping[str, Any]) -> str:
    steps = [
        _("from %(at)s: %(points)s") % {"at": limit_text(kind, at), "points": count_text(points)}
        for at, points in scoring["bands"]
    ]
    return wording.listed([*steps, _("else %(points)s") % {"points": count_text(scoring.get("below", 0))}])


def _things(per: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    return wording.listed(
        f"{text_of(one.get('name')) or formula_text(str(one['of']), names)} {count_text(one['points'])}" for one in per
    )


def gate_text(gate: Gate, names: Mapping[str, str]) -> str:
    """What a closed gate does."""
    words = {"indicator": names.get(gate.indicator, gate.indicator), "light": str(LIGHTS[gate.light])}
    told = []
    if gate.at_best:
        told.append(_("the light is at best %(best)s") % {"best": str(LIGHTS[gate.at_best])})
    if gate.at_most is not None:
        told.append(_("the value at most %(most)s") % {"most": count_text(gate.at_most)})
    return _("Where the light of “%(indicator)s” is %(light)s, %(what)s.") % {**words, "what": wording.listed(told)}


def known_min_text(least: float) -> str:
    """When a composite is known."""
    if not least:
        return _("What is not known is left out of what was reached and of what could be.")
    return _("What is not known is left out; with less than %(share)s of the weight known there is no value.") % {
        "share": wording.percent(least, 0)
    }


def missing_text(leaf: Leaf) -> str:
    """What becomes of an indicator without data."""
    told = (
        _("Without data it has no points.") if leaf.is_zero_if_missing else _("Without data it is grey and left out.")
    )
    if leaf.n_show:
        told += _(" It has a value from %(number)s on.") % {"number": leaf.n_show}
    if leaf.n_judge:
        told += _(" It is judged from %(number)s on.") % {"number": leaf.n_judge}
    return told
