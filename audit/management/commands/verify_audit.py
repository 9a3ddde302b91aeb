"""manage.py verify_audit: does the audit trail add up?"""

from django.core.management.base import BaseCommand, CommandError

from audit.actions import verify


class Command(BaseCommand):
    help = "Walk the audit trail's hash chain and say what is sealed, what is waiting, and what does not add up."

    def handle(self, *args, **options):
        sealed, waiting, problems = verify()
        self.stdout.write(f"{sealed} events sealed, {waiting} waiting to be sealed.")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The audit trail does not add up: {len(problems)} problem(s).")
        self.stdout.write("The chain adds up.")
