"""Plumbline 准绳: routes to the window, the command line or a worker process."""

from __future__ import annotations

import sys


def main() -> int:
    """Return the exit code of whatever the first word asks for; no word opens the window."""
    if "--worker" in sys.argv[1:2]:
        from console.worker.loop import run_worker

        return run_worker()
    from console.bootstrap import run_command_line, run_window

    return run_command_line(sys.argv[1:]) if sys.argv[1:] else run_window()


if __name__ == "__main__":
    raise SystemExit(main())
