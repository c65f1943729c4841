"""Landing pages of the demo: what its shoppers ask for by more than a category."""

from datetime import datetime

from catalog.landings import actions
from catalog.landings.models import Landing
from commerce import db

Said = tuple[str, str]
# Category, filters, and per language the heading and the introduction.
PAGES: tuple[tuple[str, dict[str, list[str]], dict[str, Said]], ...] = (
    ("vases", {"color": ["sky", "cobalt", "ink", "teal"]}, {
        "en": ("Blue vases", "From a clear sky to deep ink: blue glazes that make green stems greener."),
        "de": ("Blaue Vasen", "Vom klaren Himmel bis zu tiefer Tinte: blaue Glasuren, neben denen Grün grüner wird."),
        "fr": ("Vases bleus", "Du ciel clair à l'encre profonde : des émaux bleus qui font chanter le vert des tiges."),
        "ar": ("مزهريات زرقاء", "من زرقة السماء الصافية إلى الحبر العميق: طلاءات زرقاء تزيد خضرة السيقان بهاءً."),
    }),
    ("vases", {"color": ["celadon", "sage"]}, {
        "en": ("Green vases", "Celadon and sage: quiet greens for a single branch or a full bunch."),
        "de": ("Grüne Vasen", "Seladon und Salbei: stille Grüntöne für einen Zweig oder den ganzen Strauß."),
        "fr": ("Vases verts", "Céladon et sauge : des verts discrets pour une branche ou tout un bouquet."),
        "ar": ("مزهريات خضراء", "سيلادون ومريمية: درجات خضراء هادئة لغصن واحد أو لباقة كاملة."),
    }),
    ("vases", {"material": ["porcelain"]}, {
        "en": ("Porcelain vases", "Thin walls, fine rims, fired hot: vases that ring when you tap them."),
        "de": ("Porzellanvasen", "Dünne Wände, feine Ränder, heiß gebrannt: Vasen, die beim Antippen klingen."),
        "fr": ("Vases en porcelaine", "Parois minces, bords fins, haute cuisson : des vases qui tintent sous le doigt."),
        "ar": ("مزهريات من الخزف الصيني", "جدران رقيقة وحواف دقيقة وحرق بحرارة عالية: مزهريات ترنّ عند النقر عليها."),
    }),
    ("mugs", {"material": ["stoneware"]}, {
        "en": ("Stoneware mugs", "Heavy enough to stay warm, tough enough for the dishwasher."),
        "de": ("Tassen aus Steinzeug", "Schwer genug, um warm zu halten, robust genug für die Spülmaschine."),
        "fr": ("Mugs en grès", "Assez épais pour garder la chaleur, assez solides pour le lave-vaisselle."),
        "ar": ("أكواب من الخزف الحجري", "سميكة بما يكفي لتحفظ الحرارة، ومتينة بما يكفي لغسالة الصحون."),
    }),
    ("mugs", {"color": ["sky", "cobalt", "teal"]}, {
        "en": ("Blue mugs and cups", "Blue glazes for coffee, tea and the first quiet minutes of the day."),
        "de": ("Blaue Tassen und Becher", "Blaue Glasuren für Kaffee, Tee und die ersten stillen Minuten des Tages."),
        "fr": ("Mugs et tasses bleus", "Des émaux bleus pour le café, le thé et les premières minutes calmes du jour."),
        "ar": ("أكواب وفناجين زرقاء", "طلاءات زرقاء للقهوة والشاي وأولى دقائق اليوم الهادئة."),
    }),
    ("cushions", {"material": ["linen"]}, {
        "en": ("Linen cushions", "Washed linen that gets softer every year, with covers you can take off."),
        "de": ("Leinenkissen", "Gewaschenes Leinen, das jedes Jahr weicher wird, mit abnehmbarem Bezug."),
        "fr": ("Coussins en lin", "Un lin lavé qui s'adoucit d'année en année, aux housses amovibles."),
        "ar": ("وسائد من الكتّان", "كتّان مغسول يزداد نعومة عامًا بعد عام، بأغطية قابلة للنزع."),
    }),
    ("cushions", {"color": ["rose", "blush"]}, {
        "en": ("Pink cushions", "Rose and blush: a warm note for sofas in gray, sand or green."),
        "de": ("Rosa Kissen", "Rosé und Puder: ein warmer Ton für Sofas in Grau, Sand oder Grün."),
        "fr": ("Coussins roses", "Rose et poudre : une note chaude pour un canapé gris, sable ou vert."),
        "ar": ("وسائد وردية", "وردي وخدّي: لمسة دافئة لأريكة رمادية أو رملية أو خضراء."),
    }),
    ("prints", {"wood": ["oak"]}, {
        "en": ("Prints in oak frames", "Light oak, real glass, and a print on cotton paper, ready to hang."),
        "de": ("Drucke im Eichenrahmen", "Helle Eiche, echtes Glas und ein Druck auf Baumwollpapier, fertig zum Aufhängen."),
        "fr": ("Tirages à cadre en chêne", "Chêne clair, vrai verre et tirage sur papier coton, prêt à accrocher."),
        "ar": ("لوحات بإطار من البلوط", "بلوط فاتح وزجاج حقيقي وطباعة على ورق قطني، جاهزة للتعليق."),
    }),
    ("chairs", {"wood": ["oak"]}, {
        "en": ("Oak chairs", "Solid oak, oiled by hand, with joints that can be tightened for decades."),
        "de": ("Stühle aus Eiche", "Massive Eiche, von Hand geölt, mit Verbindungen, die sich jahrzehntelang nachziehen lassen."),
        "fr": ("Chaises en chêne", "Chêne massif huilé à la main, aux assemblages que l'on resserre pendant des décennies."),
        "ar": ("كراسٍ من البلوط", "بلوط صلب مدهون بالزيت يدويًا، بوصلات يمكن شدّها لعقود."),
    }),
    ("washes", {"scent": ["lavender", "rosemary"]}, {
        "en": ("Herbal washes and lotions", "Lavender and rosemary, distilled from leaves and flowers, never from a lab."),
        "de": ("Waschlotionen mit Kräutern", "Lavendel und Rosmarin, aus Blättern und Blüten destilliert, nie aus dem Labor."),
        "fr": ("Savons et laits aux herbes", "Lavande et romarin, distillés de feuilles et de fleurs, jamais en laboratoire."),
        "ar": ("غسول ولوشن بالأعشاب", "خزامى وإكليل الجبل، مقطّران من الأوراق والأزهار لا من المختبر."),
    }),
)  # fmt: skip


@db.transaction_required
def name_choices(*, at: datetime) -> int:
    """This names the choices; a house that has landing pages keeps its own. Returns how many."""
    if Landing.objects.exists():
        return 0
    for place, (category, chosen, words) in enumerate(PAGES):
        actions.save_landing(
            category=category,
            chosen=chosen,
            words={
                language: {"heading": heading, "intro": intro}
                for language, (heading, intro) in words.items()
            },
            position=place,
            at=at,
        )
    return len(PAGES)
