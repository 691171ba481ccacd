"""Every exception of the library.

TranslationsError
├── DictionaryError        a row of a dictionary or data file is wrong
├── EngineUnavailable      a translation engine has no package, model or server
├── GlossaryError          a row of a glossary is wrong
├── InputError             the text or file that was handed in cannot be read
├── KakasiUnavailable      pykakasi, an optional extra, is not installed
├── ModelError             a package of a translation model cannot be installed
└── TokenizerUnavailable   SudachiPy or its dictionary is not installed
"""


class TranslationsError(Exception):
    """Base class: catch this to catch every error of the library."""


class DictionaryError(TranslationsError):
    """A dictionary row is wrong; the message names the file, the line and what to do."""


class InputError(TranslationsError):
    """The input is not what the command expects; the message says where and what to do."""


class TokenizerUnavailable(TranslationsError):
    """SudachiPy, or its dictionary, is missing on this machine."""


class KakasiUnavailable(TranslationsError):
    """Pykakasi is missing on this machine; the message says how to get it."""


class EngineUnavailable(TranslationsError):
    """A translation engine cannot work; the message says in one line what is missing and how to get it."""


class GlossaryError(TranslationsError):
    """A glossary row is wrong; the message names the file, the line and what to do."""


class ModelError(TranslationsError):
    """A model package is damaged, of another kind, or not the one that was named."""
