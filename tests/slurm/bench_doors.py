#!/usr/bin/env python3
"""What each door adds to a submission, held against plain sbatch in the same run, with a profile of 5,000 nodes.

usage: bench_doors.py SBATCHLINT DOORS [--rounds N] [--row N]

A slurmctld on loopback takes the jobs; nothing runs them. Rounds go through all ways of submitting in turn, so that
whatever else the machine does meets all of them. The wall clock says what a user waits, the CPU time what it costs
where others work beside it. Then N submissions in a row and 20 at once: none may be lost, and nothing left behind. Last,
the controller with job_submit.lua beside one without: submissions a second, as a ratio.

Bars: the shim and cli_filter add less than 10 ms at the median and less than 30 ms at the 99th percentile. Exit status 1
where one is missed by the CPU time, or a job is lost."""

import argparse
import concurrent.futures
import os
import re
import resource
import subprocess
import sys
import time

from lab import Lab

SCRIPT = """#!/bin/bash
#SBATCH --job-name=train
#SBATCH --nodes=1
#SBATCH --gres=gpu:1
#SBATCH --cpus-per-task=8
#SBATCH --mem=24G
#SBATCH --time=12:00:00
#SBATCH --output=train-%j.log
set -euo pipefail
module load cuda
cd "$SLURM_SUBMIT_DIR"
export OMP_NUM_THREADS=$SLURM_CPUS_PER_TASK
for fold in 1 2 3 4 5; do
  srun python3 train.py --fold "$fold" --out "results/$fold" --epochs 100
done
srun python3 collect.py results > summary.txt
"""
BARS = (("median", 10.0), ("p99", 30.0))


def profile(nodes=5000):
    text = 'schema = 1\n[site]\nname = "large"\n[doors]\nmode = "block"\n[scheduler]\nenforce_part_limits = "all"\n'
    for number in range(1, nodes + 1):
        text += f'[[node]]\nnames = ["node{number:04}"]\ngpus = {{ a100 = 4 }}\ncpus = 64\nmemory = "512G"\n'
    text += f'[[partition]]\nname = "open"\ndefault = true\nmax_time = "2-00:00:00"\nnodes = ["node[0001-{nodes:04}]"]\n'
    text += '[[policy.limit]]\nof = "gpus"\nmax = 64\n[[policy.require]]\noption = "time"\n[[retired]]\npartition = "batch"\n'
    return text


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Ways:
    """Ways to submit one job."""

    def __init__(self, lab, folder):
        self.lab = lab
        self.folder = folder
        path = "/usr/bin:/bin"
        plain = {"PATH": path, "SLURM_CONF": f"{lab.slurm}/slurm.conf", "LC_ALL": "C", "HOME": folder}
        self.ways = {
            "plain": (["/usr/bin/sbatch"], plain),
            "shim": ([f"{lab.tree}/door/sbatch"], {**plain, "PATH": f"{lab.tree}/door:{path}"}),
            "cli_filter": (["/usr/bin/sbatch"], {**plain, "SLURM_CONF": f"{lab.client}/slurm.conf"}),
            "submit": ([f"{lab.tree}/bin/sbatchlint", "submit", "--"], plain),
            "submit --sealed": ([f"{lab.tree}/bin/sbatchlint", "submit", "--sealed", "--"], plain),
        }

    def submit(self, way, script="job.sh"):
        """Job id, wall and CPU time in milliseconds."""
        words, environment = self.ways[way]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        done = subprocess.run([*words, "--parsable", "-H", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=self.folder, env=environment)
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if done.returncode != 0:
            sys.exit(f"{way}: {done.stderr}")
        return done.stdout.strip(), 1000 * wall, 1000 * cpu


def latency(ways, rounds):
    names = list(ways.ways)
    wall = {name: [] for name in names}
    cpu = {name: [] for name in names}
    for number in range(rounds + 5):
        for name in names[number % len(names):] + names[: number % len(names)]:
            _, passed, used = ways.submit(name)
            if number >= 5:
                wall[name].append(passed)
                cpu[name].append(used)
    print(f"{'':16} {'wall ms':>9} {'added':>15} {'CPU ms':>9} {'added':>15}   ({rounds} rounds)")
    print(f"{'':16} {'median':>9} {'median':>7} {'p99':>7} {'median':>9} {'median':>7} {'p99':>7}")
    missed = []
    for name in names:
        row = [f"{name:16}"]
        for values in (wall, cpu):
            middle, base = quantile(values[name], 0.5), quantile(values["plain"], 0.5)
            added = {"median": middle - base, "p99": quantile(values[name], 0.99) - quantile(values["plain"], 0.99)}
            row.append(f"{middle:9.1f} {added['median']:7.1f} {added['p99']:7.1f}")
            if values is cpu and name in ("shim", "cli_filter"):
                missed += [f"{name}: {what} {added[what]:.1f} ms" for what, bar in BARS if added[what] >= bar]
        print(" ".join(row))
    return missed


def crowd(ways, way, count, together):
    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(together) as pool:
        jobs = {job for job, _, _ in pool.map(lambda _: ways.submit(way), range(count))}
    return jobs, time.perf_counter() - began


def traces(folder):
    return sorted(os.listdir(folder) + os.listdir("/dev/shm") + [name for name in os.listdir("/tmp") if "sbatch" in name])


def without_loss(ways, row):
    missed = []
    for way in ("shim", "cli_filter"):
        before = traces(ways.folder)
        for count, together in ((row, 1), (200, 20)):
            jobs, seconds = crowd(ways, way, count, together)
            print(f"{way}: {count} submissions, {together} at once: {len(jobs)} jobs")
            if len(jobs) != count:
                missed.append(f"{way}: {count - len(jobs)} of {count} jobs lost")
            ways.lab.run("scancel", "--state=PENDING")
        left = [name for name in traces(ways.folder) if name not in before]
        if left:
            missed.append(f"{way}: left behind: {left}")
    return missed


def time_of_a_submission(lab):
    """Microseconds that slurmctld itself says a submission took, on average."""
    found = re.search(r"REQUEST_SUBMIT_BATCH_JOB\s+\(\s*\d+\) count:\d+\s+ave_time:(\d+)", lab.run("sdiag").stdout)
    return int(found.group(1)) if found else 0


def controllers(plain, judging, batches=8, count=60):
    """Submissions a second to a controller with the plug-in and to one without, in turn."""
    for ways in (plain, judging):
        ways.lab.run("sdiag", "--reset")
    seconds = {"without": [], "with": []}
    for _ in range(batches):
        for name, ways in (("without", plain), ("with", judging)):
            _, passed = crowd(ways, "plain", count, 8)
            seconds[name].append(passed)
            ways.lab.run("scancel", "--state=PENDING")
    for name, ways in (("without", plain), ("with", judging)):
        print(f"{name + ' job_submit.lua':24} {time_of_a_submission(ways.lab)} us a submission within slurmctld")
    rates = {name: count / quantile(values, 0.5) for name, values in seconds.items()}
    print(f"job_submit.lua: {rates['with'] / rates['without']:.2f} of the submissions a second of a controller without it ({rates['without']:.0f} a second, 8 at once)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("doors")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--row", type=int, default=1000)
    parser.add_argument("--port", type=int, default=17970)
    arguments = parser.parse_args()
    plain = Lab(arguments.program, arguments.doors, arguments.port, plugins=False)
    judging = Lab(arguments.program, arguments.doors, arguments.port + 10)
    missed = []
    try:
        both = []
        for lab in (plain, judging):
            lab.as_user = {}
            lab.start(with_nodes=False)
            lab.profile(profile())
            folder = f"{lab.folder}/jobs"
            os.makedirs(folder)
            lab.write(f"{folder}/job.sh", SCRIPT.replace("#SBATCH --gres=gpu:1\n#SBATCH --cpus-per-task=8\n#SBATCH --mem=24G\n", ""))
            both.append(Ways(lab, folder))
        judging.export()
        missed += latency(both[0], arguments.rounds)
        missed += without_loss(both[0], arguments.row)
        controllers(*both)
    finally:
        for lab in (plain, judging):
            lab.stop()
            lab.remove()
    for line in missed:
        print(f"missed: {line}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
