from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IptPracticeConfig(AppConfig):
    """The top of the house. After every migration it puts the database's own rules back (house, section 9)."""

    name = "ipt_practice"

    def ready(self):
        from . import checks, database_rules  # noqa: F401  (importing the checks registers them)

        post_migrate.connect(database_rules.install_after_migrate, sender=self)
