"""What the demo's shoppers ask, and what the house answered; the latest questions still wait."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.demo import assortment
from catalog.demo.planting import source_key
from catalog.demo.shapes import DemoProduct
from catalog.demo.voices import NAMES
from catalog.products.models import Product
from catalog.questions.models import Question
from commerce import db
from commerce.channels import queries as channels

# English and German: what is asked, what is answered.
Pair = tuple[tuple[str, str], tuple[str, str]]

ASKED: dict[str, tuple[Pair, ...]] = {
    "vase": (
        (("Is it watertight without an insert?", "Ist sie ohne Einsatz wasserdicht?"),
         ("Yes. It is glazed inside, and each one is filled once before it is packed.", "Ja. Sie ist innen glasiert, und jede wird vor dem Einpacken einmal befüllt.")),
        (("How wide is the opening?", "Wie weit ist die Öffnung?"),
         ("About a third of the widest point; the drawing among the pictures shows it to scale.", "Etwa ein Drittel der breitesten Stelle; die Zeichnung bei den Bildern zeigt es im Maßstab.")),
    ),
    "mug": (
        (("Does it go into the dishwasher?", "Darf sie in die Spülmaschine?"),
         ("Yes, every day. Only do not pour boiling water into a cold piece.", "Ja, jeden Tag. Gießen Sie nur kein kochendes Wasser in ein kaltes Stück.")),
        (("Can I heat milk in it in the microwave?", "Kann ich Milch darin in der Mikrowelle erwärmen?"),
         ("Yes, the glaze and the clay are made for it.", "Ja, Glasur und Ton sind dafür gemacht.")),
    ),
    "lamp": (
        (("Is a bulb in the box?", "Ist ein Leuchtmittel dabei?"),
         ("Yes, a warm LED of 2,700 K. Any other E27 bulb up to 40 W fits, too.", "Ja, eine warme LED mit 2.700 K. Jedes andere E27-Leuchtmittel bis 40 W passt auch.")),
        (("Can it be dimmed?", "Ist sie dimmbar?"),
         ("Yes, the dimmer sits in the cable. A bulb of your own has to be a dimmable one.", "Ja, der Dimmer sitzt im Kabel. Ein eigenes Leuchtmittel muss dimmbar sein.")),
    ),
    "chair": (
        (("How much weight does it carry?", "Wie viel Gewicht trägt er?"),
         ("It was tested with 130 kg, for one person per seat.", "Geprüft sind 130 kg, für eine Person je Sitz.")),
        (("Does it leave marks on a wooden floor?", "Hinterlässt er Spuren auf Holzboden?"),
         ("No, felt glides are fitted. Spare ones are taped under the seat.", "Nein, Filzgleiter sind montiert. Ersatz klebt unter dem Sitz.")),
    ),
    "bag": (
        (("How much may I carry in it?", "Wie viel darf ich darin tragen?"),
         ("Up to 12 kg; the seams were tested with that.", "Bis 12 kg; damit wurden die Nähte geprüft.")),
        (("Is it waterproof?", "Ist sie wasserdicht?"),
         ("A shower beads off while the canvas is waxed. Rewax it when that stops.", "Ein Schauer perlt ab, solange das Canvas gewachst ist. Wachsen Sie nach, wenn es nachlässt.")),
    ),
    "plant": (
        (("Is it harmful to cats?", "Ist sie giftig für Katzen?"),
         ("Yes, its sap is harmful to pets. Keep it where they cannot nibble.", "Ja, der Saft ist für Haustiere schädlich. Stellen Sie sie dorthin, wo sie nicht knabbern.")),
        (("Does it come with its pot?", "Kommt sie mit Topf?"),
         ("Yes, in the pot of the picture; pot and saucer are one piece.", "Ja, im Topf vom Bild; Topf und Untersetzer sind aus einem Stück.")),
    ),
    "cushion": (
        (("Is the filling included?", "Ist die Füllung dabei?"),
         ("Yes. Cover and filling come together; the cover has a zip.", "Ja. Bezug und Füllung kommen zusammen; der Bezug hat einen Reißverschluss.")),
        (("At how many degrees can the cover be washed?", "Bei wie viel Grad lässt sich der Bezug waschen?"),
         ("At 30 degrees on a gentle cycle. Dry it flat.", "Bei 30 Grad im Schonwaschgang. Liegend trocknen.")),
    ),
    "print": (
        (("Is the frame included?", "Ist der Rahmen dabei?"),
         ("Yes. It comes framed behind acrylic glass, with two hooks and a paper template.", "Ja. Er kommt gerahmt hinter Acrylglas, mit zwei Haken und einer Schablone aus Papier.")),
        (("May it hang in the bathroom?", "Darf es im Bad hängen?"),
         ("Better not: damp and direct sun do the paper no good.", "Besser nicht: Feuchtigkeit und direkte Sonne tun dem Papier nicht gut.")),
    ),
    "bottle": (
        (("How long does it keep once it is open?", "Wie lange hält es nach dem Öffnen?"),
         ("Twelve months, stored below 25 degrees.", "Zwölf Monate, unter 25 Grad gelagert.")),
        (("Is it vegan?", "Ist es vegan?"),
         ("Except for the beeswax that some of it holds, yes; the list on the label names it.", "Bis auf das Bienenwachs, das manches enthält, ja; die Liste auf dem Etikett nennt es.")),
    ),
}  # fmt: skip
WAITING = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the demo; the days count back from the day of planting."""

    text: str
    answer: str
    language: str
    name: str
    days_ago: int


@db.transaction_required
def ask(*, products: Sequence[Product], at: datetime) -> int:
    """This writes the questions about new products, the latest of them unanswered; returns how many."""
    by_key = {row.source_key: row for row in products}
    channel_id = channels.get_channel("eu").id
    rows = [
        _question(by_key[key], one, channel_id=channel_id, at=at)
        for product in assortment.products()
        if (key := source_key(product)) in by_key
        for one in of_product(product)
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row.asked_at)[-WAITING:], 1):
        row.state, row.answer, row.answered_at = "waiting", "", None
        row.asked_at = at - timedelta(hours=9 * number)
    Question.objects.bulk_create(sorted(rows, key=lambda row: row.asked_at))
    return len(rows)


def of_product(product: DemoProduct) -> Iterator[Asked]:
    """This tells what is asked about a product: nothing about most, both things about the best loved."""
    chance = random.Random(f"questions:{product.key}")  # noqa: S311 - deterministic on purpose
    wanted = chance.choices((0, 1, 2), weights=(6, 2 + product.popularity, product.popularity))[0]
    for asked, answer in chance.sample(ASKED[product.family], wanted):
        place = 1 if chance.random() < 0.4 else 0
        yield Asked(
            text=asked[place],
            answer=answer[place],
            language="de" if place else "en",
            name=chance.choice(NAMES),
            days_ago=chance.randint(3, max(4, min(product.days_ago, 400))),
        )


def _question(product: Product, one: Asked, *, channel_id: int, at: datetime) -> Question:
    asked_at = at - timedelta(days=one.days_ago, minutes=one.days_ago * 53 % 600)
    return Question(
        product=product,
        channel_id=channel_id,
        language=one.language,
        text=one.text,
        name=one.name,
        state="answered",
        answer=one.answer,
        answered_at=asked_at + timedelta(hours=20),
        asked_at=asked_at,
    )
