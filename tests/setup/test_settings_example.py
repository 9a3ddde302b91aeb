"""What the settings read from the environment, .env.example names, and the other way round."""

import re
from pathlib import Path

from ipt_practice.keys import MAKERS

ROOT = Path(__file__).resolve().parents[2]


def test_env_example_lists_exactly_what_settings_read():
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (ROOT / "ipt_practice" / "settings.py").read_text()))
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert named == read | set(MAKERS)
