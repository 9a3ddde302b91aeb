"""What was sought, tried before, and stood beside IPT: listed, with no claim of cause (docs/clinical.md 8.17)."""

from ..phrases import full_day, full_stop, lower_first, sentences, short_day

NO_CAUSE = "What stood beside IPT is listed; no cause is claimed for what changed."


def sought(facts):
    """Reasons for seeking help and earlier treatment, in two sentences."""
    reasons = "; ".join(lower_first(each) for each in facts.beside.sought)
    prior = "; ".join(facts.beside.prior)
    return sentences(
        f"Sought help for: {reasons}." if reasons else "", f"Treatment before: {full_stop(prior)}" if prior else ""
    )


def beside_ipt(facts):
    """Each adjunct modality with its provider, dates and purpose; nothing where there is none."""
    told = [_adjunct(each) for each in facts.beside.adjuncts]
    if not told:
        return ""
    return f"IPT was the one primary modality. Beside it: {'; '.join(told)}. {NO_CAUSE}"


def _adjunct(each):
    until = (
        f"{full_day(each.from_on)} to {full_day(each.until_on)}" if each.until_on else f"since {full_day(each.from_on)}"
    )
    purpose = f" ({lower_first(each.purpose.rstrip('.'))})" if each.purpose else ""
    return f"{each.name}, {each.provider.lower()}, {until}{purpose}"


def family_meetings(facts):
    """The days of the meetings with the family, and who came by relation."""
    who = {each.on: each.who for each in facts.beside.family}
    days = [
        short_day(meeting.on) + (f" with {who[meeting.on]}" if who.get(meeting.on) else "")
        for meeting in facts.family_meetings
    ]
    return f"Family meetings: {', '.join(days)}." if days else ""
