"""What is typed beside a signed note: an addendum, and what a supervisor and the author write to each other."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import HIGHEST
from audit.text import LineFormField

LONGEST = 20_000


class BesideForm(forms.Form):
    """One text. Each kind says what it is for."""

    label = help_text = required = ""

    text = LineFormField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["text"]
        field.label, field.help_text = self.label, self.help_text
        field.error_messages["required"] = self.required


class AddendumForm(BesideForm):
    label = _("Addendum")
    help_text = _("It is shown and printed with the note. The note itself stays as it was signed.")
    required = _("Write what is to be added")


class ReviewCommentForm(BesideForm):
    label = _("Comment")
    help_text = _("For the author. It is not part of the chart and is never printed.")
    required = _("Write your comment")


class CommentsSeenForm(forms.Form):
    """Up to which comment the author has read: the last one that the page showed."""

    last = forms.IntegerField(min_value=1, max_value=HIGHEST)


class ChangeRequestForm(BesideForm):
    label = _("What should change")
    help_text = _("For the author, who adds to the note or says why not. It is never printed.")
    required = _("Write what should change")


class ChangeAnswerForm(BesideForm):
    """The author's answer: an addendum, or why not."""

    ADDENDUM, REPLY = "addendum", "reply"

    how = forms.ChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect,
        choices=[(ADDENDUM, _("Add to the note")), (REPLY, _("Leave the note as it is and say why"))],
        error_messages={"required": _("Choose how you answer")},
    )  # fmt: skip
    label = _("Text")
    help_text = _("An addition is signed, shown and printed with the note. A reply is for your supervisor only.")
    required = _("Write the addition, or why the note stays as it is")
    field_order = ["how", "text"]
