"""The three large weaves: the carpet of the home page, its strip for phones, and the line above the footer."""

from functools import cache

from konullu.web.ui.covers import WAVE, YARNS, Chart, Cloth, charts, path, svg

# The carpet has more yarns than a chart has letters: capitals and small letters for the darker and lighter grounds.
CARPET_YARNS = {
    **YARNS,
    "f": "k4",  # frame, darker than the ground
    "d": "k5",  # bands of the dancers, darkest
    "T": "k6",  # deep teal
    "t": "k7",  # teal
    "n": "k8",  # pomegranate
    "s": "k9",  # light saffron
    "c": "k10",  # pale teal
    "C": "k11",  # bright teal
}
WIDTH, HEIGHT = 240, 244
MIDDLE = (WIDTH // 2, HEIGHT // 2)
# Half width, half height, yarn, steps: from the outside to the inside.
MEDALLION = ((93, 64, "o", 9), (89, 61, "T", 9), (75, 51, "t", 9), (56, 39, "n", 7))
STAR = {"X": "s", "o": "#", "#": "c"}
SEED = {"X": "X", "o": "o", "#": "C"}

WEAVE: Chart = (
    "XXXXXXXXXXXX",
    "............",
    "............",
    "X.....o.....",
    "XX...o#o...X",
    "XXX.o###o.XX",
    "XX...o#o...X",
    "X.....o.....",
    "............",
    "............",
    "XXXXXXXXXXXX",
)


@cache
def carpet() -> str:
    """A medallion carpet: dancers in the bands, the pomegranate in the middle, four quartered stars around it."""
    cloth = Cloth(WIDTH, HEIGHT)
    frame(cloth)
    for top, flipped in ((13, False), (HEIGHT - 13 - 24, False)):
        row(cloth, charts()["insan"], 12, top, scale=2, count=12, flipped=flipped)
    for top, flipped in ((41, False), (HEIGHT - 41 - 6, True)):
        row(cloth, WAVE, 16, top, scale=2, count=13, flipped=flipped)
    for half_width, half_height, yarn, steps in MEDALLION:
        cloth.diamond(half_width, half_height, yarn, steps=steps, centre=MIDDLE)
    cloth.lay_centred(charts()["nar"], *MIDDLE, scale=4)
    for x in (55, WIDTH - 55):
        cloth.lay_centred(charts()["ulduz"], x, MIDDLE[1], dyes=STAR)
    for x in (36, WIDTH - 36):
        for y in (72, HEIGHT - 72):
            cloth.lay_centred(charts()["gol"], x, y, scale=2, dyes=SEED)
    return svg(cloth, "carpet", CARPET_YARNS)


def frame(cloth: Cloth) -> None:
    """Dark edge, one saffron thread, the ground, and the two dark bands."""
    cloth.fill(0, 0, WIDTH, HEIGHT, "f")
    cloth.fill(7, 7, WIDTH - 14, HEIGHT - 14, "o")
    cloth.fill(9, 9, WIDTH - 18, HEIGHT - 18, ".")
    for top in (9, HEIGHT - 9 - 30):
        cloth.fill(9, top, WIDTH - 18, 30, "d")


def row(cloth: Cloth, chart: Chart, x: int, y: int, *, scale: int, count: int, flipped: bool) -> None:
    """`count` motifs side by side, from x to the right."""
    for i in range(count):
        cloth.lay(chart[::-1] if flipped else chart, x + i * len(chart[0]) * scale, y, scale=scale)


@cache
def strip() -> str:
    """Dancers and pomegranates in turn; a phone cuts it at both ends, a pomegranate stays in the middle."""
    cloth = Cloth(37 * 4 + 19, 27)
    for x in range(0, cloth.width, 37):
        cloth.lay(charts()["nar"], x + 3, 5, dyes={"X": "s", "o": "#", "#": "n"})
        for dancer in (19, 28):
            cloth.lay(charts()["insan"], x + dancer, 7)
    for y in (1, 25):
        cloth.fill(0, y, cloth.width, 1, "o")
    return svg(cloth, "carpet carpet--strip", CARPET_YARNS)


@cache
def weave() -> str:
    """One line of diamonds, as wide as the page: a pattern, so that it never stretches."""
    cloth = Cloth(len(WEAVE[0]), len(WEAVE))
    cloth.lay(WEAVE, 0, 0)
    drawn = "".join(f'<path class="{YARNS[yarn]}" d="{path(runs)}"/>' for yarn, runs in sorted(cloth.runs().items()))
    return (
        '<svg class="weave" aria-hidden="true"><defs><pattern id="weave" width="24" height="22"'
        f' patternUnits="userSpaceOnUse"><g transform="scale(2)">{drawn}</g></pattern></defs>'
        '<rect width="100%" height="22" fill="url(#weave)"/></svg>'
    )
