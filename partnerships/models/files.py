"""The signed agreement as a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scoping import ScopedQuerySet
from core import clock
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, TermsVersion


class SignedFileQuerySet(ScopedQuerySet):
    """Signed files."""

    def without_content(self) -> "SignedFileQuerySet":
        """For lists: a file is some hundred kilobytes."""
        return self.defer("content").select_related("version").order_by("version__number", "language")


class SignedFile(models.Model):
    """A version of the terms as it was signed, in one language, with its certificate. Never changed; its digest stands
    in the ledger. In the database, so that web and worker need no common disk.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = SignedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed file")
        verbose_name_plural = _("signed files")
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="signed_file_once")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """What a browser saves it as."""
        return f"agreement-{self.agreement_id}-{self.version.number}-{self.language}.pdf"
