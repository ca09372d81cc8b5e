#!/usr/bin/env python3
"""Compares what we make of submissions with what a real sbatch does.

usage: differential.py ANSWER [--cases FILE] [--count N] [--seed N]...

ANSWER is our program (the target `answer`). The recorded cases of FILE are asked anew; then N random submissions for each
seed. A disagreement is made as small as it stays one, and printed ready to be added to tests/conformance/cases.jsonl.
"""

import argparse
import calendar
import concurrent.futures
import json
import re
import signal
import subprocess
import sys
import threading
import time

from blocks import Blocks
from sbatch import Sbatch

WORKERS = 4
RECORDED = ("22.05", "24.11", "26.05")  # the releases of tests/conformance
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


class Ours:
    """Our program, asked one case a line."""

    def __init__(self, path, release):
        self.command = [path, release]
        self.lock = threading.Lock()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def options(self):
        return json.loads(subprocess.run([*self.command, "options"], capture_output=True, check=True).stdout)

    def ask(self, case, now):
        with self.lock:
            self.process.stdin.write(json.dumps({**case, "now": now}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            if not line:
                status = self.process.wait()
                self.start()
                return {"accepted": f"our program ended with {status}", "parsed": []}
        return json.loads(line)


def seconds_of(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%S"))


def same_value(theirs, ours):
    """Equal, or moments that the clock moved on between."""
    if theirs == ours:
        return True
    both_times = isinstance(theirs, str) and isinstance(ours, str) and TIME.fullmatch(theirs) and TIME.fullmatch(ours)
    return bool(both_times) and abs(seconds_of(theirs) - seconds_of(ours)) <= 2


def same_settings(theirs, ours):
    return theirs.keys() == ours.keys() and all(same_value(theirs[name], ours[name]) for name in theirs)


def difference(theirs, ours):
    """What differs, for a person to read; empty where nothing does."""
    if theirs is None:
        return ""
    if theirs["accepted"] != ours["accepted"]:
        return f"sbatch {summary(theirs)}, we {summary(ours)}"
    if not theirs["accepted"]:
        # sbatch 22.05 may crash once it has said why it refuses (--nodes=9 --ntasks=4294967295).
        status = ours["refused"] if theirs["refused"] == -signal.SIGSEGV else theirs["refused"]
        said, saying = (theirs["says"], status), (ours["says"], ours["refused"])
        return "" if said == saying else f"sbatch said {said}, we {saying}"
    same = len(theirs["parsed"]) == len(ours["parsed"]) and all(map(same_settings, theirs["parsed"], ours["parsed"]))
    return "" if same else f"sbatch understood {json.dumps(theirs['parsed'])}, we {json.dumps(ours['parsed'])}"


def summary(answer):
    if answer["accepted"] is True:
        return "accepted"
    return f"refused: {answer.get('says')}" if answer["accepted"] is False else f"could not tell ({answer['accepted']})"


class Comparison:
    def __init__(self, path):
        self.theirs = Sbatch()
        self.ours = Ours(path, self.theirs.release)
        self.found = []

    def check(self, case):
        now = int(time.time())
        theirs = self.theirs.ask(case)
        if theirs is None:
            print("  sbatch did not end: " + json.dumps(case), flush=True)
        return difference(theirs, self.ours.ask(case, now))

    def run(self, name, cases):
        """Asks about all cases; returns how many disagree."""
        count = 0
        disagreeing = []
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for case, found in zip(cases, pool.map(self.check, cases)):
                count += 1
                if found:
                    disagreeing.append(case)
        print(f"{name}: {count} submissions, {len(disagreeing)} disagreements", flush=True)
        for case in disagreeing[:20]:
            self.report(self.shrink(case))
        return len(disagreeing)

    def report(self, case):
        theirs = self.theirs.ask(case)
        if theirs is None:
            return
        found = difference(theirs, self.ours.ask(case, int(time.time())))
        answer = {"parsed": theirs["parsed"]} if theirs["accepted"] else {"refused": theirs["refused"], "says": theirs["says"]}
        print(f"  {found}")
        others = {release: None for release in RECORDED if release != self.theirs.release}
        print("  " + json.dumps({"id": "live-", **case, self.theirs.release: answer, **others}, ensure_ascii=False), flush=True)

    def shrink(self, case):
        """The smallest case found that still disagrees: fewer parts, fewer lines, fewer words, fewer characters."""
        tries = 0
        progress = True
        while progress and tries < 400:
            progress = False
            for smaller in smaller_cases(case):
                tries += 1
                if self.check(smaller):
                    case, progress = smaller, True
                    break
                if tries >= 400:
                    break
        return case

    def close(self):
        self.theirs.close()


def smaller_cases(case):
    for part in ("env", "args", "files"):
        if case.get(part):
            yield {key: value for key, value in case.items() if key != part}
    for name in case.get("env", {}):
        if len(case["env"]) > 1:
            yield {**case, "env": {key: value for key, value in case["env"].items() if key != name}}
    lines = case.get("lines", [])
    for i in range(len(lines)):
        if len(lines) > 1:
            yield {**case, "lines": lines[:i] + lines[i + 1 :]}
    for i, line in enumerate(lines):
        words = line.split(" ")
        for j in range(1, len(words)):
            yield {**case, "lines": lines[:i] + [" ".join(words[:j] + words[j + 1 :])] + lines[i + 1 :]}
    for i, line in enumerate(lines):
        for j in range(len("#SBATCH "), len(line)):
            yield {**case, "lines": lines[:i] + [line[:j] + line[j + 1 :]] + lines[i + 1 :]}


def recorded(path):
    with open(path) as file:
        for line in file:
            case = json.loads(line)
            yield {key: case[key] for key in ("lines", "script", "script_b64", "args", "argv", "env", "files") if key in case}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answer")
    parser.add_argument("--cases", metavar="FILE")
    parser.add_argument("--count", type=int, default=5000, metavar="N")
    parser.add_argument("--seed", type=int, action="append", metavar="N")
    arguments = parser.parse_args()
    comparison = Comparison(arguments.answer)
    try:
        wrong = 0
        if arguments.cases:
            wrong += comparison.run(f"recorded ({comparison.theirs.release})", list(recorded(arguments.cases)))
        for seed in arguments.seed or [int(time.time())]:
            blocks = Blocks(seed, comparison.ours.options())
            wrong += comparison.run(f"seed {seed}", [blocks.block() for _ in range(arguments.count)])
    finally:
        comparison.close()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
