"""Judges stored files by the checker's rules for files."""

from django.core.management.base import BaseCommand, CommandParser

from cms.models import CityDocument


class Command(BaseCommand):
    help = "Judge the files that were uploaded before uploads were judged. Stopped, it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Judge every file again, say after an update.")

    def handle(self, **options) -> None:
        documents = CityDocument.objects.all() if options["all"] else CityDocument.objects.filter(judged_at=None)
        count = 0
        for document in documents.order_by("pk").iterator(chunk_size=100):
            document.look_at(read(document))
            document.save(update_fields=["page_count", "is_tagged", "problems", "judged_at"])
            count += 1
        hard = sum(1 for document in CityDocument.objects.only("problems") if document.is_hard_to_read)
        self.stdout.write(f"{count} files judged. Hard to read for some: {hard} of {CityDocument.objects.count()}.")


def read(document: CityDocument) -> bytes | None:
    """Return the content, None when the file is not in its folder."""
    try:
        with document.file.open("rb") as file:
            return file.read()
    except OSError:
        return None
