"""The clauses that are shown by what their dataclasses say."""

from django.utils.translation import gettext_lazy as _

from partnerships import terms as t
from partnerships.forms.described import DescribedForm, OptionalDescribedForm


class GoalsForm(DescribedForm):
    """What both want."""

    name, clause = "goals", t.Goals


class SettingForm(OptionalDescribedForm):
    """What the mode requires."""

    name, clause = "setting", t.Setting
    because_label = _("If the mode does not need it here, say why")

    def shapes(self) -> tuple[t.FieldShape, ...]:
        mode = self.terms.basics.mode
        needed = t.NEEDED.get(mode, ()) if mode else ()
        return tuple(
            shape for shape in t.shapes_of(t.Setting) if shape.name in needed or getattr(self.here, shape.name)
        )


class IPForm(OptionalDescribedForm):
    """What each brings, and what comes out of the cooperation."""

    name, clause = "ip", t.IP
    because_label = _("If there will be no results, say why")


class LicencesForm(OptionalDescribedForm):
    """Licences and options."""

    name, clause = "licences", t.Licences
    because_label = _("If nothing is licensed, say why")


class EnforcementForm(OptionalDescribedForm):
    """Who defends the rights."""

    name, clause = "enforcement", t.Enforcement
    because_label = _("If there is nothing to defend, say why")


class DisclosureForm(OptionalDescribedForm):
    """What is secret, what may be published."""

    name, clause = "disclosure", t.Disclosure
    because_label = _("If nothing is confidential or published, say why")


class InsuranceForm(OptionalDescribedForm):
    """Policies and protections."""

    name, clause = "insurance", t.Insurance
    because_label = _("If nothing has to be insured, say why")


class EmergencyForm(OptionalDescribedForm):
    """What is done when something happens."""

    name, clause = "emergency", t.Emergency
    because_label = _("If no plan is needed, say why")


class SafetyForm(OptionalDescribedForm):
    """Safety where students learn and work."""

    name, clause = "safety", t.TeachingSafety
    because_label = _("If no students learn or work there, say why")


class DataForm(OptionalDescribedForm):
    """Personal data."""

    name, clause = "data", t.DataProtection
    because_label = _("If no personal data are passed on, say why")


class ReviewForm(DescribedForm):
    """Evaluation and adjustment."""

    name, clause = "review", t.Review


class BreachForm(DescribedForm):
    """What a breach costs."""

    name, clause = "breach", t.Breach


class ExitForm(DescribedForm):
    """Ending before its time."""

    name, clause = "exit", t.Exit
