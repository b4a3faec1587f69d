"""Plumbline 准绳: routes to the window, the command line or a worker process."""

from __future__ import annotations

import sys


def main() -> int:
    """Return the exit code of whatever the first word asks for; no word opens the window, ``picture`` draws it into a file."""
    words = sys.argv[1:]
    if words[:1] == ["--worker"]:
        from console.worker.loop import run_worker

        return run_worker()
    if words and words[0] != "picture":
        from console.cli.main import run

        return run(words)
    from console.gui.spare import start_spare

    with start_spare() as spare:  # before anything of Qt, which loads beside
        if words:
            from console.gui.picture import run_picture

            return run_picture(words[1:], spare)
        from console.gui.app import run_window

        return run_window(spare)


if __name__ == "__main__":
    raise SystemExit(main())
