"""`manage.py retention`: plan, approve and execute the deleting of personal data whose time is over."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.enrolment.errors import RetentionProblem
from courses.enrolment.retention import approve, execute, make_plan, propose
from courses.models import RetentionRun


class Command(BaseCommand):
    help = "Deletes personal data whose time is over: --dry-run, --propose, then --approve N --user NAME, then --execute N."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_mutually_exclusive_group(required=True)
        steps.add_argument("--dry-run", action="store_true", help="print what is due; change nothing")
        steps.add_argument("--propose", action="store_true", help="keep the list for approval; print its number")
        steps.add_argument("--approve", type=int, metavar="N", help="approve list N in the name of --user")
        steps.add_argument("--execute", type=int, metavar="N", help="delete what the approved list N names")
        parser.add_argument("--user", help="user name of who approves")

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        try:
            self.do(options, now)
        except RetentionProblem as error:
            raise CommandError(str(error)) from error
        except RetentionRun.DoesNotExist as error:
            raise CommandError("There is no list of that number. `--propose` makes one.") from error

    def do(self, options, now) -> None:
        if options["dry_run"]:
            self.print_plan(make_plan(now))
        elif options["propose"]:
            row = propose(now)
            self.print_plan(row.plan)
            self.stdout.write(f"list {row.pk}, hash {row.plan_hash}")
        elif options["approve"]:
            user = get_user_model().objects.filter(username=options["user"] or "").first()
            if user is None:
                raise CommandError("Say who approves: --user NAME, the name of a member of staff.")
            approve(options["approve"], user, now)
            self.stdout.write(f"list {options['approve']} approved by {user.get_username()}")
        else:
            for name, counts in execute(options["execute"], now).log.items():
                self.stdout.write(f"{name}: planned {counts['planned']}, done {counts['done']}, left {counts['left']}")

    def print_plan(self, plan) -> None:
        for name, keys in plan.items():
            numbers = " ".join(str(key) for key in keys)
            self.stdout.write(f"{name}: {len(keys)}" + (f" ({numbers})" if keys else ""))
