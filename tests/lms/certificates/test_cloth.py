from io import BytesIO

from PIL import Image, ImageChops, ImageOps

from lms.certificates import cloth


def test_the_band_is_the_same_from_either_side_and_either_end():
    band = Image.open(BytesIO(cloth.band()))

    for turned in (ImageOps.mirror(band), ImageOps.flip(band)):
        assert ImageChops.difference(band, turned).getbbox() is None


def test_the_star_is_the_same_after_a_quarter_turn():
    star = Image.open(BytesIO(cloth.star()))

    turned = star.rotate(90)

    assert ImageChops.difference(star, turned).getbbox() is None


def test_the_cloth_has_three_colours_only():
    band = Image.open(BytesIO(cloth.band()))

    colours = {bytes(colour).hex() for _count, colour in band.getcolors()}

    assert colours == {"17402f", "e2a33a", "ffffff"}
