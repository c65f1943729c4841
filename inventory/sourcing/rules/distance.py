"""How far two places are apart."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088

Place = tuple[float, float]


def kilometers(here: Place, there: Place) -> float:
    """This measures the great circle between two places given as (latitude, longitude) in degrees."""
    south, west = radians(here[0]), radians(here[1])
    north, east = radians(there[0]), radians(there[1])
    bend = sin((north - south) / 2) ** 2
    bend += cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(bend)))
