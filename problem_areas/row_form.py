"""What the forms about a client's people, events, areas and formulation share. Forms check and word; `actions` write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.fields import VersionField


def several_lines(*names, rows=3):
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


def buttons(*names):
    return dict.fromkeys(names, forms.RadioSelect)


class RowForm(forms.ModelForm):
    """A form about one row. It checks what was typed and hands it on; an edited row carries the version that was read."""

    version = VersionField(required=False)

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client
        self.initial["version"] = self.instance.version if self.is_edit else 0
        for field in self.fields.values():
            if type(field.widget) is forms.Select and not isinstance(field, forms.ModelChoiceField):
                first = _("Choose") if field.required else _("Not recorded")
                field.choices = [("", first), *(choice for choice in field.choices if choice[0] != "")]
        if "person" in self.fields:
            self.fields["person"].queryset = client.important_people.order_by("name")
            self.fields["person"].empty_label = _("Nobody in particular")

    @property
    def is_edit(self):
        return not self.instance._state.adding

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def read_version(self):
        return self.cleaned_data["version"] or 0

    def as_stored(self, row):
        """The row as `audit.versions.differences` compares it with what was typed."""
        return row

    def carry(self, version):
        """Save again from here: the next save answers to what is stored now."""
        self.data = self.data.copy()
        self.data["version"] = version
