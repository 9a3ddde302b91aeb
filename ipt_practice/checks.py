"""What an installation must not be: a practice on the demo's data, or one whose mail goes nowhere."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

from accounts.models import Practice, User


@register(Tags.security)
def no_demo_in_production(app_configs, **kwargs):
    """In production the database holds no demo practice and nobody with the demo's well-known password."""
    if settings.MODE != "production":
        return []
    try:
        demo = Practice.objects.filter(is_demo=True).exists() or User.objects.filter(is_demo=True).exists()
    except DatabaseError:  # not migrated yet: nothing is in it
        return []
    if not demo:
        return []
    return [
        Error(
            "This database holds the demo practice, whose sign-ins are public.",
            hint="Use another database (DATABASE_URL) or data folder (IPT_VAR_DIR) for the real practice.",
            id="ipt.E001",
        )
    ]


@register(Tags.security)
def settings_have_meaning(app_configs, **kwargs):
    if settings.OUTBOX_UNKNOWN not in ("hold", "resend"):
        return [Error("OUTBOX_UNKNOWN is 'hold' or 'resend'.", id="ipt.E002")]
    return []


@register(Tags.security, deploy=True)
def mail_goes_out(app_configs, **kwargs):
    if settings.MODE == "production" and settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2] != "smtp":
        return [Warning("Mail is printed, not sent.", hint="Set EMAIL_URL.", id="ipt.W001")]
    return []
