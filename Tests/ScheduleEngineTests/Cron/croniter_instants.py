"""Reads one "EPOCH COUNT EXPRESSION" a line and writes croniter's next instants after EPOCH, in UTC, as epochs.

An expression that croniter refuses gives "refused".
"""

import sys

try:
    from croniter import croniter
except ImportError:
    sys.exit(69)

for line in sys.stdin if len(sys.argv) < 2 else open(sys.argv[1], encoding="utf-8"):
    start, count, expression = line.rstrip("\n").split(" ", 2)
    try:
        iterator = croniter(expression, float(start), ret_type=float, max_years_between_matches=50)
        print(*(int(iterator.get_next()) for _ in range(int(count))))
    except Exception as error:  # its own and plain ValueErrors alike
        print("refused", type(error).__name__, error)
