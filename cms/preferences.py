"""What a visitor chose on the display settings page: text size, line spacing, colours, furigana.

All of it stands in one first-party cookie without an identifier. Only the values listed here exist, so a page has
a small, fixed number of variants.
"""

from dataclasses import dataclass, fields, replace

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cms.languages import LANGUAGES

COOKIE_NAME = "display"
COOKIE_AGE_S = 60 * 60 * 24 * 365

# The languages of the forms by their own names; an own name is understood by those who look for it.
FORM_LANGUAGES = {
    "standard" if code == settings.LANGUAGE_CODE else code: language.own_name for code, language in LANGUAGES.items()
}
# ruby: grades are those after which kanji are taken as known (教育漢字 of the 学習指導要領); "all" puts a reading on every
# kanji, "first" only where a word stands for the first time below a heading; "standard" is what the kind of page says.
CHOICES: dict[str, tuple[str, ...]] = {
    "text": ("standard", "large", "largest"),
    "spacing": ("standard", "wide"),
    "theme": ("standard", "light", "dark", "reversed", "yellow", "blue"),
    # Of the forms for applying for a course, whose addresses have no language; that of a page is told by its address.
    "forms": tuple(FORM_LANGUAGES),
    "ruby": ("standard", "off", "all", "first", "2", "4", "6"),
    # Spaces between phrases, on pages in easy Japanese only.
    "spaces": ("standard", "on"),
}


@dataclass(frozen=True)
class Preferences:
    """One visitor's choices; each field is one of CHOICES[field]."""

    text: str = "standard"
    spacing: str = "standard"
    theme: str = "standard"
    forms: str = "standard"
    ruby: str = "standard"
    spaces: str = "standard"

    @classmethod
    def from_cookie(cls, value: str) -> "Preferences":
        """Read `text=large&ruby=all`. Unknown names and values are passed over."""
        pairs = (part.partition("=")[::2] for part in value.split("&"))
        known = {name: choice for name, choice in pairs if choice in CHOICES.get(name, ())}
        return cls(**known)

    def to_cookie(self) -> str:
        """Write what differs from the standard, in a fixed order; an empty text when nothing does."""
        standard = Preferences()
        return "&".join(
            f"{field.name}={getattr(self, field.name)}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(standard, field.name)
        )

    def changed(self, choices: dict[str, str]) -> "Preferences":
        """Return a copy with those of the choices that exist; the rest stays as it is."""
        return replace(self, **{name: value for name, value in choices.items() if value in CHOICES.get(name, ())})

    @property
    def has_ruby(self) -> bool:
        return self.ruby not in {"off", "standard"}

    def on_page(self, standard_ruby: str) -> "Preferences":
        """Return the settings as they hold on a page whose kind says standard_ruby; a visitor's own choice wins."""
        if self.ruby != "standard" or standard_ruby not in CHOICES["ruby"]:
            return self
        return replace(self, ruby=standard_ruby)

    @property
    def has_spaces(self) -> bool:
        return self.spaces == "on"

    @property
    def is_ruby_once(self) -> bool:
        """Whether only the first time that a word stands below a heading gets its reading."""
        return self.ruby == "first"

    @property
    def ruby_grade(self) -> int | None:
        """The school grade whose kanji need no reading; None puts one on every kanji."""
        return int(self.ruby) if self.ruby.isdigit() else None

    @property
    def html_attributes(self) -> SafeString:
        """Attributes for the html element, with a leading space: ` data-text="large" data-ruby="on"`."""
        attributes = [(name, getattr(self, name)) for name in ("text", "spacing", "theme")]
        chosen = [(name, value) for name, value in attributes if value != "standard"]
        if self.has_ruby:
            chosen.append(("ruby", "on"))
        return format_html_join("", ' data-{}="{}"', chosen)
