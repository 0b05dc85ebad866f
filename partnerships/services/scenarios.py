"""Keeping scenarios for the benefit clause."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Agreement, BenefitScenario
from partnerships.scenario import Scenario, scenario_to_json
from partnerships.services.steps import locked

MOST = 12  # that a party keeps of one agreement: more cannot be compared


@transaction.atomic
def keep_scenario(*, actor: Actor, agreement: Agreement, name: str, scenario: Scenario) -> BenefitScenario:
    """Keep a scenario under a name; one of the same name is replaced. Raises NotAllowed, InvalidInput (name)."""
    actor.require("keep_scenario", agreement)
    agreement, name = locked(agreement), name.strip()
    if actor.organisation_id is None:
        raise NotAllowed
    if not name or len(name) > 80:
        raise InvalidInput(_("Give the scenario a name of at most 80 characters."), field="name")
    own = BenefitScenario.objects.filter(agreement=agreement, organisation_id=actor.organisation_id)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise InvalidInput(
            _("At most %(count)s scenarios are kept. Drop one first."), field="name", params={"count": MOST}
        )
    kept, _is_new = BenefitScenario.objects.update_or_create(
        agreement=agreement,
        organisation_id=actor.organisation_id,
        name=name,
        defaults={"document": scenario_to_json(scenario)},
    )
    record(actor=actor, action="scenario.kept", subject=kept, payload={"agreement": agreement.pk})
    return kept


@transaction.atomic
def drop_scenario(*, actor: Actor, scenario: BenefitScenario) -> None:
    """Throw a scenario away. Raises NotAllowed."""
    actor.require("drop_scenario", scenario)
    record(actor=actor, action="scenario.dropped", subject=scenario)
    scenario.delete()
