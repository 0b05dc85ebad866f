"""The yearly return: started, filled, filed, verified by somebody else or sent back."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Evidence, Organisation, OrganisationKind
from accounts.services.evidence import share_evidence
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from institutions.changes import Change
from institutions.models import AnnualReturn, College, ReturnFigure, ReturnState
from ledger.models import Entry
from ledger.services import record, stream_of
from reference import parameters
from reference.models import FigureCode

CHANGE_PERCENT = "institution.return_change_percent"
FILED = "annual_return.filed"


class ReturnExists(InvalidInput):
    """One return a college and year."""

    code = "return_exists"
    message = _("The college has a return of this year already.")


class ReturnClosed(DomainError):
    """Figures are entered before a return is filed, or after it came back."""

    code = "return_closed"
    message = _("The return is filed. Its figures can change only after it was returned for correction.")


class ReturnNotFiled(DomainError):
    """Only what is filed is verified or sent back."""

    code = "return_not_filed"
    message = _("The return is not waiting for verification.")


class ReturnEmpty(DomainError):
    """A return without a figure says nothing."""

    code = "return_empty"
    message = _("Enter at least one figure before you file the return.")


class ReporterVerifies(DomainError):
    """Who reports does not verify."""

    code = "reporter_verifies"
    message = _("You filed this return. Another member of the college, or its authority, has to verify it.")


class ChangeNeedsReason(InvalidInput):
    """A figure that differs much from last year's needs a reason."""

    code = "change_needs_reason"
    message = _("This differs from last year's figure by %(percent)s %%. Say why.")


@transaction.atomic
def start_return(*, actor: Actor, college: College, year: int, on: date) -> AnnualReturn:
    """Begin the return of a year that has begun. Raises ReturnExists, InvalidInput."""
    annual = AnnualReturn(college=college, year=year)
    actor.require("report_return", annual)
    if not 1978 <= year <= on.year:
        raise InvalidInput(_("A return is of this year or an earlier one."), field="year")
    College.objects.select_for_update().get(pk=college.pk)
    if AnnualReturn.objects.filter(college=college, year=year).exists():
        raise ReturnExists(field="year")
    annual.save()
    record(actor=actor, action="annual_return.started", subject=annual, payload={"year": year})
    return annual


@transaction.atomic
def put_figure(
    *,
    actor: Actor,
    annual_return: AnnualReturn,
    figure: FigureCode,
    value: Decimal,
    on: date,
    change_reason: str = "",
    evidence: Evidence | None = None,
) -> ReturnFigure:
    """Enter or correct a figure; what stood is superseded, and its evidence stays where no other is given.

    Raises ReturnClosed, ChangeNeedsReason, InvalidInput.
    """
    annual = _locked(annual_return)
    actor.require("report_return", annual)
    if not annual.is_open:
        raise ReturnClosed
    if figure.subject != FigureCode.Subject.COLLEGE:
        raise InvalidInput(_("This is no figure of a college."), field="figure")
    if value < 0:
        raise InvalidInput(_("A figure is not negative."), field="value")
    if evidence is not None and evidence.organisation_id != annual.college_id:
        raise InvalidInput(_("The evidence is a file of the college."), field="evidence")
    change = change_of(annual, figure, value, on=on)
    if change.needs_reason and not change_reason.strip():
        raise ChangeNeedsReason(field="change_reason", params={"percent": change.percent})
    standing = ReturnFigure.objects.current().filter(annual_return=annual, figure=figure).first()
    evidence = evidence or (standing.evidence if standing is not None else None)
    moment = clock.now()
    ReturnFigure.objects.current().filter(annual_return=annual, figure=figure).update(superseded_at=moment)
    made = ReturnFigure.objects.create(
        annual_return=annual,
        figure=figure,
        value=value,
        occurred_on=date(annual.year, 12, 31),
        recorded_at=moment,
        evidence=evidence,
        change_reason=change_reason.strip(),
    )
    record(
        actor=actor,
        action="annual_return.figure_entered",
        subject=annual,
        payload={
            "figure": figure.code,
            "before": str(standing.value) if standing is not None else None,
            "value": str(value),
            "evidence": str(evidence.public_id) if evidence is not None else None,
            "reason": made.change_reason,
        },
    )
    return made


@transaction.atomic
def file_return(*, actor: Actor, annual_return: AnnualReturn, on: date) -> AnnualReturn:
    """Hand the return in; its authorities read it and its evidence from now on. Raises ReturnClosed, ReturnEmpty."""
    annual = _locked(annual_return)
    actor.require("report_return", annual)
    if not annual.is_open:
        raise ReturnClosed
    figures = ReturnFigure.objects.current().filter(annual_return=annual).select_related("evidence")
    if not figures:
        raise ReturnEmpty
    authorities = _authorities(annual.college)
    for evidence in {figure.evidence for figure in figures if figure.evidence is not None}:
        share_evidence(actor=actor, evidence=evidence, shared_with=authorities)
    annual.state, annual.reporter_label, annual.filed_on = ReturnState.FILED, actor.label[:200], on
    annual.verifier_label, annual.verified_on, annual.returned_because = "", None, ""
    annual.save()
    payload = {"on": on, "figures": {figure.figure.code: str(figure.value) for figure in figures}}
    record(actor=actor, action=FILED, subject=annual, payload=payload)
    return annual


@transaction.atomic
def verify_return(*, actor: Actor, annual_return: AnnualReturn, on: date) -> AnnualReturn:
    """Confirm what was filed: another member, or the authority. Raises ReturnNotFiled, ReporterVerifies."""
    annual = _judged(actor, annual_return)
    annual.state, annual.verifier_label, annual.verified_on = ReturnState.VERIFIED, actor.label[:200], on
    annual.save(update_fields=["state", "verifier_label", "verified_on"])
    record(actor=actor, action="annual_return.verified", subject=annual, payload={"on": on})
    return annual


@transaction.atomic
def send_back_return(*, actor: Actor, annual_return: AnnualReturn, reason: str) -> AnnualReturn:
    """Return it for correction, with a reason. Raises ReturnNotFiled, ReporterVerifies, InvalidInput."""
    annual = _judged(actor, annual_return)
    if not reason.strip():
        raise InvalidInput(_("Say what has to be corrected."), field="reason")
    annual.state, annual.returned_because = ReturnState.RETURNED, reason.strip()
    annual.save(update_fields=["state", "returned_because"])
    record(actor=actor, action="annual_return.sent_back", subject=annual, payload={"reason": reason.strip()})
    return annual


def may_judge(actor: Actor, annual: AnnualReturn) -> bool:
    """Whether the actor verifies or sends back this return: not who filed it."""
    allowed = actor.can("verify_return", annual) or actor.can("review_return", annual)
    return allowed and annual.state == ReturnState.FILED and _reporter_of(annual) != actor.key


def change_of(annual: AnnualReturn, figure: FigureCode, value: Decimal, *, on: date) -> Change:
    """A figure beside that of the year before; the limit is the one in force."""
    limit = Decimal(str(parameters.value(CHANGE_PERCENT, on=on, region=annual.college.organisation.region)))
    before = ReturnFigure.objects.current().filter(
        annual_return__college_id=annual.college_id, annual_return__year=annual.year - 1, figure=figure
    )
    return Change(value, before.values_list("value", flat=True).first(), limit)


def _judged(actor: Actor, annual_return: AnnualReturn) -> AnnualReturn:
    annual = _locked(annual_return)
    if not (actor.can("verify_return", annual) or actor.can("review_return", annual)):
        raise NotAllowed
    if annual.state != ReturnState.FILED:
        raise ReturnNotFiled
    if _reporter_of(annual) == actor.key:
        raise ReporterVerifies
    return annual


def _reporter_of(annual: AnnualReturn) -> str:
    """The key of who filed it last: the ledger knows."""
    entries = Entry.objects.filter(stream=stream_of(annual), action=FILED).order_by("-number")
    return entries.values_list("actor_key", flat=True).first() or ""


def _authorities(college: College) -> list[Organisation]:
    """The authorities that oversee a college."""
    region = college.organisation.overseer_region
    found = []
    rows = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY, ended_on=None)
    for authority in rows.select_related("overseer_region"):
        if authority.overseer_region is None:
            found.append(authority)
        elif region is not None:
            low, high = authority.overseer_region.code_range()
            if low <= region.code <= high:
                found.append(authority)
    return found


def _locked(annual: AnnualReturn) -> AnnualReturn:
    rows = AnnualReturn.objects.select_for_update(of=("self",))
    return rows.select_related("college__organisation__region", "college__organisation__overseer_region").get(
        pk=annual.pk
    )
