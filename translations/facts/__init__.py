"""What a sentence states that must not change in translation: figures, dates, times, weekdays, telephone numbers, addresses.

    facts_of("手数料は300円です。", "ja")         # [Fact("number", "300", …)]
    facts_of("It opens at 8:30 a.m.", "en")        # [Fact("time", "08:30", …)]

Facts of two languages are compared by kind and value; the text around them plays no part.
"""

from translations.facts.fact import Fact
from translations.facts.literals import literals_of
from translations.facts.reader import facts_of

__all__ = ["Fact", "facts_of", "literals_of"]
