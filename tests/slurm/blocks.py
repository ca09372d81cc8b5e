"""Random submissions: option names from the option table, values from the grammars that Slurm documents, and both bent
a little out of shape. The same seed gives the same submissions."""

import random

WORDS = ["a", "x1", "job", "long", "$HOME", "~", "%j", "a,b", "a b", "0", "-", "+", "=", ":", "t4&a10", "[a|b]", "none", "yes"]
GOVERNORS = ["Conservative", "OnDemand", "Performance", "PowerSave", "UserSpace", "SchedUtil"]
SIGNALS = "HUP INT QUIT ABRT KILL ALRM TERM USR1 USR2 URG CONT STOP TSTP TTIN TTOU XCPU CHLD PIPE SEGV".split()
MAIL_TYPES = (
    "NONE BEGIN END FAIL REQUEUE INVALID_DEPEND STAGE_OUT ALL TIME_LIMIT TIME_LIMIT_90 TIME_LIMIT_80 TIME_LIMIT_50 "
    "ARRAY_TASKS START FINISH"
).split()
NOISE = "0123456789abcdefgkmstxBRT:-,;@%*=+/[]. #\\\"'_\t"
BLANKS = [" ", " ", " ", "  ", "\t", " \t ", "\v", "\f", "\r"]


class Blocks:
    def __init__(self, seed, options):
        self.random = random.Random(seed)
        self.options = options

    def one_of(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def number(self):
        small = self.random.randint
        return str(
            self.one_of(
                small(0, 9), small(0, 99), small(0, 9), small(1, 4), small(0, 70000), 0, 1, 2147483647, 2147483648, 4294967295,
                99999999999, 99999999999999999999, -1, -2,
            )
        )

    def case(self, word):
        return self.one_of(word, word, word.upper(), word.lower(), word.capitalize())

    def some(self, words, separator=",", most=3):
        return separator.join(self.case(self.random.choice(words)) for _ in range(self.random.randint(1, most)))

    # ---- one generator a grammar

    def text(self):
        return self.random.choice(WORDS)

    def count(self):
        return self.one_of(self.number(), self.number(), "+" + self.number(), "0" + self.number(), self.number() + "k")

    def time(self):
        parts = [self.one_of("0", "1", "30", "59", "90", "00", "7", self.number()) for _ in range(4)]
        return self.one_of(
            parts[0], ":".join(parts[:2]), ":".join(parts[:3]), "-".join(parts[:2]), parts[0] + "-" + ":".join(parts[1:3]),
            parts[0] + "-" + ":".join(parts[1:]), parts[0] + "-", "-1", self.case("infinite"), self.case("unlimited"),
            parts[0] + self.one_of("h", "min", "s"),
        )

    def size(self):
        return self.number() + self.one_of("", "", "K", "M", "G", "T", "k", "g", "GB", "gb", "Mb", "GiB", "P", "B", ".5G")

    def nodes(self):
        return self.one_of(
            self.count(), self.count() + "-" + self.count(), "-" + self.count(), self.count() + "-", "2,4", "2-8:2",
            self.number() + self.one_of("k", "m", "K", "M", "km"),
        )

    def gpus(self):
        item = lambda: self.one_of("", "a100:", "t4:", "gpu:", ":") + self.one_of(self.number(), "2", "1", "", "x", "2k", "k")
        return ",".join(item() for _ in range(self.one_of(1, 1, 1, 2)))

    def gres(self):
        item = lambda: self.one_of(
            "gpu", "gpu:2", "gpu:a100", "gpu:a100:2", "gpu:0", "gpu:", "gpu::1", "gpu:1:a100", "gpu:2k", "gpu:1kb", "gpu:-1",
            "gpu:x", "GPU:1", "gres:gpu:1", "gres/gpu:1", "tmp:1", "gpu=2", "", "gpu:a100:2:3",
        )
        return self.one_of(",".join(item() for _ in range(self.one_of(1, 1, 1, 2, 3))), "none", "NONE", "help", "list")

    def hosts(self):
        item = lambda: self.one_of(
            "n1", "n[1-3]", "n[01-03,7]", "n[3-1]", "n[]", "n[1-", "n1]", "rack[1-2]n[1-2]", "n[1-3]-ib", "n[a-b]", "n[1x2]",
            "n[1--2]", "n{1,2}", "./nodes.txt", "n[1-99999]", "", "n[01-3]",
        )
        return self.one_of(",", ",", " ", ", ").join(item() for _ in range(self.one_of(1, 1, 2, 3)))

    def begin(self):
        number = lambda: self.one_of("1", "2", "10", "60", self.number())
        return self.one_of(
            "now", "now+" + number(), "now+" + number() + self.one_of("hour", "hours", "minutes", "days", "week", "h", "sec", " hours"),
            "now-" + number(), "now + 1", "tomorrow", "today", "Tomorrow", self.case("noon"), "midnight", "teatime", "fika", "elevenses",
            "2034-01-20", "2034-1-2", "2034-01-20T10:00", "2034-01-20T10:00:30", "2034-13-01", "2034-02-31", "0120", "012034",
            "01/20", "01/20/34", "1.20.34", "12/31/2034", "16:00", "7:05", "7:05am", "12:30 pm", "13:00pm", "25:00", "10:61", "1600",
            "tomorrow12:00", "noontomorrow", "uts1700000000", "uts5", "now+", "", "-", "T", "next week", "0", "9",
        )

    def signal(self):
        return (
            self.one_of("", "", "B:", "R:", "BR:", "rb", "b", ":", "S:")
            + self.one_of("", "", "SIG", "sig")
            + self.one_of(self.case(self.random.choice(SIGNALS)), self.number())
            + self.one_of("", "@60", "@" + self.number(), "@", ":60", "@60s", " @ 60")
        )

    def array(self):
        item = lambda: self.one_of("1", "1-5", "0-9:2", "[1-3]", "5-1", "x", self.number())
        return ",".join(item() for _ in range(self.one_of(1, 2))) + self.one_of("", "%2", "%", "%x")

    def distribution(self):
        level = lambda: self.one_of("*", "block", "cyclic", "fcyclic", "Block", "", "arbitrary")
        return self.one_of(
            level(), level() + ":" + level(), ":".join(level() for _ in range(3)), ":".join(level() for _ in range(4)), "arbitrary",
            "hostfile", "plane=" + self.number(), "plane", "planes=2", "pack", "nopack", "Pack",
        ) + self.one_of("", "", "", ",pack", ",NoPack", ",x", ",")

    def cpu_freq(self):
        clock = lambda: self.one_of("low", "medium", "highm1", "high", "him1", "HIGH", "2000", "3000", "0", "2.4GHz", "x", "")
        governor = lambda: self.case(self.random.choice(GOVERNORS))
        return self.one_of(clock(), governor(), clock() + "-" + clock(), clock() + "-" + clock() + ":" + governor(), clock() + ":" + governor())

    def mem_bind(self):
        item = lambda: self.one_of(
            "none", "rank", "local", "verbose", "quiet", "v", "q", "prefer", "p", "sort", "nosort", "no", "map_mem:0,1", "mapmem:1",
            "mask_mem:0x3,c", "map_mem:0*2,1", "map_mem:x", "map_mem", "mask_mem=f", "map_mem:0*0", "help", "a", "LOCAL", "",
        )
        return self.one_of(",", ",", ";").join(item() for _ in range(self.one_of(1, 1, 2, 3)))

    def gpu_bind(self):
        return self.one_of("", "", "verbose,", "VERBOSE,") + self.one_of(
            "closest", "c", "none", "n", "single:2", "single:x", "single:-1", "per_task:1", "map_gpu:0,1", "map_gpu:0-1", "map_gpu:0*2",
            "mask_gpu:0x3,0xf", "mask_gpu:g", "map:0", "slots", "", "closest;gpu:none", "closest;x", "mask_gpu:0x", "single",
        )

    def gpu_freq(self):
        item = lambda: self.one_of("low", "medium", "high", "highm1", "HIGH", "1000", "memory=low", "memory=", "mem=low", "verbose", "x", "900MHz")
        return self.one_of(",", ",", ";").join(item() for _ in range(self.one_of(1, 1, 2)))

    def acctg_freq(self):
        item = lambda: self.one_of("30", "task=30", "energy=5", "filesystem=1", "network=x", "foo=1", "-1", "30s", "task=", "TASK=1")
        return ",".join(item() for _ in range(self.one_of(1, 2)))

    def shape(self):
        part = lambda: self.one_of("1", "2", "*", "1-2", "2k", "", "x", "-1", self.number(), "1-2147483647")
        return ":".join(part() for _ in range(self.one_of(1, 2, 3, 4)))

    def switches(self):
        return self.count() + self.one_of("", "", "@" + self.time(), "@")

    def export(self):
        return self.one_of("ALL", "NONE", "NIL", "none", "A,B", "A=1,B", "A='x,y'", "")

    def dependency(self):
        return self.one_of("singleton", "afterok:1", "afterany:1:2", "after:1+5", "x", "afterok:1,", "1")

    GRAMMARS = {
        "acctg-freq": acctg_freq, "array": array, "begin": begin, "core-spec": count, "cores-per-socket": count,
        "cpu-freq": cpu_freq, "cpus-per-gpu": count, "cpus-per-task": count, "deadline": begin, "delay-boot": time,
        "dependency": dependency, "distribution": distribution, "exclude": hosts, "export": export, "extra-node-info": shape,
        "gpu-bind": gpu_bind, "gpu-freq": gpu_freq, "gpus": gpus, "gpus-per-node": gpus, "gpus-per-socket": gpus,
        "gpus-per-task": gpus, "gres": gres, "mem": size, "mem-bind": mem_bind, "mem-per-cpu": size, "mem-per-gpu": size,
        "mincpus": count, "nodelist": hosts, "nodes": nodes, "ntasks": count, "ntasks-per-core": count, "ntasks-per-gpu": count,
        "ntasks-per-node": count, "ntasks-per-socket": count, "ntasks-per-tres": count, "priority": count, "signal": signal,
        "sockets-per-node": count, "switches": switches, "tasks-per-node": count, "thread-spec": count, "threads-per-core": count,
        "time": time, "time-min": time, "tmp": size, "wait-all-nodes": count, "nice": count,
    }
    CHOICES = {
        "exclusive": ["exclusive", "user", "mcs", "topo", "oversubscribe", "USER", "x"],
        "get-user-env": ["10", "10S", "5L", "S", "x", "-1"],
        "gres-flags": ["disable-binding", "enforce-binding", "x", "disable-binding,enforce-binding"],
        "kill-on-invalid-dep": ["yes", "no", "y", "NO"],
        "no-kill": ["off", "no", "set", "yes"],
        "nodefile": ["nodes.txt", "missing.txt", "empty.txt"],
        "open-mode": ["append", "truncate", "apple", "x", "T"],
        "output": ["none", "NONE", "%x-%j.out", "/dev/null", "a b"],
        "power": ["level", "x", "LEVEL,x"],
        "bbf": ["nodes.txt", "missing.txt"],
        "export-file": ["nodes.txt", "missing.txt"],
    }
    LISTS = {
        "hint": ["compute_bound", "memory_bound", "multithread", "nomultithread", "x"],
        "mail-type": MAIL_TYPES,
        "profile": ["none", "all", "energy", "task", "lustre", "network", "x"],
        "propagate": ["ALL", "NONE", "CORE", "RLIMIT_AS", "NOFILE", "stack", "x"],
    }

    def bend(self, value):
        """Puts a character in, takes one out, or doubles one."""
        if not value or self.chance(0.3):
            at = self.random.randint(0, len(value))
            return value[:at] + self.random.choice(NOISE) + value[at:]
        at = self.random.randrange(len(value))
        return self.one_of(value[:at] + value[at + 1 :], value[: at + 1] + value[at:], value[:at] + self.random.choice(NOISE) + value[at + 1 :])

    def value(self, name):
        if name in self.GRAMMARS:
            value = self.GRAMMARS[name](self)
        elif name in self.CHOICES:
            value = self.random.choice(self.CHOICES[name])
        elif name in self.LISTS:
            value = self.some(self.LISTS[name])
        else:
            value = self.text()
        return self.bend(value) if self.chance(0.08) else value

    # ---- spelling

    def quote(self, word):
        """Writes a word so that it reads as itself; now and then so that it may not."""
        special = any(c in " \t\v\f\r#\"'\\" for c in word) or word == ""
        style = self.random.random()
        if not special and style < 0.85:
            return word
        if special and style < 0.1:
            return word
        if style < 0.55 and '"' not in word and "\\" not in word:
            return '"' + word + '"'
        if style < 0.8 and "'" not in word and "\\" not in word:
            return "'" + word + "'"
        return "".join("\\" + c if c in "#\"'\\" or self.chance(0.1) else '"' + c + '"' if c in " \t\v\f\r" else c for c in word)

    def name(self, option):
        if self.chance(0.85):
            return option["name"]
        if self.chance(0.8):
            return option["name"][: self.random.randint(1, len(option["name"]))]
        return self.bend(option["name"])

    def option(self, option):
        """The words of one option."""
        takes = option["argument"] != "none"
        gives = takes and (option["argument"] == "required" or self.chance(0.7))
        value = self.value(option["name"]) if gives else None
        if option["letter"] and self.chance(0.35):
            letter = "-" + self.one_of("", "", "", "", "H", "s", "O") + option["letter"]
            if value is None:
                return [letter]
            return self.one_of([letter + value], [letter, value], [letter, value], [letter + "=" + value])
        name = "--" + self.name(option)
        if value is None:
            return [name + "=x"] if self.chance(0.03) else [name]
        if option["argument"] == "optional" and self.chance(0.9):
            return [name + "=" + value]
        return self.one_of([name + "=" + value], [name + "=" + value], [name, value], [name, value])

    def words(self):
        words = []
        for _ in range(self.one_of(1, 1, 1, 2, 2, 3)):
            words += self.option(self.random.choice(self.options))
        if self.chance(0.02):
            words.append(self.one_of("x", "--", "", "hetjob", ":", "--no-such", "-Z", "-"))
        return words

    def arguments(self):
        """Words of a command line. None of them stands alone: sbatch would take it for the name of the script."""
        words = []
        for _ in range(self.one_of(1, 1, 2, 3)):
            option = self.random.choice(self.options)
            takes = option["argument"] != "none" and (option["argument"] == "required" or self.chance(0.7))
            value = self.value(option["name"])
            # Of a time that does not begin with `now`, sbatch reads beyond the end: into the next argument.
            while "now" in value.lower()[1:]:
                value = self.value(option["name"])
            words.append("--" + self.name(option) + ("=" + value if takes else ""))
            if self.chance(0.05):
                words.append(":")
        return words

    def line(self):
        kind = self.random.random()
        if kind < 0.03:
            return self.one_of("", "# comment", "  ", " #SBATCH --time=1", "##SBATCH -n 2", "# SBATCH --mem=1", "true", "\tset -e")
        if kind < 0.06:
            return "#SBATCH" + self.one_of(" hetjob", " packjob", " hetjob -n 2", "\thetjob", " HETJOB")
        if kind < 0.09:
            return self.foreign()
        marker = self.one_of(*["#SBATCH"] * 20, "#SLURM", "#sbatch")
        text = "".join(self.random.choice(BLANKS) + self.quote(word) for word in self.words())
        if self.chance(0.05):
            text = text.lstrip()
        if self.chance(0.05):
            text += self.one_of(" # why", "#why", " \\", "\\", ' "', " '", ' ""')
        return marker + text

    def foreign(self):
        resources = lambda: self.one_of(
            "walltime=" + self.time(), "nodes=2:ppn=4", "nodes=1:gpus=2", "nodes=n1+n2:ppn=2", "mem=2gb", "select=2:ncpus=4:mpiprocs=2",
            "ncpus=4", "vmem=1gb", "naccelerators=1", "file=1gb", "nice=5", "x=1", "walltime=1:00:00,mem=4gb,nodes=1", "proc=a",
        )
        return self.one_of(
            "#PBS -l " + resources(), "#PBS -N " + self.text(), "#PBS -q long", "#PBS -m " + self.one_of("abe", "n", "x", "a"), "#PBS -t " + self.array(),
            "#PBS -j oe", "#PBS -V", "#PBS -v A,B", "#PBS -W " + self.one_of("depend=afterok:1", "umask=022", "umask=9999", "x"),
            "#PBS -p 5", "#PBS -d /tmp", "#PBS --foo", "#PBS x", "#PBS -h", "#PBS --job_name=x", "#BSUB -J " + self.text(),
            "#BSUB -n " + self.one_of("4", "2,4", "2,", "x"), "#BSUB -W " + self.time(), "#BSUB -M 2000", "#BSUB -x", "#BSUB -cwd /tmp",
            "#BSUB -m 'n1 n2'", "#BSUB -R x", "#BSUB -q long -o out",
        )

    VARIABLES = {
        "SBATCH_ACCOUNT": "account", "SBATCH_ARRAY_INX": "array", "SBATCH_CONSTRAINT": "constraint", "SBATCH_CPUS_PER_GPU": "cpus-per-gpu",
        "SBATCH_DISTRIBUTION": "distribution", "SBATCH_EXCLUSIVE": "exclusive", "SBATCH_GRES": "gres", "SBATCH_GPUS": "gpus",
        "SBATCH_GPUS_PER_NODE": "gpus-per-node", "SBATCH_GPUS_PER_TASK": "gpus-per-task", "SBATCH_HINT": "hint", "SBATCH_JOB_NAME": "job-name",
        "SBATCH_MEM_BIND": "mem-bind", "SBATCH_MEM_PER_CPU": "mem-per-cpu", "SBATCH_MEM_PER_GPU": "mem-per-gpu", "SBATCH_MEM_PER_NODE": "mem",
        "SBATCH_NO_KILL": "no-kill", "SBATCH_OUTPUT": "output", "SBATCH_OVERCOMMIT": "overcommit", "SBATCH_PARTITION": "partition",
        "SBATCH_REQUEUE": "requeue", "SBATCH_NO_REQUEUE": "no-requeue", "SBATCH_SIGNAL": "signal", "SBATCH_THREADS_PER_CORE": "threads-per-core",
        "SBATCH_TIMELIMIT": "time", "SBATCH_WAIT": "wait", "SBATCH_REQ_SWITCH": "ntasks", "SBATCH_WAIT4SWITCH": "time", "SBATCH_NTASKS": "ntasks",
        "SBATCH_CPU_FREQ_REQ": "cpu-freq", "SBATCH_USE_MIN_NODES": "use-min-nodes", "SBATCH_IGNORE_PBS": "ignore-pbs",
    }
    FLAG_VALUES = ["", "1", "0", "yes", "no", "x", "2"]

    def environment(self):
        chosen = {}
        for _ in range(self.one_of(1, 1, 2)):
            name = self.random.choice(sorted(self.VARIABLES))
            option = next((o for o in self.options if o["name"] == self.VARIABLES[name]), None)
            flag = option and option["argument"] == "none"
            chosen[name] = self.random.choice(self.FLAG_VALUES) if flag else self.value(self.VARIABLES[name])
        return {name: value for name, value in chosen.items() if "\0" not in value}

    def block(self):
        """One submission, as tests/conformance writes them."""
        case = {"lines": [self.line() for _ in range(self.one_of(1, 1, 2, 2, 3, 4, 6))]}
        case["files"] = {"nodes.txt": "n1\nn2,n3\n", "empty.txt": ""}
        if self.chance(0.1):
            case["env"] = self.environment()
        if self.chance(0.06):
            case["args"] = self.arguments()
        if self.chance(0.01):
            case = {**case, "script": self.script(case.pop("lines"))}
        return case

    def script(self, lines):
        text = "\n".join(lines)
        return self.one_of(
            "", "\n\n", "#!/bin/sh\r\n" + text, text, "\n#!/bin/sh\n" + text, "#!" + text, "#!/bin/sh\n" + text, "#!/bin/sh\r" + text,
        )
