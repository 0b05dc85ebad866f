"""What the mode of an agreement requires."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import Context, house
from partnerships.terms import NEEDED, NotApplicable, Setting, Terms, shapes_of
from partnerships.terms.values import AgreementMode
from reference.rules import Finding, Level


@house(
    "MD-01",
    Level.WARN,
    _("What the mode requires is stated"),
    fails={"basics.mode": AgreementMode.CLOUD},
)
def mode_has_its_setting(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Premises and safety for a factory in school, registration and supervisors for a school in a factory, platform and
    hours for the cloud, industry and governance body for a characteristic college."""
    mode = terms.basics.mode
    if mode is None or isinstance(terms.setting, NotApplicable):
        return
    clause = terms.setting or Setting()
    labels = {shape.name: shape.said.label for shape in shapes_of(Setting)}
    for name in NEEDED.get(mode, ()):
        if not getattr(clause, name):
            yield Finding(
                f"setting.{name}",
                _("This mode needs: %(field)s."),
                params={"field": labels[name]},
            )
