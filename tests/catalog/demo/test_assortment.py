from collections import Counter

from stdnum import ean

from catalog.demo import album, assortment, makers, numbers, shoot, taxonomy, words
from catalog.demo.shapes import LANGUAGES


def test_has_240_products_of_nine_families_with_two_to_six_variants_each() -> None:
    products = assortment.products()

    assert len(products) == 240
    assert len(Counter(one.family for one in products)) == 9
    assert {len(one.variants) for one in products} <= {2, 3, 4, 5, 6}


def test_is_the_same_every_time() -> None:
    first = assortment.products()
    assortment.products.cache_clear()
    assortment._laid_out.cache_clear()

    assert assortment.products() == first


def test_names_every_variant_once_by_sku_and_by_a_valid_gtin() -> None:
    variants = [variant for one in assortment.products() for variant in one.variants]

    assert len({variant.sku for variant in variants}) == len(variants)
    assert len({variant.gtin for variant in variants}) == len(variants)
    assert all(ean.is_valid(variant.gtin) for variant in variants)


def test_slugs_are_free_of_clashes_in_every_language() -> None:
    for language in LANGUAGES:
        slugs = [one.slug[language] for one in assortment.products()]
        assert len(set(slugs)) == len(slugs)


def test_costs_stay_below_the_net_price_and_reductions_below_the_price_before() -> None:
    for product in assortment.products():
        for variant in product.variants:
            assert 0 < variant.cost < variant.prices["EUR"] / 1.19
            assert variant.prices.keys() == {"EUR", "GBP", "USD", "JPY"}
            assert all(was > variant.prices[one] for one, was in variant.before.items())


def test_every_product_stands_on_a_shelf_and_has_a_maker_with_a_contact() -> None:
    for product in assortment.products():
        assert product.category in taxonomy.BY_CODE
        maker = makers.BY_CODE[product.maker]
        assert "@" in maker.mail
        assert maker.responsible or maker.country != "GB"


def test_price_tags_look_like_a_shop_s() -> None:
    assert [numbers.retail(cents) for cents in (2412, 6000, 8650, 12300, 24780)] == [
        2390, 5900, 8500, 12500, 25000,
    ]  # fmt: skip


def test_yen_tags_are_whole_and_end_as_japanese_tags_do() -> None:
    """I18N3: yen have no decimals."""
    assert [numbers.retail_yen(yen) for yen in (120, 3951.4, 14_790, 46_200)] == [
        480, 3980, 14_800, 46_000,
    ]  # fmt: skip


def test_every_word_is_said_in_all_languages() -> None:
    """I18N2: no product, shelf or attribute of the demo speaks a language by half."""
    for product in assortment.products():
        for said in (product.name, product.slug, product.summary, product.description):
            assert set(said) == set(LANGUAGES)
            assert all(said.values())
        assert product.description["fr"] != product.description["en"]
    for shelf in taxonomy.CATEGORIES:
        assert all(shelf.name.everywhere().values())
        assert all(shelf.intro.everywhere().values())
    for attribute in words.attributes():
        assert all(attribute.names.everywhere().values())
        assert all(all(said.everywhere().values()) for _, said, _ in attribute.options)


def test_arabic_addresses_are_arabic() -> None:
    """I18N1: translated slugs; native letters where readers expect them."""
    moon = next(one for one in assortment.products() if one.slug["en"] == "runa-moon-vase")

    assert moon.slug["fr"] == "vase-lune-runa"
    assert moon.slug["ar"] == "مزهرية-قمرية-runa"


def test_the_check_digit_follows_gs1() -> None:
    assert numbers.gtin13(1) == "2290000000010"


def test_the_album_holds_a_picture_for_every_shot_and_stays_within_six_megabytes() -> None:
    shots = {shot.name: shot for shot in shoot.shot_list()}
    prints = album.prints()

    assert set(prints) == set(shots)
    assert {variant.picture for one in assortment.products() for variant in one.variants} < set(
        shots
    )
    assert sum(file.stat().st_size for file in album.FOLDER.iterdir()) <= 6_000_000


def test_every_product_shows_itself_four_times_and_every_color_of_it_in_its_own_picture() -> None:
    """P2: at least four pictures, in scale and measured among them, worded in four languages."""
    prints = album.prints()
    for product in assortment.products():
        fronts = {variant.picture for variant in product.variants}
        looks = {
            tuple(one for one in variant.options if one[0] != "size")
            for variant in product.variants
        }
        assert len(fronts) == len(looks)
        assert [name.rpartition("--")[2] for name in product.gallery] == [
            "detail", "scale", "measured",
        ]  # fmt: skip
        for name in (*fronts, *product.gallery):
            assert set(prints[name].alts) == set(LANGUAGES)
            assert all(prints[name].alts.values())
        digests = [prints[name].drawing for name in (*fronts, *product.gallery)]
        assert len(set(digests)) == len(digests)


def test_alternative_texts_say_measures_as_each_language_writes_them() -> None:
    """I18N3: decimal signs, and what stands beside the thing for comparison."""
    prints = album.prints()

    measured = prints["vase-halma--measured"].alts
    assert measured["en"] == "Halma bottle vase: 33 cm high, 18 cm wide; 24.5 cm high, 13.5 cm wide"
    assert measured["de"].endswith("24,5 cm hoch, 13,5 cm breit")
    assert measured["fr"].endswith("24,5 cm de haut, 13,5 cm de large")
    assert prints["vase-halma--scale"].alts["de"] == (
        "Flaschenvase Halma im Größenvergleich mit einem Becher"
    )


def test_the_album_was_made_from_the_present_drawings() -> None:
    prints = album.prints()

    outdated = [
        shot.name
        for shot in shoot.shot_list()
        if prints[shot.name].drawing != album.digest(shot.draw())
    ]

    assert outdated == []
