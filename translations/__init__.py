"""Furigana and translations for the web site of a Japanese city.

    from translations import add_ruby, read, to_kana, tokenize

    add_ruby("<p>小野市</p>")  # <p><ruby>小<rp>（</rp><rt>お</rt><rp>）</rp>…
    read("小野市")             # [Ruby(start=0, end=1, reading="お"), …]
    to_kana("好古館")          # "こうこかん"
    tokenize("講座を開く")     # [Token(surface="講座", …), …]

A city's own readings are handed in as a Dictionary: shipped_dictionary().with_entries([Entry("好古館", "こうこかん")]).
    translate(["手数料は300円です。"], "en", engine=build_engine("argos"), glossary=shipped_glossary("en"))
    # [Translated(html="The fee is 300 yen.", findings=[], …)]; html is None where a check failed, findings say why

    judge_easy("令和8年に申請してください。").score  # 0 to 100; .findings say what is hard for readers of easy Japanese

Nothing here knows of Django.
"""

from translations.easy_japanese import Report as EasyReport
from translations.easy_japanese import judge as judge_easy
from translations.easy_japanese import with_spaces
from translations.engines import Engine
from translations.engines import build as build_engine
from translations.errors import (
    DictionaryError,
    EngineUnavailable,
    GlossaryError,
    InputError,
    KakasiUnavailable,
    ModelError,
    TokenizerUnavailable,
    TranslationsError,
)
from translations.furigana.dictionary import Dictionary, Entry
from translations.furigana.dictionary import check as check_entry
from translations.furigana.dictionary import load as load_entries
from translations.furigana.dictionary import shipped as shipped_dictionary
from translations.furigana.html import add_ruby, texts, word_markup
from translations.furigana.layout import Ruby
from translations.furigana.readings import DOUBTFUL_BELOW, Word, read, read_with_confidence, read_words, to_kana
from translations.furigana.romaji import to_romaji
from translations.furigana.version import dictionary_version
from translations.glossary import Glossary, Term
from translations.glossary import shipped as shipped_glossary
from translations.kakasi import guess_reading, romanise
from translations.memory import Former, ListMemory, Memory
from translations.pipeline import Translated, judge_html, translate
from translations.quality import Finding
from translations.spaced_html import add_spaces
from translations.tokens import Token, tokenize

__all__ = [
    "DOUBTFUL_BELOW",
    "Dictionary",
    "DictionaryError",
    "EasyReport",
    "Engine",
    "EngineUnavailable",
    "Entry",
    "Finding",
    "Former",
    "Glossary",
    "GlossaryError",
    "InputError",
    "KakasiUnavailable",
    "ListMemory",
    "Memory",
    "ModelError",
    "Ruby",
    "Term",
    "Token",
    "TokenizerUnavailable",
    "Translated",
    "TranslationsError",
    "Word",
    "add_ruby",
    "add_spaces",
    "build_engine",
    "check_entry",
    "dictionary_version",
    "guess_reading",
    "judge_easy",
    "judge_html",
    "load_entries",
    "read",
    "read_with_confidence",
    "read_words",
    "romanise",
    "shipped_dictionary",
    "shipped_glossary",
    "texts",
    "to_kana",
    "to_romaji",
    "tokenize",
    "translate",
    "with_spaces",
    "word_markup",
]
