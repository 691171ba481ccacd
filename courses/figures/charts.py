"""Bars as SVG that a screen reader can pass over: every chart stands beside the table it shows."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Our choice, in CSS px and, for the longest bar, in percent of the chart: its letters stay as big as they are on a phone, and
# the number at the end of the bar has room there.
ROW = 46
TEXT_TOP = 16
BAR_HEIGHT = 18
LONGEST_BAR = 80


def draw_bars(key: str, title: str, bars: Sequence[tuple[str, int]]) -> SafeString:
    """Return a chart with a bar a row: its words above, its number at its end; no meaning by colour.

    key: Latin letters, once a page. An empty text when every bar is 0.
    """
    most = max((value for _label, value in bars), default=0)
    if most <= 0:
        return SafeString("")
    rows = format_html_join(
        "",
        '<text x="0" y="{}" class="chart__label">{}</text>'
        '<rect x="0" y="{}" width="{}" height="{}" class="chart__bar"></rect>'
        '<text x="{}" y="{}" dx="8" class="chart__value">{}</text>',
        (place_bar(at, label, value, most) for at, (label, value) in enumerate(bars)),
    )
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="chart-{}" width="100%" height="{}">'
        '<title id="chart-{}">{}</title>{}</svg>',
        key, ROW * len(bars), key, title, rows,
    )  # fmt: skip


def place_bar(at: int, label: str, value: int, most: int) -> tuple[int | str, ...]:
    """Return where label, bar and number of a row stand."""
    top = at * ROW
    width = f"{LONGEST_BAR * value / most:.2f}%"
    return (top + TEXT_TOP, label, top + TEXT_TOP + 6, width, BAR_HEIGHT, width, top + TEXT_TOP + 20, value)
