"""What else the demo goods tell: what is in their boxes, and one lamp that another came after."""

from collections.abc import Collection
from datetime import datetime, timedelta

from catalog.boxes.models import BoxLine
from catalog.products.models import Product, ProductSlug
from commerce import db

_Lines = tuple[tuple[int, dict[str, str]], ...]

BOXES: dict[str, _Lines] = {
    "lamp": (
        (1, {"en": "Lamp base with cable and plug", "de": "Leuchtenfuß mit Kabel und Stecker",
             "fr": "Pied de lampe avec câble et fiche", "ar": "قاعدة المصباح مع السلك والقابس"}),
        (1, {"en": "Shade", "de": "Schirm", "fr": "Abat-jour", "ar": "غطاء المصباح"}),
        (1, {"en": "LED bulb, E27, 2,700 K", "de": "LED-Leuchtmittel, E27, 2.700 K",
             "fr": "Ampoule LED, E27, 2 700 K", "ar": "لمبة LED بقاعدة E27 وحرارة 2700 كلفن"}),
        (1, {"en": "Manual", "de": "Anleitung", "fr": "Mode d'emploi", "ar": "دليل الاستخدام"}),
    ),
    "chair": (
        (1, {"en": "Seat with its legs", "de": "Sitz mit Beinen",
             "fr": "Assise avec ses pieds", "ar": "المقعد مع أرجله"}),
        (8, {"en": "Bolts M6", "de": "Schrauben M6", "fr": "Vis M6", "ar": "براغي M6"}),
        (1, {"en": "Hex key", "de": "Sechskantschlüssel", "fr": "Clé six pans", "ar": "مفتاح سداسي"}),
        (4, {"en": "Felt pads for the floor", "de": "Filzgleiter für den Boden",
             "fr": "Patins en feutre pour le sol", "ar": "لبادات لحماية الأرضية"}),
    ),
    "print": (
        (1, {"en": "Framed print", "de": "Gerahmter Druck", "fr": "Tirage encadré",
             "ar": "لوحة مؤطرة"}),
        (2, {"en": "Wall hooks with nails", "de": "Wandhaken mit Nägeln",
             "fr": "Crochets avec clous", "ar": "خطّافان مع مسامير"}),
    ),
}  # fmt: skip
SUCCESSOR_SLUG = "lyra-table-lamp"
PREDECESSOR = {
    "en": {"name": "Lyra Table Lamp, first edition", "slug": "lyra-first-edition",
           "summary": "The first Lyra, made until last year."},
    "de": {"name": "Tischleuchte Lyra, erste Auflage", "slug": "lyra-erste-auflage",
           "summary": "Die erste Lyra, gefertigt bis letztes Jahr."},
    "fr": {"name": "Lampe de table Lyra, première édition", "slug": "lyra-premiere-edition",
           "summary": "La première Lyra, fabriquée jusqu'à l'an dernier."},
    "ar": {"name": "مصباح الطاولة Lyra، الإصدار الأول", "slug": "lyra-الإصدار-الأول",
           "summary": "أول Lyra، صُنع حتى العام الماضي."},
}  # fmt: skip


@db.transaction_required
def pack(*, product_ids: Collection[int]) -> int:
    """This fills the boxes of the families that have some; returns how many lines."""
    rows = Product.objects.filter(pk__in=product_ids, family__code__in=BOXES)
    lines = [
        BoxLine(product_id=key, quantity=quantity, words=said, position=place)
        for key, family in rows.values_list("pk", "family__code")
        for place, (quantity, said) in enumerate(BOXES[family])
    ]
    BoxLine.objects.bulk_create(lines, batch_size=1000)
    return len(lines)


@db.transaction_required
def retire_one(*, at: datetime) -> None:
    """This writes the lamp that is made no more, once, when the one that came after it is there."""
    after = ProductSlug.objects.filter(slug=SUCCESSOR_SLUG).select_related("product").first()
    if after is None or Product.objects.filter(source_key="demo:lyra-first").exists():
        return
    row = Product.objects.create(
        source_key="demo:lyra-first",
        family=after.product.family,
        brand=after.product.brand,
        category=after.product.category,
        words=PREDECESSOR,
        state="retired",
        successor=after.product,
        created_at=at - timedelta(days=900),
        updated_at=at,
    )
    ProductSlug.objects.bulk_create(
        ProductSlug(product=row, language=language, slug=said["slug"])
        for language, said in PREDECESSOR.items()
    )
