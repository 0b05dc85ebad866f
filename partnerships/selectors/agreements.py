"""What the pages of an agreement show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from ledger.selectors import HistoryLine, history
from partnerships.life import RETURNS
from partnerships.models import Agreement, ChangeWish, Ending, Party, RuleFinding, SignedFile, TermsVersion
from partnerships.selectors.life import Span, spans_of
from partnerships.selectors.signing import PartyLine, Slot, party_lines, slot_for, wishes_of
from partnerships.selectors.terms import latest_version, readable_by, readable_versions, terms_of
from partnerships.terms import LABELS, Terms, digest, read_terms
from partnerships.words import ClauseChange, ClauseInWords, compared, in_words
from reference.rules import RULES

ACTIONS: dict[str, str | Promise] = {
    "agreement.drafted": _("began the draft"),
    "agreement.clause_saved": _("saved a section"),
    "agreement.sent_to_signature": _("sent it to signature"),
    "agreement.signing_link_sent": _("sent a link to sign"),
    "agreement.signed": _("signed"),
    "agreement.submitted": _("submitted it to the internal checks"),
    "agreement.check_passed": _("approved it"),
    "agreement.sent_back": _("sent it back from the internal checks"),
    "agreement.amendment_begun": _("began an amendment"),
    "agreement.amendment_day": _("set the day from which it holds"),
    "agreement.amendment_refreshed": _("took over what was agreed in the meantime"),
    "agreement.folded": _("put it into the agreement with the last signature"),
    "agreement.amended": _("The agreement was amended"),
    "agreement.terms_taken_up": _("The amended terms began to hold"),
    "agreement.suspended": _("suspended it"),
    "agreement.resumed": _("let it go on"),
    "agreement.notice_given": _("gave notice that it ends"),
    "agreement.notice_taken_back": _("took the notice back"),
    "agreement.end_agreed": _("agreed that it ends"),
    "agreement.terminated": _("The notice ran out: the agreement is terminated"),
    "agreement.ended": _("The agreement ended by consent"),
    "agreement.not_renewed": _("The agreement ended and is not renewed"),
    "agreement.renewal_begun": _("began its renewal"),
    "agreement.renewal_declined": _("decided not to renew it"),
    "agreement.signed_on_paper": _("recorded a signature on paper"),
    "agreement.paper_undone": _("took back a signature on paper"),
    "agreement.signatory_added": _("named a signatory"),
    "agreement.signatory_removed": _("took off a signatory"),
    "agreement.signing_order": _("changed the order of signing"),
    "agreement.reminded": _("reminded of the signature"),
    "agreement.change_asked": _("asked for a change"),
    "agreement.change_answered": _("answered a wish for a change"),
    "agreement.refused": _("refused to sign"),
    "agreement.withdrawn": _("took it back from signature"),
    "agreement.changed": _("changed it: back to draft, signatures are void"),
    "agreement.entered_force": _("put it in force with the last signature"),
    "agreement.expired": _("The agreement expired"),
    "agreement.settled": _("reckoned what the sides owe each other at the end"),
    "agreement.exit_paid": _("confirmed a payment"),
    "agreement.risk_figure": _("reported a figure"),
    "agreement.risk_alarm": _("reported a figure that is past its threshold"),
    "agreement.claim_filed": _("filed a claim"),
    "agreement.claim_paid": _("noted that a claim was paid"),
    "agreement.claim_refused": _("noted that a claim was refused"),
    "agreement.drill_held": _("noted a drill of the emergency plan"),
    "agreement.contact_added": _("named somebody to call"),
    "agreement.contact_removed": _("removed somebody to call"),
    "agreement.file_made": _("made a signed file"),
    "agreement.assessed": _("recorded an assessment"),
    "agreement.assessment_confirmed": _("confirmed an assessment"),
    "agreement.assessment_contested": _("objected to an assessment"),
    "agreement.party_left": _("A party has left"),
    "agreement.activity_recorded": _("recorded an activity"),
    "agreement.activity_confirmed": _("confirmed an activity"),
    "agreement.contribution_delivered": _("reported as delivered"),
    "agreement.contribution_accepted": _("accepted the contribution"),
    "agreement.contribution_refused": _("refused the contribution"),
    "agreement.obligation_done": _("reported as done"),
    "agreement.obligation_accepted": _("accepted as done"),
    "agreement.obligation_refused": _("refused as not done"),
    "agreement.obligation_lapsed": _("noted as lapsed"),
    "agreement.risk_reviewed": _("judged a risk again"),
    "agreement.base_linked": _("named a training base"),
    "agreement.base_unlinked": _("took off a training base"),
    "agreement.equipment_linked": _("named the equipment that came"),
    "agreement.imported": _("brought it in from a file, as signed on paper"),
}


INTERNAL = frozenset(
    {"agreement.submitted", "agreement.check_passed", "agreement.sent_back", "agreement.amendment_begun"}
)
"""What the keeper alone reads: its own checks and drafts."""


@dataclass(frozen=True)
class Event:
    """Something that happened, for the time line."""

    at: datetime
    text: str


@dataclass(frozen=True)
class AgreementPage:
    """What the page of an agreement shows."""

    agreement: Agreement
    terms: Terms
    clauses: list[ClauseInWords]
    digest: str
    parties: list[PartyLine]
    own_party: Party | None
    own_slot: Slot | None
    wishes: list[ChangeWish]
    events: list[Event]
    returned_because: str
    kept_findings: list[tuple[RuleFinding, str | Promise]]
    in_force_from: date | None
    in_force_since: date | None
    files: list[SignedFile]
    lacks_files: bool
    spans: list[Span]
    ending: Ending | None
    version: TermsVersion | None
    versions: list[TermsVersion]
    shown_on: date | None
    amendments: list[Agreement]
    changes: list[ClauseChange]
    is_behind: bool

    @property
    def waits_for_me(self) -> bool:
        """Whether the actor can sign now for the own side."""
        return self.agreement.is_in_signature and self.own_slot is not None

    @property
    def is_ahead(self) -> bool:
        """Signed by all, but its first day has not come."""
        return self.in_force_from is not None


def agreement_page(agreement: Agreement, *, actor: Actor, on: date, shown_on: date | None = None) -> AgreementPage:
    """Everything about one agreement, for somebody who may see it; with the terms of today, or of `shown_on`."""
    lines = party_lines(agreement)
    own = next((line.party for line in lines if line.party.organisation_id == actor.organisation_id), None)
    versions = readable_versions(agreement, actor=actor)
    first = versions[0].effective_from if versions else None
    ahead = first if first and first > on else None
    version = version_of(versions, shown_on or on)
    text = read_terms(version.document) if version else terms_of(agreement)
    terms = readable_by(actor, agreement, text)
    happened = history(agreement, newest=100)
    files = [row for row in agreement.files.without_content() if row.version_id in {each.pk for each in versions}]
    return AgreementPage(
        agreement=agreement,
        terms=terms,
        clauses=in_words(terms),
        digest=digest(text),
        parties=lines,
        own_party=own if own is not None and own.left_on is None else None,
        own_slot=slot_for(agreement, actor, lines) if agreement.is_in_signature else None,
        wishes=wishes_of(agreement, actor=actor),
        events=[_event(line) for line in happened if line.action not in INTERNAL or actor_keeps(actor, agreement)],
        returned_because=_returned_because(agreement, happened),
        kept_findings=[(row, _title(row.rule)) for row in agreement.findings.current().order_by("rule", "pk")],
        in_force_from=ahead,
        in_force_since=first,
        version=version,
        versions=versions,
        shown_on=shown_on if versions else None,
        amendments=list(Agreement.objects.visible_to(actor).filter(amends=agreement).order_by("amendment_number")),
        changes=changes_in_words(agreement, text) if agreement.is_amendment else [],
        is_behind=agreement.is_amendment and agreement.is_draft and is_behind(agreement),
        files=files,
        lacks_files=_lacks_files(agreement, versions, files),
        spans=spans_of(agreement, on=on),
        ending=agreement.endings.standing().first() if agreement.is_running else None,
    )


def version_of(versions: Sequence[TermsVersion], on: date) -> TermsVersion | None:
    """The version of a day: the first one before its first day, the last one after the last; None where none is."""
    begun = [version for version in versions if version.effective_from <= on]
    return begun[-1] if begun else next(iter(versions), None)


def changes_in_words(amendment: Agreement, text: Terms) -> list[ClauseChange]:
    """What an amendment changes, beside what was agreed when it was written."""
    assert amendment.amends_version is not None
    return compared(read_terms(amendment.amends_version.document), text)


def compare_versions(
    agreement: Agreement, before: TermsVersion, after: TermsVersion, *, actor: Actor
) -> list[ClauseChange]:
    """Two versions side by side, as the actor may read them."""
    texts = (readable_by(actor, agreement, read_terms(version.document)) for version in (before, after))
    return compared(*texts)


def is_behind(amendment: Agreement) -> bool:
    """Whether another amendment was signed since this one was begun."""
    assert amendment.amends is not None
    return latest_version(amendment.amends).pk != amendment.amends_version_id


def _lacks_files(agreement: Agreement, versions: Sequence[TermsVersion], files: Sequence[SignedFile]) -> bool:
    """Whether a version that was signed here waits for its file."""
    if agreement.is_imported:
        return False
    return len(versions) * len(settings.LANGUAGES) > len(files)


def actor_keeps(actor: Actor, agreement: Agreement) -> bool:
    """Whether the actor belongs to the college that keeps the file."""
    return actor.is_system or actor.organisation_id == agreement.keeper_id


def _event(line: HistoryLine) -> Event:
    payload = line.payload or {}
    words = str(ACTIONS.get(line.action, line.action))
    if "section" in payload:
        words = f"{words} ({section_label(payload['section'])})"
    if payload.get("name"):
        words = f"{words} ({payload['name']})"
    if payload.get("reason"):
        words = f"{words}: {payload['reason']}"
    return Event(line.at, f"{line.actor} {words}")


def section_label(name: str) -> str:
    """The label of a section by its name; the name of one that is no more."""
    return str(LABELS.get(name, name))


def _returned_because(agreement: Agreement, happened: Sequence[HistoryLine]) -> str:
    """Why a draft came back, if it did."""
    last = next((line for line in happened if line.action in RETURNS), None)
    if not agreement.is_draft or last is None:
        return ""
    return str((last.payload or {}).get("reason", ""))


def _title(rule: str) -> str | Promise:
    return next((known.title for known in RULES if known.id == rule), rule)
