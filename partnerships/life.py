"""The life of an agreement as a table: which step leads where, from which states, and which act of the roles it is.

draft → (internal checks) → in signature → in force ⇄ suspended → ended | terminated | expired | not renewed
  ↑__________________|  sent back, refused, withdrawn or changed, each with a reason
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from partnerships.models import Agreement, ContributionStage, ObligationStage, State


@dataclass(frozen=True)
class Step:
    """A move of an agreement. `action` is what the ledger says, `act` the line of the table of roles that allows it."""

    sources: tuple[State, ...]
    target: State
    action: str
    act: str
    needs_reason: bool = False


RUNNING = (State.IN_FORCE, State.SUSPENDED)

STEPS: dict[str, Step] = {
    "submit": Step((State.DRAFT,), State.SUBMITTED, "agreement.submitted", "send_to_signature"),
    "send": Step(
        (State.DRAFT, State.SUBMITTED), State.IN_SIGNATURE, "agreement.sent_to_signature", "send_to_signature"
    ),
    "send_back": Step((State.SUBMITTED,), State.DRAFT, "agreement.sent_back", "check_agreement", needs_reason=True),
    "refuse": Step((State.IN_SIGNATURE,), State.DRAFT, "agreement.refused", "refuse_agreement", needs_reason=True),
    "withdraw": Step(
        (State.SUBMITTED, State.IN_SIGNATURE),
        State.DRAFT,
        "agreement.withdrawn",
        "send_to_signature",
        needs_reason=True,
    ),
    "change": Step((State.IN_SIGNATURE,), State.DRAFT, "agreement.changed", "edit_agreement"),
    "enter_force": Step((State.IN_SIGNATURE,), State.IN_FORCE, "agreement.entered_force", "sign_agreement"),
    "fold": Step((State.IN_SIGNATURE,), State.FOLDED, "agreement.folded", "sign_agreement"),
    "suspend": Step((State.IN_FORCE,), State.SUSPENDED, "agreement.suspended", "suspend_agreement", needs_reason=True),
    "resume": Step((State.SUSPENDED,), State.IN_FORCE, "agreement.resumed", "suspend_agreement"),
    "terminate": Step(RUNNING, State.TERMINATED, "agreement.terminated", "expire_agreement"),
    "end": Step(RUNNING, State.ENDED, "agreement.ended", "expire_agreement"),
    "expire": Step(RUNNING, State.EXPIRED, "agreement.expired", "expire_agreement"),
    "not_renew": Step(RUNNING, State.NOT_RENEWED, "agreement.not_renewed", "expire_agreement"),
}

RETURNS = frozenset(step.action for step in STEPS.values() if step.target is State.DRAFT)
"""The actions by which an agreement came back to its draft."""

SHAPES: dict[str, str] = {
    State.DRAFT: "draft",
    State.SUBMITTED: "half",
    State.IN_SIGNATURE: "half",
    State.IN_FORCE: "full",
    State.SUSPENDED: "ask",
    State.FOLDED: "done",
    State.ENDED: "ended",
    State.TERMINATED: "ended",
    State.EXPIRED: "ended",
    State.NOT_RENEWED: "ended",
}
"""The ink square of each state."""

IN_ORDER = (State.DRAFT, State.IN_SIGNATURE, State.IN_FORCE)
"""What every agreement goes through; the checks in between and the end depend."""

AMENDMENT_IN_ORDER = (State.DRAFT, State.IN_SIGNATURE, State.FOLDED)
"""What every amendment goes through."""


CONTRIBUTION_STEPS: dict[str, frozenset[str]] = {
    ContributionStage.DELIVERED: frozenset({ContributionStage.AGREED, ContributionStage.REFUSED}),
    ContributionStage.ACCEPTED: frozenset({ContributionStage.DELIVERED}),
    ContributionStage.REFUSED: frozenset({ContributionStage.DELIVERED}),
    # by an amendment
    ContributionStage.WITHDRAWN: frozenset({ContributionStage.AGREED, ContributionStage.REFUSED}),
    ContributionStage.AGREED: frozenset({ContributionStage.WITHDRAWN}),
}
"""To which state a contribution comes, and from which."""

OBLIGATION_STEPS: dict[str, frozenset[str]] = {
    ObligationStage.DONE: frozenset({ObligationStage.OPEN, ObligationStage.REFUSED, ObligationStage.LAPSED}),
    ObligationStage.ACCEPTED: frozenset({ObligationStage.DONE}),
    ObligationStage.REFUSED: frozenset({ObligationStage.DONE}),
    ObligationStage.LAPSED: frozenset({ObligationStage.OPEN, ObligationStage.REFUSED}),
    # by an amendment: dropped, agreed again, or given a later day
    ObligationStage.WITHDRAWN: frozenset({ObligationStage.OPEN, ObligationStage.REFUSED, ObligationStage.LAPSED}),
    ObligationStage.OPEN: frozenset({ObligationStage.WITHDRAWN, ObligationStage.LAPSED}),
}
"""To which state an obligation comes, and from which."""

STAGE_SHAPES: dict[str, str] = {
    ContributionStage.AGREED: "open",
    ContributionStage.DELIVERED: "half",
    ContributionStage.ACCEPTED: "done",
    ContributionStage.REFUSED: "ask",
    ObligationStage.OPEN: "open",
    ObligationStage.DONE: "half",
    ObligationStage.LAPSED: "ended",
    ObligationStage.WITHDRAWN: "ended",
}
"""The ink square of each state of a contribution or an obligation; both use the same words for the same thing."""


class WrongState(DomainError):
    """The agreement is not in a state from which this step leads."""

    code = "wrong_state"
    message = _("This cannot be done now: the agreement is “%(state)s”.")


class ReasonNeeded(DomainError):
    """The step needs a reason that the other side can read."""

    code = "reason_needed"
    message = _("Say why, so that the other side knows.")
    status = 400


class StepNotPossible(DomainError):
    """A contribution or an obligation is not in a state from which this leads."""

    code = "step_not_possible"
    message = _("This cannot be done now: it is “%(state)s”.")


class OtherSideActs(DomainError):
    """Another party of the agreement does this."""

    code = "other_side_acts"
    message = _("Another party of the agreement does this: %(name)s.")
    status = 403


def check_step(name: str, agreement: Agreement, *, reason: str = "") -> Step:
    """The step, if it may be taken from where the agreement stands. Raises WrongState, ReasonNeeded."""
    step = STEPS[name]
    if agreement.state not in step.sources:
        raise WrongState(params={"state": state_label(agreement.state)})
    if step.needs_reason and not reason.strip():
        raise ReasonNeeded(field="reason")
    return step


def state_label(state: str) -> str | Promise:
    """A state in words."""
    return State(state).label
