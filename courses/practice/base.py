"""What a practice screen is made of: scenes, the ways between them, and questions with kind answers."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from courses.lesson_pictures import draw_picture

# Where a way leads that begins anew: the page itself, with every answer closed.
AGAIN = ""


@dataclass(frozen=True)
class Way:
    """A link from one scene to another. to: the key of the scene, or AGAIN. kind: "main", "second" or "stop"."""

    label: str
    to: str
    kind: str = "main"


@dataclass(frozen=True)
class Question:
    """Answers to open, as in the quiz of a lesson: each says why it is a good one or not."""

    text: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Slots:
    """A table of free and full times. rows: (heading, cells); a cell is (words, mark, scene it leads to, or "")."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True)
class Scene:
    """One part of the practice. key: the part's name in the address, Latin letters, once in a screen.

    picture: (device, rows, alternative text) as courses.lesson_pictures draws them. look: "", "done", "caution" or "fake".
    facts: (what, value) as on a receipt.
    """

    key: str
    heading: str
    lines: tuple[str, ...] = ()
    picture: tuple[str, tuple[str, ...], str] | None = None
    look: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    slots: Slots | None = None
    questions: tuple[Question, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def drawing(self) -> SafeString:
        return draw_picture(*self.picture) if self.picture else SafeString("")


@dataclass(frozen=True)
class Practice:
    """A practice screen. id: kebab-case, also in its address. order: its place in the list. aim: what one tries there.

    scenes: the first is shown first. template: its own, where scenes are not enough; script: a small one of its own.
    url_name and url_args: of a practice that has an address elsewhere. needs: what does not work
    without a script, in a sentence; empty for a screen that needs none.
    """

    id: str
    order: int
    title: str
    aim: str
    minutes: int
    scenes: tuple[Scene, ...] = ()
    template: str = "courses/practice/scenes.html"
    script: str = ""
    url_name: str = ""
    url_args: tuple[str, ...] = field(default=())
    needs: str = ""

    @property
    def address(self) -> str:
        """The address of the screen."""
        if self.url_name:
            return reverse(self.url_name, args=self.url_args)
        return reverse("practice", args=[self.id])
