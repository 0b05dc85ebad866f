"""Filters of signed files."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from partnerships.filters.obligations import of_agreement
from partnerships.models import SignedFile


class SignedFileFilter(ListFilter):
    """Agreement, and the digest of a file that somebody holds."""

    agreement = of_agreement()
    sha256 = django_filters.CharFilter(label=_("Digest of the file"), max_length=64)

    class Meta(ListFilter.Meta):
        model = SignedFile
        fields: list[str] = []
