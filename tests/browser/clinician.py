"""A therapist at work on one course, in the words of the clinic. Pages that are new to a story are looked over; repeats are not."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from sessions.models import SessionNote


class Clinician:
    """`visitor` is who works, `course` the course worked on. Fields are found by what is written beside them."""

    def __init__(self, visitor, course):
        self.visitor, self.course, self.client = visitor, course, course.client
        self.page = visitor.page
        self.sessions = list(course.sessions.in_order().select_related("appointment"))

    # Going about

    def open(self, name, row=None, query=""):
        """A page that is new in this story: looked over at both widths."""
        self.go(name, row, query)
        self.visitor.look_over()

    def go(self, name, row=None, query=""):
        """A page seen before."""
        self.page.goto(reverse(name, args=[(row or self.client).pk]) + query)

    def look_at(self, name, *, look=True):
        """A link of this page, and the page behind it looked over, unless it was seen before."""
        if look:
            return self.visitor.press(name, role="link")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def send(self, button, *, look=True):
        """Press the button; the page that answers is looked over, unless it was seen before, and asks for no correction."""
        self._press(button, look)
        if 422 not in self.visitor.expected:
            expect(self.page.locator(".error-summary")).to_have_count(0)

    def is_refused(self, button, sentence):
        """Press the button, and read what there is to correct."""
        self.visitor.expected.add(422)
        self._press(button, look=True)
        self.visitor.expected.discard(422)
        expect(self.page.locator(".error-summary")).to_contain_text(sentence)

    def _press(self, button, look):
        target = self.page.locator("main").get_by_role("button", name=button).first
        if look:
            return self.visitor.follow(target)
        with self.page.expect_navigation():
            target.click()

    # Filling in

    def write(self, **words):
        """write(what_happened="...") fills the field labelled "What happened"."""
        for label, text in words.items():
            self.fill(label.replace("_", " ").capitalize(), text)

    def fill(self, label, text, *, under=None, nth=0):
        """`under`: the heading of the fold that the field is in, where others have the same label; `nth`: which, of several."""
        self.unfolded(self._place(under).get_by_label(label).nth(nth)).fill(str(text))

    def select(self, label, option, *, under=None):
        field = self.unfolded(self._place(under).get_by_label(label).first)
        field.select_option(value=field.locator("option", has_text=option).first.get_attribute("value"))

    def pick(self, question, answer):
        """One of the choices under a question."""
        legend = self.page.locator("main legend").filter(has_text=re.compile(rf"^\s*{re.escape(question)}"))
        group = legend.first.locator("..")
        self.check(self.unfolded(group).get_by_label(answer, exact=True).first)

    def tick(self, *labels):
        for label in labels:
            self.check(self.unfolded(self.page.locator("main").get_by_label(label, exact=True).first))

    def check(self, field):
        """Press the words beside a radio button or a box: that is what is seen of it."""
        if not field.is_checked():
            self.page.locator(f'label[for="{field.get_attribute("id")}"]').first.click()
        expect(field).to_be_checked()

    def _place(self, under):
        main = self.page.locator("main")
        return (
            main.locator("summary").get_by_text(under, exact=True).locator("xpath=ancestor-or-self::summary/..")
            if under
            else main
        )

    def unfolded(self, field):
        """The field, with whatever is folded around it opened."""
        field.wait_for(state="attached")
        folds = field.locator("xpath=ancestor::details[not(@open)]")
        while folds.count():
            folds.first.locator("xpath=./summary").click()
        return field

    def sees(self, *texts):
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def answers(self, answers):
        """Each question of a page by its label and its answer: words, a choice of a list, a number of a scale, or several to tick."""
        for question, answer in answers.items():
            self.answer(question, answer)

    def answer(self, question, answer):
        main, label = self.page.locator("main"), re.compile(rf"^{re.escape(question)}( \(.*\))?$")
        group = main.get_by_role("group", name=label, include_hidden=True)
        group = group.or_(main.get_by_role("radiogroup", name=label, include_hidden=True))
        if group.count():
            for each in answer if isinstance(answer, list | tuple) else [answer]:
                self.check(self.unfolded(group.first).get_by_label(_choice(each)).first)
            return
        field = self.unfolded(main.get_by_label(label).first)
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=answer)
        elif answer is True:
            self.check(field)
        else:
            field.fill(str(answer))

    # The sessions

    def scores(self, number, instrument, answers):
        """The questionnaire of a session, an answer to a key."""
        session = self.sessions[number - 1]
        self.page.goto(reverse("measure_enter", args=[session.pk, instrument]))
        for key in answers:
            self.page.keyboard.press(key)
        self.send("Save", look=False)

    def begins_note(self, number, attendance="Held", look=False):
        (self.open if look else self.go)("note_edit", self.sessions[number - 1])
        self.pick("Attendance", attendance)

    def signs(self, number):
        """Sign the note that is open, and read it back from the chart."""
        self.send("Sign note", look=False)
        note = SessionNote.objects.get(therapy_session=self.sessions[number - 1])
        assert note.is_signed, f"the note of appointment {number} is not signed: {self.page.url}"
        return note

    def holds(self, number, line, **words):
        """A routine session: attendance, a line, signed."""
        self.begins_note(number)
        self.fill("Since last session", line)
        self.write(**words)
        return self.signs(number)


def _choice(answer):
    """A choice by its words, or a number of a scale, whose ends have words: "10 (10, fully reached)"."""
    return re.compile(rf"^{answer}( \(.*)?$" if isinstance(answer, int) else rf"^{re.escape(answer)}$")
