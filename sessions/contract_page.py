"""What the contract says, on the page and on paper."""

from django.utils.translation import gettext as _

from clients.minors import guardians_of

from .contract_forms import ContractForm
from .paper import letterhead_of


def contract_page(contract):
    """The terms of one version, with what it changed."""
    course = contract.course
    before = course.contracts.filter(number=contract.number - 1).first()
    return {
        "contract": contract,
        "before": before,
        "changes": changes_between(before, contract) if before else [],
        "guardians": guardians_of(course.client),
        "goals": contract.goals_as_agreed(),
        "focuses": course.focuses.in_force(contract.agreed_on).select_related("area"),
        "letterhead": letterhead_of(course),
    }


def changes_between(before, after):
    """What an amendment changed: rows of label, old, new; goals as they stood in each version."""
    fields = {"planned_sessions": _("Sessions"), "planned_weeks": _("Weeks"), "planned_end_on": _("Planned end")}
    fields["minutes"] = _("Minutes each")
    fields |= {name: ContractForm.base_fields[name].label for name in ContractForm.TERMS if name != "signed_on"}
    rows = [
        {"label": label, "old": getattr(before, name), "new": getattr(after, name)}
        for name, label in fields.items()
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = ("\n".join(_goal_words(goal) for goal in each.goals_as_agreed()) for each in (before, after))
    return rows + ([{"label": _("Goals"), "old": old, "new": new}] if old != new else [])


def _goal_words(goal):
    """Everything that was agreed of a goal, in one line."""
    more = [
        goal.get_aim_display(),
        goal.with_whom,
        str(goal.area.label) if goal.area else "",
        goal.indicator,
        goal.skill_labels,
    ]
    words = {"goal": goal.statement, "start": goal.baseline, "target": goal.target}
    return ". ".join([_("%(goal)s, %(start)s to %(target)s") % words, *(each for each in more if each)])
