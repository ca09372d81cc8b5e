"""A Slurm of our own on loopback: munged, slurmctld and two slurmds, with a tree in which the doors are installed.

Needs Debian's slurmctld, slurmd, slurm-client, slurm-wlm-basic-plugins and munge. Run by root, jobs are submitted as
nobody; else as who runs it. Daemons are ended by the processes that were started here."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time

NODES = ("n1", "n2")


class Lab:
    def __init__(self, program, doors, port, plugins=True):
        self.folder = tempfile.mkdtemp(prefix="doors-")
        os.chmod(self.folder, 0o755)
        self.program = program
        self.doors = doors
        self.port = port
        self.plugins = plugins
        self.processes = []
        self.as_user = {}
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.owner = os.getuid()
        if self.owner == 0:
            entry = pwd.getpwnam("nobody")
            self.as_user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        self.tree = f"{self.folder}/tree"
        self.slurm = f"{self.folder}/slurm"
        self.client = f"{self.folder}/client"
        self.environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SLURM_CONF": f"{self.slurm}/slurm.conf", "LC_ALL": "C", "TZ": "UTC", "HOME": self.folder}

    # ---- the tree of the doors

    def write(self, path, text, mode=0o644):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)

    def install(self):
        os.makedirs(f"{self.tree}/bin")
        self.real_linter()
        self.seconds(60)
        self.profile("")

    def real_linter(self):
        shutil.copy(self.program, f"{self.tree}/bin/.new")
        os.rename(f"{self.tree}/bin/.new", f"{self.tree}/bin/sbatchlint")

    def other_linter(self, command):
        self.write(f"{self.tree}/bin/.new", f"#!/bin/sh\n{command}\n", 0o755)
        os.rename(f"{self.tree}/bin/.new", f"{self.tree}/bin/sbatchlint")

    def no_linter(self):
        os.remove(f"{self.tree}/bin/sbatchlint")

    def seconds(self, count):
        """Writes the shim and the plug-in of the clients, with a budget for a linter that does not answer."""
        with open(f"{self.doors}/sbatch") as file:
            shim = file.read()
        for name, value in (("linter", f"{self.tree}/bin/sbatchlint"), ("profile", self.profile_path()), ("seconds", count)):
            shim = re.sub(rf"(?m)^_door_{name}=.*$", f"_door_{name}={value}", shim)
        self.write(f"{self.tree}/door/sbatch", shim, 0o755)
        with open(f"{self.doors}/cli_filter.lua") as file:
            plugin = file.read()
        plugin = re.sub(r"(?m)^local LINTER = .*$", f'local LINTER = "{self.tree}/bin/sbatchlint"', plugin)
        plugin = re.sub(r"(?m)^local PROFILE = .*$", f'local PROFILE = "{self.profile_path()}"', plugin)
        plugin = re.sub(r"(?m)^local SECONDS = .*$", f"local SECONDS = {count}", plugin)
        self.write(f"{self.client}/cli_filter.lua", plugin)

    def profile_path(self):
        return f"{self.tree}/etc/sbatchlint/site.toml"

    def profile(self, text):
        self.write(self.profile_path(), text)

    def export(self):
        """The table for job_submit.lua from the profile; slurmctld reads it when the plug-in is newer than before."""
        done = subprocess.run([self.program, "site", "export", self.profile_path(), "--lua"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"site export: {done.stderr}")
        self.write(f"{self.slurm}/sbatchlint_site.lua", done.stdout)
        self.reload()

    def reload(self, when_broken="open"):
        with open(f"{self.doors}/job_submit.lua") as file:
            plugin = re.sub(r'(?m)^local WHEN_BROKEN = "open"', f'local WHEN_BROKEN = "{when_broken}"', file.read())
        self.write(f"{self.slurm}/job_submit.lua", plugin)
        self.stamp = getattr(self, "stamp", time.time()) + 2  # slurmctld compares whole seconds
        os.utime(f"{self.slurm}/job_submit.lua", (self.stamp, self.stamp))

    # ---- the daemons

    def config(self):
        for name in ("state", "spool/n1", "spool/n2", "log"):
            os.makedirs(f"{self.slurm}/{name}")
        lines = [
            "ClusterName=lab", "SlurmctldHost=localhost(127.0.0.1)", f"SlurmUser={self.user}", f"SlurmdUser={self.user}",
            f"SlurmctldPort={self.port}", "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
            "AuthType=auth/munge", f"AuthInfo=socket={self.folder}/munge.sock", "CredType=cred/munge",
            f"StateSaveLocation={self.slurm}/state", f"SlurmdSpoolDir={self.slurm}/spool/%n",
            f"SlurmctldPidFile={self.slurm}/slurmctld.pid", f"SlurmdPidFile={self.slurm}/slurmd.%n.pid",
            f"SlurmctldLogFile={self.slurm}/log/slurmctld.log", f"SlurmdLogFile={self.slurm}/log/slurmd.%n.log",
            "SlurmctldDebug=info", "ProctrackType=proctrack/linuxproc", "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core_Memory", "SchedulerType=sched/backfill", "SchedulerParameters=bf_interval=1",
            "PriorityType=priority/basic", "SlurmdTimeout=0", "MessageTimeout=60", "MaxJobCount=20000", "MaxArraySize=1001",
            "FirstJobId=8000001", "SlurmdParameters=config_overrides", "DefMemPerCPU=10", "ReturnToService=2",
        ]
        for number, node in enumerate(NODES):
            lines.append(f"NodeName={node} NodeHostname=localhost NodeAddr=127.0.0.1 Port={self.port + 1 + number} CPUs=64 RealMemory=16000")
        lines.append("PartitionName=open Nodes=ALL Default=YES MaxTime=UNLIMITED State=UP")
        lines.append("PartitionName=debug Nodes=ALL MaxTime=UNLIMITED State=UP")
        plugin = ["JobSubmitPlugins=lua"] if self.plugins else []
        self.write(f"{self.slurm}/slurm.conf", "\n".join(lines + plugin) + "\n")
        self.write(f"{self.client}/slurm.conf", "\n".join(lines + ["CliFilterPlugins=lua"]) + "\n")

    def spawn(self, *words):
        log = open(f"{self.folder}/{os.path.basename(words[0])}.out", "a")
        self.processes.append(subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, start_new_session=True))

    def start(self, with_nodes=True):
        self.install()
        self.config()
        if self.plugins:
            self.profile('schema = 1\n[site]\nname = "lab"\n')
            self.export()
        with open(f"{self.folder}/munge.key", "wb") as file:
            file.write(os.urandom(1024))
        os.chmod(f"{self.folder}/munge.key", 0o400)
        self.spawn(
            "munged", "--foreground", f"--key-file={self.folder}/munge.key", f"--socket={self.folder}/munge.sock",
            f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munge.seed", f"--log-file={self.folder}/munged.log",
        )
        self.wait_for(lambda: os.path.exists(f"{self.folder}/munge.sock"))
        self.spawn("slurmctld", "-D", "-c", "-f", f"{self.slurm}/slurm.conf")
        self.wait_for(lambda: "is UP" in self.run("scontrol", "ping").stdout)
        for node in NODES if with_nodes else ():
            self.spawn("slurmd", "-D", "-N", node, "-f", f"{self.slurm}/slurm.conf")
        if with_nodes:
            self.wait_for(lambda: self.run("sinfo", "-h", "-N", "-p", "open", "-o", "%T").stdout.split() == ["idle"] * len(NODES))

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words):
        return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=self.environment, cwd=self.folder)

    def log(self):
        with open(f"{self.slurm}/log/slurmctld.log", errors="replace") as file:
            return file.read()

    @staticmethod
    def wait_for(test, seconds=90):
        end = time.monotonic() + seconds
        while not test():
            if time.monotonic() > end:
                return sys.exit("the cluster does not come up")
            time.sleep(0.1)
        return None
