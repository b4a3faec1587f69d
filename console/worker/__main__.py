"""Owns ``python -m console.worker``. It refuses to do anything but start the loop."""

from __future__ import annotations

from console.worker.loop import run_worker

raise SystemExit(run_worker())
