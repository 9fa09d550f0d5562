"""Property tests judge the rules, not the speed of the machine they run on."""

from hypothesis import settings

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
