"""What stands at the top of a client's page: the name, the birth year, and facts that everybody may read."""

from django.utils import timezone
from django.utils.translation import gettext as _


def client_head(client, *facts):
    """The context variable `client_head` of templates/base_client.html."""
    minor = [_("Minor")] if client.is_minor_on(timezone.localdate()) else []
    pronouns = [client.pronouns] if client.pronouns else []
    return {
        "name": client.full_name,
        "born": client.born_on.year if client.born_on else "",
        "facts": [*pronouns, _("File %(number)s") % {"number": client.file_label}, *minor, *facts],
    }
