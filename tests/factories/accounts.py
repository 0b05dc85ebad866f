"""Organisations and people for tests."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count

from django.test import Client

from accounts.actors import Actor
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from reference.models import Region

TODAY = date(2026, 11, 20)
JOINED = date(2026, 1, 1)
PASSWORD = "a long enough pass-phrase"
_numbers = count(1)

ROLE_KIND = {
    Role.COLLEGE_ADMINISTRATOR: OrganisationKind.COLLEGE,
    Role.MENTOR: OrganisationKind.COLLEGE,
    Role.ENTERPRISE_LIAISON: OrganisationKind.ENTERPRISE,
    Role.REVIEWER: OrganisationKind.AUTHORITY,
    Role.EVALUATOR: OrganisationKind.EVALUATOR,
    Role.OPERATOR: OrganisationKind.PLATFORM,
}


@dataclass(frozen=True)
class Member:
    """A named person of the cast: acts through services (`actor`) and through the site (`client`)."""

    membership: Membership

    @property
    def user(self) -> User:
        return self.membership.user

    @property
    def organisation(self) -> Organisation:
        return self.membership.organisation

    @cached_property
    def actor(self) -> Actor:
        return Actor.for_membership(self.membership)

    @cached_property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client


def make_region(code: str, name: str = "", **fields) -> Region:
    """A region and its parents, by code."""
    existing = Region.objects.filter(code=code, valid_to=None).first()
    if existing is not None:
        return existing
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    parent_code = {"province": None, "prefecture": f"{code[:2]}0000", "county": f"{code[:4]}00"}[level]
    parent = make_region(parent_code) if parent_code else None
    names = {
        "340000": ("安徽省", "Anhui"),
        "340200": ("芜湖市", "Wuhu"),
        "340100": ("合肥市", "Hefei"),
        "330000": ("浙江省", "Zhejiang"),
        "330200": ("宁波市", "Ningbo"),
    }
    own, english = names.get(code, (f"地区{code}", f"Region {code}"))
    return Region.objects.create(
        code=code,
        name=name or own,
        full_name=name or own,
        name_en=english,
        level=level,
        parent=parent,
        valid_from=date(2000, 1, 1),
        **fields,
    )


def make_organisation(kind: str, *, name: str = "", region: str | None = "340200", overseer: str | None = None):
    """An organisation; a college or enterprise also gets its own row of the same key."""
    number = next(_numbers)
    organisation = Organisation.objects.create(
        kind=kind,
        name=name or f"{OrganisationKind(kind).label} {number}",
        name_en=f"{OrganisationKind(kind).label} {number}",
        region=make_region(region) if region else None,
        overseer_region=make_region(overseer or region) if region else None,
    )
    if kind == OrganisationKind.COLLEGE:
        from institutions.models import College

        College.objects.create(
            organisation=organisation,
            school_code=f"41{number:08d}",
            education_level=College.EducationLevel.ASSOCIATE,
            ownership=College.Ownership.PUBLIC,
        )
    elif kind == OrganisationKind.ENTERPRISE:
        from enterprises.models import Enterprise

        Enterprise.objects.create(organisation=organisation, credit_code=None)
    return organisation


def make_member(role: str, organisation: Organisation | None = None, *, region: str | None = "340200") -> Member:
    """A person with one membership."""
    number = next(_numbers)
    organisation = organisation or make_organisation(ROLE_KIND[Role(role)], region=region)
    user = User(email=f"person{number}@example.org", name=f"Person {number}", language="en")
    user.set_password(PASSWORD)
    user.save()
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, since_on=JOINED)
    return Member(Membership.objects.select_related("user", "organisation__overseer_region").get(pk=membership.pk))
