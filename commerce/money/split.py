"""Spreading a whole number over weights so that the parts add up to it (largest remainder)."""

from collections.abc import Sequence


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """This spreads `total` over `weights`; leftovers go to the largest remainders, earlier first.

    Weights are not negative; when all are zero the total is spread evenly. A negative total is
    spread like its positive twin, so that a refund mirrors its sale.

    Raises:
        ValueError: for no weights, or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        message = "weights must be given and must not be negative"
        raise ValueError(message)
    sign = -1 if total < 0 else 1
    whole = sum(weights) or len(weights)
    fair = weights if sum(weights) else [1] * len(weights)
    parts = [abs(total) * weight // whole for weight in fair]
    remainders = [abs(total) * weight % whole for weight in fair]
    left = abs(total) - sum(parts)
    by_remainder = sorted(range(len(fair)), key=lambda index: (-remainders[index], index))
    for index in by_remainder[:left]:
        parts[index] += 1
    return [sign * part for part in parts]
