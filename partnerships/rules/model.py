"""A model agreement that meets every rule: what examples of rules change, and what shows how a clause may look.

Everything in it is invented. Its texts are in the language of the reader.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from core import wording
from partnerships import terms as t
from partnerships.rules import Context
from partnerships.rules.lateness import Delivery, Life, ReviewDue
from partnerships.terms import values as v

ON = date(2026, 11, 20)
LAST_DAY = date(2029, 12, 31)
CONTEXT = Context(
    ON,
    {"enterprise": "91110000600037341L"},
    mandatory_risks={"joint_research": ["ip", "financial"]},
    valuation_from=100_000,
    owner_from=10,
    protection_from=15,
    maker_share_min={"transfer": 50, "equity": 50, "own_use": 5},
    technology_equity_from=30,
    performance_range=[3, 10],
    review_days_max=60,
    delay_months_max=6,
    benefit_gap=20,
)
BOTH = {"college": 60, "enterprise": 40}


def model_terms() -> t.Terms:
    """A joint development of a college and an enterprise, with every clause."""
    return t.Terms(
        basics=t.Basics(
            _("Reducers, jointly developed"), v.AgreementKind.JOINT_RESEARCH, None, date(2027, 1, 1), LAST_DAY
        ),
        parties=(
            t.PartyRef("college", v.Side.COLLEGE, UUID(int=1), _("College")),
            t.PartyRef("enterprise", v.Side.ENTERPRISE, UUID(int=2), _("Enterprise")),
        ),
        goals=t.Goals(_("Students can test reducers."), _("Teaching with real cases"), _("Trained staff")),
        contributions=_contributions(),
        obligations=_obligations(),
        ip=_ip(),
        licences=t.Licences(
            (
                t.Licence(
                    v.LicenceKind.LICENCE, "college", "enterprise", _("The invention"), v.Exclusivity.EXCLUSIVE,
                    _("Industrial robots"), _("Worldwide"), 5, _("3% of sales"), _("Made and sold within two years"),
                ),
            )
        ),
        enforcement=t.Enforcement("enterprise", "enterprise", 15, BOTH, BOTH, "college"),
        disclosure=t.Disclosure(_("Drawings and test data"), 5, 30, 6, is_thesis_free=True),
        benefit=t.Benefit(
            (
                t.BenefitStage(
                    v.Stage.COMMERCIAL, {"college": 1, "enterprise": 2}, due_days=60, has_audit_right=True
                ),
            ),
            (v.Stage.DEVELOPMENT, v.Stage.PILOT, v.Stage.FOLLOW_ON),
        ),
        risks=_risks(),
        insurance=t.Insurance(
            (t.Policy(v.InsuranceKind.LIABILITY, _("An insurer"), "2027-1", Decimal(1_000_000), payer="enterprise",
                      is_renewed=True),)
        ),
        emergency=t.Emergency(_("Somebody is hurt."), _("Stop the machine, call help, tell the college."), 6),
        safety=t.TeachingSafety("enterprise", _("Machines and electricity; a test."), "enterprise", 10),
        data=t.DataProtection(_("Names and marks"), _("To plan the work"), "enterprise", 30),
        review=t.Review(
            12, _("A committee of both"), _("Students employed"), triggers=(v.Trigger.GOALS_MISSED, v.Trigger.POLICY)
        ),
        breach=t.Breach(
            _("It mends the breach and pays for the loss."), Decimal(50_000), _("0.05% of the sum"),
            force_majeure=_("Told within seven days, proved within thirty."),
        ),
        exit=t.Exit(
            30, 15, (v.Survival.CONFIDENTIALITY,), settlement=v.AtExit.UNAMORTISED, pays=v.PaysAtExit.AT_FAULT,
            students=_("They finish the term."), change_of_control=_("The other may end it within 60 days."),
        ),
        dispute=t.Dispute(
            (t.Step(v.StepKind.NEGOTIATION, _("The two directors"), 30),),
            (v.Forum.COURT,),
            seat=_("The place of the college"),
            law=_("Law of the People’s Republic of China"),
        ),
    )  # fmt: skip


def _contributions() -> t.Contributions:
    return t.Contributions(
        (
            t.Contribution(
                "1", "enterprise", None, v.ContributionKind.EQUIPMENT, _("Test bench"), Decimal(100_000), _("Valuers"),
                date(2026, 10, 1), "enterprise", "college", date(2027, 3, 1), 10,
            ),
            t.Contribution(
                "2", "college", None, v.ContributionKind.SITE, _("Laboratory"), Decimal(50_000),
                owner_during="college", owner_at_exit="college", due_on=date(2027, 3, 1),
            ),
        )
    )  # fmt: skip


def _obligations() -> t.Obligations:
    yes = v.Silence.ACCEPTED
    return t.Obligations(
        (
            t.Obligation("1", "college", "enterprise", _("Train forty"), _("Certified"), LAST_DAY, 10, yes),
            t.Obligation("2", "enterprise", "college", _("Lend engineers"), _("Hours kept"), date(2028, 1, 1), 10, yes),
        )
    )


def _ip() -> t.IP:
    return t.IP(
        (
            t.ForegroundResult(
                v.ResultKind.INVENTION, "", v.Ownership.JOINT, BOTH, {"college": 1}, v.ResultUse.ALL_FREE,
                v.LicenceOut.TOGETHER, "college", "college", 60,
            ),
        ),
        (t.BackgroundRight("college", v.ResultKind.SOFTWARE, _("Simulation of gears"), "", v.BackgroundUse.PROJECT),),
        improvements=v.Improvements.MAKER,
    )  # fmt: skip


def _risks() -> t.Risks:
    return t.Risks(
        (
            t.Risk(
                "1", v.RiskCategory.IP, _("Published too early"), 3, 5, "college", _("Read first"), _("Insured"), 90,
                _("Texts not shown"), Decimal(1), v.ThresholdSide.ABOVE, _("The list of texts"),
            ),
            t.Risk("2", v.RiskCategory.FINANCIAL, _("Funds come late"), 2, 5, "enterprise"),
        )
    )  # fmt: skip


def model_life() -> Life:
    """An agreement in force in which everything is in time."""
    return Life(
        deliveries=(Delivery("1", _("Test bench"), date(2026, 11, 10), date(2026, 11, 10)),),
        reviews=(ReviewDue("1", str(v.RiskCategory.IP.label), date(2026, 11, 20)),),
    )


def life_in_words(life: Life) -> list[tuple[str, str]]:
    """Deliveries and reviews with their days."""
    came = [
        (item.name, _("due on %(due)s, came on %(came)s")
         % {"due": wording.day(item.due_on), "came": wording.day(item.delivered_on) if item.delivered_on else "–"})
        for item in life.deliveries
    ]  # fmt: skip
    due = [(item.category, _("due on %(day)s") % {"day": wording.day(item.due_on)}) for item in life.reviews]
    return [*came, *due]
