"""Pictures for the fictional town, drawn of plain shapes: there are no photographs of a place that does not exist."""

from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1500, 1000)
CREAM, SAND, TEAL, PINE, LEAF, SKY = "#fbf3e2", "#e8d3ac", "#0b5c56", "#06332f", "#7fa66a", "#bfe0e2"
MARIGOLD, RUST, CLAY, INK, WHITE = "#f2b134", "#b4532a", "#c9794e", "#2b2a33", "#fffdf8"

Pen = ImageDraw.ImageDraw


def draw_hills(pen: Pen) -> None:
    """Hills one behind another, a beck between them and a low sun."""
    pen.rectangle((0, 0, *SIZE), fill=SKY)
    pen.ellipse((1030, 130, 1230, 330), fill=MARIGOLD)
    for left, top, right, colour in ((-400, 380, 900, "#9fc4b0"), (500, 420, 1900, LEAF), (-500, 560, 1200, TEAL)):
        pen.ellipse((left, top, right, top + 1100), fill=colour)
    pen.polygon(((760, 620), (820, 620), (980, 1000), (560, 1000)), fill="#8cc3cf")
    pen.ellipse((800, 700, 2100, 1600), fill=PINE)
    for left in (200, 290, 380):
        draw_tree(pen, left, 640)


def draw_tree(pen: Pen, left: int, foot: int) -> None:
    pen.rectangle((left + 26, foot - 30, left + 38, foot + 30), fill=RUST)
    pen.ellipse((left, foot - 120, left + 64, foot), fill=LEAF)


def draw_tools(pen: Pen) -> None:
    """Tools that hang on a wall of boards, above a bench."""
    pen.rectangle((0, 0, *SIZE), fill=SAND)
    for top in range(0, 700, 140):
        pen.line((0, top, SIZE[0], top), fill="#d3b988", width=6)
    pen.polygon(((180, 250), (620, 330), (620, 400), (180, 440)), fill="#b9c3c6")
    pen.rounded_rectangle((90, 230, 220, 460), 40, fill=RUST)
    pen.rectangle((760, 220, 800, 600), fill=CLAY)
    pen.rounded_rectangle((670, 180, 890, 280), 20, fill=INK)
    for left, colour in ((980, TEAL), (1060, MARIGOLD), (1140, RUST)):
        pen.rectangle((left, 320, left + 36, 560), fill=CLAY)
        pen.rectangle((left - 6, 230, left + 42, 330), fill=colour)
    pen.ellipse((1240, 130, 1420, 310), fill=WHITE, outline=INK, width=14)
    pen.line((1330, 160, 1330, 220, 1380, 240), fill=INK, width=12)
    pen.rectangle((0, 740, *SIZE), fill=CLAY)
    pen.rectangle((0, 740, SIZE[0], 780), fill=RUST)


def draw_pots(pen: Pen) -> None:
    """Pots on two shelves, no two alike."""
    pen.rectangle((0, 0, *SIZE), fill=CREAM)
    for shelf in (450, 900):
        pen.rectangle((60, shelf, 1440, shelf + 34), fill=RUST)
    for number, (colour, height) in enumerate(
        ((CLAY, 200), (TEAL, 280), (MARIGOLD, 160), (SAND, 240), (RUST, 190), (SKY, 270), (CLAY, 230), (PINE, 170))
    ):
        draw_pot(pen, 130 + number % 4 * 340, 450 + number // 4 * 450, height, colour)


def draw_pot(pen: Pen, left: int, foot: int, height: int, colour: str) -> None:
    pen.rounded_rectangle((left, foot - height, left + 220, foot), 70, fill=colour)
    pen.rectangle((left + 50, foot - height - 24, left + 170, foot - height + 40), fill=colour)
    pen.line((left + 8, foot - height // 2, left + 212, foot - height // 2), fill=WHITE, width=10)


def draw_mugs(pen: Pen) -> None:
    """A table from above, with mugs round a teapot and a plate of toast."""
    pen.rectangle((0, 0, *SIZE), fill=TEAL)
    pen.ellipse((200, -50, 1300, 1050), fill=CREAM)
    pen.ellipse((620, 370, 880, 630), fill=MARIGOLD)
    pen.ellipse((700, 450, 800, 550), fill=RUST)
    for left, top, colour in ((420, 180, RUST), (900, 160, TEAL), (340, 560, SKY), (960, 600, CLAY)):
        pen.rounded_rectangle((left + 150, top + 60, left + 220, top + 120), 24, outline=colour, width=20)
        pen.ellipse((left, top, left + 180, top + 180), fill=colour)
        pen.ellipse((left + 22, top + 22, left + 158, top + 158), fill="#5a3620")
    pen.ellipse((600, 720, 900, 960), fill=WHITE)
    for left in (650, 740):
        pen.rounded_rectangle((left, 780, left + 110, 890), 24, fill=SAND, outline=CLAY, width=10)


def draw_beds(pen: Pen) -> None:
    """Beds of a garden in rows, with bean poles behind them."""
    pen.rectangle((0, 0, *SIZE), fill=SKY)
    pen.rectangle((0, 420, *SIZE), fill=LEAF)
    for left in range(120, 1400, 240):
        pen.line((left, 430, left + 90, 130, left + 180, 430), fill=RUST, width=14)
        for number in range(4):
            pen.ellipse((left + 40, 180 + number * 60, left + 140, 230 + number * 60), fill=PINE)
    for row, top in enumerate((520, 680, 840)):
        pen.rounded_rectangle((80, top, 1420, top + 110), 30, fill="#6b4a33")
        for left in range(130 + row * 30, 1380, 130):
            pen.ellipse((left, top - 34, left + 90, top + 56), fill=(TEAL, MARIGOLD, PINE)[row])


DRAWINGS: Mapping[str, Callable[[Pen], None]] = {
    "beds": draw_beds,
    "hills": draw_hills,
    "mugs": draw_mugs,
    "pots": draw_pots,
    "tools": draw_tools,
}


def drawing_file(name: str) -> bytes:
    """A drawing as somebody would send it."""
    image = Image.new("RGB", SIZE)
    DRAWINGS[name](ImageDraw.Draw(image))
    written = BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()
