"""Every pair of colours in every theme: text 7:1, lines, marks and the focus ring 3:1."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS_DIR = Path(settings.BASE_DIR) / "cms" / "static" / "cms" / "css"
# Source: WCAG 2.2, SC 1.4.6 (text) and SC 1.4.11, 2.4.13 (lines, marks, focus).
TEXT_MINIMUM = 7.0
UI_MINIMUM = 3.0

GROUNDS = "bg band sky leaf sun-soft surface".split()
TEXT_PAIRS = {
    "body": [("text", ground) for ground in [*GROUNDS, "danger-bg", "success-bg", "info-bg"]],
    "soft text": [("text-soft", ground) for ground in GROUNDS],
    "link": [("link", ground) for ground in [*GROUNDS, "danger-bg", "success-bg"]],
    "link under the pointer": [("link-hover", ground) for ground in GROUNDS],
    "visited link": [("visited", ground) for ground in GROUNDS],
    "main button": [("on-primary", "primary"), ("on-primary", "primary-hover"), ("on-primary", "primary-active")],
    "second button": [("primary", "surface"), ("primary", "leaf")],
    "menu": [("on-nav", "nav"), ("on-nav", "nav-hover")],
    "emergency": [("on-alarm", "alarm")],
    "caution": [("on-caution", "caution")],
    "sentence being read": [("on-mark", "mark")],
    "error": [("danger", "bg"), ("danger", "surface"), ("danger", "danger-bg"), ("danger", "band")],
    "open, done": [("success", "success-bg")],
    "reversed out": [("bg", "text")],
    "footer": [("on-foot", "foot"), ("foot-link", "foot")],
}
UI_PAIRS = {
    "borders of fields, tables, tiles": [("edge", ground) for ground in GROUNDS],
    "borders and marks in the main colour": [
        ("primary", ground) for ground in ("bg", "surface", "sky", "leaf", "band")
    ],
    "border of an error": [("danger", "bg"), ("danger", "surface")],
    "current place in the menu": [("sun", "nav")],
    "sign of the emergency level": [("on-alarm", "alarm"), ("on-caution", "caution")],
}
TWO_INKS = ':root:is([data-theme="reversed"], [data-theme="yellow"], [data-theme="blue"])'


def read_css() -> str:
    """Return tokens, the city's brand and the themes in the order of the style sheet, without comments."""
    files = [CSS_DIR / "tokens.css", Path(settings.CITY_IDENTITY_DIR) / "brand.css", CSS_DIR / "themes.css"]
    return re.sub(r"/\*.*?\*/", "", "\n".join(path.read_text(encoding="utf-8") for path in files), flags=re.DOTALL)


def find_tokens(css: str, selector: str) -> dict[str, str]:
    """Return the tokens of all blocks with exactly this selector; the last of one name wins."""
    blocks = [block for name, block in re.findall(r"([^{}]+)\{([^{}]*)\}", css) if name.strip() == selector]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", "\n".join(blocks)))


def read_themes() -> dict[str, dict[str, str]]:
    css = read_css()
    plain = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    light = find_tokens(plain, ":root")
    inks = find_tokens(plain, TWO_INKS)
    dark = light | find_tokens(plain, ':root[data-theme="dark"]')
    more = re.search(r"@media \(prefers-contrast: more\)\s*\{\s*:root\s*\{([^}]*)\}", css)
    assert more, "themes.css has no block for prefers-contrast: more"
    stronger = dict(re.findall(r"--([\w-]+):\s*([^;]+);", more[1]))
    themes = {
        name: light | find_tokens(plain, f':root[data-theme="{name}"]') | inks
        for name in ("reversed", "yellow", "blue")
    }
    return {
        "standard": light,
        "dark": dark,
        "more contrast": light | stronger,
        "dark, more contrast": dark | stronger,
        **themes,
    }


def resolve(theme: dict[str, str], name: str) -> str:
    value = theme[name].strip()
    while value.startswith("var("):
        value = theme[value[len("var(--") : -1]].strip()
    return value


def luminance(colour: str) -> float:
    """Return the relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    darker, lighter = sorted(luminance(resolve(theme, name)) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def find_weak(pairs: dict[str, list[tuple[str, str]]], theme: dict[str, str], minimum: float) -> list[str]:
    return [
        f"{kind}: {one} on {other} {contrast(theme, one, other):.2f}"
        for kind, couples in pairs.items()
        for one, other in couples
        if contrast(theme, one, other) < minimum
    ]


THEMES = read_themes()


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_strong_enough(theme: str):
    assert find_weak(TEXT_PAIRS, THEMES[theme], TEXT_MINIMUM) == []


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_marks_are_strong_enough(theme: str):
    assert find_weak(UI_PAIRS, THEMES[theme], UI_MINIMUM) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", [*GROUNDS, "caution", "primary"])
def test_one_of_the_two_focus_rings_is_seen_on_every_ground(theme: str, ground: str):
    tokens = THEMES[theme]

    assert max(contrast(tokens, "focus-in", ground), contrast(tokens, "focus-out", ground)) >= UI_MINIMUM
    assert contrast(tokens, "focus-in", "focus-out") >= UI_MINIMUM


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float):
    assert round(contrast({"one": one, "other": other}, "one", "other"), 2) == ratio


def test_themes_differ():
    grounds = {name: resolve(theme, "bg") for name, theme in THEMES.items()}

    assert grounds == {
        "standard": "#ffffff",
        "dark": "#13191b",
        "more contrast": "#ffffff",
        "dark, more contrast": "#13191b",
        "reversed": "#000000",
        "yellow": "#fff04d",
        "blue": "#000f57",
    }
