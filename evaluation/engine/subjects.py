"""Whose figures a run holds: the levels, and the natural codes by which a subject is known.

A region is known by (level, code), never by its code alone: a college that stands at a prefecture has that prefecture's
code at county level too, where it means "in no county". The nation is 000000, a college its school code.
"""

from enum import StrEnum

NATION_CODE = "000000"
BODY_PREFIX = "B"  # a body has no code of its own: B and its key


class Level(StrEnum):
    """For whom a figure is stored. Everything below a college is computed on demand from the same relation."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    COLLEGE = "college"
    BODY = "body"  # a governance body; it lies beside the regions and is never added up into them


REGION_LEVELS = (Level.NATION, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
DIGITS = {Level.NATION: 0, Level.PROVINCE: 2, Level.PREFECTURE: 4, Level.COUNTY: 6}


def code_range(level: Level, code: str) -> tuple[str, str] | None:
    """Lowest and highest region code inside a subject, both included; None is the whole country."""
    digits = DIGITS[level]
    return (code[:digits].ljust(6, "0"), code[:digits].ljust(6, "9")) if digits else None


def region_code(level: Level, prefix: str) -> str:
    """The code of six digits for the digits that a level groups by."""
    return prefix[: DIGITS[level]].ljust(6, "0")


def children_level(level: Level) -> Level:
    """The regions directly below."""
    return REGION_LEVELS[min(REGION_LEVELS.index(level) + 1, len(REGION_LEVELS) - 1)]


def level_of(code: str) -> Level | None:
    """The level that a code belongs to by its form: six digits of a region, ten of a school, B and digits of a body;
    None for others.

    A region code that ends in zeros is read as the higher region, never as "in no county of it".
    """
    if code.startswith(BODY_PREFIX) and code[1:].isascii() and code[1:].isdigit():
        return Level.BODY
    if not code.isascii() or not code.isdigit() or len(code) not in {6, 10}:
        return None
    if len(code) == 10:
        return Level.COLLEGE
    if code == NATION_CODE:
        return Level.NATION
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY
