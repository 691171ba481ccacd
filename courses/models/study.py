"""Study cards: a number on paper instead of an account. No name, no address, only how far each lesson went."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.run import CourseRun


class StudyCardSheet(models.Model):
    """Cards that were printed together for a class. number: counts the sheets of the run from 1."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="study_sheets")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("sheet of study cards")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="courses_study_sheet_once")]


class StudyCard(models.Model):
    """One card. The number stands on paper only; here is its hash. Deleting the card deletes its progress (INV-36)."""

    number_hash = models.CharField(max_length=64, unique=True)
    # None: made on the web by somebody for themselves.
    sheet = models.ForeignKey(StudyCardSheet, null=True, on_delete=models.CASCADE, related_name="cards")
    position = models.PositiveSmallIntegerField(null=True)
    made_on = models.DateField(db_index=True)
    used_on = models.DateField(null=True, db_index=True)  # the day only

    class Meta:
        ordering = ["sheet", "position"]
        verbose_name = _("study card")

    @property
    def label(self) -> str:
        """The name of the card in its class, which is printed on it: 1-07; empty for a card made on the web."""
        return f"{self.sheet.number}-{self.position:02}" if self.sheet_id else ""


class StudyProgress(models.Model):
    """How far a card is in one lesson. done: the last step marked as done; 0: begun."""

    card = models.ForeignKey(StudyCard, on_delete=models.CASCADE, related_name="progress")
    lesson = models.UUIDField()  # translation_key: the same in every language of the lesson
    done = models.PositiveSmallIntegerField(default=0)
    is_finished = models.BooleanField(default=False)
    began_in = models.DateField()  # first day of the month
    at = models.DateField()  # the day only

    class Meta:
        verbose_name = _("progress of a study card")
        constraints = [models.UniqueConstraint(fields=["card", "lesson"], name="courses_study_progress_once")]


class StudyAnswer(models.TextChoices):
    """What is counted of a step, without who it was."""

    REACHED = "reached", _("reached the step")
    DONE = "done", _("did the step")
    AGAIN = "again", _("looked at the step again")
    HELP = "help", _("wanted help with the step")
    FINISHED = "finished", _("finished the lesson")


class StudyTally(models.Model):
    """How often something happened at a step: a count and nothing else. month: in which the lessons were begun."""

    month = models.DateField()
    lesson = models.UUIDField()
    step = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=8, choices=StudyAnswer.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a step")
        constraints = [
            models.UniqueConstraint(fields=["month", "lesson", "step", "answer"], name="courses_study_tally_once")
        ]
