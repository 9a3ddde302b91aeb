"""The log of messages to clients, and what the office decides where a machine cannot."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Practice
from audit.actions import record
from outbox.actions import NotOpen, TooLate, settle

from . import log
from .access import reminder_for, reminders_visible_to
from .forms import LogForm, SettleForm


def message_list(request):
    now, reminders = timezone.now(), reminders_visible_to(request.user)
    form = LogForm(request.GET or None)
    entries, following = log.page(reminders, form, now)
    waiting = [log.entry(reminder, now) for reminder in reminders.for_a_person(now)[:20]]
    context = {"log_form": form, "entries": entries, "following": following, "waiting": waiting}
    return render(request, "reminders/message_list.html", {**context, "practice": Practice.current()})


def message_detail(request, pk):
    reminder = reminder_for(request.user, pk)
    record("message.viewed", reminder.message, client=reminder.appointment.client_id, by=request.user)
    return render(request, "reminders/message_detail.html", {"entry": log.entry(reminder, timezone.now())})


@require_POST
def message_settle(request, pk):
    reminder = reminder_for(request.user, pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose whether it looks sent or shall be sent again."))
        return redirect("message_list")
    sent = form.cleaned_data["answer"] == SettleForm.SENT
    try:
        settle(message=reminder.message, sent=sent, by=request.user)
    except NotOpen:
        messages.warning(request, _("This message was decided about in the meantime. Nothing was changed."))
    except TooLate:
        messages.warning(request, _("It is too late to send this message. Call instead."))
    else:
        messages.success(request, _("Recorded as sent") if sent else _("It will be sent again within a minute"))
    return redirect("message_list")
