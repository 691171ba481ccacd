"""How to mend a finding with the blocks and fields of the page editor.

A rule's own advice speaks to whoever writes HTML. Editors never see HTML: what they can do about a rule stands here, and
of all other advice they get the sentences without the example in code.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_CODE = re.compile(r"(?:\s*(?:例[:：]|Example:|For example:)\s*)?<.*", re.S)
_ALTERNATIVE = _("Write in “Alt text” what the picture shows. If it is only decoration, tick “decorative”.")
_HEADING = _("Put these words into a block “Heading” or “Subheading”, without symbols.")
_TABLE = _("Use a block “Table”: it asks for the caption and the heading of each column.")
_LIST = _("Use the list button above the text, and leave the symbols out.")

# By rule. Only what an editor can bring about; the rest of a page is made by the program.
ADVICE: Mapping[str, Promise] = {
    "bold-heading": _HEADING,
    "symbol-heading": _HEADING,
    "empty-heading": _("Write the heading, or delete its block."),
    "heading-placeholder": _("Write what the part is about, or delete the block."),
    "heading-order": _("Put a block “Heading” before the first “Subheading”."),
    "image-alt": _ALTERNATIVE,
    "image-alt-file-name": _ALTERNATIVE,
    "image-alt-placeholder": _ALTERNATIVE,
    "image-alt-caption": _ALTERNATIVE,
    "decoration-alt": _ALTERNATIVE,
    "image-of-text": _("Write the words of the picture on the page as text."),
    "complex-picture": _("Write what the picture tells as text or as a table below it."),
    "table-caption": _TABLE,
    "table-headers": _TABLE,
    "layout-table": _TABLE,
    "blank-layout": _TABLE,
    "typed-list": _LIST,
    "br-paragraphs": _("Press Enter between paragraphs, instead of line breaks inside one."),
    "symbol-row": _("Delete the row of symbols; a block “Heading” parts the text better."),
    "word-space": _("Write the word without blanks."),
    "alt-word-space": _("Write the word without blanks."),
    "word-break": _("Delete the line break inside the word."),
    "phone-link": _("Make the number a link: a press then calls it."),
    "language-of-parts": _("Write it in Japanese too, or make a page of its own in that language."),
    "flyer-only": _("Write date, place, content and how to apply as text on the page."),
    "note-far": _("Write the note right behind the words it belongs to."),
}


def in_words(text: Mapping[str, str]) -> str:
    """Return one of the checker's texts (language → words) in the language of the screen; "" when it has none."""
    return text.get("ja" if (get_language() or "ja").startswith("ja") else "en", "")


def advise(rule: str, fix: Mapping[str, str]) -> str:
    """Return how an editor mends a finding, in words without code, in the language of the screen.

    fix: the rule's own advice, language → words.
    """
    if rule in ADVICE:
        return str(ADVICE[rule])
    own = in_words(fix)
    return _CODE.sub("", own).strip() or own
