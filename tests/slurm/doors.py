#!/usr/bin/env python3
"""The three doors in front of a real Slurm: what a user sees, and what becomes of the job.

usage: doors.py SBATCHLINT DOORS GOLDENS [--bless] [--only DOOR] [--keep]

DOORS is the folder with the shim and the plug-ins, GOLDENS that with what users see. Every submission of submissions.py
is made at every door. Good jobs have to run to their end; bad ones have to leave no trace in the controller's log (at
job_submit, which is in the controller: no job). Of releases of Slurm other than 22.05 only that is held, not the words."""

import argparse
import concurrent.futures
import difflib
import os
import re
import subprocess
import sys

from lab import Lab
from submissions import FAULTS, FILES, PROFILE, SUBMISSIONS

DOORS = ("shim", "cli_filter", "job_submit")
CALL = re.compile(r"_slurm_rpc_submit_batch_job: |_slurm_rpc_submit_batch_het_job: |sched: _slurm_rpc_allocate_resources ")
RECORDED = "22.05"


class Failures:
    def __init__(self):
        self.list = []

    def check(self, holds, what):
        if not holds:
            self.list.append(what)
            print(f"FAILED: {what}", flush=True)


class Door:
    def __init__(self, lab, name, failures):
        self.lab = lab
        self.name = name
        self.failures = failures
        self.count = 0
        self.shown = []
        self.waiting = []  # (place in `shown`, what, folder, lines)
        path = "/usr/bin:/bin:/usr/sbin:/sbin"
        client = lab.client if name == "cli_filter" else lab.slurm
        self.environment = {
            "PATH": f"{lab.tree}/door:{path}" if name == "shim" else path,
            "SLURM_CONF": f"{client}/slurm.conf", "LC_ALL": "C", "TZ": "UTC", "USER": "user",
        }

    def folder(self):
        self.count += 1
        folder = f"{self.lab.folder}/jobs/{self.name}-{self.count}"
        os.makedirs(folder)
        for name, text in FILES.items():
            if len(text) < 100000 or self.count in self.large:
                with open(f"{folder}/{name}", "w", newline="") as file:
                    file.write(text)
                os.chmod(f"{folder}/{name}", 0o000 if name.startswith("unreadable") else 0o644)
                if self.lab.as_user:
                    os.chown(f"{folder}/{name}", self.lab.as_user["user"], self.lab.as_user["group"])
        if self.lab.as_user:
            os.chown(folder, self.lab.as_user["user"], self.lab.as_user["group"])
        return folder

    large = ()

    def shell(self, command, folder):
        return subprocess.run(
            ["sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", cwd=folder,
            env={**self.environment, "HOME": folder}, timeout=300, **self.lab.as_user,
        )

    def tidy(self, text, folder):
        text = text.replace(folder, "DIR").replace(self.lab.tree, "TREE").replace(self.lab.folder, "LAB")
        text = re.sub(r"\b80\d{5}\b", "JOB", text)
        text = re.sub(r"(?m)^srun: job JOB (queued|has been allocated).*\n", "", text)
        text = re.sub(r"to start at \S+ using .*", "to start at TIME", text)
        return re.sub(r"\x1b", "<ESC>", text)

    def submit(self, what, command, expected):
        self.large = (self.count + 1,) if "large" in command else ()
        folder = self.folder()
        before = self.lab.log()
        done = self.shell(command, folder)
        after = self.lab.log()[len(before):]
        calls = [line for line in after.splitlines() if CALL.search(line)]
        jobs = [line for line in calls if "JobId=" in line]
        lines = [f"== {what}", *(("$ " if i == 0 else "> ") + line for i, line in enumerate(command.split("\n")))]
        lines += self.tidy(done.stdout, folder).splitlines()
        lines += ["2| " + line for line in self.tidy(done.stderr, folder).splitlines()]
        lines.append(f"[exit {done.returncode}]")
        place = f"{self.name}: {what}"
        if expected == "+":
            self.failures.check(bool(jobs), f"{place}: no job: {done.stdout}{done.stderr}")
            self.waiting.append((len(self.shown) + len(lines), place, folder, 3 if "array" in command else 1))
            lines.append("")  # filled in when it has run
        else:
            self.failures.check(not jobs, f"{place}: there is a job")
            if expected == "-" and self.name != "job_submit":
                self.failures.check(not calls, f"{place}: the controller was asked")
            lines.append("[no job]" if expected != "t" else "[tested only]")
        self.shown += lines

    def end(self):
        """Waits for every good job, and says what it wrote."""
        for place, what, folder, lines in self.waiting:
            path = f"{folder}/ran"

            def ran(path=path):
                return open(path).read().splitlines() if os.path.exists(path) else []

            try:
                Lab.wait_for(lambda: len(ran()) >= lines)
            except SystemExit:
                self.failures.check(False, f"{what}: it did not run to its end")
            self.shown[place] = "[ran: " + "; ".join(ran()) + "]"
        return self.shown


def break_something(lab, door, what, doors_lines):
    lab.real_linter()
    profile = PROFILE.format(doors=doors_lines)
    lab.profile(profile)
    if door == "job_submit":
        lab.export()
    if what == "profile" and door == "job_submit":
        lab.write(f"{lab.slurm}/sbatchlint_site.lua", "this is no Lua\n")
        lab.reload("closed" if "closed" in doors_lines else "open")
    elif what == "profile":
        lab.profile(profile + "this is no TOML\n")
    elif what == "missing":
        lab.no_linter()
    elif what:
        lab.other_linter(what)
    lab.seconds(1 if "sleep" in what else 60)


def mend(lab, door):
    lab.profile(PROFILE.format(doors=""))
    lab.real_linter()
    lab.seconds(60)
    if door == "job_submit":
        lab.export()
    else:
        # The controller's own door stays open.
        lab.write(f"{lab.slurm}/sbatchlint_site.lua", "return nil\n")
        lab.reload()


def crowd(lab, door, name, failures, count=100, together=20):
    """Many at once: none is lost, and nothing is left behind."""
    folder = door.folder()
    command = "sbatch --parsable -H good.sh"
    with concurrent.futures.ThreadPoolExecutor(together) as pool:
        results = list(pool.map(lambda _: door.shell(command, folder), range(count)))
    jobs = {done.stdout.strip() for done in results if done.returncode == 0}
    failures.check(len(jobs) == count, f"{name}: {count} submissions, {len(jobs)} jobs: {results[0].stderr}")
    left = [entry for entry in os.listdir(folder) if entry not in FILES]
    failures.check(not left, f"{name}: files left behind: {left}")
    lab.run("scancel", *sorted(jobs))
    print(f"{name}: {len(jobs)} of {count} submitted, {together} at once", flush=True)


def modify(lab, door, failures):
    """What a job may not ask for it may not be changed to either."""
    folder = door.folder()
    job = door.shell("sbatch --parsable -H good.sh", folder).stdout.strip()
    done = door.shell(f"scontrol update JobId={job} Partition=batch", folder)
    longer = door.shell(f"scontrol update JobId={job} ArrayTaskThrottle=1 TimeLimit=3-0", folder)
    fine = door.shell(f"scontrol update JobId={job} Comment=x", folder)
    failures.check(done.returncode != 0 and longer.returncode != 0, "job_submit: a job was changed to what is forbidden")
    failures.check(fine.returncode == 0, f"job_submit: a harmless change was refused: {fine.stderr}")
    lab.run("scancel", job)


def compare(path, lines, release, bless, failures):
    text = "\n".join(lines) + "\n"
    if bless:
        with open(path, "w") as file:
            file.write(text)
        return
    if release != RECORDED:
        print(f"Slurm {release}: what users see was recorded with {RECORDED}, and is not compared")
        return
    try:
        with open(path) as file:
            expected = file.read()
    except FileNotFoundError:
        expected = ""
    failures.check(expected == text, f"{path} differs")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), text.splitlines(True), "expected", "now", n=3))


def run_door(lab, name, column, failures):
    door = Door(lab, name, failures)
    mend(lab, name)
    for what, command, expected in SUBMISSIONS:
        if expected[column] != ".":
            door.submit(what, command, expected[column])
    for what, broken, doors_lines, command, expected in FAULTS:
        if expected[column] == ".":
            continue
        break_something(lab, name, broken, doors_lines)
        door.submit(what, command, expected[column])
    mend(lab, name)
    crowd(lab, door, name, failures)
    if name == "job_submit":
        modify(lab, door, failures)
    print(f"{name}: {sum(1 for line in door.shown if line.startswith('== '))} submissions", flush=True)
    return door.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("doors")
    parser.add_argument("goldens")
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--only", choices=DOORS)
    parser.add_argument("--port", type=int, default=17940)
    parser.add_argument("--keep", action="store_true", help="leave the folder behind")
    arguments = parser.parse_args()
    failures = Failures()
    lab = Lab(arguments.program, arguments.doors, arguments.port)
    try:
        lab.start()
        release = ".".join(lab.run("sbatch", "--version").stdout.split()[-1].split(".")[:2])
        for column, name in enumerate(DOORS):
            if arguments.only not in (None, name):
                continue
            shown = run_door(lab, name, column, failures)
            compare(f"{arguments.goldens}/{name}.txt", shown, release, arguments.bless, failures)
    finally:
        lab.stop()
        if arguments.keep:
            print(lab.folder)
        else:
            lab.remove()
    if failures.list:
        print(f"{len(failures.list)} failed")
    sys.exit(1 if failures.list else 0)


if __name__ == "__main__":
    main()
