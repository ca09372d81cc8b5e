#!/usr/bin/env python3
"""Can it ever start? Random requests, put to a real slurmctld and to the linter.

usage: solver.py SBATCHLINT PROFILE [--count N] [--seed N] [--keep]

A cluster with the nodes of PROFILE (a site profile) is started on loopback: the controller alone, since it decides
before any node is asked whether a request can be met. Memory of nodes of which only the label is known is a little less
than that. Every request is submitted; it can never start where sbatch is refused, or where the job waits for a reason
that no empty cluster cures. The linter says so by SB301 and SB305 to SB309, under the profile without its quotas (there
is no accounting here).

Then a profile is imported from this cluster by an ordinary user, and once more from saved output of scontrol, with that
of sacctmgr beside it (accounts and QoS that we wrote, for want of a database). Both have to pass `site check`, to give
the same answers, and to leave alone what somebody wrote into the policy file.

Exit status 1 where fewer than 99% agree, where the linter says "never" of a job that Slurm takes, or where the imported
profile differs."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib

CODES = ["SB301", "SB305", "SB306", "SB307", "SB308", "SB309", "SB312"]
# No node is up. Of those that are asked for by name Slurm says so first, and looks no further.
NO_ANSWER = "ReqNodeNotAvail"
HOPELESS = {"PartitionTimeLimit", "PartitionNodeLimit", "BadConstraints", "PartitionConfig"}
UNITS = {"M": 1, "G": 1024, "T": 1024 * 1024}
LABEL = 0.98  # what Slurm has of the memory on a node's label


def megabytes(text):
    return int(text[:-1]) * UNITS[text[-1]]


def expand(listed):
    """Names of a list with one bracket at its end."""
    names = []
    for item in re.findall(r"[^,\[]+(?:\[[^\]]*\])?", listed):
        head, _, inside = item.partition("[")
        for part in inside.rstrip("]").split(",") if inside else [""]:
            low, _, high = part.partition("-")
            if not part:
                names.append(head)
                continue
            names += [f"{head}{number:0{len(low)}}" for number in range(int(low), int(high or low) + 1)]
    return names


class Cluster:
    """A slurmctld for the nodes of a profile."""

    def __init__(self, profile, folder, port):
        self.profile = profile
        self.folder = folder
        self.port = port
        self.config = f"{folder}/slurm.conf"
        self.processes = []
        self.environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SLURM_CONF": self.config, "LC_ALL": "C", "TZ": "UTC", "HOME": folder}

    def write(self):
        for name in ("state", "spool", "dev"):
            os.makedirs(f"{self.folder}/{name}")
        for number in range(64):
            open(f"{self.folder}/dev/gpu{number}", "w").close()
        user = subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()
        scheduler = self.profile.get("scheduler", {})
        defaults = self.profile.get("defaults", {})
        parameters = "CR_Core_Memory" + (",CR_ONE_TASK_PER_CORE" if scheduler.get("one_task_per_core") else "")
        lines = [
            "ClusterName=lab", "SlurmctldHost=localhost(127.0.0.1)", f"SlurmUser={user}", f"SlurmctldPort={self.port}",
            f"SlurmdPort={self.port + 1}", "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
            "AuthType=auth/munge", f"AuthInfo=socket={self.folder}/munge.sock", "CredType=cred/munge",
            f"StateSaveLocation={self.folder}/state", f"SlurmdSpoolDir={self.folder}/spool",
            f"SlurmctldPidFile={self.folder}/slurmctld.pid", f"SlurmctldLogFile={self.folder}/slurmctld.log",
            "ProctrackType=proctrack/linuxproc", "SelectType=select/cons_tres", f"SelectTypeParameters={parameters}",
            "SchedulerType=sched/backfill", "PriorityType=priority/basic", "SlurmdTimeout=0", "MaxJobCount=20000",
            "MaxArraySize=1001", "GresTypes=gpu", f"EnforcePartLimits={scheduler.get('enforce_part_limits', 'no').upper()}",
        ]
        if "mem_per_cpu" in defaults:
            lines.append(f"DefMemPerCPU={megabytes(defaults['mem_per_cpu'])}")
        per_gpu = []
        if "cpus_per_gpu" in defaults:
            per_gpu.append(f"DefCpuPerGPU={defaults['cpus_per_gpu']}")
        if "mem_per_gpu" in defaults:
            per_gpu.append(f"DefMemPerGPU={megabytes(defaults['mem_per_gpu'])}")
        lines += per_gpu
        gres = ["AutoDetect=off"]
        for node in self.profile["node"]:
            names = ",".join(node["names"])
            cores = node.get("cores", node["cpus"])
            memory = megabytes(node["memory_exact"]) if "memory_exact" in node else int(megabytes(node["memory"]) * LABEL)
            gpus = node.get("gpus", {})
            line = f"NodeName={names} NodeAddr=127.0.0.1 CPUs={node['cpus']} Sockets=1 CoresPerSocket={cores}"
            line += f" ThreadsPerCore={node['cpus'] // cores} RealMemory={memory} State=UNKNOWN"
            if gpus:
                line += " Gres=" + ",".join(f"gpu:{kind}:{count}" for kind, count in gpus.items())
            lines.append(line)
            first = 0
            for kind, count in gpus.items():
                gres.append(f"NodeName={names} Name=gpu Type={kind} File={self.folder}/dev/gpu[{first}-{first + count - 1}]")
                first += count
        for partition in self.profile["partition"]:
            line = f"PartitionName={partition['name']} Nodes={','.join(partition['nodes'])} State=UP"
            line += f" MaxTime={partition.get('max_time', 'infinite')} Default={'YES' if partition.get('default') else 'NO'}"
            if "default_time" in partition:
                line += f" DefaultTime={partition['default_time']}"
            lines.append(line)
        with open(self.config, "w") as file:
            file.write("\n".join(lines) + "\n")
        with open(f"{self.folder}/gres.conf", "w") as file:
            file.write("\n".join(gres) + "\n")

    def spawn(self, *words):
        log = open(f"{self.folder}/{os.path.basename(words[0])}.out", "w")
        self.processes.append(subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, start_new_session=True))

    def start(self):
        self.write()
        with open(f"{self.folder}/munge.key", "wb") as file:
            file.write(os.urandom(1024))
        os.chmod(f"{self.folder}/munge.key", 0o400)
        os.chmod(self.folder, 0o755)
        self.spawn(
            "munged", "--foreground", f"--key-file={self.folder}/munge.key", f"--socket={self.folder}/munge.sock",
            f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munge.seed", f"--log-file={self.folder}/munged.log",
        )
        self.wait_for(lambda: os.path.exists(f"{self.folder}/munge.sock"))
        self.spawn("slurmctld", "-D", "-c", "-f", self.config)
        self.wait_for(lambda: "is UP" in self.run("scontrol", "ping").stdout)

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def run(self, *words):
        return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=self.environment, cwd=self.folder)

    @staticmethod
    def wait_for(test, seconds=60):
        end = time.monotonic() + seconds
        while not test():
            if time.monotonic() > end:
                sys.exit("the cluster does not come up")
            time.sleep(0.1)


class Requests:
    """Random requests around the edges of a profile's nodes."""

    def __init__(self, profile, seed):
        self.random = random.Random(seed)
        self.profile = profile
        self.groups = profile["node"]
        self.partitions = profile["partition"]

    def one(self):
        pick = self.random.choice
        chance = lambda share: self.random.random() < share
        partition = pick(self.partitions)
        inside = {name for listed in partition["nodes"] for name in expand(listed)}
        here = [g for g in self.groups if inside & {n for listed in g["names"] for n in expand(listed)}]
        group = pick(here if chance(0.8) else self.groups)
        options = []
        if not partition.get("default") or chance(0.5):
            options.append(f"--partition={partition['name']}")
        nodes = pick([1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 25])
        if chance(0.5):
            options.append(pick([f"--nodes={nodes}", f"--nodes={nodes}-{nodes + 2}"]))
        tasks = False
        if chance(0.5):
            tasks = True
            options.append(f"--ntasks={pick([1, 1, 2, 4, 8, 16, 32, 64, 100, 128, 200, 256, 500])}")
        elif chance(0.3):
            options.append(f"--ntasks-per-node={pick([1, 2, 4, 8, 16, 32, 64, 128])}")
        if chance(0.4):
            options.append(f"--cpus-per-task={max(1, pick([1, 2, 3, 4, 6, 8, 15, 16, 24, 32, group['cpus'], group['cpus'] // 2, group['cpus'] + 1, 256]))}")
        if chance(0.12):
            names = [n for listed in pick(self.groups)["names"] for n in expand(listed)]
            options.append(f"--nodelist={','.join(self.random.sample(names, min(len(names), pick([1, 1, 2]))))}")
        options += self.gpus(group, tasks)
        if chance(0.5):
            options.append(self.memory(group))
        if chance(0.7):
            options.append(f"--time={pick(['30', '01:00:00', '1-00:00:00', '6-00:00:00', '6-00:01:00', '7-00:00:00', '30-00:00:00'])}")
        return options

    def gpus(self, group, tasks):
        pick = self.random.choice
        kinds = list(group.get("gpus", {}).items())
        if not kinds or self.random.random() < 0.25:
            return []
        kind, most = pick(kinds)
        count = max(1, pick([1, 1, 2, most // 2, most - 1, most, most + 1, 2 * most, 12, 16, 17]))
        typed = f"{kind}:{count}" if self.random.random() < 0.7 else str(count)
        ways = [f"--gres=gpu:{typed}", f"--gres=gpu:{typed}", f"--gpus-per-node={typed}", f"--gpus={typed}"]
        if tasks:
            ways.append(f"--gpus-per-task={typed}")
        return [pick(ways)]

    def memory(self, group):
        pick = self.random.choice
        size = megabytes(group.get("memory_exact", group.get("memory")))
        exact = "memory_exact" in group
        # Between the label and what Slurm has of it nobody but Slurm knows: such requests are not made.
        amounts = [1000, size // 4, size // 2, int(size * 0.9), int(size * 1.01) + 1, 2 * size] + ([size, size + 1] if exact else [])
        amount = pick(amounts)
        return pick([f"--mem={amount}M", f"--mem={amount}M", f"--mem-per-cpu={max(1, amount // pick([1, 8, 32]))}M", "--mem=0"])


def ask_slurm(cluster, requests):
    """For each request whether it can never start (None: nobody knows), and why. One job at a time: behind another one Slurm does not look."""
    answers = []
    for options in requests:
        done = cluster.run("sbatch", "--parsable", *options, "--wrap=true")
        if done.returncode != 0:
            words = [line for line in done.stderr.splitlines() if "error" in line]
            answers.append([True, (words or [done.stderr.strip()])[-1].replace("sbatch: error: ", "")])
            continue
        job = done.stdout.strip().split(";")[0]
        reason = cluster.run("squeue", "-h", "-j", job, "-o", "%r").stdout.strip().split(",")[0]
        cluster.run("scancel", job)
        by_name = any(option.startswith("--nodelist") for option in options)
        answers.append([None if by_name and reason == NO_ANSWER else reason in HOPELESS, reason])
    return answers


def ask_linter(program, profile, requests, folder):
    os.makedirs(folder)
    for number, options in enumerate(requests):
        with open(f"{folder}/{number:05}.sh", "w") as file:
            file.write("#!/bin/bash\n" + "".join(f"#SBATCH {option}\n" for option in options) + "true\n")
    done = subprocess.run(
        [program, "check", "--no-config", "--site", profile, "--select", ",".join(CODES), "--format", "json", "--fail-on", "never", folder],
        capture_output=True, text=True,
    )
    if done.returncode != 0:
        sys.exit(f"the linter failed: {done.stderr}")
    answers = [[False, ""] for _ in requests]
    for file in json.loads(done.stdout)["files"]:
        number = int(os.path.basename(file["path"])[:5])
        for finding in file["findings"]:
            if finding["level"] == "error":
                answers[number] = [True, f"{finding['code']} {finding['message']}"]
    return answers


def compare(requests, slurm, linter):
    agree = 0
    wrong = []
    for options, (never, why), (ours, words) in zip(requests, slurm, linter):
        agree += never is None or never == ours
        if never is not None and never != ours:
            wrong.append((ours, " ".join(options), why, words))
    return agree, wrong


def fates(slurm, linter):
    """What becomes of jobs that never start, by the code that the linter gives."""
    counts = {}
    for (never, why), (ours, words) in zip(slurm, linter):
        if never and ours:
            counts.setdefault(words.split()[0], [0, 0])[1 if why in HOPELESS else 0] += 1
    return counts


class Imported:
    """Profiles that `site import` makes of the cluster."""

    SAVED = {"config.txt": "show config", "partition.txt": "-o show partition", "node.txt": "-o show node"}
    QOS = "normal||gres/gpu=8|gres/gpu=12|12|\nguest|2-00:00:00|node=2||||\nowner|||||guest\n"
    ACCOUNTS = "root|\neverybody|normal\neverybody|normal\nowners|owner\n"
    POLICY = '\n[[policy.level]]\nrule = "SB501"\nlevel = "error"\n'

    def __init__(self, program, cluster, folder):
        self.cluster = cluster
        self.folder = f"{folder}/import"
        os.makedirs(f"{self.folder}/saved")
        # Where the tests run as root, the import does not.
        self.user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "nobody")
            program = shutil.copy(program, f"{self.folder}/sbatchlint")
        self.program = program

    def run(self, *words):
        environment = {**os.environ, "SLURM_CONF": self.cluster.config, "HOME": self.folder}
        done = subprocess.run([self.program, "site", *words], env=environment, cwd=self.folder, capture_output=True, text=True, **self.user)
        print(f"site {' '.join(words)}: {(done.stdout + done.stderr).strip()}".replace(self.folder + "/", ""))
        return done.returncode == 0

    def save(self):
        for name, words in self.SAVED.items():
            with open(f"{self.folder}/saved/{name}", "w") as file:
                file.write(self.cluster.run("scontrol", *words.split()).stdout)

    def text_of(self, name):
        with open(f"{self.folder}/{name}") as file:
            return file.read()

    def codes(self, options):
        script = f"#!/bin/bash\n#SBATCH {options}\ntrue\n"
        done = subprocess.run(
            [self.program, "check", "--no-config", "--site", f"{self.folder}/accounts.toml", "--select", "SB3", "--format", "concise", "-"],
            input=script, capture_output=True, text=True,
        )
        return sorted(re.findall(r"error: .*\[(SB\d+)", done.stdout))

    def check(self, requests, slurm, linter):
        self.save()
        good = self.run("import", "lab") and self.run("check", "lab.toml")
        with open(f"{self.folder}/lab.toml", "a") as file:
            file.write(self.POLICY)
        policy = self.text_of("lab.toml")
        facts = self.text_of("lab.facts.toml")
        good = self.run("import", "lab", "--from", "saved") and self.run("check", "lab.toml") and good
        if self.text_of("lab.toml") != policy or self.text_of("lab.facts.toml") != facts:
            print("  a second import changed something")
            good = False
        again = ask_linter(self.program, f"{self.folder}/lab.toml", requests, f"{self.folder}/jobs")
        # The imported profile knows the exact memory of nodes of which the other one knows the label.
        rows = list(zip(requests, linter, again, slurm))
        other = [row[:3] for row in rows if row[1][0] != row[2][0]]
        wrong = [row[:3] for row in rows if row[1][0] != row[2][0] and row[3][0] not in (None, row[2][0])]
        print(f"imported profile: {len(other)} of {len(again)} answers differ, {len(wrong)} of them wrong")
        for options, before, after in wrong[:10]:
            print(f"  {' '.join(options)}\n    {before}\n    {after}")
        return self.check_accounts() and good and not wrong

    def check_accounts(self):
        for name, text in (("qos.txt", self.QOS), ("assoc.txt", self.ACCOUNTS)):
            with open(f"{self.folder}/saved/{name}", "w") as file:
                file.write(text)
        good = self.run("import", "accounts", "--from", "saved") and self.run("check", "accounts.toml")
        for options, codes in (
            ("--account=everybody --qos=normal", []),
            ("--account=nobodys", ["SB301"]),
            ("--qos=fast", ["SB301"]),
            ("--qos=normal --gpus=13", ["SB306", "SB312"]),
            ("--qos=guest --nodes=3 --time=3-0", ["SB305", "SB312"]),
        ):
            found = self.codes(options)
            if found != codes:
                print(f"  {options}: {found} instead of {codes}")
                good = False
        return good


def without_quotas(text):
    """The profile's facts: without accounts and quotas, which no controller without accounting knows, and without
    examples."""
    tables = re.split(r"(?m)^(?=\[)", text)
    dropped = ("[[quota]]", "[[example]]", "[policy", "[[policy", "[[account]]", "[[qos]]")
    return "".join(table for table in tables if not table.startswith(dropped))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("profile")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=17910)
    parser.add_argument("--keep", action="store_true", help="leave the folder behind")
    arguments = parser.parse_args()
    with open(arguments.profile) as file:
        text = file.read()
    profile = tomllib.loads(text)
    folder = tempfile.mkdtemp(prefix="solver-")
    os.chmod(folder, 0o755)
    cluster = Cluster(profile, f"{folder}/slurm", arguments.port)
    os.makedirs(cluster.folder)
    facts = f"{folder}/facts.toml"
    with open(facts, "w") as file:
        file.write(without_quotas(text))
    generator = Requests(profile, arguments.seed)
    requests = [generator.one() for _ in range(arguments.count)]
    failed = False
    try:
        cluster.start()
        slurm = ask_slurm(cluster, requests)
        linter = ask_linter(arguments.program, facts, requests, f"{folder}/jobs")
        agree, wrong = compare(requests, slurm, linter)
        false_alarms = [row for row in wrong if row[0]]
        nevers = sum(1 for never, _ in slurm if never)
        print(f"{arguments.count} requests, {nevers} can never start: {agree} agree ({100 * agree / arguments.count:.1f}%), "
              f"{len(false_alarms)} false alarms, {len(wrong) - len(false_alarms)} missed")
        for code, (refused, waiting) in sorted(fates(slurm, linter).items()):
            print(f"  {code}: {refused} refused, {waiting} waiting")
        for ours, options, why, words in wrong[:40]:
            print(f"  {'FALSE ALARM' if ours else 'missed'}: {options}\n    Slurm: {why}\n    linter: {words}")
        failed = bool(false_alarms) or agree < 0.99 * arguments.count

        failed = not Imported(arguments.program, cluster, folder).check(requests, slurm, linter) or failed
    finally:
        cluster.stop()
        if arguments.keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
