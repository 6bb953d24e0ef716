"""The way in. Kept light: worker processes import this module again when they start."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from edition.cli import run  # here, for workers must not pay for it

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
