"""Names and streets by country, for people who do not exist."""

from dataclasses import dataclass

from crm.contracts import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """What a country's people are called and where they live; `towns` are (town, postcode, region).

    `street` writes a street and a house number the way the country does; `weight` is how many of a
    hundred customers of the channel live there.
    """

    code: str
    language: str
    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[tuple[str, str, str], ...]
    street: str = "{street} {number}"
    phone: str = ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


GERMANY = Land(
    code="DE",
    language="de",
    weight=34,
    given=_words(
        "Anna, Ben, Clara, David, Elif, Felix, Greta, Hannes, Ida, Jonas, Katrin, Lukas, Marlene, "
        "Nils, Olga, Paul, Ronja, Simon, Theresa, Uwe, Vera, Wiebke, Yusuf"
    ),
    family=_words(
        "Albrecht, Böhm, Demir, Engel, Fischer, Graf, Hartmann, Ilić, Jansen, Kaiser, Lorenz, Möller, "
        "Neumann, Otto, Petersen, Richter, Schäfer, Thiele, Vogt, Weiß, Yilmaz, Zimmermann"
    ),
    streets=_words(
        "Lindenstraße, Am Mühlbach, Gartenweg, Schillerstraße, Bahnhofstraße, Kastanienallee, "
        "Rosenweg, Hafenstraße, Feldgasse, Kirchplatz, Goethestraße"
    ),
    towns=(
        ("Leipzig", "04107", ""),
        ("Berlin", "10437", ""),
        ("Hamburg", "22765", ""),
        ("Köln", "50674", ""),
        ("München", "80469", ""),
        ("Freiburg im Breisgau", "79098", ""),
        ("Münster", "48143", ""),
        ("Dresden", "01099", ""),
        ("Kassel", "34117", ""),
    ),
    phone="+493023125{:03d}",
)
AUSTRIA = Land(
    code="AT",
    language="de",
    weight=7,
    given=_words("Alma, Bernd, Christl, Dominik, Eva, Florian, Gerlinde, Jakob, Lea, Moritz, Resi"),
    family=_words("Auer, Brunner, Eder, Gruber, Hofer, Kofler, Lechner, Mayr, Novak, Pichler"),
    streets=_words(
        "Neubaugasse, Mariahilfer Straße, Hauptplatz, Mozartgasse, Donaulände, Südtiroler Platz"
    ),
    towns=(
        ("Wien", "1070", ""),
        ("Graz", "8010", ""),
        ("Linz", "4020", ""),
        ("Innsbruck", "6020", ""),
        ("Salzburg", "5020", ""),
    ),
)
FRANCE = Land(
    code="FR",
    language="fr",
    weight=16,
    given=_words(
        "Adèle, Bastien, Camille, Denis, Élodie, Fatou, Gaspard, Inès, Julien, Léa, Mathis, Nadia, "
        "Océane, Quentin, Romane, Sofiane, Théo, Zoé"
    ),
    family=_words(
        "Arnaud, Benali, Chevalier, Diallo, Fournier, Garnier, Henry, Lambert, Marchand, Noël, Perrin, "
        "Renaud, Traoré, Vidal"
    ),
    streets=_words(
        "rue des Lilas, avenue Jean Jaurès, rue de la République, impasse du Moulin, quai des Arts, "
        "rue Victor Hugo, place du Marché"
    ),
    towns=(
        ("Paris", "75011", ""),
        ("Lyon", "69003", ""),
        ("Nantes", "44000", ""),
        ("Lille", "59800", ""),
        ("Toulouse", "31000", ""),
        ("Strasbourg", "67000", ""),
    ),
    street="{number} {street}",
    phone="+33199001{:03d}",
)
NETHERLANDS = Land(
    code="NL",
    language="en",
    weight=20,
    given=_words(
        "Anouk, Bram, Cato, Daan, Esra, Fleur, Gijs, Hanna, Isa, Jelle, Koen, Lotte, Mees, Noor, Pim, "
        "Roos, Sem, Tess, Youssef"
    ),
    family=_words(
        "Aalbers, de Boer, El Amrani, Dijkstra, van Dongen, Hoekstra, Jacobs, Kramer, van Leeuwen, "
        "Maas, Postma, de Ruiter, Smit, Timmer, Visser"
    ),
    streets=_words(
        "Oudegracht, Kerkstraat, Molenweg, Prinsengracht, Wilhelminalaan, Havenkade, Tulpstraat, "
        "Schoolstraat"
    ),
    towns=(
        ("Utrecht", "3511 LN", ""),
        ("Amsterdam", "1017 HN", ""),
        ("Rotterdam", "3011 GH", ""),
        ("Den Haag", "2513 AA", ""),
        ("Groningen", "9712 HV", ""),
        ("Eindhoven", "5611 EM", ""),
    ),
)
BELGIUM = Land(
    code="BE",
    language="en",
    weight=8,
    given=_words("Arne, Britt, Céline, Dries, Emma, Hugo, Jef, Louise, Manon, Nora, Seppe, Wout"),
    family=_words(
        "Claes, De Smet, Dubois, Goossens, Janssens, Lambrechts, Mertens, Peeters, Wouters"
    ),
    streets=_words("Veldstraat, Rue Haute, Kloosterstraat, Stationsstraat, Rue du Midi, Meir"),
    towns=(
        ("Gent", "9000", ""),
        ("Antwerpen", "2000", ""),
        ("Bruxelles", "1000", ""),
        ("Leuven", "3000", ""),
    ),
)
ITALY = Land(
    code="IT",
    language="en",
    weight=6,
    given=_words("Alice, Bruno, Chiara, Davide, Elena, Fabio, Giulia, Luca, Marta, Nicolò, Sara"),
    family=_words("Amato, Bianchi, Conti, De Luca, Ferri, Gallo, Longo, Marino, Rizzo, Serra"),
    streets=_words("Via Garibaldi, Corso Italia, Via Roma, Viale dei Tigli, Piazza Dante"),
    towns=(("Milano", "20121", "MI"), ("Torino", "10122", "TO"), ("Bologna", "40121", "BO")),
    street="{street} {number}",
)
SPAIN = Land(
    code="ES",
    language="en",
    weight=5,
    given=_words("Alba, Carlos, Dolores, Enzo, Irene, Javier, Lucía, Marc, Nerea, Pau"),
    family=_words("Alonso, Blanco, Castro, Delgado, Ferrer, Iglesias, Molina, Navarro, Ortega"),
    streets=_words("Calle Mayor, Carrer de Mallorca, Calle del Sol, Avenida de la Paz"),
    towns=(
        ("Madrid", "28004", "M"),
        ("Barcelona", "08036", "B"),
        ("Valencia", "46002", "V"),
    ),
)
IRELAND = Land(
    code="IE",
    language="en",
    weight=4,
    given=_words("Aoife, Brendan, Ciara, Declan, Eimear, Fionn, Niamh, Oisín, Róisín, Sean"),
    family=_words("Brennan, Byrne, Doyle, Kelly, Murphy, Nolan, O'Connor, Ryan, Walsh"),
    streets=_words("Main Street, Harbour Road, Church Lane, Bridge Street, Camden Row"),
    towns=(("Dublin", "", "Co. Dublin"), ("Cork", "", "Co. Cork"), ("Galway", "", "Co. Galway")),
    street="{number} {street}",
)
BRITAIN = Land(
    code="GB",
    language="en",
    weight=100,
    given=_words(
        "Abigail, Callum, Daisy, Edward, Freya, George, Harriet, Imran, Jasmine, Kieran, Lucy, "
        "Mohammed, Nina, Owen, Priya, Rhys, Sophie, Tariq, Una, Victoria, Will"
    ),
    family=_words(
        "Adeyemi, Baker, Carter, Davies, Evans, Foster, Griffiths, Hughes, Iqbal, Jackson, Khan, Lloyd, "
        "Morgan, Naylor, Okafor, Patel, Quinn, Robinson, Shaw, Thompson, Webb"
    ),
    streets=_words(
        "High Street, Station Road, Mill Lane, Victoria Road, Church Street, Park Avenue, The Crescent, "
        "Queens Road"
    ),
    towns=(
        ("London", "E8 3DL", ""),
        ("Bristol", "BS1 4QD", ""),
        ("Manchester", "M4 1HN", ""),
        ("Leeds", "LS1 6AE", ""),
        ("Edinburgh", "EH3 9DR", ""),
        ("Cardiff", "CF10 1EP", ""),
        ("Sheffield", "S1 2HE", ""),
        ("Norwich", "NR2 1DR", ""),
    ),
    street="{number} {street}",
    phone="+442079460{:03d}",
)
LANDS: dict[str, tuple[Land, ...]] = {
    "eu": (GERMANY, AUSTRIA, FRANCE, NETHERLANDS, BELGIUM, ITALY, SPAIN, IRELAND),
    "uk": (BRITAIN,),
}
COUNTS = {"eu": 340, "uk": 140}
# Where the demo's own accounts have things sent: their channel, and their book, the default first.
BOOKS: dict[str, tuple[str, tuple[Address, ...]]] = {
    "mia.hoffmann@example.com": (
        "eu",
        (
            Address(
                full_name="Mia Hoffmann",
                line1="Karl-Heine-Straße 54",
                postcode="04229",
                city="Leipzig",
                country="DE",
            ),
            Address(
                full_name="Mia Hoffmann",
                company="Studio Hoffmann",
                line1="Wiener Straße 12",
                postcode="10999",
                city="Berlin",
                country="DE",
            ),
        ),
    ),
    "oliver.reed@example.com": (
        "uk",
        (
            Address(
                full_name="Oliver Reed",
                line1="18 Mill Lane",
                postcode="BS1 4QD",
                city="Bristol",
                country="GB",
            ),
        ),
    ),
}
