"""Activities as the page of an agreement lists them."""

from accounts.actors import Actor
from partnerships.models import Activity, Agreement


def activities_of(agreement: Agreement, *, actor: Actor) -> list[tuple[Activity, bool]]:
    """Activities, newest first, each with whether the actor's side may confirm it."""
    rows = (
        agreement.activities.current()
        .select_related("agreement", "party__organisation", "recorded_by")
        .prefetch_related("confirmations")
        .order_by("-occurred_on", "-pk")
    )
    return [(row, row.other_side_id == actor.organisation_id and not row.is_confirmed) for row in rows]
