"""The way in. Kept light: worker processes import this module again when they start."""

import gc
import sys

_YOUNG, _MIDDLE, _OLD = 100_000, 20, 100
"""A book is a million records, and hardly any of them is in a cycle: with Python's own thresholds the search
for some takes a tenth of a rebuild."""

_TURN_S = 0.0005
"""What a thread that copies and hashes hours of sound waits for the one that works on the words: it needs its
turn only for an instant, sixty times a second."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from edition.cli import run  # here, for workers must not pay for it

    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    sys.setswitchinterval(_TURN_S)
    code = run(sys.argv[1:])
    gc.freeze()  # Python would look through all of it again, to the last, as it ends
    sys.exit(code)


if __name__ == "__main__":
    main()
