"""Does once what the worker does each minute: for cron, where no worker runs."""

from django.core.management.base import BaseCommand, CommandError

from ipt_practice import background


class Command(BaseCommand):
    help = "Make and send the reminders that are due, pass overdue alerts on, seal the audit trail. Safe to run twice at once."

    def handle(self, *args, **options):
        done = background.run()
        for name, count in done.items():
            self.stdout.write(f"{name}: {'failed' if count is None else count}")
        failed = [name for name, count in done.items() if count is None]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")
