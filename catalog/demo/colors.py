"""What the colors, woods, scents and materials of the assortment are called, and how they look."""

from catalog.demo.shapes import Words
from catalog.studio.color import COLORS as TONES
from catalog.studio.color import WOODS as WOOD_TONES

COLORS: dict[str, Words] = {
    "chalk": Words("Chalk", "Kreide"),
    "oat": Words("Oat", "Hafer"),
    "sand": Words("Sand", "Sand"),
    "stone": Words("Stone", "Stein"),
    "charcoal": Words("Charcoal", "Kohle"),
    "cocoa": Words("Cocoa", "Kakao"),
    "clay": Words("Clay", "Ton"),
    "terracotta": Words("Terracotta", "Terrakotta"),
    "rust": Words("Rust", "Rost"),
    "brick": Words("Brick", "Ziegel"),
    "rose": Words("Rose", "Rosé"),
    "blush": Words("Blush", "Puder"),
    "plum": Words("Plum", "Pflaume"),
    "lilac": Words("Lilac", "Flieder"),
    "lemon": Words("Lemon", "Zitrone"),
    "mustard": Words("Mustard", "Senf"),
    "ochre": Words("Ochre", "Ocker"),
    "sage": Words("Sage", "Salbei"),
    "moss": Words("Moss", "Moos"),
    "forest": Words("Forest", "Tanne"),
    "celadon": Words("Celadon", "Seladon"),
    "teal": Words("Teal", "Petrol"),
    "sky": Words("Sky", "Himmel"),
    "cobalt": Words("Cobalt", "Kobalt"),
    "ink": Words("Ink", "Tinte"),
}
SWATCHES: dict[str, str] = {name: TONES[name].hexcode() for name in COLORS}

WOODS: dict[str, Words] = {
    "ash": Words("Ash", "Esche"),
    "beech": Words("Beech", "Buche"),
    "oak": Words("Oak", "Eiche"),
    "cherry": Words("Cherry", "Kirsche"),
    "walnut": Words("Walnut", "Nussbaum"),
    "black ash": Words("Black ash", "Esche schwarz"),
}
WOOD_SWATCHES: dict[str, str] = {name: WOOD_TONES[name].hexcode() for name in WOODS}

MATERIALS: dict[str, Words] = {
    "stoneware": Words("Stoneware", "Steinzeug"),
    "porcelain": Words("Porcelain", "Porzellan"),
    "earthenware": Words("Earthenware", "Irdenware"),
    "ceramic and linen": Words("Ceramic and linen", "Keramik und Leinen"),
    "ceramic and steel": Words("Ceramic and steel", "Keramik und Stahl"),
    "solid wood": Words("Solid wood", "Massivholz"),
    "solid wood and wool": Words("Solid wood and wool", "Massivholz und Wolle"),
    "canvas and leather": Words("Canvas and leather", "Canvas und Leder"),
    "living plant": Words("Living plant in a ceramic pot", "Lebende Pflanze im Keramiktopf"),
    "linen": Words("Linen", "Leinen"),
    "wool": Words("Wool", "Wolle"),
    "organic cotton": Words("Organic cotton", "Bio-Baumwolle"),
    "cotton paper": Words("Cotton paper, wooden frame", "Baumwollpapier, Holzrahmen"),
    "glass": Words("Glass", "Glas"),
}

SCENTS: dict[str, tuple[Words, str, str]] = {
    # words, glass, color of the label's mark
    "fig leaf": (Words("Fig leaf", "Feigenblatt"), "green", "sage"),
    "cedar": (Words("Cedar", "Zeder"), "amber", "rust"),
    "sea salt": (Words("Sea salt", "Meersalz"), "smoke", "sky"),
    "bergamot": (Words("Bergamot", "Bergamotte"), "amber", "mustard"),
    "rosemary": (Words("Rosemary", "Rosmarin"), "green", "forest"),
    "orange flower": (Words("Orange flower", "Orangenblüte"), "amber", "terracotta"),
    "lavender": (Words("Lavender", "Lavendel"), "smoke", "lilac"),
    "unscented": (Words("Unscented", "Unparfümiert"), "clear", "stone"),
}
