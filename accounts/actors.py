"""Who does something: a person acting for an organisation, a link holder, the system, or nobody yet."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models

from accounts.models import Link, Membership, Organisation, OrganisationKind, Role, User
from accounts.roles import ACTS, Act, Relation
from accounts.scoping import Ranges, Scope
from core.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """What services take instead of a bare user. Equal for page, API, command and worker."""

    label: str
    key: str
    scope: Scope
    user: User | None = None
    membership: Membership | None = None
    link: Link | None = None
    is_system: bool = False

    @classmethod
    def for_membership(cls, membership: Membership) -> Self:
        """A person acting for one organisation."""
        user, organisation = membership.user, membership.organisation
        scope = Scope(
            organisation_ids=frozenset({organisation.pk}),
            assignee_id=user.pk,
            region_ranges=_oversight(organisation) if membership.role == Role.REVIEWER else (),
            is_signed_in=True,
            is_operator=membership.role == Role.OPERATOR,
        )
        key = f"user:{user.pk}/organisation:{organisation.pk}"
        return cls(label=f"{user} ({organisation})", key=key, scope=scope, user=user, membership=membership)

    @classmethod
    def for_user(cls, user: User) -> Self:
        """A person without a membership: own notices and settings, nothing else."""
        return cls(label=str(user), key=f"user:{user.pk}", scope=Scope(assignee_id=user.pk), user=user)

    @classmethod
    def for_link(cls, link: Link) -> Self:
        """Somebody who holds a link: one act on one row. Without the address: labels stay in the ledger for ever."""
        return cls(label=f"{link.name} ({link.organisation})", key=f"link:{link.pk}", scope=Scope(), link=link)

    @classmethod
    def system(cls, name: str) -> Self:
        """The platform itself: the night, an import, the set-up."""
        return cls(label=f"Ronghe ({name})", key=f"system:{name}", scope=Scope(is_everything=True), is_system=True)

    @classmethod
    def nobody(cls) -> Self:
        """Before sign-in."""
        return cls(label="", key="nobody", scope=Scope())

    @property
    def organisation(self) -> Organisation | None:
        if self.membership is not None:
            return self.membership.organisation
        return self.link.organisation if self.link is not None else None

    @property
    def organisation_id(self) -> int | None:
        organisation = self.organisation
        return organisation.pk if organisation is not None else None

    @property
    def role(self) -> str | None:
        return self.membership.role if self.membership is not None else None

    def can(self, act: str, row: Any = None) -> bool:
        """May the actor do this (to this row)? An act that the table does not know: KeyError."""
        line = ACTS[act]
        if self.is_system:
            return True
        if self.link is not None:
            return self._link_allows(act, row)
        if self.membership is None or self.membership.role not in line.roles:
            return False
        return row is None or self._stands_right(line, row)

    def require(self, act: str, row: Any = None) -> None:
        """Raises NotAllowed unless the actor may do this."""
        if not self.can(act, row):
            raise NotAllowed

    def _link_allows(self, act: str, row: Any) -> bool:
        link = self.link
        return (
            link is not None
            and isinstance(row, models.Model)
            and (link.act, link.subject_type, link.subject_id) == (act, row._meta.label_lower, row.pk)
        )

    def _stands_right(self, line: Act, row: Any) -> bool:
        if line.relation is Relation.ANY:
            return True
        access = type(row).access
        if line.relation is Relation.KEEPER:
            return getattr(row, access.kept_by) in self.scope.organisation_ids
        if line.relation is Relation.ASSIGNEE:
            condition = models.Q(pk__in=[])
            for path in access.assigned_to:
                condition |= models.Q(**{path: self.scope.assignee_id})
        elif line.relation is Relation.OWNER:
            condition = access.owner_filter(self.scope.organisation_ids)
        else:
            condition = access.overseer_filter(self.scope.region_ranges)
        return type(row)._base_manager.filter(condition, pk=row.pk).exists()


def _oversight(organisation: Organisation) -> Ranges | None:
    """The code ranges that an authority oversees; None is the whole country (an authority without a region)."""
    if organisation.kind != OrganisationKind.AUTHORITY:
        return ()
    if organisation.overseer_region is None:
        return None
    return (organisation.overseer_region.code_range(),)
