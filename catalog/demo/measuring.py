"""The demo's size guides, in four languages, and how its shoppers say that sizes turn out."""

import random
from collections.abc import Mapping
from datetime import datetime

from catalog.attributes.models import Family
from catalog.demo.shapes import LANGUAGES
from catalog.demo.voices import GRIPES, Voice
from catalog.sizing import actions, rules
from catalog.sizing.models import SizeGuide
from catalog.taxonomy.models import Category
from commerce import db
from commerce.identity.actor import Actor

Said = Mapping[str, str]


def _said(*texts: str) -> Said:
    return dict(zip(LANGUAGES, texts, strict=True))


def _length(code: str, names: Said, *, attribute: str = "") -> rules.Measure:
    return rules.Measure(code=code, names=names, attribute=attribute)


def _lines(code: str, **cells: str) -> tuple[rules.Line, ...]:
    return tuple(
        rules.Line(size=size.removeprefix("s_"), cells={code: said}) for size, said in cells.items()
    )


_WIDTH = _said("Width", "Breite", "Largeur", "العرض")
_HEIGHT = _said("Height", "Höhe", "Hauteur", "الارتفاع")

CUSHIONS = rules.Guide(
    names=_said("Cushion sizes", "Kissengrößen", "Tailles de coussins", "مقاسات الوسائد"),
    how=_said(
        "Measure a cover flat and empty, from seam to seam. The pad is meant to be about 5 cm larger, so "
        "that the corners stay full.\n\nFor a sofa with a back of 40 cm take the smaller size, for deep "
        "sofas and beds the larger one.",
        "Den Bezug flach und leer messen, von Naht zu Naht. Das Inlett soll etwa 5 cm größer sein, damit "
        "die Ecken voll bleiben.\n\nFür ein Sofa mit 40 cm Lehne passt die kleinere Größe, für tiefe Sofas "
        "und Betten die größere.",
        "Mesurer la housse à plat et vide, de couture à couture. Le garnissage doit être plus grand "
        "d’environ 5 cm pour que les coins restent pleins.\n\nPour un canapé à dossier de 40 cm, prendre la "
        "petite taille ; pour un canapé profond ou un lit, la grande.",
        "يُقاس الغطاء مسطحًا وفارغًا، من الدرزة إلى الدرزة. ينبغي أن تكون الحشوة أكبر بنحو 5 سم كي تبقى "
        "الزوايا ممتلئة.\n\nلأريكة بظهر ارتفاعه 40 سم اختر المقاس الأصغر، وللأرائك العميقة والأسرّة المقاس "
        "الأكبر.",
    ),
    measures=(
        _length("width", _WIDTH, attribute="width_cm"),
        _length("height", _HEIGHT, attribute="height_cm"),
        _length("pad", _said("Pad inside", "Inlett", "Garnissage", "الحشوة")),
    ),
    lines=_lines("pad", s_45="50", s_55="60"),
)
PLANTS = rules.Guide(
    names=_said("Plant sizes", "Pflanzengrößen", "Tailles de plantes", "مقاسات النباتات"),
    how=_said(
        "The height counts from the floor to the highest leaf, pot included; plants grow, so a few "
        "centimeters more or less are normal.\n\nMeasure your cachepot inside, at its rim: it should be 1 "
        "to 2 cm wider than the pot.",
        "Die Höhe zählt vom Boden bis zum höchsten Blatt, mit Topf; Pflanzen wachsen, einige Zentimeter "
        "mehr oder weniger sind normal.\n\nMessen Sie Ihren Übertopf innen am Rand: Er sollte 1 bis 2 cm "
        "weiter sein als der Topf.",
        "La hauteur se compte du sol à la plus haute feuille, pot compris ; les plantes poussent, quelques "
        "centimètres de plus ou de moins sont normaux.\n\nMesurer le cache-pot à l’intérieur, au bord : il "
        "doit dépasser le pot de 1 à 2 cm.",
        "يُحسب الارتفاع من الأرض إلى أعلى ورقة مع الأصيص؛ والنباتات تنمو، فبضعة سنتيمترات زيادة أو نقصًا "
        "أمر طبيعي.\n\nقِس الأصيص الخارجي من الداخل عند حافته: ينبغي أن يكون أوسع من الأصيص بسنتيمتر أو اثنين.",
    ),
    measures=(
        _length("pot", _said("Pot, across", "Topf, Durchmesser", "Pot, diamètre", "قطر الأصيص")),
        _length(
            "height",
            _said("Height with pot", "Höhe mit Topf", "Hauteur avec pot", "الارتفاع مع الأصيص"),
            attribute="height_cm",
        ),
        _length("spread", _said("Spread", "Breite", "Envergure", "الانتشار"), attribute="width_cm"),
    ),
    lines=_lines("pot", s_12="12", s_17="17"),
)
PRINTS = rules.Guide(
    names=_said("Print sizes", "Bildgrößen", "Formats d’affiches", "مقاسات اللوحات"),
    how=_said(
        "Width and height are those of the sheet; the frame adds 1.5 cm on every side.\n\nHang the middle "
        "of the picture at 145 to 155 cm above the floor, and leave a hand's breadth between two frames.",
        "Breite und Höhe gelten für das Blatt; der Rahmen trägt auf jeder Seite 1,5 cm auf.\n\nHängen Sie "
        "die Bildmitte 145 bis 155 cm über den Boden, und lassen Sie eine Handbreit zwischen zwei Rahmen.",
        "Largeur et hauteur sont celles de la feuille ; le cadre ajoute 1,5 cm de chaque côté.\n\nPlacer le "
        "milieu de l’image à 145–155 cm du sol et laisser une largeur de main entre deux cadres.",
        "العرض والارتفاع للورقة نفسها؛ ويضيف الإطار 1.5 سم من كل جانب.\n\nعلّق منتصف اللوحة على ارتفاع 145 "
        "إلى 155 سم من الأرض، واترك عرض كفّ بين إطارين.",
    ),
    measures=(
        _length("width", _WIDTH, attribute="width_cm"),
        _length("height", _HEIGHT, attribute="height_cm"),
        _length("depth", _said("Frame, deep", "Rahmentiefe", "Épaisseur du cadre", "عمق الإطار")),
    ),
    lines=_lines("depth", s_30="2", s_50="2.5"),
)
VASES = rules.Guide(
    names=_said("Vase sizes", "Vasengrößen", "Tailles de vases", "مقاسات المزهريات"),
    how=_said(
        "Height and width are measured outside, at the highest and the widest point.\n\nFlowers look best "
        "when they stand one and a half to two times as high as the vase; the table says which stems to "
        "cut for.",
        "Höhe und Breite sind außen gemessen, an der höchsten und der breitesten Stelle.\n\nBlumen stehen "
        "am schönsten, wenn sie anderthalb- bis zweimal so hoch sind wie die Vase; die Tabelle nennt die "
        "passende Stiellänge.",
        "Hauteur et largeur sont mesurées à l’extérieur, au point le plus haut et le plus large.\n\nLes "
        "fleurs sont les plus belles à une fois et demie ou deux fois la hauteur du vase ; le tableau "
        "indique la longueur des tiges.",
        "يُقاس الارتفاع والعرض من الخارج، عند أعلى نقطة وأوسعها.\n\nتبدو الأزهار أجمل حين يبلغ ارتفاعها مرة "
        "ونصفًا إلى مرتين ارتفاع المزهرية؛ ويبيّن الجدول طول السيقان المناسب.",
    ),
    measures=(
        _length("height", _HEIGHT, attribute="height_cm"),
        _length("width", _WIDTH, attribute="width_cm"),
        _length("stems", _said("Stems", "Stiele", "Tiges", "السيقان")),
    ),
    lines=_lines("stems", s_s="25-35", s_l="35-55"),
)
BOWLS = rules.Guide(
    names=_said("Bowl sizes", "Schalengrößen", "Tailles de coupes", "مقاسات الأوعية"),
    how=_said(
        "Measured outside, from rim to rim and from the table to the rim.",
        "Außen gemessen, von Rand zu Rand und vom Tisch bis zum Rand.",
        "Mesuré à l’extérieur, d’un bord à l’autre et de la table au bord.",
        "يُقاس من الخارج، من الحافة إلى الحافة ومن الطاولة إلى الحافة.",
    ),
    measures=(
        _length(
            "across", _said("Across", "Durchmesser", "Diamètre", "القطر"), attribute="width_cm"
        ),
        _length("height", _HEIGHT, attribute="height_cm"),
    ),
)
FAMILIES = {"cushion": CUSHIONS, "plant": PLANTS, "vase": VASES}
CATEGORIES = {"prints": PRINTS, "bowls": BOWLS}
SIZED = frozenset({*FAMILIES, "print"})
_BIGGER = ("Bigger than I thought.", "Größer als gedacht.")


@db.transaction_required
def keep(*, by: Actor, at: datetime) -> int:
    """This keeps the size guides where there are none; returns how many."""
    if SizeGuide.objects.exists():
        return 0
    families = dict(Family.objects.filter(code__in=FAMILIES).values_list("code", "pk"))
    categories = dict(Category.objects.filter(code__in=CATEGORIES).values_list("code", "pk"))
    for code, key in sorted(families.items()):
        row = actions.keep(guide=FAMILIES[code], by=by, at=at)
        uses = actions.Uses(families=[key])
        actions.hold_for(public_id=row.public_id, uses=uses, by=by, at=at)
    for code, key in sorted(categories.items()):
        row = actions.keep(guide=CATEGORIES[code], by=by, at=at)
        uses = actions.Uses(categories=[key])
        actions.hold_for(public_id=row.public_id, uses=uses, by=by, at=at)
    return len(families) + len(categories)


def fit_of(voice: Voice, *, product: str, family: str, place: int) -> str:
    """This is what a voice says of the size: what its words say, else mostly "true"; many say nothing."""
    if family not in SIZED:
        return ""
    if any(text in voice.text for text in GRIPES[0]):
        return "small"
    if any(text in voice.text for text in _BIGGER):
        return "large"
    chance = random.Random(f"fit:{product}:{place}")  # noqa: S311 - deterministic on purpose
    return chance.choices(("true", "small", "large", ""), weights=(70, 5, 4, 21))[0]
