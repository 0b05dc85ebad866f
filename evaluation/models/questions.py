"""Questions on figures: who doubts a number asks, the other side answers. A question never changes a figure."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import EVERYTHING, Access, Scope
from core import clock
from evaluation.models.frameworks import Indicator
from evaluation.models.runs import FigureOfARun, Run

SHORT = 80


class QuestionState(models.TextChoices):
    """How far a question is."""

    OPEN = "open", pgettext_lazy("question", "Open")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    CLOSED = "closed", pgettext_lazy("question", "Closed")


class Answerer(models.TextChoices):
    """Who has to answer."""

    AUTHORITY = "authority", _("The education authority")
    OPERATOR = "operator", _("The operator of the platform")


class QuestionAccess(Access):
    """A question is for who asked, for the college that it is about and the authority that oversees it, and for the
    operator where the operator answers.
    """

    def as_filter(self, model: type[models.Model], scope: Scope) -> Q:
        seen = super().as_filter(model, scope)
        if scope.is_operator and seen != EVERYTHING:
            seen |= Q(answerer=Answerer.OPERATOR)
        return seen


class FigureQuestion(FigureOfARun):
    """A question on one figure of one published run. `asked_by` keeps it: it asks back and closes.

    `organisation` is the college whose figure it is; empty for a region's. `answerer` is decided when it is asked.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="questions", verbose_name=_("run"))
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator"))
    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    answerer = models.CharField(_("answered by"), max_length=10, choices=Answerer.choices)
    state = models.CharField(_("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    text = models.TextField(_("question"))
    asker_label = models.CharField(max_length=200)
    asked_on = models.DateField(_("asked on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)  # the last answer
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = QuestionAccess(
        owned_by=("asked_by_id", "organisation_id"), overseen_by=("organisation_id",), kept_by="asked_by_id"
    )

    class Meta:
        verbose_name = _("question on a figure")
        verbose_name_plural = _("questions on figures")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=QuestionState.CLOSED, closed_on__isnull=False)
                | (~Q(state=QuestionState.CLOSED) & Q(closed_on=None)),
                name="figure_question_closed",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("asked_on")), name="figure_question_forward"
            ),
        ]
        indexes = [models.Index(fields=["level", "code", "state"], name="figure_question_of")]

    def __str__(self) -> str:
        return self.short_text

    def get_absolute_url(self) -> str:
        return reverse("evaluation:question-detail", args=[self.pk])

    @property
    def short_text(self) -> str:
        """The first words, as a heading."""
        return self.text if len(self.text) <= SHORT else f"{self.text[:SHORT].rstrip()}…"

    @property
    def is_closed(self) -> bool:
        return self.state == QuestionState.CLOSED

    @property
    def subject(self) -> object:
        """The college or region whose figure it is; None for the country."""
        return self.organisation or self.region


class QuestionReply(models.Model):
    """What one side says in a question, in the order in which it was said."""

    question = models.ForeignKey(FigureQuestion, on_delete=models.PROTECT, related_name="replies")
    is_answer = models.BooleanField(_("answer"))  # else the asker asks back
    text = models.TextField(_("text"))
    author_label = models.CharField(max_length=200)
    said_on = models.DateField(_("date"))
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    shared = "part of a question; read through it alone"

    class Meta:
        verbose_name = _("reply to a question")
        verbose_name_plural = _("replies to questions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
