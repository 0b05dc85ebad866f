"""The catalogues of industries and majors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import wording


class Industry(models.Model):
    """An industry of GB/T 4754-2017. Codes are unique over all levels: A, 01, 011, 0111."""

    class Level(models.TextChoices):
        SECTION = "section", pgettext_lazy("industry", "Section")
        DIVISION = "division", pgettext_lazy("industry", "Division")
        GROUP = "group", pgettext_lazy("industry", "Group")
        CLASS = "class", pgettext_lazy("industry", "Class")

    code = models.CharField(_("code"), max_length=4, unique=True)
    section = models.CharField(_("section"), max_length=1)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    shared = "public catalogue"

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ["section", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; Chinese where English is missing."""
        return wording.name_of(self)

    @property
    def full_code(self) -> str:
        """The code with its section, as registers print it: C39."""
        return self.code if self.level == self.Level.SECTION else self.section + self.code


class CatalogueMajor(models.Model):
    """A major of the national catalogues (2021 vocational, undergraduate)."""

    class Level(models.TextChoices):
        SECONDARY = "secondary", _("Secondary vocational")
        COLLEGE = "college", _("Higher vocational, associate")
        VOCATIONAL_BACHELOR = "vocational_bachelor", _("Higher vocational, bachelor")
        BACHELOR = "bachelor", _("Bachelor")

    code = models.CharField(_("code"), max_length=8, unique=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    category_code = models.CharField(_("category code"), max_length=4)
    category = models.CharField(_("category"), max_length=40)
    class_code = models.CharField(_("class code"), max_length=4)
    class_name = models.CharField(_("class"), max_length=40)
    duration_years = models.PositiveSmallIntegerField(_("duration in years"), null=True, blank=True)
    degree = models.CharField(_("degree"), max_length=80, blank=True)
    is_state_controlled = models.BooleanField(_("state-controlled"), default=False)

    shared = "public catalogue"

    class Meta:
        verbose_name = _("major of the catalogue")
        verbose_name_plural = _("majors of the catalogue")
        ordering = ["level", "code"]
        indexes = [models.Index(fields=["category_code"], name="reference_major_category")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; Chinese where English is missing."""
        return wording.name_of(self)
