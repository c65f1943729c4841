"""The home page of the demo: a hero, shelves, goods, promises and a story."""

from typing import Any

SHELVES = ("living", "table", "light", "seating", "plants", "bags")

ANNOUNCEMENT = {
    "en": "{days} days to change your mind, on everything",
    "de": "{days} Tage Bedenkzeit, auf alles",
    "fr": "{days} jours pour changer d'avis, sur tout",
    "ar": "{days} يومًا لتغيير رأيك، على كل شيء",
}


def picture(name: str, width: int) -> str:
    """This is the address of a demo picture: the demo's album serves them under their own names."""
    return f"/pictures/{name}/{width}.avif"


def blocks(languages: tuple[str, ...]) -> list[dict[str, Any]]:
    """This is the home page for a channel that speaks these languages."""
    return [_in(languages, block) for block in _BLOCKS]


def titles(languages: tuple[str, ...]) -> dict[str, str]:
    """This is the home page's title."""
    said = {
        "en": "Things for the home, made to stay",
        "de": "Dinge für zu Hause, die bleiben",
        "fr": "Des objets pour la maison, faits pour durer",
        "ar": "أشياء للمنزل صُنعت لتبقى",
    }
    return {language: said[language] for language in languages if language in said}


def descriptions(languages: tuple[str, ...]) -> dict[str, str]:
    """This is what search engines show below the title."""
    said = {
        "en": "Ceramics, lamps, seating, plants and bags from sixteen small workshops. {days} days to change your mind.",
        "de": "Keramik, Leuchten, Sitzmöbel, Pflanzen und Taschen aus sechzehn kleinen Werkstätten. {days} Tage Rückgabe.",
        "fr": "Céramiques, lampes, sièges, plantes et sacs de seize petits ateliers. {days} jours pour changer d’avis.",
        "ar": "خزف ومصابيح ومقاعد ونباتات وحقائب من ستّ عشرة ورشة صغيرة. {days} يومًا لتغيير رأيك.",
    }
    return {language: said[language] for language in languages if language in said}


def _in(languages: tuple[str, ...], block: dict[str, Any]) -> dict[str, Any]:
    texts = {one: said for one, said in block["texts"].items() if one in languages}
    return {**block, "texts": texts}


_BLOCKS: tuple[dict[str, Any], ...] = (
    {
        "key": "hero",
        "kind": "hero",
        "settings": {
            "image": picture("set-studio-wide", 1280),
            "image_portrait": picture("set-studio-tall", 640),
            "action_to": "category:light",
            "second_to": "/products/",
        },
        "texts": {
            "en": {
                "title": "Light for the long evenings",
                "text": "Lamps, vases and cups from small workshops, made to be used every day and kept for years.",
                "action": "See the lamps",
                "second": "Everything",
                "alt": "A plant, a cobalt moon vase, a lit lamp and a mug in a daylight studio",
            },
            "de": {
                "title": "Licht für lange Abende",
                "text": "Leuchten, Vasen und Tassen aus kleinen Werkstätten, für jeden Tag gemacht und für viele Jahre.",
                "action": "Zu den Leuchten",
                "second": "Alles ansehen",
                "alt": "Eine Pflanze, eine kobaltblaue Mondvase, eine leuchtende Lampe und ein Becher im Tageslichtstudio",
            },
            "fr": {
                "title": "La lumière des longues soirées",
                "text": "Lampes, vases et tasses de petits ateliers, faits pour servir chaque jour et durer des années.",
                "action": "Voir les lampes",
                "second": "Tout voir",
                "alt": "Une plante, un vase lune cobalt, une lampe allumée et un mug dans un atelier baigné de lumière",
            },
            "ar": {
                "title": "ضوء للأمسيات الطويلة",
                "text": "مصابيح ومزهريات وأكواب من ورش صغيرة، صُنعت لكل يوم ولسنوات طويلة.",
                "action": "إلى المصابيح",
                "second": "كل المنتجات",
                "alt": "نبتة ومزهرية قمرية بلون الكوبالت ومصباح مضاء وكوب في استوديو يملؤه ضوء النهار",
            },
        },
    },
    {
        "key": "shelves",
        "kind": "category_tiles",
        "settings": {
            "tiles": [
                {"category": code, "image": picture(f"category-{code}", 480)} for code in SHELVES
            ]
        },
        "texts": {
            "en": {"title": "Have a look around"},
            "de": {"title": "Sehen Sie sich um"},
            "fr": {"title": "Faites le tour"},
            "ar": {"title": "ألقِ نظرة من حولك"},
        },
    },
    {
        "key": "popular",
        "kind": "product_row",
        "settings": {"source": "popular", "limit": 8, "action_to": "/products/"},
        "texts": {
            "en": {"title": "What people take home", "action": "See everything"},
            "de": {"title": "Was gern mitgenommen wird", "action": "Alles ansehen"},
            "fr": {"title": "Ce que l’on emporte volontiers", "action": "Tout voir"},
            "ar": {"title": "ما يأخذه الناس إلى بيوتهم", "action": "عرض الكل"},
        },
    },
    {
        "key": "promises",
        "kind": "proof",
        "texts": {
            "en": {
                "points": [
                    {
                        "icon": "truck",
                        "title": "A date, not a guess",
                        "text": "The checkout shows when it arrives, and we keep to it.",
                    },
                    {
                        "icon": "return",
                        "title": "{days} days to change your mind",
                        "text": "Sit on the chair first. Then decide.",
                    },
                    {
                        "icon": "leaf",
                        "title": "From sixteen workshops",
                        "text": "We know who made it, and from what.",
                    },
                    {
                        "icon": "shield",
                        "title": "Made to be repaired",
                        "text": "Standard bulbs, covers that come off, parts you can order.",
                    },
                ]
            },
            "de": {
                "points": [
                    {
                        "icon": "truck",
                        "title": "Ein Datum, keine Schätzung",
                        "text": "Die Kasse zeigt, wann es ankommt, und wir halten uns daran.",
                    },
                    {
                        "icon": "return",
                        "title": "{days} Tage Bedenkzeit",
                        "text": "Erst sitzen, dann entscheiden.",
                    },
                    {
                        "icon": "leaf",
                        "title": "Aus sechzehn Werkstätten",
                        "text": "Wir wissen, wer es gemacht hat und woraus.",
                    },
                    {
                        "icon": "shield",
                        "title": "Zum Reparieren gebaut",
                        "text": "Genormte Fassungen, abnehmbare Bezüge, Teile zum Nachbestellen.",
                    },
                ]
            },
            "fr": {
                "points": [
                    {
                        "icon": "truck",
                        "title": "Une date, pas une estimation",
                        "text": "La caisse indique le jour d’arrivée, et nous nous y tenons.",
                    },
                    {
                        "icon": "return",
                        "title": "{days} jours pour changer d’avis",
                        "text": "Asseyez-vous d’abord. Décidez ensuite.",
                    },
                    {
                        "icon": "leaf",
                        "title": "De seize ateliers",
                        "text": "Nous savons qui l’a fait, et en quoi.",
                    },
                    {
                        "icon": "shield",
                        "title": "Fait pour être réparé",
                        "text": "Ampoules standard, housses amovibles, pièces à recommander.",
                    },
                ]
            },
            "ar": {
                "points": [
                    {
                        "icon": "truck",
                        "title": "تاريخ لا تخمين",
                        "text": "تعرض صفحة إتمام الطلب موعد الوصول، ونحن نلتزم به.",
                    },
                    {
                        "icon": "return",
                        "title": "{days} يومًا لتغيير رأيك",
                        "text": "اجلس على الكرسي أولًا، ثم قرّر.",
                    },
                    {
                        "icon": "leaf",
                        "title": "من ستّ عشرة ورشة",
                        "text": "نعرف من صنعه ومن أي شيء.",
                    },
                    {
                        "icon": "shield",
                        "title": "مصنوع ليُصلَح",
                        "text": "لمبات قياسية وأغطية قابلة للنزع وقطع يمكن طلبها.",
                    },
                ]
            },
        },
    },
    {
        "key": "newest",
        "kind": "product_row",
        "settings": {"source": "newest", "limit": 10, "rail": True},
        "texts": {
            "en": {"title": "Just unpacked"},
            "de": {"title": "Gerade ausgepackt"},
            "fr": {"title": "À peine déballé"},
            "ar": {"title": "وصل حديثًا"},
        },
    },
    {
        "key": "story",
        "kind": "editorial",
        "settings": {"image": picture("set-table-wide", 960), "action_to": "page:about"},
        "texts": {
            "en": {
                "title": "A table for one, twice",
                "body": (
                    "Good tableware is not for guests. It is for the soup you eat standing up and the "
                    "coffee that goes cold while you read.\n\nOur potters throw rims that fit a lip and "
                    "handles that fit three fingers, and they fire a second batch when the first one "
                    "is not right."
                ),
                "action": "Who makes our things",
                "alt": "A bowl, a jug with branches and two cups set out on pale blue",
            },
            "de": {
                "title": "Ein Tisch für eine Person, zweimal",
                "body": (
                    "Gutes Geschirr ist nicht für Gäste da. Es ist für die Suppe im Stehen und den "
                    "Kaffee, der beim Lesen kalt wird.\n\nUnsere Töpferinnen drehen Ränder, die zur "
                    "Lippe passen, und Henkel für drei Finger, und sie brennen ein zweites Mal, wenn "
                    "das erste nicht stimmt."
                ),
                "action": "Wer unsere Dinge macht",
                "alt": "Eine Schale, ein Krug mit Zweigen und zwei Tassen auf Hellblau",
            },
            "fr": {
                "title": "Une table pour une personne, deux fois",
                "body": (
                    "La bonne vaisselle n’est pas pour les invités. Elle est pour la soupe mangée debout et "
                    "le café qui refroidit pendant qu’on lit.\n\nNos potiers tournent des bords faits pour "
                    "les lèvres et des anses faites pour trois doigts, et ils cuisent une seconde fournée "
                    "quand la première ne convient pas."
                ),
                "action": "Qui fabrique nos objets",
                "alt": "Un bol, un pichet garni de branches et deux tasses sur fond bleu pâle",
            },
            "ar": {
                "title": "مائدة لشخص واحد، مرتين",
                "body": (
                    "أدوات المائدة الجيدة ليست للضيوف. إنها للحساء الذي تتناوله واقفًا وللقهوة التي تبرد "
                    "وأنت تقرأ.\n\nيشكّل خزّافونا حوافّ تناسب الشفة ومقابض تتسع لثلاث أصابع، ويحرقون دفعة "
                    "ثانية حين لا ترضيهم الأولى."
                ),
                "action": "من يصنع أشياءنا",
                "alt": "زبدية وإبريق فيه أغصان وفنجانان على أزرق فاتح",
            },
        },
    },
    {
        "key": "seats",
        "kind": "product_row",
        "settings": {
            "source": "category",
            "category": "seating",
            "limit": 4,
            "action_to": "category:seating",
        },
        "texts": {
            "en": {"title": "Sit down", "action": "All seating"},
            "de": {"title": "Setzen Sie sich", "action": "Alle Sitzmöbel"},
            "fr": {"title": "Prenez place", "action": "Tous les sièges"},
            "ar": {"title": "تفضّل بالجلوس", "action": "جميع المقاعد"},
        },
    },
    {
        "key": "evening",
        "kind": "banner",
        "settings": {"image": picture("set-evening-wide", 960), "action_to": "category:care"},
        "texts": {
            "en": {
                "title": "When the day is done",
                "text": "Candles poured in amber glass, oils and salts for the bath, and nothing in them you cannot pronounce.",
                "action": "Bath and body",
                "alt": "Branches in an amphora, a green dome lamp, a gourd vase and a burning candle",
            },
            "de": {
                "title": "Wenn der Tag geschafft ist",
                "text": "Kerzen in Braunglas, Öle und Salze fürs Bad, und nichts darin, was man nicht aussprechen kann.",
                "action": "Bad und Körper",
                "alt": "Zweige in einer Amphore, eine grüne Kuppelleuchte, eine Kürbisvase und eine brennende Kerze",
            },
            "fr": {
                "title": "Quand la journée est finie",
                "text": "Des bougies coulées dans du verre ambré, des huiles et des sels pour le bain, et rien que l’on ne sache prononcer.",
                "action": "Bain et corps",
                "alt": "Des branches dans une amphore, une lampe dôme verte, un vase gourde et une bougie allumée",
            },
            "ar": {
                "title": "حين ينتهي اليوم",
                "text": "شموع مصبوبة في زجاج كهرماني وزيوت وأملاح للحمّام، وليس فيها ما يصعب نطقه.",
                "action": "الحمّام والجسم",
                "alt": "أغصان في أمفورة ومصباح قبة أخضر ومزهرية قرعية وشمعة مضاءة",
            },
        },
    },
)
