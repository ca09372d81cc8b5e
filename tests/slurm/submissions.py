"""What is submitted at each door: a name, a command for sh, and what has to become of it.

Expected at the shim, at cli_filter and at job_submit: `+` a job that runs to its end, `-` no job and no call of the
controller (job_submit: no job), `x` no job, because Slurm itself refuses, `t` tested only, `.` not asked there."""

GOOD = "#!/bin/bash\n#SBATCH --time=5\necho \"$SLURM_JOB_NAME $*\" >> $SLURM_SUBMIT_DIR/ran\n"
LONG = GOOD.replace("--time=5", "--time=2-00:00:00")

FILES = {
    "good.sh": GOOD,
    "long.sh": LONG,
    "typo.sh": GOOD.replace("--time=5", "--tiem=5"),
    "array.sh": GOOD.replace("--time=5", "--time=5 --array=1-3"),
    "wide-array.sh": GOOD.replace("--time=5", "--time=5 --array=1-30"),
    "hetjob.sh": GOOD.replace("echo", "#SBATCH hetjob\n#SBATCH -n2\necho"),
    "long-hetjob.sh": LONG.replace("echo", "#SBATCH hetjob\n#SBATCH -n2\necho"),
    "dos.sh": GOOD.replace("\n", "\r\n"),
    "large.sh": GOOD + "# padding\n" * 400000,
    "too-large.sh": GOOD + "# padding\n" * 430000,
    "unreadable.sh": GOOD,
    "empty.sh": "",
    "python.py": "#!/usr/bin/env python3\n#SBATCH --time=5\nimport os\nopen(os.environ['SLURM_SUBMIT_DIR'] + '/ran', 'a').write('python\\n')\n",
    "a b'c.sh": GOOD,
    "\x1b[31mred.sh": LONG,
    "fails.sh": GOOD + "exit 3\n",
    "suppressed.sh": LONG + "# sbatchlint: disable-file=all\n",
}

PROFILE = """schema = 1
[site]
name = "lab"
title = "the lab"
[doors]
time_budget_ms = 60000
exempt = "account == 'staff'"
command_lines = true
{doors}
[scheduler]
max_array_index = 1000
[[partition]]
name = "open"
default = true
[[partition]]
name = "debug"
[[retired]]
partition = "batch"
say_instead = "--partition=open"
[[policy.limit]]
of = "time"
max = "1-00:00:00"
help = "ask for a day at most, and go on from a checkpoint"
[[policy.limit]]
of = "array_size"
max = 10
"""

# How the linter (at job_submit: the table) and the profile are for a submission.
SUBMISSIONS = [
    ("good", "sbatch good.sh", "+++"),
    ("arguments behind the script", "sbatch -n2 good.sh 'a b' --time=x", "+++"),
    ("abbreviated and clustered options", "sbatch --part open --job-na x -QJ named good.sh", "+++"),
    ("--parsable", "sbatch --parsable good.sh", "+++"),
    ("--wait gives the job's status", "sbatch --wait fails.sh", "+++"),
    ("--wrap", "sbatch -t5 --wrap='echo wrapped >> ran'", "+++"),
    ("pipe", "cat good.sh | sbatch -J piped", "+++"),
    ("redirected file", "sbatch -J redirected < good.sh", "+++"),
    ("here-document", "sbatch -J here <<'END'\n#!/bin/sh\n#SBATCH -t5\necho here >> ran\nEND", "+++"),
    ("array", "sbatch array.sh", "+++"),
    ("heterogeneous job", "sbatch hetjob.sh", "+++"),
    ("Python", "sbatch python.py", "+++"),
    ("a name with blanks and quotes", "sbatch \"a b'c.sh\"", "+++"),
    ("just below 4 MiB", "sbatch large.sh", "+++"),
    ("the command line shortens", "sbatch -t 10 long.sh", "+++"),
    ("too long", "sbatch long.sh", "---"),
    ("too long by the command line", "sbatch -t 2-0 good.sh", "---"),
    ("too long by the environment", "SBATCH_TIMELIMIT=2-0 sbatch good.sh", "---"),
    ("retired partition", "sbatch -p batch good.sh", "---"),
    ("too long in a wrap", "sbatch --time=3-0 --wrap=true", "---"),
    ("too long on a pipe", "cat long.sh | sbatch", "-.-"),
    ("too long in a redirected file", "sbatch < long.sh", "---"),
    ("too many tasks of an array", "sbatch wide-array.sh", "---"),
    ("too long in a heterogeneous job", "sbatch long-hetjob.sh", "---"),
    ("a comment in the script", "sbatch suppressed.sh", "---"),
    ("unknown option in the script", "sbatch typo.sh", "--x"),
    ("unknown option on the command line", "sbatch --tiem=5 good.sh", "xxx"),
    ("DOS line breaks", "sbatch dos.sh", "--x"),
    ("above 4 MiB", "sbatch too-large.sh", "--x"),
    ("empty", "sbatch empty.sh", "--x"),
    ("unreadable file", "sbatch unreadable.sh", "xxx"),
    ("missing file", "sbatch missing.sh", "xxx"),
    ("escape sequence in a name", "sbatch \"$(printf '\\033[31mred.sh')\"", "--."),
    ("--test-only is linted and never refused", "sbatch --test-only long.sh", "tt-"),
    ("exempt account", "sbatch -A staff -t 2-0 --wrap='echo staff >> ran'", "+++"),
    ("by force", "SBATCHLINT_FORCE='paper due' sbatch long.sh", "++-"),
    ("a profile of the user", "SBATCHLINT_SITE=generic sbatch --comment=x long.sh", "---"),
    ("a terminal in a script", "sbatch -t5 --wrap='srun --pty bash'", "--."),
    ("a terminal at the prompt", "srun -t5 --pty bash", ".-."),
    ("a command at the prompt", "srun -t5 sh -c 'echo $SLURM_JOB_NAME >> ran'", ".+."),
    ("an allocation at the prompt", "salloc -t5", ".-."),
]

# Name, what is wrong, the lines of [doors], the command, and what has to become of it.
FAULTS = [
    ("linter missing", "missing", "", "sbatch good.sh", "++."),
    ("linter hangs", "exec sleep 600", "", "sbatch good.sh", "++."),
    ("linter crashes", "kill -SEGV $$", "", "sbatch good.sh", "++."),
    ("linter killed", "kill -KILL $$", "", "cat good.sh | sbatch", "++."),
    ("linter crashes, closed", "kill -SEGV $$", 'when_broken = "closed"', "sbatch good.sh", "--."),
    ("profile broken", "profile", "", "sbatch good.sh", "+++"),
    ("profile broken, closed", "profile", 'when_broken = "closed"', "sbatch good.sh", "---"),
    ("observed", "", 'mode = "observe"', "sbatch long.sh", "+++"),
    ("warned", "", 'mode = "warn"', "sbatch long.sh", "+++"),
]
