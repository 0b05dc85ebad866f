"""The words that a terms document may use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementKind(models.TextChoices):
    """What an agreement is about; it decides which clauses matter."""

    TALENT = "talent", _("Talent training")
    TRAINING_BASE = "training_base", _("Training base")
    JOINT_RESEARCH = "joint_research", _("Joint research and development")
    COMMISSIONED_RESEARCH = "commissioned_research", _("Commissioned research and development")
    TECHNICAL_SERVICE = "technical_service", _("Technical service")
    TECHNOLOGY_TRANSFER = "technology_transfer", _("Technology transfer")
    LICENCE = "licence", _("Licence")
    EQUIPMENT = "equipment", _("Equipment")
    INDUSTRIAL_COLLEGE = "industrial_college", _("Industrial college")
    JOINT_RUNNING = "joint_running", _("Joint running of a school")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    PAIRING = "pairing", _("Pairing of regions")


class AgreementMode(models.TextChoices):
    """How the sides work together; it decides what else is required."""

    FACTORY_IN_SCHOOL = "factory_in_school", _("Factory in school")
    SCHOOL_IN_FACTORY = "school_in_factory", _("School in factory")
    CLOUD = "cloud", _("Cloud cooperation")
    CHARACTERISTIC_COLLEGE = "characteristic_college", _("Characteristic college")
    ORDER_CLASS = "order_class", _("Order class")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    JOINT_LABORATORY = "joint_laboratory", _("Joint laboratory")
    OTHER = "other", _("Other")


class Side(models.TextChoices):
    """Which side of an agreement a party stands on."""

    COLLEGE = "college", _("College")
    ENTERPRISE = "enterprise", _("Enterprise")
    OTHER = "other", _("Other")


class ResultKind(models.TextChoices):
    """What may come out of the cooperation and belong to somebody."""

    INVENTION = "invention", _("Invention patent")
    UTILITY_MODEL = "utility_model", _("Utility model")
    DESIGN = "design", _("Design patent")
    SOFTWARE = "software", _("Software copyright")
    KNOW_HOW = "know_how", _("Know-how")
    TEACHING_MATERIAL = "teaching_material", _("Teaching material")
    DATA = "data", _("Data")
    OTHER = "other", _("Other result")


class Ownership(models.TextChoices):
    """Who owns a result."""

    COLLEGE = "college", _("The college")
    ENTERPRISE = "enterprise", _("The enterprise")
    JOINT = "joint", _("Jointly, by parts")
    EACH_OWN = "each_own", _("Each what it makes itself")


class Stage(models.TextChoices):
    """The stage in which income arises."""

    DEVELOPMENT = "development", _("Development")
    PILOT = "pilot", _("Pilot")
    COMMERCIAL = "commercial", _("Commercial use")
    FOLLOW_ON = "follow_on", _("Follow-on")


class BenefitBasis(models.TextChoices):
    """What the income of a stage is."""

    GROSS = "gross", _("Gross income")
    NET = "net", _("Net income, after the deductions")
    PROFIT = "profit", _("Profit of own use")
    UNITS = "units", _("An amount for each unit")
    MILESTONE = "milestone", _("Payments at milestones")
    EQUITY = "equity", _("Shares and dividends")
    TUITION = "tuition", _("A share of tuition")
    SERVICE = "service", _("A service fee")


class DeductionKind(models.TextChoices):
    """How a deduction is reckoned."""

    COSTS = "costs", _("Costs, until they are covered")
    PERCENT = "percent", _("A percentage")
    FIXED = "fixed", _("A fixed amount each year")


class BeneficiaryRole(models.TextChoices):
    """To whom a party passes on a part of its share."""

    INVENTOR = "inventor", _("Inventor")
    TEAM = "team", _("Team")
    UNIT = "unit", _("Department or unit")
    FUND = "fund", _("Reward fund")


class Survival(models.TextChoices):
    """What goes on after the end."""

    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("Intellectual property")
    PAYMENTS = "payments", _("Payments due")
    STUDENTS = "students", _("Students in progress")
    DISPUTES = "disputes", _("Settlement of disputes")


class StepKind(models.TextChoices):
    """A step of the ladder before the final forum."""

    NEGOTIATION = "negotiation", _("Negotiation")
    MEDIATION = "mediation", _("Mediation")
    EXPERT = "expert", _("Expert opinion")


class Forum(models.TextChoices):
    """Who decides in the end."""

    COURT = "court", _("People's court")
    ARBITRATION = "arbitration", _("Arbitration")


class ContributionKind(models.TextChoices):
    """What a party or an outside source puts in."""

    MONEY = "money", _("Money")
    EQUIPMENT = "equipment", _("Equipment")
    PEOPLE = "people", _("People")
    TECHNOLOGY = "technology", _("Technology")
    SITE = "site", _("Site")


class OutsideSource(models.TextChoices):
    """Who puts something in without being a party."""

    SUBSIDY = "subsidy", _("Public subsidy")
    ALUMNI = "alumni", _("Alumni")
    DONATION = "donation", _("Donation")


class Silence(models.TextChoices):
    """What it means when the creditor does not answer in time."""

    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class RiskCategory(models.TextChoices):
    """What a risk is about."""

    SAFETY = "safety", _("Safety")
    IP = "ip", _("Intellectual property")
    FINANCIAL = "financial", _("Financial")
    COMPLIANCE = "compliance", _("Compliance")
    CONTINUITY = "continuity", _("Continuity")
    REPUTATION = "reputation", _("Reputation")
    DATA = "data", _("Data")
    EQUIPMENT = "equipment", _("Equipment")


class ThresholdSide(models.TextChoices):
    """On which side of its threshold a figure warns."""

    ABOVE = "above", _("Above it")
    BELOW = "below", _("Below it")


class BackgroundUse(models.TextChoices):
    """How far the others may use what a party brings."""

    PROJECT = "project", _("In this cooperation only")
    TEACHING = "teaching", _("In this cooperation, and for teaching and research")
    LICENCE = "licence", _("By a licence that is agreed separately")
    NONE = "none", _("Not at all")


class ResultUse(models.TextChoices):
    """Who may use a result."""

    ALL_FREE = "all_free", _("Every party, free of charge")
    ALL_PAID = "all_paid", _("Every party, against payment")
    OWNERS_AND_TEACHING = "owners_and_teaching", _("Its owners, and the college for teaching and research")
    OWNERS = "owners", _("Its owners alone")


class LicenceOut(models.TextChoices):
    """Who may license a result to others."""

    EACH = "each", _("Each owner, as a plain licence")
    TOGETHER = "together", _("All owners together")
    LEAD = "lead", _("Who leads the application, for all")
    NOBODY = "nobody", _("Nobody")


class Improvements(models.TextChoices):
    """To whom later improvements belong."""

    MAKER = "maker", _("Who makes them")
    OWNERS = "owners", _("The owners of the result")
    SHARED = "shared", _("All parties, in equal parts")


class LicenceKind(models.TextChoices):
    """What is granted."""

    LICENCE = "licence", _("A licence")
    OPTION_EXCLUSIVE = "option_exclusive", _("An option to an exclusive licence")
    OPTION_ASSIGNMENT = "option_assignment", _("An option to an assignment")


class Exclusivity(models.TextChoices):
    """How exclusive a licence is (Patent Law; the words of the Supreme People's Court)."""

    EXCLUSIVE = "exclusive", _("Exclusive: not even the licensor")
    SOLE = "sole", _("Sole: beside the licensor")
    PLAIN = "plain", _("Plain: beside others")


class Trigger(models.TextChoices):
    """What makes the parties look at the agreement again."""

    GOALS_MISSED = "goals_missed", _("The goals are missed")
    POLICY = "policy", _("Laws or policies change")
    TECHNOLOGY = "technology", _("The technology changes")
    MARKET = "market", _("The market changes")
    PARTNER = "partner", _("A party changes or is in difficulties")
    RISK = "risk", _("A risk comes true")


class ExitCause(models.TextChoices):
    """When an agreement may be ended before its time."""

    BREACH = "breach", _("A breach is not mended in time")
    IMPOSSIBLE = "impossible", _("Its purpose cannot be reached any more")
    INSOLVENCY = "insolvency", _("A party is insolvent or dissolved")
    SAFETY = "safety", _("Students are in danger")
    CONSENT = "consent", _("All parties agree")
    NOTICE = "notice", _("A party gives notice, without a reason")


class AtExit(models.TextChoices):
    """By what the contributions are settled when an agreement ends before its time."""

    UNAMORTISED = "unamortised", _("The value that is not written off yet")
    VALUATION = "valuation", _("A valuation by a third party")
    RETURN = "return", _("Giving back what was put in")
    NOTHING = "nothing", _("Nothing: what was put in stays")


class PaysAtExit(models.TextChoices):
    """Who pays the settlement."""

    AT_FAULT = "at_fault", _("The party at fault")
    WHO_LEAVES = "who_leaves", _("The party that ends the agreement")
    WHO_KEEPS = "who_keeps", _("The party that keeps it")
    SHARED = "shared", _("All parties, by the parts of the benefit")


class InsuranceKind(models.TextChoices):
    """What is insured."""

    LIABILITY = "liability", _("Liability for internships")
    PROPERTY = "property", _("Property")
    EQUIPMENT = "equipment", _("Loss of equipment")
    IP_DISPUTE = "ip_dispute", _("Disputes on intellectual property")
    PROJECT = "project", _("Failure of a project")
    TRANSFORMATION = "transformation", _("Transformation of results")


class ProtectionProvider(models.TextChoices):
    """Who protects against a risk."""

    AUTHORITY = "authority", _("A public authority")
    ASSOCIATION = "association", _("An industry association")
    INSURER = "insurer", _("An insurer")


class ProtectionKind(models.TextChoices):
    """How somebody protects against a risk."""

    GUARANTEE = "guarantee", _("Guarantee")
    COMPENSATION = "compensation", _("Compensation of losses")
    INSURANCE = "insurance", _("Insurance")
