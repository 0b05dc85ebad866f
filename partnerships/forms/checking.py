"""The form of the public check: a file or its digest."""

import hashlib
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from core.uploads import SIZE_MOST

DIGEST = re.compile(r"[0-9a-f]{64}")


class CheckForm(PageForm):
    """What is compared. The file is read once and not kept."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        help_text=_("It is compared and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    digest = forms.CharField(
        label=_("Or its digest (SHA-256)"),
        required=False,
        max_length=100,
        help_text=_("64 digits and letters, a to f."),
    )

    def clean_digest(self) -> str:
        """As computers write it: blanks and capitals do not matter."""
        digest = re.sub(r"\s", "", self.cleaned_data["digest"]).lower()
        if digest and not DIGEST.fullmatch(digest):
            raise forms.ValidationError(_("This is no SHA-256 digest: it has 64 digits and letters from a to f."))
        return digest

    def clean(self) -> dict[str, Any]:
        """One of both; `compared` is the digest."""
        cleaned = super().clean() or self.cleaned_data
        file, digest = cleaned.get("file"), cleaned.get("digest")
        if self.errors:
            return cleaned
        if not file and not digest:
            self.add_error("file", _("Choose the file, or type its digest."))
        elif file and file.size > SIZE_MOST:
            self.add_error("file", _("A signed file is never that large."))
        elif file:
            whole = hashlib.sha256()
            for chunk in file.chunks():
                whole.update(chunk)
            cleaned["compared"] = whole.hexdigest()
        else:
            cleaned["compared"] = digest
        return cleaned
