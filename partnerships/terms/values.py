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
