"""The sections of an agreement as a person fills them in: which form, which clause, how far it is."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import Step
from partnerships.completeness import is_asked
from partnerships.forms.base import SectionForm
from partnerships.forms.basics import BasicsForm
from partnerships.forms.benefit import BenefitForm
from partnerships.forms.clauses import (
    BreachForm,
    DataForm,
    DisclosureForm,
    EmergencyForm,
    EnforcementForm,
    ExitForm,
    GoalsForm,
    InsuranceForm,
    IPForm,
    LicencesForm,
    ReviewForm,
    SafetyForm,
    SettingForm,
)
from partnerships.forms.disputes import DisputeForm
from partnerships.forms.rows import ContributionsForm, ObligationsForm, RisksForm
from partnerships.models import Agreement
from partnerships.terms import LABELS, NotApplicable, Terms, to_json
from reference.rules import Finding


@dataclass(frozen=True)
class TermsSection:
    """One page of the terms. `paths` are the first words of the paths of findings that belong to it."""

    name: str
    label: str | Promise
    form: type[SectionForm]
    paths: tuple[str, ...] = ()
    more: str | Promise = ""  # the words of the button that adds an entry

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is about this section."""
        return finding.field.split(".")[0] in (self.paths or (self.name,))


def _section(form: type[SectionForm], *paths: str, more: str | Promise = "") -> TermsSection:
    return TermsSection(form.name, LABELS[form.name], form, paths, more)


SECTIONS: tuple[TermsSection, ...] = (
    _section(BasicsForm, "basics", "parties", ""),
    _section(GoalsForm),
    _section(SettingForm),
    _section(ContributionsForm, more=_("Add a contribution")),
    _section(ObligationsForm, more=_("Add an obligation")),
    _section(IPForm),
    _section(LicencesForm),
    _section(EnforcementForm),
    _section(DisclosureForm),
    _section(BenefitForm, more=_("Add a stage")),
    _section(RisksForm, more=_("Add a risk")),
    _section(InsuranceForm),
    _section(EmergencyForm),
    _section(SafetyForm),
    _section(DataForm),
    _section(ReviewForm),
    _section(BreachForm),
    _section(ExitForm),
    _section(DisputeForm, more=_("Add a step")),
)
BY_NAME = {section.name: section for section in SECTIONS}


def section_url(agreement: Agreement, name: str) -> str:
    """The page of a section."""
    return reverse("partnerships:agreement-terms", args=[agreement.pk, name])


def after(section: TermsSection, terms: Terms) -> TermsSection | None:
    """The next section that the terms have."""
    following = SECTIONS[SECTIONS.index(section) + 1 :]
    return next((each for each in following if is_shown(terms, each)), None)


def is_shown(terms: Terms, section: TermsSection) -> bool:
    """Whether the section stands in the list: what a mode requires is asked where the mode requires something."""
    return section.name != "setting" or is_asked(terms, "setting")


def mark(terms: Terms, section: TermsSection) -> str:
    """What is saved in a section, in short. A page carries it, so that a save from another window is noticed."""
    held = [to_json(getattr(terms, name)) for name in section.paths or (section.name,) if name]
    text = json.dumps(held, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_missing(terms: Terms, section: TermsSection) -> bool:
    """Whether nothing was entered yet."""
    return section.name != "basics" and getattr(terms, section.name) is None


def steps(agreement: Agreement, terms: Terms, findings: Sequence[Finding], *, current: str = "") -> list[Step]:
    """The list of sections with their state as saved."""
    return [
        _step(agreement, terms, section, [found for found in findings if section.holds(found)], current=current)
        for section in SECTIONS
        if is_shown(terms, section)
    ]


def _step(agreement: Agreement, terms: Terms, section: TermsSection, own: Sequence[Finding], *, current: str) -> Step:
    page = Step(section.label, section_url(agreement, section.name), is_current=section.name == current)
    if is_missing(terms, section):
        return replace(page, state_label=_("Not started"), shape="open")
    if isinstance(getattr(terms, section.name, None), NotApplicable):
        return replace(page, state_label=_("Does not apply"), shape="ended")
    errors, warnings = sum(finding.blocks for finding in own), sum(finding.needs_reason for finding in own)
    return replace(page, state_label=_("Complete"), shape="done", errors=errors, warnings=warnings)


@dataclass(frozen=True)
class Place:
    """Where to mend something."""

    finding: Finding
    section: TermsSection
    url: str


def places(agreement: Agreement, findings: Iterable[Finding]) -> list[Place]:
    """Each finding with the page and field where it is mended, in the order of the sections."""
    found = [
        Place(finding, section, f"{section_url(agreement, section.name)}#{anchor(finding)}")
        for section in SECTIONS
        for finding in findings
        if section.holds(finding)
    ]
    return sorted(found, key=lambda place: not place.finding.blocks)


def anchor(finding: Finding) -> str:
    """The id of a finding's field on its page."""
    path = finding.field.split(".")
    words = path if path[0] == "parties" else path[1:]
    return f"id_{'_'.join(words)}_field" if words else "main"
