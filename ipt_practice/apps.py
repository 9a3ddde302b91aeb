from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IptPracticeConfig(AppConfig):
    """The top of the house. After every migration it puts the database's own rules back (house, section 9), and the kinds
    of course that the manuals know where they are missing."""

    name = "ipt_practice"

    def ready(self):
        from sessions.actions.booking import seed_templates

        from . import checks, database_rules  # noqa: F401  (importing the checks registers them)

        post_migrate.connect(database_rules.install_after_migrate, sender=self)
        post_migrate.connect(lambda **kwargs: seed_templates(), sender=self, weak=False)
