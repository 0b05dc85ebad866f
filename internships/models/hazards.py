"""What a post can expose students to: the tags that INT-022, INT-023 and INT-028 speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LabourLevel(models.IntegerChoices):
    """Intensity of physical labour by GB 3869; INT-026 allows I and II."""

    LIGHT = 1, _("I (light)")
    MEDIUM = 2, _("II (medium)")
    HEAVY = 3, _("III (heavy)")
    VERY_HEAVY = 4, _("IV (very heavy)")


class Hazard(models.TextChoices):
    """Hazards of a post. Which are barred to whom is a parameter; the grades are those of the annexes."""

    DUST = "dust", _("Dust, grade 1 or above")
    TOXIC = "toxic", _("Toxic substances, grade 1 or above")
    HEIGHT = "height", _("Work at height, grade 2 or above")
    COLD_WATER = "cold_water", _("Cold water, grade 2 or above")
    HEAT = "heat", _("Heat, grade 3 or above")
    COLD = "cold", _("Cold, grade 3 or above")
    UNDERGROUND = "underground", _("Underground mining")
    QUARRY = "quarry", _("Surface quarrying")
    LOGGING = "logging", _("Felling, log driving, forest guarding")
    RADIOACTIVE = "radioactive", _("Radioactive substances")
    FLAMMABLE = "flammable", _("Flammable, explosive, burning or scalding")
    GEOLOGICAL = "geological", _("Geological field work")
    DIVING = "diving", _("Diving, culverts")
    PLATEAU = "plateau", _("Plateau above 3,000 metres")
    HEAVY_LIFTING = "heavy_lifting", _("Lifting over 20 kg six times an hour, or over 25 kg at times")
    VIBRATION = "vibration", _("Rock drills, tampers, hammers, riveters")
    FORCED_POSTURE = "forced_posture", _("Forced posture, or line work over 50 motions a minute")
