"""What is typed about the practice's words."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField

from .fields import VersionField
from .terms import AREAS, GROUPS, LONGEST, PHASES, TERMS, inside


class WordsForm(forms.Form):
    """One field for each term of `accounts.terms`; empty means the usual word."""

    version = VersionField()
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for term in TERMS.values():
            self.fields[term.key] = LineFormField(
                label=term.about, required=False, max_length=LONGEST,
                widget=forms.TextInput(attrs={"list": f"offered-{term.key}"}),
                help_text=_now("Usual: %(usual)s. Also said: %(others)s.")
                % {"usual": term.usual, "others": ", ".join(term.others)},
                error_messages={"max_length": _("Shorten this word to %(limit_value)d characters.")},
            )  # fmt: skip

    @property
    def groups(self):
        """The groups of terms as the page shows them: heading, and each field with the words it offers."""
        for group, heading in GROUPS:
            terms = [term for term in TERMS.values() if term.group == group]
            yield heading, [(self[term.key], (term.usual, *term.others)) for term in terms]

    def clean(self):
        values = super().clean()
        for group in (PHASES, AREAS):
            taken = {}
            for key in (key for key, term in TERMS.items() if term.group == group):
                said = inside(values.get(key) or TERMS[key].usual).casefold()
                if said in taken:
                    words = {"other": taken[said]}
                    self.add_error(key, _now("Choose another word: “%(other)s” is called this, too") % words)
                taken[said] = TERMS[key].about
        return values

    def words(self):
        """What the action writes: the words that differ from the usual ones, by key."""
        typed = {key: " ".join((self.cleaned_data[key] or "").split()) for key in TERMS}
        return {key: text for key, text in typed.items() if text and text != TERMS[key].usual}
