"""Forms of this room."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import OrganisationKind, Role
from accounts.services.organisations import REGISTERED_HERE
from core.forms import PageForm
from reference.models import Region

NEW_PASSWORD_HINT = _("At least 12 characters. A few words that belong together only for you are easy to remember.")


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty POST binds it too, and says what is missing."""
    return request.POST if request.method == "POST" else None


class InviteForm(PageForm):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class NewPersonForm(PageForm):
    """Name and password of somebody who accepts an invitation."""

    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        help_text=NEW_PASSWORD_HINT,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class ProfileForm(PageForm):
    """What a person changes about themselves."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class TokenForm(PageForm):
    """A new API token."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("Such as: nightly copy into our student system")
    )
    days = forms.IntegerField(label=_("How many days it works"), min_value=1, max_value=365, initial=90)
    submission = forms.UUIDField(widget=forms.HiddenInput)


class EvidenceForm(PageForm):
    """A file to keep."""

    file = forms.FileField(
        label=_("File"), help_text=_("PDF, PNG, JPEG, Word (.docx) or Excel (.xlsx), at most 10 MB."), max_length=255
    )


class OrganisationForm(PageForm):
    """A new organisation of the register."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in OrganisationKind if kind in REGISTERED_HERE]
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    region_code = forms.CharField(
        label=_("Region code"),
        max_length=6,
        required=False,
        help_text=_("Six digits, such as 340200. An authority oversees this region and everything below it."),
    )
    whole_country = forms.BooleanField(label=_("Oversees the whole country"), required=False)

    def clean_region_code(self) -> Region | None:
        code = self.cleaned_data["region_code"].strip()
        if not code:
            return None
        region = Region.objects.filter(code=code, valid_to=None).first()
        if region is None:
            raise forms.ValidationError(_("No region in use today has this code."))
        return region
