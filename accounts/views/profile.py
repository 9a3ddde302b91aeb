"""What everybody sets for themselves, and the signal that somebody is still typing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.versions import StaleVersion

from .. import actions
from ..access import with_second_step
from ..forms import ProfileForm, ThemeForm
from .people import read_again


def profile_edit(request):
    user = request.user
    initial = {"time_zone": user.time_zone, "version": user.version}
    form = ProfileForm(request.POST or None, initial=initial, zone=user.time_zone)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_profile(user=user, by=user, **form.cleaned_data)
        except StaleVersion as stale:
            read_again(form, stale.current)
            form.add_error(
                None, _("This was changed in another tab or by the administrator. Look at it and save again.")
            )
            status = 409
        else:
            messages.success(request, _("Saved"))
            return redirect("profile_edit")
    context = {"form": form, "second_step": user.pk in with_second_step()}
    return render(request, "accounts/profile_edit.html", context, status=status)


@require_POST
def theme_set(request):
    form = ThemeForm(request.POST)
    if form.is_valid():
        actions.set_theme(user=request.user, theme=form.cleaned_data["theme"], by=request.user)
    return redirect("profile_edit")


@require_POST
def keepalive(request):
    """Somebody types in an open page. The session's clock has noted the request; there is nothing else to say."""
    return HttpResponse(status=204)
