"""waiting.py - tests wait for what they need to see, never for a time: PATIENCE_S ends only what hangs."""
import time

PATIENCE_S = 600  # a slow machine under load does not come near it


def wait_for(what):
    """What that gives, as soon as it gives something."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if got := what():
            return got
        time.sleep(0.02)
    raise AssertionError("it did not happen")
