"""What a safety banner says: a verb, what was answered, who owns it and until when. For templates/_safety_banner.html."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .access import alerts_to_answer, alerts_visible_to
from .questions import SELF


def home_banners(user, *, now):
    """Banners of what `user` must answer, naming the client and not the answer."""
    return [_banner(alert, user, now, named=True) for alert in alerts_to_answer(user).select_related(*_SHOWN)]


def client_banners(client, user, *, now=None):
    """Banners for a client's pages: what was answered, and who answers for it. Empty for whoever reads no chart."""
    alerts = alerts_visible_to(user).open().filter(client=client).select_related(*_SHOWN)
    return [_banner(alert, user, now or timezone.now(), named=False) for alert in alerts]


def still_open(client):
    """Which alerts are open for a client, in a sentence."""
    count = client.safety_alerts.filter(closed_at__isnull=True).count()
    if not count:
        return _("No alert is open for this client.")
    return ngettext("%(count)s alert is still open.", "%(count)s alerts are still open.", count) % {"count": count}


_SHOWN = ("client", "owner", "deputy", "acknowledged_by")


def _banner(alert, user, now, *, named):
    asking = _("Ask about safety today")
    title = _("%(name)s: ask about safety today") % {"name": alert.client.full_name} if named else asking
    sentences = [] if named else [f"{alert.get_danger_display()}: {alert.what}" if alert.danger != SELF else alert.what]
    sentences += [_owner(alert, user), _acknowledged(alert, user, now), _due(alert, user, now)]
    return {
        "title": title,
        "text": " ".join(sentence for sentence in sentences if sentence),
        "url": reverse("assessment_new", args=[alert.pk]),
        "action": _("Record assessment"),
        "acknowledge_url": "" if alert.acknowledged_at else reverse("alert_acknowledge", args=[alert.pk]),
    }


def _owner(alert, user):
    return _("Yours.") if alert.owner_id == user.pk else _("%(name)s answers for it.") % {"name": alert.owner.full_name}


def _acknowledged(alert, user, now):
    if alert.acknowledged_at is None:
        return _("Nobody has acknowledged it yet.")
    words = {"name": alert.acknowledged_by.full_name, "time": _clock(alert.acknowledged_at, now)}
    if alert.acknowledged_by_id == user.pk:
        return _("You acknowledged it at %(time)s.") % words
    return _("%(name)s acknowledged it at %(time)s.") % words


def _due(alert, user, now):
    words = {"time": _clock(alert.due_at, now), "name": alert.deputy.full_name if alert.deputy else ""}
    if alert.escalated_at is not None:
        words["time"] = _clock(alert.escalated_at, now)
        if alert.deputy_id == user.pk:
            return _("It passed to you as well at %(time)s.") % words
        return _("It passed to %(name)s as well at %(time)s.") % words if alert.deputy else ""
    if alert.deputy is None:
        return _("Due by %(time)s.") % words
    if alert.deputy_id == user.pk:
        return _("If nothing is recorded by %(time)s it also goes to you.") % words
    return _("If nothing is recorded by %(time)s it also goes to %(name)s.") % words


def _clock(moment, now):
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    return formats.date_format(local, "g:i A" if local.date() == today else "D, M j, g:i A")
