"""manage.py load_demo: fills an empty local database with the demo practice."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from ipt_practice.demo.load import NotEmpty, load
from ipt_practice.demo.people import PASSWORD, STAFF


class Command(BaseCommand):
    help = (
        "Fill an empty local database with the demo practice: invented people, made through the product's own actions."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo",
            action="store_true",
            help="load it into the database that DATABASE_URL names, too, if it is empty",
        )

    def handle(self, *args, demo=False, verbosity=1, **options):
        if settings.MODE == "production":
            raise CommandError("The demo is not for production. For a real practice run: manage.py start_practice")
        if connection.vendor != "sqlite" and not demo:
            raise CommandError("This is not the local SQLite file. If it may hold the demo, add --demo")
        try:
            load(timezone.now())
        except NotEmpty as problem:
            raise CommandError("The demo loads only into an empty database, and this one holds people") from problem
        if verbosity:
            self.stdout.write(f"The demo practice is loaded. Sign in with the password {PASSWORD} as:")
            for member in STAFF:
                self.stdout.write(f"  {member.email:<24} {member.role.replace('_', ' ')}")
