"""Import of agreements that were signed on paper before the college came here."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import OrganisationKind
from core.cells import chosen_from, day, folded, text
from core.errors import NotAllowed
from core.filters import spellings
from core.imports import Counts, Importer, Progress, Rejected
from core.sheets import Column
from enterprises.credit_code import compact, fault_of
from enterprises.models import Enterprise, EnterpriseAlias
from partnerships.models import Agreement, AgreementKind, AgreementMode, Party
from partnerships.services.drafting import NUMBER_LENGTH
from partnerships.services.importing import AgreementFacts, Counterpart, import_agreements

BETWEEN_NAMES = re.compile(r"[、;；\n]+")  # a comma may stand inside: Huifeng Co., Ltd.
SEPARATORS = re.compile(r"[,，、;；\n]+")
LONGEST_PERIOD = 50  # years; a slip of the finger makes longer ones


class AgreementImporter(Importer[AgreementFacts]):
    """One agreement of the actor's college a row; several enterprises in one cell are separated by commas.

    The headings of the list's own export are read too.
    """

    title = gettext_lazy("Agreements signed on paper")
    act = "import_agreements"
    is_of_tenant = True
    columns = (
        Column(
            "number",
            gettext_lazy("number"),
            ("协议编号", "编号", "合同编号", "Number"),
            read=text(longest=NUMBER_LENGTH),
        ),
        Column(
            "title",
            gettext_lazy("title"),
            ("协议名称", "名称", "协议", "Agreement"),
            is_required=True,
            read=text(longest=200),
        ),
        Column("kind", gettext_lazy("kind"), ("类型", "合作类型"), is_required=True, read=chosen_from(AgreementKind)),
        Column("mode", gettext_lazy("mode"), ("合作模式", "模式", "合作方式"), read=chosen_from(AgreementMode)),
        Column("credit_code", gettext_lazy("credit code"), ("统一社会信用代码", "信用代码")),
        Column("enterprise", gettext_lazy("enterprise"), ("企业名称", "合作企业", "合作方", "Counterpart")),
        Column(
            "starts_on",
            gettext_lazy("starts on"),
            ("开始日期", "生效日期", "起始日", "First day"),
            is_required=True,
            read=day,
        ),
        Column(
            "ends_on",
            gettext_lazy("ends on"),
            ("结束日期", "终止日期", "截止日", "Last day"),
            is_required=True,
            read=day,
        ),
        Column("signed_on", gettext_lazy("signed on"), ("签订日期", "签署日期", "Signed on"), read=day),
    )

    def prepare(self) -> None:
        """The register by code and by name, and what the college has already."""
        keeper_id = self.actor.organisation_id
        if keeper_id is None:
            raise NotAllowed
        survivor = dict(EnterpriseAlias.objects.values_list("merged_id", "enterprise_id"))
        self.by_id: dict[int, Counterpart] = {}
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, set[int]] = defaultdict(set)
        rows = Enterprise.objects.filter(organisation__kind=OrganisationKind.ENTERPRISE)
        names = ("pk", "credit_code", "organisation__name", "organisation__name_en", "organisation__public_id")
        for pk, code, name, name_en, public_id in rows.values_list(*names):
            standing = survivor.get(pk, pk)
            self.by_id[pk] = Counterpart(pk, public_id, name)
            if code:
                self.by_code[code] = standing
            for known in (name, name_en):
                if known:
                    self.by_name[folded(known)].add(standing)
        own = Agreement.objects.filter(keeper_id=keeper_id)  # whole: of the college that imports
        self.numbers = set(own.values_list("number", flat=True))
        self.first_line: dict[Any, int] = {}
        self.held: set[tuple[int, str, date | None]] = set()  # enterprise, title, first day
        self.periods: dict[tuple[int, str], list[tuple[str, date, date]]] = defaultdict(list)  # by enterprise and kind
        columns = ("title", "kind", "starts_on", "ends_on")
        parties = Party.objects.filter(agreement__keeper_id=keeper_id).exclude(organisation_id=keeper_id)
        agreed = parties.values_list("organisation_id", *(f"agreement__{column}" for column in columns))
        for organisation_id, title, kind, starts_on, ends_on in agreed:
            self.held.add((organisation_id, title, starts_on))
            if starts_on and ends_on:
                self.periods[organisation_id, kind].append((title, starts_on, ends_on))

    def read(self, line: int, values: dict[str, Any]) -> AgreementFacts:
        """What a row says, with its enterprises found."""
        counterparts = self._counterparts(values)
        starts_on, ends_on = values["starts_on"], values["ends_on"]
        signed_on = values.get("signed_on") or min(starts_on, self.on)
        if ends_on < starts_on:
            raise Rejected("ends_on", _("The agreement ends before it starts. Choose a later last day."))
        if ends_on.year - starts_on.year > LONGEST_PERIOD:
            raise Rejected(
                "ends_on",
                _("Check the year: the agreement would run for more than %(count)s years.") % {"count": LONGEST_PERIOD},
            )
        if signed_on > self.on:
            raise Rejected("signed_on", _("This day has not come yet: what is not signed is drafted here."))
        self._refuse_duplicates(line, values, counterparts)
        facts = AgreementFacts(
            number=values.get("number") or "",
            title=values["title"],
            kind=values["kind"],
            mode=values.get("mode"),
            counterparts=counterparts,
            starts_on=starts_on,
            ends_on=ends_on,
            signed_on=signed_on,
        )
        self._doubt(line, facts)
        return facts

    def write(self, items: list[AgreementFacts], progress: Progress) -> Counts:
        """Through the room's own service."""
        return Counts(created=import_agreements(actor=self.actor, agreements=items, on=self.on, progress=progress))

    def _counterparts(self, values: dict[str, Any]) -> tuple[Counterpart, ...]:
        codes = [compact(part) for part in SEPARATORS.split(values.get("credit_code") or "") if part.strip()]
        names = [part.strip() for part in BETWEEN_NAMES.split(values.get("enterprise") or "") if part.strip()]
        if not codes and not names:
            raise Rejected("credit_code", _("Name the enterprise: its credit code, or its full name."))
        found = [self._by_code(code) for code in codes] or [self._by_name(name) for name in names]
        if len(set(found)) < len(found):
            raise Rejected("credit_code" if codes else "enterprise", _("The same enterprise stands here twice."))
        if len(codes) == 1 and len(names) == 1 and not self._is_called(found[0], names[0]):
            words = _("This credit code is of %(name)s. Correct the code or the name.")
            raise Rejected("enterprise", words % {"name": self.by_id[found[0]].name})
        return tuple(self.by_id[pk] for pk in found)

    def _by_code(self, code: str) -> int:
        fault = fault_of(code)
        if fault is not None:
            raise Rejected("credit_code", str(fault.message))
        if code not in self.by_code:
            raise Rejected(
                "credit_code",
                _("No enterprise of the register has this code. Have it registered first, then import this row again."),
            )
        return self.by_code[code]

    def _by_name(self, name: str) -> int:
        found = set().union(*(self.by_name.get(folded(spelling), set()) for spelling in spellings(name)))
        if not found:
            words = _(
                "No enterprise of the register has exactly this name."
                " Check it, give the credit code, or have it registered first."
            )
            raise Rejected("enterprise", words)
        if len(found) > 1:
            raise Rejected("enterprise", _("Several enterprises have this name. Give the credit code."))
        return found.pop()

    def _is_called(self, pk: int, name: str) -> bool:
        return any(pk in self.by_name.get(folded(spelling), ()) for spelling in spellings(name))

    def _refuse_duplicates(self, line: int, values: dict[str, Any], counterparts: tuple[Counterpart, ...]) -> None:
        """The same number, or the same title with the same enterprise from the same day; in the file or here."""
        number = values.get("number")
        if number and number in self.numbers:
            raise Rejected("number", _("Another agreement of yours has this number."))
        title, starts_on = values["title"], values["starts_on"]
        if any((counterpart.pk, title, starts_on) in self.held for counterpart in counterparts):
            raise Rejected("title", _("You have this agreement already: same title, enterprise and first day."))
        same = [("number", number)] if number else []
        same.append(("title", (title, starts_on, frozenset(counterparts))))
        for column, key in same:
            if key in self.first_line:
                raise Rejected(column, _("The same as line %(line)s.") % {"line": self.first_line[key]})
        self.first_line |= {key: line for _column, key in same}

    def _doubt(self, line: int, facts: AgreementFacts) -> None:
        """Another agreement of the same kind with the same enterprise at the same time may be the same one."""
        for counterpart in facts.counterparts:
            for title, starts_on, ends_on in self.periods.get((counterpart.pk, facts.kind), ()):
                if starts_on <= facts.ends_on and facts.starts_on <= ends_on:
                    told = {"name": counterpart.name, "title": title}
                    words = _("Possible duplicate: with %(name)s there is “%(title)s” at the same time.")
                    self.note(line, words % told)
                    return
