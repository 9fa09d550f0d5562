"""Photos at screen size, whatever the file is."""

import io
import math
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from kiosk.album import photo_file
from kiosk.album.decode import Layout, Lean, Picture, Size, decode, lay_out, upright_size
from kiosk.album.photo_file import UnreadablePhotoError, open_photo

Paint = Callable[..., Path]

BOX = Size(160, 90)
RED, GREEN, BLUE, WHITE = (230, 20, 20), (20, 200, 20), (20, 20, 220), (250, 250, 250)
QUARTERS = [RED, GREEN, BLUE, WHITE]


def pixel(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    blue, green, red, opaque = struct.unpack_from("4B", picture.pixels, 4 * (y * picture.width + x))
    assert opaque == 255
    return red, green, blue


def quarters(picture: Picture) -> list[tuple[int, int, int]]:
    """Returns the colors in the middle of the four quarters, read as a book is."""
    columns = (picture.width // 4, picture.width * 3 // 4)
    rows = (picture.height // 4, picture.height * 3 // 4)
    return [pixel(picture, x, y) for y in rows for x in columns]


def near(first: object, second: object, tolerance: int = 12) -> bool:
    """Compares colors, or lists of them, channel by channel."""
    if isinstance(first, list):
        return all(near(one, other, tolerance) for one, other in zip(first, second, strict=True))
    return first == pytest.approx(second, abs=tolerance)


def fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def icc_profile(space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Packs a version 2 ICC profile."""
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(value))
        data += value.ljust(-(-len(value) // 4) * 4, b"\0")
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    header = struct.pack(
        ">I4sI4s4s4s12s4s28s12s48s",
        *(128 + len(table) + len(data), b"lcms", 0x02400000, kind, space, connection),
        *(struct.pack(">6H", 2027, 6, 3, 0, 0, 0), b"acsp", b""),
        *(fixed(0.9642) + fixed(1.0) + fixed(0.8249), b""),
    )
    return header + table + data


def described(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + b"\0" * 78


def xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))


def curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


def rgb_profile(name: str, primaries: list[tuple[float, float, float]]) -> bytes:
    red, green, blue = (xyz(*primary) for primary in primaries)
    return icc_profile(
        b"RGB ",
        b"XYZ ",
        {
            b"desc": described(name),
            b"wtpt": xyz(0.9642, 1.0, 0.8249),
            b"rXYZ": red,
            b"gXYZ": green,
            b"bXYZ": blue,
            **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve(2.2)),
        },
    )


def display_p3(name: str = "Display P3") -> bytes:
    return rgb_profile(
        name, [(0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)]
    )


def adobe_rgb() -> bytes:
    return rgb_profile(
        "Adobe RGB (1998)",
        [(0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)],
    )


def linear_gray() -> bytes:
    tags = {b"desc": described("Linear"), b"wtpt": xyz(0.9642, 1.0, 0.8249), b"kTRC": curve(1.0)}
    return icc_profile(b"GRAY", b"XYZ ", tags)


def cmyk_where_black_ink_is_paper() -> bytes:
    """Makes a CMYK profile that no formula guesses: the more black ink, the lighter."""
    ramp = bytes(range(256))
    grid = b"".join(bytes((255 if corner % 2 else 0, 128, 128)) for corner in range(16))
    identity = b"".join(fixed(float(row == column)) for row in range(3) for column in range(3))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + ramp * 4 + grid + ramp * 3
    return icc_profile(b"CMYK", b"Lab ", {b"desc": described("Odd press"), b"A2B0": table})


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {"quality": 95}),
        ("a.jpg", {"quality": 95, "progressive": True}),
        ("a.png", {}),
        ("a.webp", {"lossless": True}),
        ("a.webp", {"quality": 95}),
        ("a.heic", {"quality": 95}),
        ("a.heif", {"quality": 95}),
        ("a.gif", {}),
    ],
)
def test_every_format_fills_the_box(paint: Paint, name: str, options: dict[str, object]) -> None:
    picture = decode(paint(name, (640, 360), QUARTERS, **options), BOX)
    assert (picture.width, picture.height, picture.whole) == (160, 90, False)
    assert len(picture.pixels) == 4 * 160 * 90
    assert near(quarters(picture), QUARTERS)


def test_the_kind_is_told_by_content_and_not_by_name(paint: Paint, tmp_path: Path) -> None:
    for name in ("a.heic", "a.png", "a.webp"):
        wrong = tmp_path / "wrong.jpg"
        wrong.write_bytes(paint(name, color=RED).read_bytes())
        assert near(pixel(decode(wrong, BOX), 80, 45), RED)


ORIENTED = {
    1: [RED, GREEN, BLUE, WHITE],
    2: [GREEN, RED, WHITE, BLUE],
    3: [WHITE, BLUE, GREEN, RED],
    4: [BLUE, WHITE, RED, GREEN],
    5: [RED, BLUE, GREEN, WHITE],
    6: [BLUE, RED, WHITE, GREEN],
    7: [WHITE, GREEN, BLUE, RED],
    8: [GREEN, WHITE, RED, BLUE],
}


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic"])
@pytest.mark.parametrize("orientation", ORIENTED)
def test_a_photo_is_upright(paint: Paint, name: str, orientation: int) -> None:
    """The camera's turn is undone, so a turned landscape fills a portrait box."""
    path = paint(name, (320, 180), QUARTERS, orientation=orientation, quality=95)
    box = Size(90, 160) if orientation >= 5 else Size(160, 90)
    picture = decode(path, box)
    assert (picture.width, picture.height, picture.whole) == (*box, False)
    assert near(quarters(picture), ORIENTED[orientation], 20)


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_that_does_not_exist_turns_nothing(paint: Paint, orientation: int) -> None:
    path = paint("a.jpg", (320, 180), QUARTERS, orientation=orientation, quality=95)
    assert near(quarters(decode(path, BOX)), QUARTERS, 20)


def test_damaged_exif_costs_no_photo(paint: Paint) -> None:
    path = paint("a.jpg", color=RED, exif=b"Exif\0\0II*\0\xff\xff\xff\xff\0\0")
    assert near(pixel(decode(path, BOX), 80, 45), RED)
    path = paint("b.jpg", color=RED, exif=b"Exif\0\0garbage")
    assert near(pixel(decode(path, BOX), 80, 45), RED)


def test_cmyk_becomes_rgb(paint: Paint) -> None:
    path = paint("a.jpg", (320, 180), (0, 255, 255, 0), mode="CMYK", quality=95)
    assert near(pixel(decode(path, BOX), 80, 45), (255, 0, 0))


def test_cmyk_is_converted_by_its_own_profile(paint: Paint) -> None:
    profile = cmyk_where_black_ink_is_paper()
    dark = paint("a.jpg", color=(0, 0, 0, 0), mode="CMYK", icc_profile=profile)
    light = paint("b.jpg", color=(0, 0, 0, 255), mode="CMYK", icc_profile=profile)
    assert near(pixel(decode(dark, BOX), 80, 45), (0, 0, 0))
    assert near(pixel(decode(light, BOX), 80, 45), (255, 255, 255))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic"])
@pytest.mark.parametrize(
    ("profile", "expected"),  # from the primaries, by hand
    [(display_p3(), (216, 93, 97)), (adobe_rgb(), (227, 100, 100))],
    ids=["Display P3", "Adobe RGB"],
)
def test_wide_gamut_is_converted_to_srgb(
    paint: Paint, name: str, profile: bytes, expected: tuple[int, int, int]
) -> None:
    path = paint(name, color=(200, 100, 100), icc_profile=profile, quality=95)
    assert near(pixel(decode(path, BOX), 80, 45), expected, 3)


def test_a_palette_with_a_wide_gamut_is_converted_too(tmp_path: Path) -> None:
    image = Image.new("P", (16, 9), 1)
    image.putpalette([0, 0, 0, 200, 100, 100])
    image.save(tmp_path / "a.png", icc_profile=display_p3())
    assert near(pixel(decode(tmp_path / "a.png", BOX), 80, 45), (216, 93, 97), 3)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_gray_is_converted_by_its_own_profile(paint: Paint, name: str) -> None:
    path = paint(name, color=100, mode="L", icc_profile=linear_gray(), quality=95)
    assert near(pixel(decode(path, BOX), 80, 45), (168, 168, 168), 3)


def test_srgb_and_unnamed_photos_stay_as_they_are(paint: Paint) -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (own, None, display_p3("sRGB look-alike")):
        path = paint("a.png", color=(200, 100, 100), icc_profile=profile)
        assert pixel(decode(path, BOX), 80, 45) == (200, 100, 100)


@pytest.mark.parametrize(
    "profile", [b"garbage", cmyk_where_black_ink_is_paper(), display_p3()[:200]]
)
def test_a_profile_that_makes_no_sense_is_left_out(paint: Paint, profile: bytes) -> None:
    path = paint("a.png", color=(200, 100, 100), icc_profile=profile)
    assert pixel(decode(path, BOX), 80, 45) == (200, 100, 100)


def test_a_gray_photo_with_a_color_profile_is_shown(paint: Paint) -> None:
    path = paint("a.jpg", color=100, mode="L", icc_profile=display_p3())
    assert near(pixel(decode(path, BOX), 80, 45), (100, 100, 100), 2)


@pytest.mark.parametrize(("value", "gray"), [(0, 0), (25_700, 100), (32_896, 128), (65_535, 255)])
def test_sixteen_bit_gray_is_scaled(paint: Paint, value: int, gray: int) -> None:
    picture = decode(paint("a.png", color=value, mode="I;16"), BOX)
    assert pixel(picture, 80, 45) == (gray, gray, gray)


def test_sixteen_bit_color_is_shown(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + struct.pack(">3H", 200 * 257, 100 * 257, 50 * 257) * 16) * 9
    path = tmp_path / "a.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 9, 16, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    assert pixel(decode(path, BOX), 80, 45) == (200, 100, 50)


@pytest.mark.parametrize(("mode", "color"), [("L", 100), ("1", 1), ("P", 7)])
def test_gray_bitmaps_and_palettes_are_shown(paint: Paint, mode: str, color: int) -> None:
    path = paint("a.png", color=color, mode=mode)
    with Image.open(path) as image:
        expected = image.convert("RGB").getpixel((0, 0))
    assert pixel(decode(path, BOX), 80, 45) == expected


def test_a_palette_is_blended_and_not_picked_from(tmp_path: Path) -> None:
    image = Image.new("P", (320, 180))
    image.putpalette([0, 0, 0, 255, 255, 255])
    image.putdata([(x + y) % 2 for y in range(180) for x in range(320)])
    image.save(tmp_path / "a.png")
    assert near(pixel(decode(tmp_path / "a.png", BOX), 80, 45), (128, 128, 128), 20)


@pytest.mark.parametrize(
    ("mode", "color"), [("RGBA", (10, 20, 30, 0)), ("LA", (10, 0)), ("RGBA", (242, 240, 235, 128))]
)
def test_what_is_transparent_shows_neutral_paper(
    paint: Paint, mode: str, color: tuple[int, ...]
) -> None:
    assert near(pixel(decode(paint("a.png", color=color, mode=mode), BOX), 80, 45), (242, 240, 235))


def test_what_is_half_transparent_is_mixed_with_the_paper(paint: Paint) -> None:
    picture = decode(paint("a.webp", color=(0, 0, 0, 128), mode="RGBA", lossless=True), BOX)
    assert near(pixel(picture, 80, 45), (121, 120, 117), 2)


@pytest.mark.parametrize(("mode", "color", "clear"), [("RGB", RED, RED), ("L", 9, 9)])
def test_a_color_that_means_transparent_shows_the_paper(
    paint: Paint, mode: str, color: object, clear: object
) -> None:
    path = paint("a.png", color=color, mode=mode, transparency=clear)
    assert pixel(decode(path, BOX), 80, 45) == (242, 240, 235)


def test_a_palette_entry_that_means_transparent_shows_the_paper(tmp_path: Path) -> None:
    image = Image.new("P", (16, 9), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    for name in ("a.png", "a.gif"):
        image.save(tmp_path / name, transparency=1)
        assert pixel(decode(tmp_path / name, BOX), 80, 45) == (242, 240, 235)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_of_an_animation_the_first_frame_is_shown(paint: Paint, name: str) -> None:
    later = [Image.new("RGB", (160, 90), color) for color in (GREEN, BLUE)]
    path = paint(name, color=RED, save_all=True, append_images=later, duration=100)
    with Image.open(path) as image:
        assert image.n_frames == 3
    assert near(pixel(decode(path, BOX), 80, 45), RED)


def test_of_a_phones_file_of_several_pictures_the_first_is_shown(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (160, 90), color) for color in (RED, BLUE))
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[second], quality=95)
    assert near(pixel(decode(tmp_path / "a.jpg", BOX), 80, 45), RED)
    burst = pillow_heif.HeifFile()
    for image in (first, second):
        burst.add_from_pillow(image)
    burst.save(tmp_path / "a.heic", quality=95)
    assert near(pixel(decode(tmp_path / "a.heic", BOX), 80, 45), RED)


def test_a_photo_on_its_fill_leans_where_it_is_told(paint: Paint) -> None:
    """Its fill is as blurred and dark on one side as it would be on two."""
    path = paint("a.png", (300, 600), (250, 250, 250))
    at = {lean: decode(path, Size(640, 360), lean=Lean(*lean)) for lean in ((0, 0), (1, 1))}
    assert near(pixel(at[0, 0], 179, 180), (250, 250, 250), 1)
    assert near(pixel(at[0, 0], 180, 180), (112, 112, 112), 4)
    assert near(pixel(at[1, 1], 459, 180), (112, 112, 112), 4)
    assert near(pixel(at[1, 1], 460, 180), (250, 250, 250), 1)
    wide = paint("b.png", (600, 200), (250, 250, 250))
    top, bottom = (decode(wide, Size(300, 300), lean=Lean(y=y)) for y in (0.0, 1.0))
    assert near([pixel(top, 9, y) for y in (99, 100)], [(250,) * 3, (112,) * 3], 4)
    assert near([pixel(bottom, 9, y) for y in (199, 200)], [(112,) * 3, (250,) * 3], 4)


def test_the_size_of_a_photo_is_the_size_as_it_is_looked_at(paint: Paint) -> None:
    for orientation in ORIENTED:
        path = paint("a.jpg", (320, 180), orientation=orientation)
        assert upright_size(path) == ((180, 320) if orientation >= 5 else (320, 180))
    (path.parent / "b.jpg").write_text("text")
    with pytest.raises(UnreadablePhotoError, match="not a JPEG"):
        upright_size(path.parent / "b.jpg")


def test_a_shape_that_loses_a_sixth_fills_and_one_that_loses_more_stands_whole() -> None:
    box = Size(1200, 1000)
    assert not lay_out(Size(1000, 1000), box).whole
    assert lay_out(Size(999, 1000), box).whole
    assert not lay_out(Size(1440, 1000), box).whole
    assert lay_out(Size(1441, 1000), box).whole


def test_the_usual_cameras_on_the_usual_wall() -> None:
    wall = Size(1920, 1080)
    three_to_two = lay_out(Size(6000, 4000), wall)
    assert three_to_two == Layout(Size(1920, 1280), wall, whole=False)
    four_to_three = lay_out(Size(4000, 3000), wall)
    assert four_to_three == Layout(Size(1440, 1080), wall, whole=True)
    portrait = lay_out(Size(3000, 4000), wall)
    assert portrait == Layout(Size(810, 1080), wall, whole=True)
    panorama = lay_out(Size(9000, 1000), wall)
    assert panorama == Layout(Size(1920, 213), wall, whole=True)
    wide = lay_out(Size(2000, 1000), wall)
    assert wide == Layout(Size(2160, 1080), wall, whole=False)


def test_overscan_enlarges_a_cropped_picture_and_leaves_a_whole_one() -> None:
    wall = Size(1920, 1080)
    assert lay_out(Size(1920, 1080), wall, 1.08).canvas == Size(2074, 1167)
    assert lay_out(Size(6000, 4000), wall, 1.08).scaled == Size(2074, 1383)
    assert lay_out(Size(3000, 4000), wall, 1.08).canvas == wall


SIDES = st.integers(1, 5_000)
SIZES = st.builds(Size, SIDES, SIDES)


@given(SIZES, SIZES, st.sampled_from([1.0, 1.08]))
def test_a_layout_never_leaves_an_edge_bare_nor_cuts_a_whole_photo(
    photo: Size, box: Size, overscan: float
) -> None:
    layout = lay_out(photo, box, overscan)
    scaled, canvas = layout.scaled, layout.canvas
    if layout.whole:
        assert canvas == box
        assert 1 <= scaled.width <= canvas.width
        assert 1 <= scaled.height <= canvas.height
        assert scaled.width == canvas.width or scaled.height == canvas.height
    else:
        assert canvas == (math.ceil(box.width * overscan), math.ceil(box.height * overscan))
        assert scaled.width >= canvas.width
        assert scaled.height >= canvas.height
        assert scaled.width == canvas.width or scaled.height == canvas.height
        assert scaled.width * scaled.height <= 1.2 * (canvas.width + 2) * (canvas.height + 2)


def test_a_tall_photo_is_cut_more_at_its_foot_than_at_its_head(tmp_path: Path) -> None:
    image = Image.new("RGB", (300, 200))  # 3:2 in 3:1.7: 30 of 200 rows are cut
    for row in range(200):
        image.paste((row, row, row), (0, row, 300, row + 1))
    image.save(tmp_path / "a.png")
    picture = decode(tmp_path / "a.png", Size(300, 170))
    assert pixel(picture, 150, 0) == (10, 10, 10)
    assert pixel(picture, 150, 169) == (179, 179, 179)


def test_a_wide_photo_is_cut_alike_on_both_sides(tmp_path: Path) -> None:
    image = Image.new("RGB", (230, 100))
    for column in range(230):
        image.paste((column, 0, 0), (column, 0, column + 1, 100))
    image.save(tmp_path / "a.png")
    picture = decode(tmp_path / "a.png", Size(200, 100))
    assert pixel(picture, 0, 50) == (15, 0, 0)
    assert pixel(picture, 199, 50) == (214, 0, 0)


def test_a_portrait_stands_whole_on_a_dark_blurred_copy_of_itself(paint: Paint) -> None:
    path = paint("a.png", (300, 600), [RED, RED, BLUE, BLUE])
    picture = decode(path, Size(640, 360))
    assert (picture.width, picture.height, picture.whole) == (640, 360, True)
    left, right = 230, 409  # 180 columns in the middle
    assert near([pixel(picture, x, 20) for x in (left, right)], [RED, RED])
    assert near([pixel(picture, x, 340) for x in (left, right)], [BLUE, BLUE])
    fill = [pixel(picture, x, 180) for x in (5, left - 1, right + 1, 634)]
    for red, green, blue in fill:
        assert 20 < red < 120
        assert 20 < blue < 120
        assert green < 15
    row = [pixel(picture, x, 180) for x in range(left)]
    assert all(near(before, after, 12) for before, after in pairwise(row)), "blurred: no edges"


def test_a_panorama_stands_whole_on_its_fill(paint: Paint) -> None:
    picture = decode(paint("a.png", (900, 100), WHITE), Size(180, 90))
    assert picture.whole
    assert near(pixel(picture, 90, 36), WHITE)
    assert near(pixel(picture, 90, 54), WHITE)
    assert near(pixel(picture, 90, 33), (112, 112, 112), 4)
    assert near(pixel(picture, 90, 56), (112, 112, 112), 4)


def test_extreme_shapes_are_shown(paint: Paint) -> None:
    for size in ((2000, 1), (1, 2000), (1, 1), (3, 2)):
        picture = decode(paint("a.png", size, RED), BOX)
        assert len(picture.pixels) == 4 * 160 * 90
    assert decode(paint("a.png", (1, 2000), RED), Size(1, 1)).width == 1


def test_a_cropped_picture_is_as_much_larger_as_the_overscan_says(paint: Paint) -> None:
    picture = decode(paint("a.jpg", (640, 360), QUARTERS), BOX, overscan=1.08)
    assert (picture.width, picture.height) == (173, 98)
    assert len(picture.pixels) == 4 * 173 * 98


def test_a_jpeg_is_decoded_at_the_fraction_that_its_place_needs(
    paint: Paint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same file passes a limit on memory that its full size would exceed."""
    monkeypatch.setattr("kiosk.album.source.MEMORY_LIMIT", 8 * 320 * 180)
    baseline = paint("a.jpg", (1280, 720), QUARTERS, quality=95)
    assert near(quarters(decode(baseline, BOX)), QUARTERS, 20)
    assert near(quarters(decode(baseline, Size(320, 180))), QUARTERS, 20)
    with pytest.raises(UnreadablePhotoError, match="has to be decoded whole"):
        decode(baseline, Size(321, 181))
    with pytest.raises(UnreadablePhotoError, match="0 megapixels in a form"):
        decode(paint("b.jpg", (1280, 720), QUARTERS, progressive=True), BOX)


def test_what_has_to_be_decoded_whole_is_bounded(
    paint: Paint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.album.source.MEMORY_LIMIT", 8 * 1_000_000)
    assert decode(paint("a.png", (1250, 800)), BOX).width == 160
    with pytest.raises(UnreadablePhotoError) as caught:
        decode(paint("a.png", (1250, 801)), BOX)
    assert str(caught.value) == (
        "1 megapixels in a form that has to be decoded whole; the most is 1"
    )
    assert decode(paint("a.webp", (625, 800)), BOX).width == 160
    with pytest.raises(UnreadablePhotoError, match="decoded whole"):
        decode(paint("a.webp", (625, 801)), BOX)


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (20_001, 10_000)])
def test_more_than_200_megapixels_are_refused(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_header(width, height) + b"\0\0\0\0IDAT")
    with pytest.raises(UnreadablePhotoError, match=r"^declares more than 200 megapixels$"):
        decode(path, BOX)


def test_200_megapixels_of_jpeg_are_decoded_small(tmp_path: Path) -> None:
    """A phone's largest photo: only its header and an eighth of its pixels are touched."""
    data = io.BytesIO()
    Image.new("RGB", (16, 16), RED).save(data, "JPEG")
    path = tmp_path / "a.jpg"
    at = data.getvalue().index(b"\xff\xc0")
    declared = struct.pack(">HH", 10_000, 20_000)
    path.write_bytes(data.getvalue()[: at + 5] + declared + data.getvalue()[at + 9 :])
    with open_photo(path) as image:
        assert image.size == (20_000, 10_000)
    assert decode(path, Size(1920, 1080)).width == 1920


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        ("这不是照片\n".encode() * 100, "not a JPEG, PNG, WebP, HEIC or GIF picture"),
        (b"<!DOCTYPE html><html>", "not a JPEG, PNG, WebP, HEIC or GIF picture"),
        (b"BM" + b"\0" * 60, "not a JPEG, PNG, WebP, HEIC or GIF picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 12, "not a JPEG, PNG, WebP, HEIC or GIF picture"),
    ],
)
def test_what_is_no_photo_says_so_in_a_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(UnreadablePhotoError) as caught:
        decode(path, BOX)
    assert str(caught.value) == reason


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhotoError, match=r"^No such file or directory$"):
        decode(tmp_path / "gone.jpg", BOX)
    with pytest.raises(UnreadablePhotoError, match=r"^not a file$"):
        decode(tmp_path, BOX)


def test_a_huge_file_is_not_opened(paint: Paint, monkeypatch: pytest.MonkeyPatch) -> None:
    path = paint("a.jpg")
    monkeypatch.setattr(photo_file, "FILE_LIMIT", path.stat().st_size)
    assert decode(path, BOX).width == 160
    monkeypatch.setattr(photo_file, "FILE_LIMIT", path.stat().st_size - 1)
    with pytest.raises(UnreadablePhotoError, match=r"^larger than 0 MB$"):
        decode(path, BOX)


def noisy(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(3 * size[0] * size[1]))


@pytest.mark.parametrize("name", ["a.jpg", "progressive.jpg", "a.png", "a.webp", "a.heic", "a.gif"])
def test_a_truncated_photo_is_unreadable_and_never_half_a_picture(
    tmp_path: Path, name: str
) -> None:
    whole = tmp_path / name
    options = {"progressive": True} if name == "progressive.jpg" else {}
    noisy((200, 120)).save(whole, **options)
    data, expected = whole.read_bytes(), decode(whole, BOX)
    refused = 0
    for tenths in range(10):
        whole.write_bytes(data[: max(1, len(data) * tenths // 10)])
        with pytest.raises(UnreadablePhotoError) as caught:
            decode(whole, BOX)
        assert "\n" not in str(caught.value)
        refused += 1
    assert refused == 10
    for missing in (1, 2, 3, 4, 12):
        whole.write_bytes(data[:-missing])
        try:
            picture = decode(whole, BOX)
        except UnreadablePhotoError:
            continue
        assert picture == expected


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.gif"])
def test_damaged_bytes_give_a_picture_or_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    noisy((64, 36)).save(path)
    data, rng = path.read_bytes(), random.Random(3)
    lines: list[str] = []
    for _ in range(40):
        damaged = bytearray(data)
        for _ in range(rng.randint(1, 12)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        try:
            assert len(decode(path, BOX).pixels) == 4 * 160 * 90
        except UnreadablePhotoError as error:
            lines.append(str(error))
    assert all(line and "\n" not in line for line in lines)


def test_whatever_a_decoder_raises_is_one_line(paint: Paint) -> None:
    path = paint("a.jpg")
    for error, line in [(ValueError("one\ntwo"), "one"), (MemoryError(), "MemoryError")]:
        with pytest.raises(UnreadablePhotoError) as caught, open_photo(path):
            raise error
        assert str(caught.value) == line


def test_pixels_are_not_in_a_pictures_repr(paint: Paint) -> None:
    assert repr(decode(paint("a.jpg"), BOX)) == "Picture(width=160, height=90, whole=False)"


PEAK = """
import re, sys
from pathlib import Path
from kiosk.album.decode import Size, decode
from kiosk.operations.allocator import give_memory_back

give_memory_back()
for path in sys.argv[1:]:
    decode(Path(path), Size(1920, 1080))
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def peak_mb(*paths: Path) -> float:
    """Returns the most memory that a process of its own held while it decoded photos."""
    words = [sys.executable, "-c", PEAK, *map(str, paths)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
    return int(done.stdout) * 1024 / 1e6


@pytest.mark.parametrize("size", [(2880, 1920), (4000, 3000), (6000, 4000)])
def test_a_cameras_photo_takes_little_more_than_its_picture(
    paint: Paint, size: tuple[int, int]
) -> None:
    """The picture itself is 8.3 MB; Pillow's RGB of what is decoded would be 12 to 24 alone."""
    small = paint("small.jpg", (320, 180), QUARTERS)
    large = paint("large.jpg", size, QUARTERS, orientation=3)
    assert peak_mb(small, large) - peak_mb(small) < 21


def test_a_jpeg_that_stores_red_green_and_blue_is_shown(paint: Paint) -> None:
    path = paint("a.jpg", (320, 180), QUARTERS, quality=95, keep_rgb=True)
    assert near(quarters(decode(path, BOX)), QUARTERS)


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0"])
def test_a_jpegs_colors_lie_where_its_brightness_does(paint: Paint, subsampling: str) -> None:
    """Pixel by pixel as Pillow draws the same file, but for the soft edges of the colors."""
    path = paint("a.jpg", (642, 358), QUARTERS, quality=95, subsampling=subsampling)
    box = Size(321, 179)
    picture = decode(path, box)
    with Image.open(path) as image:
        expected = image.resize(box)
    for x, y in product(range(0, 321, 8), range(0, 179, 6)):
        if abs(x - 160) > 4 and abs(y - 89) > 4:
            assert near(pixel(picture, x, y), expected.getpixel((x, y)), 6)
