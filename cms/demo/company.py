"""Who the demo company is, per channel: what the texts fill in."""

from collections.abc import Mapping

Named = str | Mapping[str, str]

_HEAD = {"head": "Vera Brandt", "email": "hello@kontor.example"}
COMPANY: dict[str, dict[str, Named]] = {
    "eu": {
        **_HEAD,
        "firm": "Kontor Trading B.V.",
        "street": "Oudegracht 1",
        "town": "3511 AA Utrecht",
        "land": {"en": "Netherlands", "de": "Niederlande", "fr": "Pays-Bas", "ar": "هولندا"},
        "register": {
            "en": "Chamber of Commerce Utrecht, no. 00000000",
            "de": "Handelskammer Utrecht, Nr. 00000000",
            "fr": "Chambre de commerce d’Utrecht, nº 00000000",
            "ar": "غرفة تجارة أوتريخت، رقم 00000000",
        },
        "vat": "NL000000000B00",
        "phone": "+31 30 000 0000",
        "back": {
            "en": "Kontor Returns, Loods 4, Havenweg 20, 3542 AA Utrecht, Netherlands",
            "de": "Kontor Retouren, Loods 4, Havenweg 20, 3542 AA Utrecht, Niederlande",
            "fr": "Kontor Retours, Loods 4, Havenweg 20, 3542 AA Utrecht, Pays-Bas",
        },
        "authority": {
            "en": "Autoriteit Persoonsgegevens, The Hague",
            "de": "Autoriteit Persoonsgegevens, Den Haag",
            "fr": "Autoriteit Persoonsgegevens, La Haye",
            "ar": "Autoriteit Persoonsgegevens، لاهاي",
        },
        "law": {
            "en": "the law of the Netherlands",
            "de": "niederländisches Recht",
            "fr": "le droit néerlandais",
            "ar": "القانون الهولندي",
        },
        "lands": {
            "en": "Germany, Austria, France, the Netherlands, Belgium, Italy, Spain and Ireland",
            "de": "Deutschland, Österreich, Frankreich, die Niederlande, Belgien, Italien, Spanien und Irland",
            "fr": "Allemagne, Autriche, France, Pays-Bas, Belgique, Italie, Espagne et Irlande",
            "ar": "ألمانيا والنمسا وفرنسا وهولندا وبلجيكا وإيطاليا وإسبانيا وأيرلندا",
        },
    },
    "uk": {
        **_HEAD,
        "firm": "Kontor Trading (UK) Ltd",
        "street": "1 Canal Wharf",
        "town": "Birmingham B1 1AA",
        "land": {
            "en": "United Kingdom",
            "de": "Vereinigtes Königreich",
            "fr": "Royaume-Uni",
            "ar": "المملكة المتحدة",
        },
        "register": "Companies House, no. 00000000",
        "vat": "GB 000 0000 00",
        "phone": "+44 121 000 0000",
        "back": "Kontor Returns, Unit 7, Canal Wharf, Birmingham B1 1AA, United Kingdom",
        "authority": "Information Commissioner's Office, Wilmslow",
        "law": {
            "en": "the law of England and Wales",
            "de": "das Recht von England und Wales",
            "fr": "le droit d’Angleterre et du pays de Galles",
            "ar": "قانون إنجلترا وويلز",
        },
        "lands": {
            "en": "England, Scotland, Wales and Northern Ireland",
            "de": "England, Schottland, Wales und Nordirland",
            "fr": "Angleterre, Écosse, pays de Galles et Irlande du Nord",
            "ar": "إنجلترا واسكتلندا وويلز وأيرلندا الشمالية",
        },
    },
    "us": {
        **_HEAD,
        "firm": "Kontor Trading Inc.",
        "street": "400 South Madison Street",
        "town": "Wilmington, DE 19801",
        "land": {
            "en": "United States",
            "de": "Vereinigte Staaten",
            "fr": "États-Unis",
            "ar": "الولايات المتحدة",
        },
        "register": "Delaware Division of Corporations, no. 0000000",
        "vat": "–",
        "phone": "+1 302 555 0100",
        "back": "Kontor Returns, 400 South Madison Street, Wilmington, DE 19801, USA",
        "authority": "Federal Trade Commission, Washington, DC",
        "law": {
            "en": "the law of Delaware",
            "de": "das Recht von Delaware",
            "fr": "le droit du Delaware",
            "ar": "قانون ولاية ديلاوير",
        },
        "lands": {
            "en": "the fifty states of the USA and Washington, DC",
            "de": "den fünfzig Bundesstaaten der USA und Washington, DC",
            "fr": "les cinquante États américains et Washington, DC",
            "ar": "الولايات الأمريكية الخمسون وواشنطن العاصمة",
        },
    },
    "jp": {
        **_HEAD,
        "firm": "Kontor Japan G.K.",
        "street": "2-1-10 Nankokita, Suminoe-ku",
        "town": "Osaka 559-0034",
        "land": {"en": "Japan", "de": "Japan", "fr": "Japon", "ar": "اليابان"},
        "register": "Osaka Legal Affairs Bureau, no. 0000-00-000000",
        "vat": "T0000000000000",
        "phone": "+81 6 0000 0000",
        "back": "Kontor Returns, 2-1-10 Nankokita, Suminoe-ku, Osaka 559-0034, Japan",
        "authority": "Personal Information Protection Commission, Tokyo",
        "law": {
            "en": "the law of Japan",
            "de": "japanisches Recht",
            "fr": "le droit japonais",
            "ar": "القانون الياباني",
        },
        "lands": {
            "en": "all of Japan",
            "de": "ganz Japan",
            "fr": "tout le Japon",
            "ar": "جميع أنحاء اليابان",
        },
    },
}


def names(channel: str, language: str) -> dict[str, str]:
    """This is what the texts of a channel fill in, in a language or else in English."""
    return {
        name: said if isinstance(said, str) else said.get(language, said["en"])
        for name, said in COMPANY[channel].items()
    }
