"""Where a town or a postcode lies: a small table that ships with the house, so that no stranger is asked.

Towns by hand, in degrees rounded to about a kilometer; postcodes by the regions that sourcing knows.
Distances are great circles on a sphere (haversine: R. W. Sinnott, "Virtues of the Haversine", Sky and
Telescope 68, 1984), as `sourcing.rules.distance` measures them.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inventory.sourcing.rules import distance, places
from inventory.sourcing.rules.distance import Place

# A town counts as near its postcode's region, and as meant when this much of its letters agree.
NEAR_KM = 60
ALIKE = 0.75
# Names a town goes by are parted by "/", the one shown first.
_TOWNS = {
    "DE": """
Berlin 52.52 13.40;Hamburg 53.55 9.99;München/Munich 48.14 11.58;Köln/Cologne 50.94 6.96
Frankfurt am Main/Frankfurt 50.11 8.68;Stuttgart 48.78 9.18;Düsseldorf 51.23 6.78;Leipzig 51.34 12.37
Dortmund 51.51 7.47;Essen 51.46 7.01;Bremen 53.08 8.80;Dresden 51.05 13.74;Hannover/Hanover 52.37 9.73
Nürnberg/Nuremberg 49.45 11.08;Duisburg 51.43 6.76;Bochum 51.48 7.22;Wuppertal 51.26 7.15;Bielefeld 52.02 8.53
Bonn 50.73 7.10;Münster 51.96 7.63;Mannheim 49.49 8.47;Karlsruhe 49.01 8.40;Augsburg 48.37 10.90
Wiesbaden 50.08 8.24;Braunschweig 52.27 10.52;Chemnitz 50.83 12.92;Kiel 54.32 10.14;Aachen 50.78 6.08
Halle 51.48 11.97;Magdeburg 52.13 11.63;Freiburg 47.99 7.85;Lübeck 53.87 10.69;Erfurt 50.98 11.03
Mainz 50.00 8.27;Rostock 54.09 12.14;Kassel 51.31 9.48;Potsdam 52.40 13.06;Saarbrücken 49.24 7.00
Regensburg 49.02 12.10;Würzburg 49.79 9.95;Göttingen 51.54 9.92;Heidelberg 49.40 8.69;Ulm 48.40 9.99
""",
    "AT": """
Wien/Vienna 48.21 16.37;Graz 47.07 15.44;Linz 48.31 14.29;Salzburg 47.80 13.05;Innsbruck 47.27 11.39
Klagenfurt 46.62 14.31;Villach 46.61 13.85;Wels 48.16 14.03;St. Pölten/Sankt Pölten 48.20 15.63;Bregenz 47.50 9.75
""",
    "FR": """
Paris 48.86 2.35;Marseille/Marseilles 43.30 5.37;Lyon/Lyons 45.76 4.84;Toulouse 43.60 1.44;Nice 43.70 7.27
Nantes 47.22 -1.55;Montpellier 43.61 3.88;Strasbourg/Straßburg 48.58 7.75;Bordeaux 44.84 -0.58;Lille 50.63 3.06
Rennes 48.11 -1.68;Reims 49.26 4.03;Toulon 43.12 5.93;Saint-Étienne 45.44 4.39;Le Havre 49.49 0.11
Grenoble 45.19 5.72;Dijon 47.32 5.04;Angers 47.47 -0.56;Nîmes 43.84 4.36;Clermont-Ferrand 45.78 3.09
Aix-en-Provence 43.53 5.45;Brest 48.39 -4.49;Tours 47.39 0.69;Amiens 49.89 2.30;Metz 49.12 6.18
Nancy 48.69 6.18;Rouen 49.44 1.10;Mulhouse 47.75 7.34;Orléans 47.90 1.91;Caen 49.18 -0.37
""",
    "NL": """
Amsterdam 52.37 4.90;Rotterdam 51.92 4.48;Den Haag/The Hague/'s-Gravenhage 52.08 4.30;Utrecht 52.09 5.12
Eindhoven 51.44 5.48;Groningen 53.22 6.57;Tilburg 51.56 5.09;Almere 52.37 5.22;Breda 51.59 4.78
Nijmegen 51.84 5.86;Apeldoorn 52.21 5.97;Haarlem 52.38 4.64;Arnhem 51.98 5.91;Enschede 52.22 6.89
Amersfoort 52.16 5.39;Zwolle 52.52 6.08;Leiden 52.16 4.49;Maastricht 50.85 5.69;Dordrecht 51.81 4.67
Delft 52.01 4.36;Zaandam 52.44 4.83;Leeuwarden 53.20 5.79;Den Bosch/'s-Hertogenbosch 51.70 5.30;Gouda 52.01 4.71
""",
    "BE": """
Brussel/Brussels/Bruxelles/Brüssel 50.85 4.35;Antwerpen/Antwerp/Anvers 51.22 4.40;Gent/Ghent/Gand 51.05 3.72
Charleroi 50.41 4.44;Liège/Luik/Lüttich 50.63 5.57;Brugge/Bruges 51.21 3.22;Namur/Namen 50.47 4.87
Leuven/Louvain 50.88 4.70;Mons/Bergen 50.45 3.95;Mechelen 51.03 4.48;Hasselt 50.93 5.34;Oostende/Ostend 51.23 2.92
""",
    "IT": """
Roma/Rome/Rom 41.90 12.50;Milano/Milan/Mailand 45.46 9.19;Napoli/Naples 40.85 14.27;Torino/Turin 45.07 7.69
Palermo 38.12 13.36;Genova/Genoa 44.41 8.93;Bologna 44.49 11.34;Firenze/Florence/Florenz 43.77 11.26
Bari 41.12 16.87;Catania 37.50 15.09;Venezia/Venice/Venedig 45.44 12.32;Verona 45.44 10.99;Trieste 45.65 13.78
Padova/Padua 45.41 11.88;Bolzano/Bozen 46.50 11.35
""",
    "ES": """
Madrid 40.42 -3.70;Barcelona 41.39 2.17;Valencia 39.47 -0.38;Sevilla/Seville 37.39 -5.98;Zaragoza 41.65 -0.89
Málaga 36.72 -4.42;Murcia 37.99 -1.13;Palma 39.57 2.65;Bilbao 43.26 -2.93;Alicante 38.35 -0.48
Valladolid 41.65 -4.72;Granada 37.18 -3.60;San Sebastián/Donostia 43.32 -1.98
""",
    "IE": "Dublin 53.35 -6.26;Cork 51.90 -8.47;Limerick 52.66 -8.63;Galway 53.27 -9.05;Waterford 52.26 -7.11",
    "GB": """
London 51.51 -0.13;Birmingham 52.48 -1.90;Leeds 53.80 -1.55;Glasgow 55.86 -4.25;Sheffield 53.38 -1.47
Manchester 53.48 -2.24;Edinburgh 55.95 -3.19;Liverpool 53.41 -2.98;Bristol 51.45 -2.59;Cardiff 51.48 -3.18
Belfast 54.60 -5.93;Leicester 52.63 -1.13;Nottingham 52.95 -1.15;Newcastle 54.98 -1.61;Brighton 50.82 -0.14
Oxford 51.75 -1.26;Cambridge 52.21 0.12;Southampton 50.90 -1.40;Portsmouth 50.80 -1.09;Plymouth 50.38 -4.14
Norwich 52.63 1.30;York 53.96 -1.08;Reading 51.45 -0.97;Aberdeen 57.15 -2.09;Dundee 56.46 -2.97
Bath 51.38 -2.36;Exeter 50.72 -3.53;Coventry 52.41 -1.51;Swansea 51.62 -3.94;Canterbury 51.28 1.08
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place that was meant: its name as shown, its country, and where it is."""

    name: str
    country: str
    place: Place


def find(text: str, *, countries: Sequence[str]) -> Found | None:
    """This finds the town or postcode that was typed, in the first of the countries that knows it."""
    plain = _folded(text)
    if not plain:
        return None
    for country in countries:
        town = _table(country).get(plain)
        if town is not None:
            return town
    for country in countries:
        code = _postcode(text, country)
        place = places.find_place(country=country, postcode=code) if code else None
        if place is not None:
            return Found(name=code, country=country, place=place)
    return _begun(plain, countries)


def meant(city: str, *, postcode: str, country: str) -> str:
    """This guesses the town that was meant: one near the postcode that is spelled almost like what was typed.

    Empty when the town is known, nothing near is alike, or nobody knows the postcode.
    """
    plain = _folded(city)
    code = _postcode(postcode, country)
    around = places.find_place(country=country, postcode=code) if code else None
    if around is None or len(plain) < 3 or plain in _table(country):
        return ""
    near = [
        folded
        for folded, town in _table(country).items()
        if distance.kilometers(town.place, around) <= NEAR_KM
    ]
    alike = difflib.get_close_matches(plain, near, n=1, cutoff=ALIKE)
    return _table(country)[alike[0]].name if alike else ""


# What a postcode of a country looks like, spaces aside.
_POSTCODES = {
    "DE": r"\d{5}",
    "FR": r"\d{5}",
    "IT": r"\d{5}",
    "ES": r"\d{5}",
    "AT": r"\d{4}",
    "BE": r"\d{4}",
    "NL": r"\d{4}([A-Z]{2})?",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{2})?",
    "IE": r"[A-Z]\d[\dW]([A-Z\d]{4})?",
}


def _postcode(text: str, country: str) -> str:
    plain = re.sub(r"[\s-]", "", text.upper())
    shape = _POSTCODES.get(country, "")
    return text.strip().upper() if shape and re.fullmatch(shape, plain) else ""


def _begun(plain: str, countries: Sequence[str]) -> Found | None:
    """The one town that begins like this, from three letters on."""
    if len(plain) < 3:  # fewer fit too much
        return None
    for country in countries:
        fitting = {one.name: one for name, one in _table(country).items() if name.startswith(plain)}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    return None


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", spread)


@cache
def _table(country: str) -> dict[str, Found]:
    rows = [row.strip() for row in re.split(r"[;\n]", _TOWNS.get(country, "")) if row.strip()]
    found = {}
    for row in rows:
        names, north, east = row.rsplit(" ", 2)
        known = names.split("/")
        for name in known:
            found[_folded(name)] = Found(
                name=known[0], country=country, place=(float(north), float(east))
            )
    return found
