"""The product's settings in test mode."""

import os

os.environ.setdefault("IPT_MODE", "test")

from ipt_practice.settings import *  # noqa: F403
