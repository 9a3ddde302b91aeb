"""After an upgrade of the time-zone data (the package tzdata, or the system's own)."""

from django.core.management.base import BaseCommand, CommandError

from scheduling.actions.retiming import retime


class Command(BaseCommand):
    help = "Correct the stored moment of appointments to come whose time on the wall means another one by now. Safe to run twice."

    def handle(self, *args, **options):
        done = retime(by=None)
        self.stdout.write(f"corrected: {len(done.moved)}")
        if done.stuck:
            ids = "\n".join(str(pk) for pk in done.stuck)
            raise CommandError(f"Look at these in the calendar and move them by hand:\n{ids}")
