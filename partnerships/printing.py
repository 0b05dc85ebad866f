"""Agreements on paper: the text as it stands, and a signed version with its certificate."""

import io
from collections.abc import Mapping
from typing import Any

import segno
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.mail import address
from core import wording
from core.pdf import render_pdf
from ledger.selectors import entries_about
from partnerships.models import Agreement, Signature, TermsVersion
from partnerships.selectors.agreements import AgreementPage
from partnerships.selectors.signing import PartyLine
from partnerships.selectors.terms import without_contacts
from partnerships.terms import Terms, read_terms
from partnerships.words import in_words
from partnerships.words.phrases import name_in

SIGNED_BY = ("agreement.entered_force", "agreement.amended")
"""The entries of the ledger that end the signing of a version."""


def printed(page: AgreementPage) -> bytes:
    """The agreement as it stands, in the language of the moment, with the signatures so far."""
    agreement = page.agreement
    state = str(agreement.get_state_display())
    signatures = [[str(line.party), _signed(agreement, line)] for line in page.parties]
    return render_pdf(
        "agreement.typ",
        {
            **_text(agreement, page.terms, state),
            "signatures_label": _("Signatures"),
            "signatures": signatures,
            "digest_label": _("Digest of the terms (SHA-256)"),
            "digest": page.digest,
            "certificate": None,
        },
        title=agreement.title,
        made_on=timezone.localdate(agreement.changed_at),  # the same text gives the same file
        header=f"{agreement.number} · {agreement.keeper.name}",
        stamp=state,
    )


def signed(version: TermsVersion, *, language: str) -> bytes:
    """A version as it was signed, with a last page that proves it. Contacts are left out: no signature binds to them.

    Raises ChineseFontMissing.
    """
    agreement = version.agreement
    terms = without_contacts(read_terms(version.document))
    with translation.override(language):
        stamp = _("Version %(number)d") % {"number": version.number}
        return render_pdf(
            "agreement.typ",
            {
                **_text(agreement, terms, stamp),
                "title": terms.basics.title or agreement.title,
                "certificate": _certificate(version, terms),
            },
            title=terms.basics.title or agreement.title,
            made_on=timezone.localdate(version.recorded_at),
            header=f"{agreement.number} · {agreement.keeper.name}",
            stamp=stamp,
        )


def check_address(agreement: Agreement) -> str:
    """Where anybody may check a signed file."""
    return address(reverse("partnerships:check", args=[agreement.public_id]))


def _text(agreement: Agreement, terms: Terms, state: str) -> dict[str, Any]:
    return {
        "title": agreement.title,
        "number": agreement.number,
        "state": state,
        "clauses": [
            {"label": str(clause.label), "rows": [list(row) for row in clause.rows]} for clause in in_words(terms)
        ],
        "missing": _("Not agreed"),
    }


def _certificate(version: TermsVersion, terms: Terms) -> Mapping[str, Any]:
    """Who signed what, when and how; where it stands in the ledger; where it can be checked."""
    agreement, where = version.agreement, check_address(version.agreement)
    facts = [
        [_("Agreement"), f"{agreement.number} · {terms.basics.title or agreement.title}"],
        [_("Version"), str(version.number)],
        [_("In force from"), wording.day(version.effective_from)],
    ]
    if terms.basics.ends_on:
        facts.append([_("Last day"), wording.day(terms.basics.ends_on)])
    entry = entries_about(agreement).filter(action__in=SIGNED_BY, at__gte=version.recorded_at).first()
    codes = [[_("Digest of the terms (SHA-256)"), version.digest]]
    if entry is not None:
        facts.append([_("Place in the ledger"), _("entry %(number)d of this agreement") % {"number": entry.number}])
        codes.append([_("Digest of that entry"), entry.digest])
    signatures = signatures_of(version)
    codes += [
        [_("Digest of the amendment as it was signed"), digest]
        for digest in sorted({signature.digest for signature in signatures} - {version.digest})
    ]
    return {
        "title": _("Certificate of signatures"),
        "facts": facts,
        "codes": codes,
        "header": [_("Party"), _("Signed by"), _("How"), _("When")],
        "signatures": [
            [
                name_in(terms, signature.party.key),
                signature.signer_label,
                str(signature.get_method_display()),
                wording.day(signature.recorded_at),
            ]
            for signature in signatures
        ],
        "bound": _("Every signature is bound to the digest of its text below: any other text has another digest."),
        "qr": _qr(where),
        "qr_label": _("Code that leads to the page where this file can be checked"),
        "check": _("Whether this agreement is in force, and whether this file is unchanged, can be checked here:"),
        "address": where,
    }


def signatures_of(version: TermsVersion) -> list[Signature]:
    """The signatures that brought a version into force, in the order of the parties: those of its amendment, if any."""
    found = Signature.objects.current().filter(party__agreement_id=version.amendment_id or version.agreement_id)
    return list(found.select_related("party__organisation").order_by("party__position", "party_id", "pk"))


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return drawn.getvalue().decode()


def _signed(agreement: Agreement, line: PartyLine) -> str:
    """Who signed for a party and when."""
    if agreement.is_imported and agreement.signed_on is not None:
        return _("on paper, %(day)s") % {"day": wording.day(agreement.signed_on)}
    if line.signature is None:
        return _("not signed yet")
    signed = [slot.signature for slot in line.slots if slot.signature is not None]
    return wording.listed(f"{row.signer_label}, {wording.day(row.recorded_at)}" for row in signed)
