"""What would turn a light: how many more (or fewer) in the numerator, everything else staying as it is.

Counted exactly, in decimals as the thresholds are written, and with the same sides as engine.lights: a value on a
threshold has the better light.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from evaluation.engine.lights import Thresholds

BETTER = {"red": "yellow", "yellow": "green"}


@dataclass(frozen=True)
class Turning:
    """The least whole change of the numerator after which the light is `light`. Negative: so many fewer."""

    light: str
    change: int


def light_of(numerator: float, denominator: float, thresholds: Thresholds) -> str:
    """The light of one fraction, as engine.lights judges whole columns."""
    if not denominator:
        return "grey"
    over, under = Decimal(str(numerator)), Decimal(str(denominator))
    low, high = Decimal(str(thresholds.low)), Decimal(str(thresholds.high))
    if thresholds.down:
        return "red" if over > low * under else "yellow" if over > high * under else "green"
    return "red" if over < low * under else "yellow" if over < high * under else "green"


def turning(
    numerator: float | None, denominator: float | None, thresholds: Thresholds | None, *, most: float | None = None
) -> Turning | None:
    """What it takes to reach the next better light.

    None where the light is green already or grey, where nothing is judged, and where no numerator can do it: less than
    nothing is never counted, and of a share no more than `most` (its denominator).
    """
    if thresholds is None or numerator is None or not denominator or denominator < 0:
        return None
    light = light_of(numerator, denominator, thresholds)
    if light not in BETTER:
        return None
    over, under = Decimal(str(numerator)), Decimal(str(denominator))
    limit = Decimal(str(thresholds.low if light == "red" else thresholds.high)) * under
    rounding = ROUND_FLOOR if thresholds.down else ROUND_CEILING
    change = int((limit - over).to_integral_value(rounding=rounding))
    reached = over + change
    if reached < 0 or (most is not None and reached > Decimal(str(most))):
        return None
    # Two thresholds at one place leave no yellow between them.
    return Turning(light_of(float(reached), denominator, thresholds), change)


def margin(numerator: float | None, denominator: float | None, thresholds: Thresholds | None) -> Turning | None:
    """How little it takes for a green light to be lost; None where it is not green or cannot be lost this way."""
    if thresholds is None or numerator is None or not denominator or denominator < 0:
        return None
    if light_of(numerator, denominator, thresholds) != "green":
        return None
    over, under = Decimal(str(numerator)), Decimal(str(denominator))
    limit = Decimal(str(thresholds.high)) * under
    if thresholds.down:
        change = int((limit - over).to_integral_value(rounding=ROUND_FLOOR)) + 1
    else:
        change = int((limit - over).to_integral_value(rounding=ROUND_CEILING)) - 1
    if over + change < 0:
        return None
    return Turning(light_of(float(over + change), denominator, thresholds), change)
