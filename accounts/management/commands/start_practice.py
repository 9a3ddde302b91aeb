"""Makes a real practice in an empty database, with its first administrator, who then invites everybody else."""

import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import actions, invitation
from accounts.models import User, validate_time_zone

QUESTIONS = {
    "name": "Name of the practice: ",
    "time_zone": "Time zone, such as America/New_York: ",
    "full_name": "Name of the first administrator: ",
    "email": "Their email address: ",
}


class Command(BaseCommand):
    help = "Make a practice in an empty database, with its first administrator. Asks for what is not given."

    def add_arguments(self, parser):
        parser.add_argument("--name", help="name of the practice, as it prints on documents")
        parser.add_argument("--time-zone", help="such as America/New_York")
        parser.add_argument("--full-name", help="name of the first administrator")
        parser.add_argument("--email", help="their email address, with which they sign in")
        parser.add_argument(
            "--ask-password", action="store_true", help="ask for the password here instead of printing a link"
        )

    def handle(self, *args, **options):
        self._refuse_second()
        answers = {name: (options[name] or self._ask(question)).strip() for name, question in QUESTIONS.items()}
        self._check(answers)
        password = self._password(answers) if options["ask_password"] else None
        with transaction.atomic():
            try:
                user = actions.start_practice(**answers, by=None)
            except (actions.AlreadySetUp, actions.EmailTaken) as refusal:
                raise CommandError("There is a practice in this database already.") from refusal
            if password:
                user.set_password(password)
                user.save(update_fields=["password"])
        self.stdout.write(f"The practice is set up. {user.full_name} signs in with {user.email}.")
        if not password:
            self.stdout.write(f"To choose a password, open within one hour:\n{_link(user)}")

    def _refuse_second(self):
        try:
            if User.objects.exists():
                raise CommandError("There is a practice in this database already.")
        except DatabaseError as problem:
            raise CommandError("The database is not ready; run: python manage.py migrate") from problem

    def _ask(self, question):
        if not sys.stdin.isatty():
            raise CommandError("Give --name, --time-zone, --full-name and --email, or run this in a terminal.")
        return input(question)

    def _check(self, answers):
        empty = [name for name, answer in answers.items() if not answer]
        if empty:
            raise CommandError(f"Nothing was given for: {', '.join(empty)}.")
        try:
            validate_email(answers["email"])
            validate_time_zone(answers["time_zone"])
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        too_long = [name for name, limit in (("name", 120), ("full_name", 120)) if len(answers[name]) > limit]
        if too_long:
            raise CommandError(f"Shorter than 120 characters: {', '.join(too_long)}.")

    def _password(self, answers):
        person = User(email=answers["email"], full_name=answers["full_name"])
        while True:
            password = getpass.getpass("Password: ")
            if password != getpass.getpass("The same again: "):
                self.stderr.write("These were not the same.")
                continue
            try:
                validate_password(password, person)
            except ValidationError as problem:
                self.stderr.write(" ".join(problem.messages))
            else:
                return password


def _link(user):
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    scheme = "https" if settings.HTTPS else "http"
    host = next((host for host in settings.ALLOWED_HOSTS if host not in ("*", "testserver")), "127.0.0.1")
    where = f"{host}:8000" if not settings.HTTPS else host
    return f"{scheme}://{where.lstrip('.')}{path.replace('UID-KEY', invitation.key_for(user))}"
