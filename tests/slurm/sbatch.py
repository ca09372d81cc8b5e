"""A real sbatch without a cluster: it checks everything on the client, then fails to reach a controller.

Needs Debian's slurm-client and slurm-wlm-basic-plugins and no daemon. A plugin of ours (cli_filter/lua) notes what sbatch
understood, in its own spelling.
"""

import json
import os
import pwd
import re
import shutil
import subprocess
import tempfile

CONFIG = """ClusterName=none
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=1
SlurmUser={user}
AuthType=auth/none
CredType=cred/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
GresTypes=gpu
MessageTimeout=1
CliFilterPlugins=lua
NodeName=localhost
PartitionName=all Nodes=ALL Default=YES
"""

# The path is in the environment of the plugin alone: --export-file empties it later.
FILTER = """local note = os.getenv("SBATCH_NOTE")
function slurm_cli_setup_defaults(options, early) return slurm.SUCCESS end
function slurm_cli_pre_submit(options, offset)
  local file = io.open(note, "a")
  if file then file:write(slurm.json_cli_options(options), "\\n") file:close() end
  return slurm.SUCCESS
end
function slurm_cli_post_submit(offset, job_id, step_id) return slurm.SUCCESS end
"""

NO_CONTROLLER = "Unable to contact slurm controller"
USER = "nobody"
# sbatch says these and goes on.
HARMLESS = (
    "Warning: ",
    "warning: ",
    "Change from #SLURM",
    "Ignoring ",
    "Improperly formed environment variable",
    "select/",
    "defined options",
    "set_distribution: ",
    "-----",
    "end of defined options",
    "gres_job_state_validate: Failed to add generated GRES",
)


VERBOSE = re.compile(r"[a-z-]+ +: ")


def decode(data):
    return data.decode("utf-8", "replace")


class Sbatch:
    """Asks sbatch about one submission at a time; several objects may work side by side."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="sbatch-")
        self.config = os.path.join(self.folder, "slurm.conf")
        self.count = 0
        self.as_user = {}
        if os.getuid() == 0:
            entry = pwd.getpwnam(USER)
            self.as_user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        user = USER if self.as_user else pwd.getpwuid(os.getuid()).pw_name
        self.write(self.config, CONFIG.format(user=user))
        self.write(os.path.join(self.folder, "cli_filter.lua"), FILTER)
        os.chmod(self.folder, 0o755)
        # "slurm-wlm 22.05.8"
        version = subprocess.run(
            ["sbatch", "--version"], env={**os.environ, "SLURM_CONF": self.config}, capture_output=True, check=True, text=True
        )
        self.release = ".".join(version.stdout.split()[-1].split(".")[:2])

    @staticmethod
    def write(path, text):
        with open(path, "w") as file:
            file.write(text)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, case):
        """{"accepted", "refused": exit status, "says": first line, "parsed"} of a case of tests/conformance; None where sbatch
        does not end."""
        self.count += 1
        folder = os.path.join(self.folder, str(self.count))
        os.mkdir(folder)
        note = os.path.join(folder, ".note")
        for name, content in [("job.sh", script_of(case)), (".note", b"")] + [
            (name, text.encode()) for name, text in case.get("files", {}).items()
        ]:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        if self.as_user:
            for path in (folder, note):
                os.chown(path, self.as_user["user"], self.as_user["group"])
        try:
            return self.run(case, folder, note)
        except subprocess.TimeoutExpired:
            return None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def run(self, case, folder, note):
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": folder,
            "LC_ALL": "C",
            "TZ": "UTC",
            "SLURM_CONF": self.config,
            "SBATCH_NOTE": note,
            **case.get("env", {}),
        }
        done = subprocess.run(
            ["sbatch", *case.get("args", []), "job.sh", *case.get("argv", [])],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=60,
            **self.as_user,
        )
        errors = decode(done.stderr).replace(folder, "$DIR")
        with open(note, "rb") as file:
            parsed = [json.loads(decode(line)) for line in file]
        for component in parsed:
            component.pop("argv", None)
            for name, value in component.items():
                if isinstance(value, str):
                    component[name] = value.replace(folder, "$DIR")
        answer = {"accepted": NO_CONTROLLER in errors, "parsed": parsed}
        if not answer["accepted"]:
            answer["refused"] = done.returncode
            answer["says"] = first_words(errors)
        return answer


def script_of(case):
    import base64

    if "script_b64" in case:
        return base64.b64decode(case["script_b64"])
    if "script" in case:
        return case["script"].encode("utf-8", "surrogateescape")
    return ("#!/bin/bash\n" + "".join(line + "\n" for line in case.get("lines", [])) + "true\n").encode()


def first_words(errors):
    """The first line that ends the submission, without the name of the program and the level. The table of options that
    --verbose prints does not count."""
    for line in errors.split("\n"):
        for prefix in ("sbatch: error: ", "sbatch: fatal: ", "sbatch: "):
            if line.startswith(prefix):
                line = line[len(prefix) :]
                break
        if line and not line.startswith(HARMLESS) and not VERBOSE.match(line):
            return line
    return ""
