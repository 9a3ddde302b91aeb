"""Session notes composed from the story tables: the right sentence for the session's place in the course."""

import datetime as dt

from sessions.note_parts import PARTS, strategy_choices

from .people import BY_KEY
from .stories import areas, common, worked

INITIAL = {
    4: ("start", "history", "inventory", "contract"),
    3: ("start", "inventory", "contract"),
    2: ("start", "contract"),
}
MIDDLE = {
    8: ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"),
    6: ("m1", "m2", "m4", "m5", "m6", "m8"),
    5: ("m1", "m4", "m5", "m6", "m8"),
}
ENDING = {4: ("e1", "e2", "e3", "e4"), 3: ("e1", "e3", "e4"), 1: ("e4",)}
PHASES = {"m": "middle", "e": "termination"}
GRAMMAR = {
    "she/her": ("her", "herself", "she is", "she has", "she wants"),
    "he/him": ("his", "himself", "he is", "he has", "he wants"),
    "they/them": ("their", "themself", "they are", "they have", "they want"),
}


def steps_of(bounds):
    """Which sentence belongs to which session: a tuple of step keys, one a session, from the course's PhaseBounds."""
    initial, middle = bounds.initial_to, bounds.middle_to - bounds.initial_to
    return INITIAL[initial] + MIDDLE[middle] + ENDING[bounds.planned - bounds.middle_to]


class Writer:
    """Writes the notes of one course in the words of its story."""

    def __init__(self, story, bounds, rng):
        self.story, self.rng = story, rng
        self.steps = steps_of(bounds)
        self.area = areas.AREAS.get(story.area)
        self.offset = rng.randrange(6)
        names = ("her", "herself", "she_is", "she_has", "she_wants")
        self.words = dict(zip(names, GRAMMAR[BY_KEY[story.person].pronouns], strict=True)) | (story.words or {})

    def step(self, number):
        return self.steps[number - 1]

    def phase(self, number):
        """initial, middle or termination, as the sentence tables are keyed."""
        return PHASES.get(self.step(number)[0], "initial") if self.step(number)[1:].isdigit() else "initial"

    def note(self, number, *, before, score, next_on):
        """The values of one note. `before` and `score`: the PHQ-9 of the last session and of this one, None if not given."""
        step, phase = self.step(number), self.phase(number)
        happened, mood = self._scene(number)
        return {
            "opening_answer": f"{self._mood(number, before, score)} {happened} {self._pick(common.SLEEP, number)}",
            "events": mood,
            "focus_work": self._focus_work(step, number),
            "progress": self._pick(self._pool("progress", common.PROGRESS, phase), number),
            "challenges": self._pick(self._pool("challenges", common.CHALLENGES, phase), number),
            "goals_for_week": self._goals(phase, number),
            "techniques": list(self._techniques(step, phase, number)),
            "tasks_done": list(self._tasks(step)),
            "plan": self._plan(step, number, next_on),
            "risk_note": self._pick(common.RISK_NOTES, number),
            "medication": self.story.medication if number >= 4 else "",
            **self._moods(score),
            **self._parts(step, number),
        }

    def _parts(self, step, number):
        """Sub-forms, strategies and tasks between sessions, as `stories/worked.py` has them for this area and step."""
        if step == "start":
            return {"sick_role": "given"}
        choices = strategy_choices(self.story.area) if step in MIDDLE[8] else []
        if not choices:
            return {}
        strategy = choices[number % len(choices)][0]
        told = worked.PARTS.get(self.story.area, {}).get(step, {})
        values = {key: self._filled(answers) for key, answers in told.items()}
        used = [PARTS[key].technique for key in values if key in PARTS]
        tasks = [task | {"strategy": strategy} for task in values.pop("practice_tasks", [])]
        values["techniques"] = list(dict.fromkeys([*self._techniques(step, "middle", number), *used]))
        return {"strategies": [strategy], **values, **({"practice_tasks": tasks} if tasks else {})}

    def _filled(self, value):
        if isinstance(value, dict):
            return {key: self._filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) if isinstance(each, dict) else each for each in value]
        return value.format(**self.words) if isinstance(value, str) else value

    def _fill(self, text):
        filled = text.format(**self.words)
        return filled[:1].upper() + filled[1:]

    def _pick(self, pool, number):
        return self._fill(pool[(number + self.offset) % len(pool)])

    def _pool(self, kind, shared, phase):
        return self.area[kind] if self.area and phase == "middle" else shared.get(phase) or shared["initial"]

    def _scene(self, number):
        scenes = self.story.scenes
        return scenes[(number - 1) % len(scenes)]

    def _mood(self, number, before, score):
        if number == 1:
            return self._pick(common.MOODS["first"], number)
        change = 0 if None in (before, score) else score - before
        return self._pick(common.MOODS["better" if change < 0 else "worse" if change > 0 else "same"], number)

    def _moods(self, score):
        now = 5 if score is None else max(1, min(9, round(9 - score * 0.33)))
        directions = ("event_to_mood", "event_to_mood", "both", "mood_to_event")
        return {
            "mood_now": now,
            "mood_worst": max(0, now - self.rng.choice((1, 2, 3))),
            "mood_best": min(10, now + self.rng.choice((1, 2))),
            "mood_direction": self.rng.choice(directions),
        }

    def _focus_work(self, step, number):
        table = common.FOCUS_WORK if step in common.FOCUS_WORK else (self.area or areas.ROLE_DISPUTE)["focus_work"]
        return self._pick(table[step], number)

    def _goals(self, phase, number):
        pool = (
            self.area["goals"]
            if self.area and phase == "middle"
            else common.WEEK_GOALS.get(phase, common.WEEK_GOALS["initial"])
        )
        first = (number * 2 + self.offset) % len(pool)
        chosen = [pool[(first + n) % len(pool)] for n in range(2 + number % 2)]
        return "\n".join(self._fill(goal) for goal in chosen)

    def _techniques(self, step, phase, number):
        if step in common.TECHNIQUES:
            return common.TECHNIQUES[step]
        pool = (self.area or areas.ROLE_DISPUTE)["techniques"]
        return pool[(number + self.offset) % len(pool)]

    def _tasks(self, step):
        """The tasks of this step, with those of the steps that a shorter course leaves out before it."""
        order = [*INITIAL[4], *MIDDLE[8], *ENDING[4]]
        place = order.index(step)
        skipped = []
        for earlier in reversed(order[:place]):
            if earlier in self.steps:
                break
            skipped.append(earlier)
        return [task for each in [*reversed(skipped), step] for task in common.TASKS.get(each, ())]

    def _plan(self, step, number, next_on):
        plan = common.PLANS.get(step)
        text = self._fill(plan) if plan else self._pick(common.MIDDLE_PLANS, number)
        return f"{text} Next session {next_on:%A, %B} {next_on.day}." if next_on else text


def started_and_ended(appointment, rng):
    """When it really began and ended, to the minute."""
    late = rng.choice((0, 0, 0, 2, 3))
    begin = appointment.local_start + dt.timedelta(minutes=late)
    return begin.time(), (begin + dt.timedelta(minutes=appointment.minutes - late)).time()
