"""Runs exported scripts with Brian2, each for itself, and prints their spikes as one JSON object.

usage: run-in-brian2.py [--steps N] SCRIPT...      with --steps the runs are that short: whether everything is understood
"""
import contextlib
import io
import json
import re
import sys
import warnings

warnings.filterwarnings("ignore")
import brian2  # noqa: E402

brian2.prefs.codegen.target = "numpy"
brian2.BrianLogger.log_level_error()


def compute(path, steps):
    text = open(path, encoding="utf8").read()
    if steps is not None:
        text = re.sub(r"(?m)^run\(.*$", f"run({steps}*defaultclock.dt)", text)
    brian2.start_scope()
    names = {"__name__": "exported"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(text, path, "exec"), names)
    return {
        name: {"t": list(map(float, monitor.t / brian2.ms)), "i": list(map(int, monitor.i))}
        for name, monitor in names.items()
        if isinstance(monitor, brian2.SpikeMonitor)
    }


def message(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return f"{type(error).__name__}: {error}"


arguments = sys.argv[1:]
steps = None
if arguments[:1] == ["--steps"]:
    steps, arguments = int(arguments[1]), arguments[2:]
results = {}
for path in arguments:
    try:
        results[path] = {"spikes": compute(path, steps)}
    except Exception as error:  # noqa: BLE001
        results[path] = {"error": message(error)}
print(json.dumps(results))
