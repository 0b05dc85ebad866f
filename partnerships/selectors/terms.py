"""The terms as they stand, and what the rules find in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from accounts.actors import Actor
from enterprises.models import Enterprise
from partnerships.completeness import Completeness, completeness
from partnerships.models import Agreement, Signatory, State, TermsVersion
from partnerships.rules import Context
from partnerships.terms import Change, Terms, changes_between, read_terms
from partnerships.terms.values import Side
from reference import parameters
from reference.rules import Finding, check

PARAMETERS = (
    "agreement.mandatory_risks",
    "agreement.valuation_from",
    "agreement.risk_owner_from",
    "agreement.risk_protection_from",
    "agreement.maker_share_min",
    "agreement.technology_equity_from",
    "agreement.performance_range",
    "agreement.publication_review_days_max",
    "agreement.publication_delay_months_max",
    "agreement.benefit_gap_points",
)


def terms_of(agreement: Agreement) -> Terms:
    """The text as it stands: the draft, or what is being or was signed."""
    return read_terms(agreement.draft)


def version_on(agreement: Agreement, on: date) -> TermsVersion | None:
    """The version of the terms that holds on a day: one lookup."""
    return agreement.versions.effective(on).order_by("-number").first()


def latest_version(agreement: Agreement) -> TermsVersion:
    """The version with all that is agreed, from whichever day. Raises TermsVersion.DoesNotExist before any is."""
    return agreement.versions.standing().reverse()[:1].get()


def effective_terms(agreement: Agreement, on: date) -> Terms | None:
    """What holds on a day; None before the first and after the last day of the terms."""
    version = version_on(agreement, on)
    return read_terms(version.document) if version is not None else None


def changes_of(amendment: Agreement) -> tuple[Change, ...]:
    """What an amendment changes in the terms from which it was written."""
    assert amendment.amends_version is not None
    return changes_between(read_terms(amendment.amends_version.document), terms_of(amendment))


def terms_for(agreement: Agreement, *, actor: Actor) -> Terms:
    """The text as an actor may read it: the people named as contacts are for the parties alone, and who has left reads
    what held on its last day."""
    left = next((row.left_on for row in agreement.parties.all() if row.organisation_id == actor.organisation_id), None)
    held = effective_terms(agreement, left - timedelta(days=1)) if left else None
    return readable_by(actor, agreement, held or terms_of(agreement))


def readable_by(actor: Actor, agreement: Agreement, terms: Terms) -> Terms:
    """Terms of an agreement as an actor may read them."""
    if actor.is_system or any(party.organisation_id == actor.organisation_id for party in agreement.parties.all()):
        return terms
    return without_contacts(terms)


def readable_versions(agreement: Agreement, *, actor: Actor) -> list[TermsVersion]:
    """The versions that hold on some day, in the order of their days; who has left reads those that began before."""
    left = next((row.left_on for row in agreement.parties.all() if row.organisation_id == actor.organisation_id), None)
    rows = agreement.versions.standing().select_related("agreement", "amendment")
    return list(rows.filter(effective_from__lt=left) if left else rows)


def without_contacts(terms: Terms) -> Terms:
    """The text without the people named as contacts; its digest is the same."""
    return replace(terms, parties=tuple(replace(party, contact="") for party in terms.parties))


def rule_context(agreement: Agreement, *, on: date) -> Context:
    """What the rules need beside the terms."""
    keys = dict(agreement.parties.filter(side=Side.ENTERPRISE).values_list("organisation_id", "key"))
    codes = dict(Enterprise.objects.filter(pk__in=keys).values_list("pk", "credit_code"))
    found = {code: row.value for code, row in parameters.parameters(PARAMETERS, on=on).items()}
    return Context(
        on=on,
        credit_codes={key: codes.get(pk) or "" for pk, key in keys.items()},
        mandatory_risks=found.get("agreement.mandatory_risks", {}),
        valuation_from=found.get("agreement.valuation_from"),
        owner_from=found.get("agreement.risk_owner_from"),
        protection_from=found.get("agreement.risk_protection_from"),
        maker_share_min=found.get("agreement.maker_share_min", {}),
        technology_equity_from=found.get("agreement.technology_equity_from"),
        performance_range=found.get("agreement.performance_range"),
        review_days_max=found.get("agreement.publication_review_days_max"),
        delay_months_max=found.get("agreement.publication_delay_months_max"),
        benefit_gap=found.get("agreement.benefit_gap_points"),
        duplicates=_duplicates(agreement),
        undelegated=_undelegated(agreement, keys),
    )


def _undelegated(agreement: Agreement, keys: Mapping[int, str]) -> list[tuple[str, str]]:
    """Signatories of enterprises without a delegation whose name the register does not give as its representative."""
    lacking = Signatory.objects.filter(party__agreement=agreement, delegation=None).standing().select_related("party")
    found = [row for row in lacking if row.party.organisation_id in keys]
    heads = dict(Enterprise.objects.filter(pk__in=keys).values_list("pk", "legal_representative")) if found else {}
    return [
        (keys[row.party.organisation_id], row.name)
        for row in found
        if heads.get(row.party.organisation_id, "").strip() != row.name
    ]


def _duplicates(agreement: Agreement) -> list[str]:
    """Numbers of the keeper’s agreements with exactly these parties, of this kind, on overlapping days."""
    if not (agreement.starts_on and agreement.ends_on):
        return []
    parties = set(agreement.parties.values_list("organisation_id", flat=True))
    alike = (
        Agreement.objects.originals()
        .filter(
            keeper_id=agreement.keeper_id,
            kind=agreement.kind,
            state__in=(State.IN_SIGNATURE, State.IN_FORCE),
            starts_on__lte=agreement.ends_on,
            ends_on__gte=agreement.starts_on,
        )
        .exclude(pk__in=[agreement.pk, agreement.amends_id or agreement.pk])
        .prefetch_related("parties")
        .order_by("number")
    )
    alike = alike.filter(parties__organisation_id__in=parties - {agreement.keeper_id}).distinct()
    return [other.number for other in alike if {party.organisation_id for party in other.parties.all()} == parties]


def findings_of(agreement: Agreement, *, on: date) -> list[Finding]:
    """What the rules of a day find in the text as it stands."""
    return check("agreement", terms_of(agreement), rule_context(agreement, on=on), on=on)


def completeness_of(terms: Terms, findings: Sequence[Finding], *, on: date) -> Completeness:
    """How complete the terms are, by the weights of a day."""
    row = parameters.parameters(("agreement.completeness_weights",), on=on).get("agreement.completeness_weights")
    return completeness(terms, findings, row.value if row else {})
