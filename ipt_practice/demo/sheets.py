"""Answer sheets that add up to a given total, the same each time for the same seed."""

from measures.instruments import instrument as definition_of


def answers_for(key, total, rng, *, risk=0):
    """Answers to the questionnaire `key` with this total; the safety item is answered with `risk` and nothing else."""
    definition = definition_of(key)
    safety = set(definition.risk_item_keys)
    answers = {item: risk if item in safety else 0 for item in definition.item_keys}
    open_items = [item for item in definition.item_keys if item not in safety]
    highest = 4 if key == "pcl5" else 3
    if not 0 <= total - risk * len(safety) <= highest * len(open_items):
        raise ValueError(f"No sheet of {key} adds up to {total}.")
    for _ in range(total - risk * len(safety)):
        lowest = min(answers[item] for item in open_items)
        choice = rng.choice([item for item in open_items if answers[item] <= min(lowest + 1, highest - 1)])
        answers[choice] += 1
    return answers
