"""Pages that look across the house."""

from django.http import HttpResponse
from django.shortcuts import render


def home(request):
    return render(request, "base.html")


def health(request):
    return HttpResponse("ok", content_type="text/plain")
