"""The languages of the public pages: own names, what stands in `lang`, and which address belongs to which."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

EASY_JAPANESE = "ja-simple"
HAS_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


@dataclass(frozen=True)
class Language:
    """One language of the site.

    code: as Django writes it, and as it stands in addresses. tag: what screen readers, browsers and search engines get.
    """

    code: str
    own_name: str
    tag: str
    open_graph: str

    @property
    def lang(self) -> str:
        """The value of `lang`: easy Japanese is Japanese to a voice, a font or a checker."""
        return self.tag.removesuffix("-simple")


# In the order of the chooser. "simple" is a registered variant (BCP 47), so ja-simple may stand in hreflang.
LANGUAGES = {
    language.code: language
    for language in (
        Language("ja", "日本語", "ja", "ja_JP"),
        Language(EASY_JAPANESE, "やさしい日本語", "ja-simple", "ja_JP"),
        Language("en", "English", "en", "en_US"),
        Language("zh-hans", "简体中文", "zh-Hans", "zh_CN"),
        Language("ko", "한국어", "ko", "ko_KR"),
        Language("vi", "Tiếng Việt", "vi", "vi_VN"),
        Language("pt-br", "Português (Brasil)", "pt-BR", "pt_BR"),
    )
}


def language_of_path(path: str) -> str:
    """Return the code of the language that an address of this site is in: /en/kurashi/ is English, /kurashi/ Japanese."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES and first != settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def without_prefix(path: str) -> str:
    """Return the address that the Japanese page has: /kurashi/ for /en/kurashi/."""
    language = language_of_path(path)
    return path if language == settings.LANGUAGE_CODE else path.removeprefix(f"/{language}") or "/"


def in_language(path: str, language: str) -> str:
    """Return the address of the same page in another language, whether there is one or not."""
    bare = without_prefix(path)
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def own_address(page: Any) -> str:
    """Return the address of a page in the language of the screen; "" for one without an address.

    A translation has the path of its original, so nothing is looked up. Where there is none, a page at that address says so.
    """
    url = page.url or ""
    return in_language(url, get_language() or settings.LANGUAGE_CODE) if url.startswith("/") else url


def describe(code: str | None) -> Language:
    """Return the language of a code; Japanese for one that the site does not have."""
    return LANGUAGES.get(code or "", LANGUAGES[settings.LANGUAGE_CODE])
