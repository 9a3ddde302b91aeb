"""Text that is kept while it is written, and what a page says that came too late. The browser's half is static/js/autosave.js."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone

from audit.versions import Locked, StaleVersion, differences


def kept(request, form, save, rows=differences):
    """Keep the draft: `save` takes `version` and `values`. Answers JSON; what came too late gets both texts, and overwrites nothing."""
    if not form.is_valid():
        return JsonResponse({"error": _first_sentence(form)}, status=422)
    try:
        draft = save(version=form.cleaned_data["version"], values=form.values())
    except (StaleVersion, Locked) as late:
        return render(request, "_draft_conflict.html", too_late(form, late, rows), status=409)
    saved_at = formats.time_format(timezone.localtime(draft.drafted_at), "g:i")
    return JsonResponse({"version": draft.version, "saved_at": saved_at})


def too_late(form, late, rows=differences):
    """What a page shows that came too late: both texts where they differ. The form now stands on what is stored."""
    current = late.current
    form.data = form.data.copy()
    form.data["version"] = current.version
    is_locked = isinstance(late, Locked)
    return {
        "rows": rows(form, current),
        "version": current.version,
        "is_locked": is_locked,
        "is_stale": not is_locked,
    }


def is_sent_twice(conflict):
    """A second press of Sign or Finish: all of it is stored and locked already, and there is nothing to show."""
    return conflict["is_locked"] and not conflict["rows"]


def _first_sentence(form):
    """One error, with its field's name, for the sign bar."""
    for name, errors in form.errors.items():
        label = "" if name == "__all__" or form.fields[name].widget.is_hidden else f"{form.fields[name].label}: "
        return f"{label}{errors[0]}"
    return ""
