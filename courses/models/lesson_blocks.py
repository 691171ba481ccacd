"""What a lesson is made of: steps with a picture and words, questions, and the paths through the lessons."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.lesson_pictures import SCENE, draw_picture, find_unknown

# Source: acceptance of the lessons: a step has at most 80 characters.
STEP_MAX_CHARS = 80
# Our choice: what one hears in ten seconds.
ALT_MAX_CHARS = 60


class PictureValue(blocks.StructValue):
    """The picture of a step as it is shown."""

    @cached_property
    def drawing(self) -> SafeString:
        return draw_picture(self["device"], self["shows"].splitlines(), self["alt"])


class PictureBlock(blocks.StructBlock):
    """A picture drawn from words, so that no product's screen is copied."""

    device = blocks.ChoiceBlock(
        choices=[
            ("phone", _("smartphone")),
            ("computer", _("computer")),
            ("paper", _("sheet of paper")),
            ("card", _("card")),
            (SCENE, _("people and things")),
        ],
        label=_("what is drawn"),
    )
    shows = blocks.TextBlock(
        label=_("what it shows, one line each"),
        help_text=_("Kind and label: button:もどる. * before it: a finger points there."),
    )
    alt = blocks.CharBlock(label=_("what the picture tells, in a sentence"), max_length=ALT_MAX_CHARS)

    class Meta:
        value_class = PictureValue
        label = _("drawn picture")

    def clean(self, value: Any) -> Any:
        """Refuse a part that nothing can draw, and name it."""
        cleaned = super().clean(value)
        unknown = find_unknown(cleaned["device"], cleaned["shows"].splitlines())
        if unknown:
            message = _("“%(part)s” cannot be drawn. Use one of the kinds of the manual, as in button:もどる.")
            raise blocks.StructBlockValidationError(
                block_errors={"shows": ValidationError(message % {"part": unknown[0]})}
            )
        return cleaned


class WordBlock(blocks.StructBlock):
    """A word and what it means."""

    word = blocks.CharBlock(label=_("word to explain"), max_length=30)
    meaning = blocks.CharBlock(label=_("what it means"), max_length=100)


class StepBlock(blocks.StructBlock):
    """One thing to do."""

    heading = blocks.CharBlock(label=_("what one does"), max_length=30)
    text = blocks.TextBlock(label=_("how"), max_length=STEP_MAX_CHARS, help_text=_("At most 80 characters."))
    picture = PictureBlock()
    words = blocks.ListBlock(WordBlock(), label=_("words that occur here"), default=[])

    class Meta:
        icon = "list-ol"
        label = _("step")


class ChoiceBlock(blocks.StructBlock):
    """An answer one may give, and why it is right or not."""

    text = blocks.CharBlock(label=_("answer one may choose"), max_length=80)
    is_right = blocks.BooleanBlock(label=_("this is right"), required=False)
    why = blocks.CharBlock(label=_("why, kindly"), max_length=120)


class QuestionBlock(blocks.StructBlock):
    """A question with two or three answers. No time, no score, any number of tries."""

    question = blocks.CharBlock(label=_("question to think about"), max_length=120)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("answers to choose from"), min_num=2, max_num=3)

    class Meta:
        icon = "help"
        label = _("question to think about")

    def clean(self, value: Any) -> Any:
        """Refuse a question without exactly one right answer."""
        cleaned = super().clean(value)
        if sum(choice["is_right"] for choice in cleaned["choices"]) != 1:
            raise blocks.StructBlockValidationError(
                block_errors={"question": ValidationError(_("Mark exactly one answer as right."))}
            )
        return cleaned


# Languages in which a lesson can have a text of its own, by their own names.
TEXT_LANGUAGES = [("en", "English"), ("ja-simple", "やさしい日本語")]


class TextStepBlock(blocks.StructBlock):
    """A step in another language. Without rows of its own the picture is that of the Japanese step."""

    heading = blocks.CharBlock(label=_("what one does"), max_length=80)
    text = blocks.TextBlock(label=_("how"), max_length=2 * STEP_MAX_CHARS)
    shows = blocks.TextBlock(label=_("what the picture shows, one line each"), required=False)
    alt = blocks.CharBlock(label=_("what the picture tells, in a sentence"), required=False, max_length=120)
    words = blocks.ListBlock(WordBlock(), label=_("words that occur here"), default=[])


class LessonTextBlock(blocks.StructBlock):
    """The lesson in another language, written for its readers and not sentence by sentence."""

    language = blocks.ChoiceBlock(choices=TEXT_LANGUAGES, label=_("language"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    aim = blocks.CharBlock(label=_("Aim"), max_length=200)
    needs = blocks.TextBlock(label=_("what one needs"), required=False, help_text=_("One thing a line."))
    steps = blocks.ListBlock(TextStepBlock(), label=_("steps"), min_num=1, max_num=8)
    done = blocks.TextBlock(label=_("what one can do at the end"), required=False, help_text=_("One thing a line."))
    quiz = blocks.ListBlock(QuestionBlock(), label=_("questions"), max_num=3, default=[])

    class Meta:
        icon = "globe"
        label = _("text in another language")


class PathBlock(blocks.StructBlock):
    """Some lessons in an order that leads somewhere."""

    title = blocks.CharBlock(label=_("name of the path"), max_length=20)
    aim = blocks.CharBlock(label=_("where it leads"), max_length=60)
    lessons = blocks.ListBlock(blocks.PageChooserBlock("courses.LessonPage"), label=_("lessons in their order"))

    class Meta:
        icon = "tasks"
        label = _("path")
