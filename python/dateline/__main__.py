"""The command line: ``python -m dateline extract articles/ -o out/``."""

import sys

from . import _native


def main() -> int:
    """Runs the program with the arguments of the process."""
    return _native.run(["dateline", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
