"""What every template knows."""

from typing import Any

from django.http import HttpRequest

from accounts import navigation


def acting(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `acting` (membership or None), `memberships_count`, `navigation`. Error pages have no actor."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user is None:
        return {"actor": actor, "acting": None, "memberships_count": 0, "navigation": []}
    return {
        "actor": actor,
        "acting": actor.membership,
        "memberships_count": request.memberships_count,
        "navigation": navigation.entries(request),
    }
