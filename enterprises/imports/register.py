"""Import of enterprises: a list of listed companies, or any register with credit codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import CellRefused, any_text, text
from core.imports import Accepted, Counts, Importer, Progress, Rejected
from core.sheets import Column
from enterprises.credit_code import compact, fault_of
from enterprises.models import Enterprise, ExternalId
from enterprises.names import name_key
from enterprises.services import EnterpriseFacts, Identifier, Outcome, register_enterprises
from reference.imports.regions import CODE
from reference.models import Industry
from reference.selectors import Regions

STOCK = "stock"
POSTCODE = re.compile(r"\d{6}")
# What each flag of the source means for us. An empty text: said where its cell is read.
FLAGS = {
    "no_city": gettext_lazy("No city: region left empty."),
    "city_unmatched": gettext_lazy("City %(city)s is no known place: region left empty."),
    "ambiguous_city": gettext_lazy("City %(city)s may be %(detail)s: region left empty."),
    "wrong_address": gettext_lazy("Wrong address (%(city)s, postal code %(postcode)s): region left empty."),
    "province_from_zip": gettext_lazy("Province guessed from postal code %(postcode)s: not used."),
    "zip_says_province_": gettext_lazy(
        "Postal code %(postcode)s points at province %(detail)s: the city %(city)s is kept."
    ),
    "delisted": gettext_lazy("No longer listed: the symbol is kept as ended."),
    "no_chinese_short_name": gettext_lazy("No Chinese name: the English one stands for both."),
    "no_industry": "",
    "same_name_as": "",
}
UNKNOWN_FLAG = gettext_lazy("Flag of the source: %(flag)s.")


def credit_code(cell: str) -> str:
    """A credit code, checked to the last character."""
    fault = fault_of(cell)
    if fault is not None:
        raise CellRefused(fault.message)
    return compact(cell)


@dataclass
class Listed:
    """A row as understood. `facts` of a head row grow by what its twins know; `head` is the row that it belongs to."""

    line: int
    facts: EnterpriseFacts
    head: "Listed | None" = None

    @property
    def symbol(self) -> str:
        return self.facts.identifiers[0].value if self.facts.identifiers else ""

    def may_be(self, other: "Listed") -> bool:
        """Whether nothing speaks against both being one enterprise: each fact is the same, or unknown to one row."""
        pairs = (
            (getattr(self.facts, name), getattr(other.facts, name)) for name in ("credit_code", "region_id", "website")
        )
        return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)

    def take_from(self, twin: "Listed") -> None:
        """Fill what is empty from a row of the same enterprise, and take its identifiers."""
        empty = {
            name: getattr(twin.facts, name)
            for name in ("credit_code", "legal_representative", "industry_id", "region_id", "website", "enterprise_id")
            if not getattr(self.facts, name)
        }
        self.facts = replace(self.facts, **empty, identifiers=(*self.facts.identifiers, *twin.facts.identifiers))
        twin.head = self


class EnterpriseImporter(Importer[Listed]):
    """Enterprises of the register. Rows that are one enterprise (A and H shares) become one, with all identifiers.

    What may be one and is not certain is said and kept apart (docs/decisions/one-enterprise-several-shares.md).
    """

    title = gettext_lazy("Enterprises")
    act = "register_organisation"
    columns = (
        Column("symbol", gettext_lazy("stock symbol"), ("股票代码",), read=text(longest=60)),
        Column("name_zh_short", gettext_lazy("name"), ("name", "企业名称", "名称"), read=text(longest=200)),
        Column("name_en", gettext_lazy("English name"), ("英文名称",), read=text(longest=200)),
        Column("uscc", gettext_lazy("credit code"), ("credit_code", "统一社会信用代码"), read=credit_code),
        Column("legal_representative", gettext_lazy("legal representative"), ("法定代表人",), read=text(longest=60)),
        Column("city_en", gettext_lazy("city as given"), read=any_text),
        Column("division_code", gettext_lazy("region code"), ("行政区划代码",), read=CODE),
        Column("province_code", gettext_lazy("code of the province"), ("省份代码",), read=CODE),
        Column("gbt4754_division_guess", gettext_lazy("industry"), ("industry", "行业代码"), read=any_text),
        Column("industry_gics", gettext_lazy("industry as given"), read=any_text),
        Column("website", gettext_lazy("website"), ("网址",), read=text(longest=200)),
        Column("zipcode", gettext_lazy("postal code"), ("邮政编码",), read=any_text),
        Column("flags", gettext_lazy("flags"), ("标记",), read=any_text),
    )

    def prepare(self) -> None:
        """Regions of the day, industries, and who is in the register already."""
        self.regions = Regions(self.on)
        self.industries = {industry.full_code: industry for industry in Industry.objects.all()}
        symbols = ExternalId.objects.filter(scheme=STOCK).values_list("value", "enterprise_id")
        codes = Enterprise.objects.exclude(credit_code=None).values_list("credit_code", "pk")
        self.by_symbol, self.by_code = dict(symbols), dict(codes)
        self.line_of: dict[str, int] = {}

    def read(self, line: int, values: dict[str, Any]) -> Listed:
        """An enterprise with its place and industry, as far as the source knows them."""
        symbol, code = values.get("symbol"), values.get("uscc")
        name = values.get("name_zh_short") or values.get("name_en")
        if not symbol and not code:
            raise Rejected("uscc", _("Give a credit code or a stock symbol: a name alone tells no two apart."))
        if not name:
            raise Rejected("name_zh_short", _("No name in any language."))
        for column, identifier in (("symbol", symbol), ("uscc", code)):
            if identifier and self.line_of.setdefault(identifier, line) != line:
                raise Rejected(column, _("The same as line %(line)s.") % {"line": self.line_of[identifier]})
        flags = [flag for flag in (values.get("flags") or "").split(";") if flag]
        region_id = self._region(line, values, flags)
        for text_ in self._what_flags_say(flags, values):
            self.note(line, text_)
        identifiers = (Identifier(STOCK, symbol, "delisted" in flags),) if symbol else ()
        return Listed(
            line,
            EnterpriseFacts(
                name=name,
                name_en=values.get("name_en") or "",
                credit_code=code,
                legal_representative=values.get("legal_representative") or "",
                industry_id=self._industry(line, values),
                region_id=region_id,
                website=values.get("website") or "",
                identifiers=identifiers,
                enterprise_id=self.by_code.get(code or "") or self.by_symbol.get(symbol or ""),
            ),
        )

    def review(self, accepted: list[Accepted[Listed]]) -> None:
        """Join rows of one enterprise; say what may be one and is kept apart."""
        heads: dict[str, list[Listed]] = {}
        for row in accepted:
            same_name = heads.setdefault(row.item.facts.name_en.casefold() or row.item.facts.name, [])
            head = next((other for other in same_name if self._are_one(other, row.item)), None)
            if head is None:
                same_name.append(row.item)
                continue
            head.take_from(row.item)
            words = {"symbol": row.item.symbol, "line": head.line, "name": head.facts.name}
            self.note(row.line, _("%(symbol)s is another share of %(name)s (line %(line)s): one enterprise.") % words)
        self._say_possible_duplicates([row.item for row in accepted if row.item.head is None])

    def write(self, items: list[Listed], progress: Progress) -> Counts:
        """Through the register's own service; a row joined to another one counts with it."""
        heads = [item for item in items if item.head is None]
        outcomes = register_enterprises(actor=self.actor, enterprises=[head.facts for head in heads], progress=progress)
        became = {head.line: outcome for head, outcome in zip(heads, outcomes, strict=True)}
        counts = Counts()
        for item in items:
            outcome = became[item.head.line if item.head else item.line]
            if outcome is Outcome.CREATED and item.head is None:
                counts += Counts(created=1)
            elif outcome is Outcome.UNCHANGED:
                counts += Counts(unchanged=1)
            else:
                counts += Counts(updated=1)
        return counts

    @staticmethod
    def _are_one(head: Listed, row: Listed) -> bool:
        """Same registered name, nothing against it, and the register does not hold them as two."""
        ids = {head.facts.enterprise_id, row.facts.enterprise_id} - {None}
        return len(ids) < 2 and head.may_be(row)

    def _say_possible_duplicates(self, heads: list[Listed]) -> None:
        """Names that differ in spelling alone, in the file or in the register."""
        held: dict[str, tuple[int, str]] = {}
        rows = Enterprise.objects.values_list("pk", "name_key", "name_en_key", "organisation__name")
        for pk, key, key_en, name in rows:
            held |= {one: (pk, name) for one in (key, key_en) if one}
        seen: dict[str, Listed] = {}
        for head in heads:
            keys = {key for key in (name_key(head.facts.name), name_key(head.facts.name_en)) if key}
            for key in sorted(keys):
                other = seen.setdefault(key, head)
                if other is not head:
                    words = {"name": other.facts.name, "line": other.line}
                    self.note(head.line, _("Possible duplicate of %(name)s (line %(line)s): kept apart.") % words)
                    break
                if key in held and head.facts.enterprise_id is None:
                    words = {"name": held[key][1]}
                    self.note(head.line, _("Possible duplicate of %(name)s in the register: kept apart.") % words)
                    break

    def _region(self, line: int, values: dict[str, Any], flags: list[str]) -> int | None:
        """Where it stands; a province that was only guessed from a postal code does not count."""
        code = values.get("division_code")
        if not code and "province_from_zip" not in flags:
            code = values.get("province_code")
            if code:
                self.note(line, _("No city: taken to stand in province %(code)s.") % {"code": code})
        if not code:
            if not any(flag.startswith(("no_city", "city_", "ambiguous", "wrong_address")) for flag in flags):
                self.note(line, _("No region given: left empty."))
            return None
        found = self.regions.resolve(code)
        if found.region is None:
            raise Rejected("division_code" if values.get("division_code") else "province_code", found.note)
        if found.note:
            self.note(line, found.note)
        return found.region.pk

    def _industry(self, line: int, values: dict[str, Any]) -> int | None:
        """The industry by its code with section (C39). Without one it stays empty, and that is said."""
        code = values.get("gbt4754_division_guess")
        if not code:
            given = values.get("industry_gics") or "—"
            self.note(line, _("No industry of GB/T 4754 (the source says: %(given)s): left empty.") % {"given": given})
            return None
        if code not in self.industries:
            raise Rejected("gbt4754_division_guess", _("Unknown industry code %(code)s.") % {"code": code})
        return self.industries[code].pk

    def _what_flags_say(self, flags: list[str], values: dict[str, Any]) -> Iterator[str]:
        """Every flag of the source in words, and postal codes that are none. Postal codes are not kept."""
        postcode = values.get("zipcode")
        for flag in flags:
            kind = next((kind for kind in FLAGS if flag.startswith(kind)), "")
            detail = flag.removeprefix(kind).lstrip(":")
            words = {"city": values.get("city_en") or "—", "detail": detail, "postcode": postcode, "flag": flag}
            message = FLAGS.get(kind, UNKNOWN_FLAG)
            if message:
                yield str(message) % words
        if (
            postcode
            and not POSTCODE.fullmatch(postcode)
            and not any("zip" in flag or "wrong" in flag for flag in flags)
        ):
            yield _("Postal code %(postcode)s has not six digits: not used.") % {"postcode": postcode}
