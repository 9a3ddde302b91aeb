from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class IptPracticeConfig(AppConfig):
    """The top of the house. Around every migration it takes the database's own rules away and puts them back (house,
    section 9), and adds the kinds of course that the manuals know where they are missing."""

    name = "ipt_practice"

    def ready(self):
        from sessions.actions.booking import seed_templates

        from . import checks, database_rules  # noqa: F401  (importing the checks registers them)

        pre_migrate.connect(database_rules.stand_aside_for_migrations, sender=self)
        post_migrate.connect(database_rules.install_after_migrate, sender=self)
        post_migrate.connect(lambda **kwargs: seed_templates(), sender=self, weak=False)
