"""Who owns what comes out of the cooperation."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.rules import RESEARCH, Context, house
from partnerships.terms import IP, ForegroundResult, NotApplicable, Terms
from partnerships.terms.values import Ownership, ResultUse, Side
from reference.rules import Finding, Level


@house(
    "IP-01",
    Level.BLOCK,
    _("Every kind of result has an owner"),
    fails={"ip.foreground.0.ownership": None},
)
def results_have_owners(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Every result names its kind and its owner, or the clause says why there will be no results."""
    if isinstance(terms.ip, NotApplicable):
        return
    results = (terms.ip or IP()).foreground
    if not results:
        yield Finding("ip.foreground", _("Name at least one kind of result and its owner, or say why there is none."))
    for position, result in enumerate(results):
        if result.kind is None:
            yield Finding(f"ip.foreground.{position}.kind", _("Choose the kind of result."))
        if result.ownership is None:
            yield Finding(f"ip.foreground.{position}.ownership", _("Choose who owns this result."))


@house(
    "IP-02",
    Level.BLOCK,
    _("Joint owners have parts"),
    fails={"ip.foreground.0.parts": {"college": 1}},
)
def joint_owners_have_parts(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A jointly owned result has two owners at least, all of them parties, each with a part greater than zero."""
    if not isinstance(terms.ip, IP):
        return
    keys = {party.key for party in terms.parties}
    for position, result in enumerate(terms.ip.foreground):
        if result.ownership is not Ownership.JOINT:
            continue
        field = f"ip.foreground.{position}.parts"
        if set(result.parts) - keys:
            yield Finding(field, _("A part is given to somebody who is no party to the agreement."))
        elif len(result.parts) < 2:
            yield Finding(field, _("Give every joint owner a part: a jointly owned result has two owners at least."))
        elif not all(part > 0 for part in result.parts.values()):
            yield Finding(field, _("Give every joint owner a part greater than zero."))


def _results(terms: Terms) -> Iterator[tuple[str, ForegroundResult]]:
    """Each result with the path of its fields; none where the clause does not apply."""
    clause = terms.ip if isinstance(terms.ip, IP) else IP()
    return ((f"ip.foreground.{position}", result) for position, result in enumerate(clause.foreground))


@house(
    "IP-03",
    Level.BLOCK,
    _("It is stated who bears the costs of protecting a result"),
    fails={"ip.foreground.0.cost_parts": {}},
)
def costs_are_borne(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """The costs of filing, fees and agents are split by parts that sum to more than zero, among parties alone."""
    keys = {party.key for party in terms.parties}
    for path, result in _results(terms):
        if set(result.cost_parts) - keys:
            yield Finding(f"{path}.cost_parts", _("A part is given to somebody who is no party to the agreement."))
        elif not any(result.cost_parts.values()):
            yield Finding(f"{path}.cost_parts", _("Say who bears the costs of protecting this result."))


@house(
    "IP-04",
    Level.WARN,
    _("It is stated who may use a result and license it to others"),
    fails={"ip.foreground.0.licence_out": None},
)
def use_is_ruled(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """An owner alone does not say who may work with the result. What each owns itself, each licenses itself."""
    for path, result in _results(terms):
        if result.use is None:
            yield Finding(f"{path}.use", _("Say who may use this result."))
        if result.licence_out is None and result.ownership is not Ownership.EACH_OWN:
            yield Finding(f"{path}.licence_out", _("Say who may license this result to others."))


@house(
    "IP-05",
    Level.WARN,
    _("Research lists the rights that are brought in"),
    fails={"ip.background": ()},
)
def background_is_listed(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Without a list nobody can tell later what was there before. “Nobody brings in rights” is an answer too."""
    if terms.basics.kind not in RESEARCH or not isinstance(terms.ip, IP):
        return
    if not terms.ip.background and not terms.ip.has_no_background:
        yield Finding(
            "ip.background.0.name", _("List the rights that a party brings in, or say that nobody brings in any.")
        )


@house(
    "IP-09",
    Level.WARN,
    _("The college owns a result or may use it for teaching and research"),
    fails={"ip.foreground.0.ownership": Ownership.ENTERPRISE, "ip.foreground.0.use": ResultUse.OWNERS},
)
def college_may_teach_with_it(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A college that may not even teach with what it helped to make has given it away."""
    colleges = {party.key for party in terms.parties if party.side is Side.COLLEGE}
    for path, result in _results(terms):
        owns = result.ownership in {Ownership.COLLEGE, Ownership.EACH_OWN} or (
            result.ownership is Ownership.JOINT and any(result.parts.get(key) for key in colleges)
        )
        if result.ownership and not owns and result.use in {None, ResultUse.OWNERS, ResultUse.ALL_PAID}:
            yield Finding(
                f"{path}.use", _("The college neither owns this result nor may it teach and research with it.")
            )


@house(
    "IP-11",
    Level.WARN,
    _("Who owns a right pays for it, or is told before it is given up"),
    fails={"ip.foreground.0.abandon_days": None},
)
def payer_warns_the_owners(terms: Terms, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """A payer who is not the only owner may let the right lapse; a notice lets the others take it over."""
    sides = {Ownership.COLLEGE: Side.COLLEGE, Ownership.ENTERPRISE: Side.ENTERPRISE}
    for path, result in _results(terms):
        payer = terms.party(result.payer)
        is_owner = payer is not None and result.ownership is not None and sides.get(result.ownership) is payer.side
        if payer is not None and not is_owner and result.abandon_days is None:
            yield Finding(
                f"{path}.abandon_days",
                _("%(name)s pays and others own: say how long before giving it up they are told."),
                params={"name": payer.name},
            )
