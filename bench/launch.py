"""Runs one command and writes down what it cost, from a process that is small itself.

``python bench/launch.py DESCRIPTOR COMMAND …``. A process begins with its parent's highest memory
as its own, so the parent must be smaller than anything that is measured: this one imports nothing
of the project, and of the library only what it needs.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run the command; write its time, processor time, peak memory and exit code as JSON."""
    descriptor, *command = sys.argv[1:]
    os.set_inheritable(int(descriptor), False)
    began = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - began
    # The kernel counts kilobytes, on macOS bytes.
    megabytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    spent = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    with open(int(descriptor), "w", encoding="utf-8") as told:  # noqa: PTH123 - no path
        json.dump([seconds, spent, megabytes, code], told)


if __name__ == "__main__":
    main()
