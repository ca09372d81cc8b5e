// The table of wrappers. Options are those of the programs' manuals; an option that is missing here reads as a flag.
#include "shell/wrapper.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "shell/program_names.h"
#include "text/ascii.h"
#include "text/row_finder.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kContainerValues =
    "-B --bind -H --home -W --workdir -S --scratch -o --overlay --pwd --cwd --env --env-file --app --apps --dns "
    "--hostname --network --network-args --security --add-caps --drop-caps --apply-cgroups --fusemount --mount "
    "--no-mount --docker-username --docker-password --pem-path --blkio-weight --blkio-weight-device --cpu-shares "
    "--cpus --cpuset-cpus --cpuset-mems --memory --memory-reservation --memory-swap --pids-limit --device --cdi-dirs "
    "--nvccli-path --authfile --shell -s --netns-path";
constexpr std::string_view kContainerGlobals = "-c --config";
constexpr std::string_view kContainerRuns = "exec run shell";

constexpr std::string_view kDockerFlags =
    "-d --detach -i --interactive -t --tty --rm --privileged --init --read-only --no-healthcheck --sig-proxy -P "
    "--publish-all --oom-kill-disable --help --disable-content-trust --no-hosts --rootfs --replace -q --quiet --gpu "
    "--mpi --cuda --nccl --openmpi-pmi2 --openmpi-pmix";
constexpr std::string_view kDockerGlobals =
    "-c --context -H --host -l --log-level --config --log-driver --root --runroot";

constexpr std::string_view kMpiValues =
    "-n --n -np --np -c -N --npernode -npernode --npersocket -npersocket --ppn -ppn -perhost --map-by -map-by "
    "--bind-to -bind-to --rank-by -rank-by -host --host -H -hosts --hosts -hostfile --hostfile -machinefile "
    "--machinefile -f -x --mca+ -mca+ --gmca+ --prtemca+ --pmixmca+ -genv+ -env+ -envlist -genvlist -iface "
    "-launcher -bootstrap -rmk -wdir --wdir -wd -path --path --prefix --output-filename -output-filename "
    "--report-uri -tag-output-to --cpu-set -cpu-set --cpu-list -cpu-list --rankfile -rankfile -rf --timeout --tune "
    "-am --am --app -app -configfile --pernode-count -ranks-per-proc -binding -print-rank-map-to -profile -gtool "
    "-order-nodes -outfile-pattern -errfile-pattern -localhost -tune-file --cpus-per-proc -cpus-per-proc "
    "--cpus-per-rank -cpus-per-rank --display -display --personality --dvm-uri --max-vm-size --num-cores";

constexpr std::string_view kTorchFlags =
    "--standalone --no-python --no_python -m --module --run-path --run_path --use-env --use_env --help -h "
    "--no-signals-to-handle --virtual-local-rank --virtual_local_rank";
constexpr std::string_view kAccelerateFlags =
    "--multi_gpu --multi-gpu --cpu --tpu --mps --use_deepspeed --use-deepspeed --use_fsdp --use-fsdp --use_megatron_lm "
    "--use-megatron-lm --use_xpu --ipex --same_network --same-network -m --module --no_python --no-python --debug -q "
    "--quiet --dynamo_use_fullgraph --dynamo_use_dynamic --aws --vm --use_parallelism_config --enable_cpu_affinity "
    "--enable-cpu-affinity --tpu_use_cluster --tpu_use_sudo --use_tp -h --help";
constexpr std::string_view kDeepspeedFlags =
    "--no_python --module --no_local_rank --force_multi --save_pid --enable_each_rank_log_off --bind_cores_to_rank "
    "--no_ssh --elastic_training_off -h --help --no_ssh_check";

constexpr std::string_view kSshValues = "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w";
constexpr std::string_view kPdshValues = "-w -x -f -l -t -u -R -g -G -C -n -N -P";
constexpr std::string_view kCondaValues =
    "-n --name -p --prefix --cwd -r --root-prefix -e --env -a --attach --label -f --file";
constexpr std::string_view kPerfValues =
    "-e --event -o --output -p --pid -t --tid -C --cpu -F --freq -c --count -m --mmap-pages -r --repeat -I "
    "--interval-print -D --delay -x --field-separator -G --cgroup --call-graph -M --metrics";
constexpr std::string_view kNsysFlags = "-h --help --inherit-environment";

constexpr std::string_view kUvValues =
    "--with --with-editable --with-requirements --extra --group --only-group --no-group --python -p "
    "--project --directory --env-file --index --index-url -i --extra-index-url --find-links -f --package "
    "--cache-dir --config-file --color --link-mode --python-preference --from";

constexpr auto kWrappers = std::to_array<WrapperRow>({
    {.name = "accelerate", .values = kAccelerateFlags, .subcommands = "launch", .values_are_flags = true},
    {.name = "apptainer",
     .values = kContainerValues,
     .operands = 1,
     .subcommands = kContainerRuns,
     .global_values = kContainerGlobals},
    {.name = "aprun",
     .values = "-n -N -d -S -cc --cpu-binding -j -L -e -F -m -r -t -D -p -sn -sl -a",
     .single_dash = true},
    {.name = "ash", .payload = Payload::Shell},
    {.name = "bash", .payload = Payload::Shell},
    {.name = "builtin"},
    {.name = "busybox"},
    {.name = "catchsegv"},
    {.name = "ccc_mprun", .values = "-n -N -c -p -T -x -E -e -C -Q -r -A"},
    {.name = "ch-run",
     .values = "-b --bind -c --cd -g --gid -u --uid -m --mount --set-env --unset-env --join-ct --join-pid --join-tag "
               "--storage -s",
     .operands = 1},
    {.name = "chroot", .values = "--userspec --groups", .operands = 1},
    {.name = "chrt",
     .values = "-T --sched-runtime -P --sched-period -D --sched-deadline",
     .operands = 1,
     .instead = "-p --pid -m --max"},
    {.name = "clush", .payload = Payload::Remote, .values = "-w -x -g -X -f -l -t -u -o -O"},
    {.name = "command", .instead = "-v -V"},
    {.name = "compute-sanitizer", .values = "--tool --log-file --save --kernel-name"},
    {.name = "conda", .values = kCondaValues, .subcommands = "run"},
    {.name = "coproc"},
    {.name = "cuda-memcheck", .values = "--tool --log-file --save"},
    {.name = "dash", .payload = Payload::Shell},
    {.name = "dbus-run-session"},
    {.name = "deepspeed", .values = kDeepspeedFlags, .values_are_flags = true},
    {.name = "doas", .values = "-u -C"},
    {.name = "docker",
     .values = kDockerFlags,
     .operands = 1,
     .subcommands = "run exec",
     .global_values = kDockerGlobals,
     .values_are_flags = true},
    {.name = "enroot", .values = "-e --env -m --mount -c --rc --conf", .operands = 1, .subcommands = "start"},
    {.name = "env",
     .values = "-u --unset -C --chdir -P --argv0 -a",
     .text_option = "-S --split-string",
     .assignments = true},
    {.name = "exec", .values = "-a"},
    {.name = "fakeroot", .values = "-l --lib --faked -s -i -b"},
    {.name = "find", .payload = Payload::Find},
    {.name = "flock",
     .payload = Payload::TextOption,
     .values = "-w --wait --timeout -E --conflict-exit-code",
     .operands = 1},
    {.name = "gdb",
     .values = "-ex -x -iex -ix -cd -d --command --eval-command",
     .instead = "-p --pid",
     .single_dash = true},
    {.name = "hatch",
     .values = "-e --env -p --project --data-dir --cache-dir --config",
     .subcommands = "run",
     .global_values = "-e --env -p --project --data-dir --cache-dir --config"},
    {.name = "horovodrun",
     .values = "-np --num-proc -p --ssh-port -H --hosts -hostfile --hostfile -i --ssh-identity-file --start-timeout "
               "--network-interface --network-interfaces --output-filename --min-np --max-np --slots-per-host "
               "--host-discovery-script --reset-limit --config-file --mpi-args --log-level --fusion-threshold-mb "
               "--cycle-time-ms --cache-capacity --timeline-filename --gloo-timeout-seconds",
     .single_dash = true},
    {.name = "hpcrun", .values = "-e -t -o -c -f -fp"},
    {.name = "ibrun", .values = "-n -o -np", .single_dash = true},
    {.name = "ionice", .values = "-c --class -n --classdata", .instead = "-p --pid -P -u"},
    {.name = "jsrun",
     .values = "-n --nrs -a --tasks_per_rs -c --cpu_per_rs -g --gpu_per_rs -r --rs_per_host -l --latency_priority -d "
               "--launch_distribution -b --bind -K --rs_per_socket -E --env -D --env_eval -e --stdio_mode -o "
               "--stdio_stdout -k --stdio_stderr -t --stdio_input -p --np -m --memory_per_rs -M --smpiargs -F "
               "--env_exclude -f --appfile -h --chdir -U --use_resources -X --exit_on_error -S --save_resources"},
    {.name = "ksh", .payload = Payload::Shell},
    {.name = "likwid-mpirun", .values = "-n -np -nperdomain -pin -g -t -mpi -omp", .single_dash = true},
    {.name = "likwid-perfctr", .values = "-c -C -g -t -o -M -T -s"},
    {.name = "likwid-pin", .values = "-c -s -t"},
    {.name = "ltrace", .values = "-e -o -p -s -u -n -l -x -a -A -D -F"},
    {.name = "mamba", .values = kCondaValues, .subcommands = "run"},
    {.name = "micromamba", .values = kCondaValues, .subcommands = "run", .global_values = "-r --root-prefix --rc-file"},
    {.name = "mpiexec", .values = kMpiValues, .single_dash = true},
    {.name = "mpiexec.hydra", .values = kMpiValues, .single_dash = true},
    {.name = "mpiexec_mpt", .values = kMpiValues, .single_dash = true},
    {.name = "mpirun", .values = kMpiValues, .single_dash = true},
    {.name = "mpirun_rsh", .values = kMpiValues, .assignments = true, .single_dash = true},
    {.name = "mpprun", .values = kMpiValues, .single_dash = true},
    {.name = "ncu",
     .values = "-f --force-overwrite --nvtx --help -h --version --list-sets --list-sections --csv --verbose "
               "--call-stack --disable-profiler-start-stop --import-source --print-summary-per-gpu",
     .values_are_flags = true},
    {.name = "nice", .values = "-n --adjustment"},
    {.name = "nohup"},
    {.name = "nsys", .values = kNsysFlags, .subcommands = "profile launch nvprof", .values_are_flags = true},
    {.name = "numactl",
     .values = "-m --membind -N --cpunodebind -C --physcpubind -p --preferred -i --interleave -P --preferred-many -w "
               "--weighted-interleave",
     .instead = "-H --hardware -s --show"},
    {.name = "nvidia-docker",
     .values = kDockerFlags,
     .operands = 1,
     .subcommands = "run exec",
     .global_values = kDockerGlobals,
     .values_are_flags = true},
    {.name = "nvprof",
     .values = "-o --export-profile --output-profile -m --metrics -e --events --log-file --kernels --devices -t "
               "--timeout --aggregate-mode"},
    {.name = "orterun", .values = kMpiValues, .single_dash = true},
    {.name = "parallel",
     .payload = Payload::Template,
     .values = "-j --jobs -P --max-procs -a --arg-file -n --max-args -N --max-replace-args -L --max-lines -S "
               "--sshlogin --sshloginfile --slf -I --colsep -C -d --delimiter --delay --joblog --results --tmpdir "
               "--tempdir --timeout --retries --halt --halt-on-error --load --memfree --nice --env --workdir --wd "
               "--tagstring --rpl --basefile --bf --return --profile -J --block --recstart --recend -s "
               "--max-chars --arg-sep --arg-file-sep --limit"},
    {.name = "pdm", .values = "-p --project", .subcommands = "run"},
    {.name = "pdsh", .payload = Payload::Remote, .values = kPdshValues},
    {.name = "perf", .values = kPerfValues, .subcommands = "stat record trace"},
    {.name = "pipenv", .subcommands = "run", .global_values = "--python"},
    {.name = "pipx", .values = "--spec --python --pip-args --index-url -i", .subcommands = "run"},
    {.name = "pixi",
     .values = "-e --environment --manifest-path -m -f --feature",
     .subcommands = "run",
     .global_values = "--manifest-path --color"},
    {.name = "podman",
     .values = kDockerFlags,
     .operands = 1,
     .subcommands = "run exec",
     .global_values = kDockerGlobals,
     .values_are_flags = true},
    {.name = "podman-hpc",
     .values = kDockerFlags,
     .operands = 1,
     .subcommands = "run exec shared-run",
     .global_values = kDockerGlobals,
     .values_are_flags = true},
    {.name = "poetry", .subcommands = "run", .global_values = "-C --directory -P --project"},
    {.name = "prlimit", .instead = "-p --pid"},
    {.name = "proot", .values = "-r --rootfs -b --bind -m -q --qemu -w --pwd --cwd -k -v -S -R -p"},
    {.name = "prterun", .values = kMpiValues, .single_dash = true},
    {.name = "prun", .values = kMpiValues, .single_dash = true},
    {.name = "python", .payload = Payload::Python},
    {.name = "rlwrap", .values = "-a -b -C -D -f -g -H -l -O -p -P -q -s -S -t -T -w -z"},
    {.name = "rocprof", .values = "-i -o -d -t -m"},
    {.name = "rsh", .payload = Payload::Remote, .values = kSshValues, .operands = 1},
    {.name = "runuser", .payload = Payload::TextOption, .values = "-u --user -g --group -G --supp-group -s --shell"},
    {.name = "rye", .subcommands = "run"},
    {.name = "salloc", .payload = Payload::Step, .tool = Tool::Salloc},
    {.name = "sarus",
     .values = "--mount --entrypoint --workdir -w --device --name",
     .operands = 1,
     .subcommands = "run"},
    {.name = "screen", .values = "-S -c -e -h -p -s -t -T -Logfile", .instead = "-l -r -R -x -X -v -w -Q"},
    {.name = "script",
     .payload = Payload::TextOption,
     .values = "-E --echo -I --log-in -O --log-out -B --log-io -T --log-timing -m --logging-format -o --output-limit"},
    {.name = "setarch", .operands = 1},
    {.name = "setpriv",
     .values = "--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig"},
    {.name = "setsid"},
    {.name = "sg", .payload = Payload::TextOption, .operands = 1},
    {.name = "sh", .payload = Payload::Shell},
    {.name = "shifter",
     .values = "-i --image -V --volume -e --env --env-file -w --workdir -m --module -g --gid -u --uid"},
    {.name = "singularity",
     .values = kContainerValues,
     .operands = 1,
     .subcommands = kContainerRuns,
     .global_values = kContainerGlobals},
    {.name = "srun", .payload = Payload::Step, .tool = Tool::Srun},
    {.name = "ssh", .payload = Payload::Remote, .values = kSshValues, .operands = 1},
    {.name = "sshpass", .values = "-p -f -d -P"},
    {.name = "stdbuf", .values = "-i --input -o --output -e --error"},
    {.name = "strace",
     .values = "-e --trace -o --output -p --attach -s --string-limit -u --user -E --env -a --columns -O -S -P "
               "--trace-path -b -I -X",
     .instead = "-p"},
    {.name = "su", .payload = Payload::TextOption, .values = "-g --group -G --supp-group -s --shell -w"},
    {.name = "sudo",
     .values = "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -r --role -t --type "
               "-T --command-timeout -U --other-user",
     .instead = "-l --list -v --validate -k -K -V",
     .assignments = true},
    {.name = "systemd-run", .values = "-u --unit -p --property -E --setenv --slice --uid --gid"},
    {.name = "tacc_affinity"},
    {.name = "task_affinity"},
    {.name = "taskset", .operands = 1, .instead = "-p --pid"},
    {.name = "tau_exec", .values = "-T"},
    // The word of the shell takes `NAME=VALUE` behind it; the program of that name takes none.
    {.name = "time", .values = "-f --format -o --output", .assignments = true},
    {.name = "timeout", .values = "-k --kill-after -s --signal", .operands = 1},
    {.name = "tini", .values = "-e -p"},
    {.name = "tmux",
     .payload = Payload::Remote,
     .values = "-c -e -F -f -l -n -s -t -x -y",
     .subcommands = "new new-session neww new-window splitw split-window respawnp respawn-pane",
     .global_values = "-c -f -L -S -T"},
    {.name = "torchrun", .values = kTorchFlags, .values_are_flags = true},
    {.name = "udocker",
     .values = "-v --volume -e --env -w --workdir --workdir -u --user --name --entrypoint -h --hostname "
               "--cpuset-cpus -p --publish",
     .operands = 1,
     .subcommands = "run"},
    {.name = "unbuffer"},
    {.name = "unshare",
     .values = "--map-user --map-group --propagation --setgroups -R --root -w --wd -S --setuid -G --setgid"},
    {.name = "uv",
     .values = kUvValues,
     .subcommands = "run",
     .global_values = "--project --directory --cache-dir --config-file --color"},
    {.name = "uvx", .values = kUvValues},
    {.name = "valgrind"},
    {.name = "vglrun", .values = "-d -c -q -s -fps -ld", .single_dash = true},
    {.name = "watch", .payload = Payload::Remote, .values = "-n --interval -q --equexit"},
    {.name = "xargs", .values = "-n --max-args -P --max-procs -I -L -d --delimiter -a --arg-file -s --max-chars -E"},
    {.name = "xterm",
     .values = "-T -title -name -n -geometry -fn -fa -fs -bg -fg -display -class -ls -sl",
     .single_dash = true},
    {.name = "xvfb-run", .values = "-e --error-file -f --auth-file -n --server-num -s --server-args -w --wait -p"},
    {.name = "yhrun", .payload = Payload::Step, .tool = Tool::Srun},
    {.name = "zsh", .payload = Payload::Shell},
});
static_assert(std::ranges::is_sorted(kWrappers, {}, &WrapperRow::name));
constexpr RowFinder kFindWrapper(kWrappers, &WrapperRow::name);

// Options of common SPANK plugins whose value may be a word of its own.
constexpr std::string_view kPluginValues =
    "--container-image --container-mounts --container-workdir --container-name --container-save --container-env "
    "--image --volume --module --uenv --view --environment";

std::size_t value_words_of_step(const WrapperRow& row, std::string_view word) {
  if (word.starts_with("--")) {
    if (lists(kPluginValues, word)) return 1;
    const auto rows = options_with_prefix(row.tool, word.substr(2));
    return !rows.empty() && rows.front().argument == ArgumentKind::Required ? 1 : 0;
  }
  for (std::size_t at = 1; at < word.size(); ++at) {
    const OptionSpec* const option = find_short_option(row.tool, kNewestRelease, word[at]);
    if (option == nullptr || option->argument == ArgumentKind::None) continue;
    return option->argument == ArgumentKind::Required && at + 1 == word.size() ? 1 : 0;
  }
  return 0;
}

// How many words the option takes by a list of options: 0 if it is not in it.
std::size_t listed_values(std::string_view list, std::string_view option) {
  if (lists(list, option)) return 1;
  for (std::size_t at = list.find(option); at != std::string_view::npos; at = list.find(option, at + 1)) {
    const std::size_t end = at + option.size();
    if ((at == 0 || list[at - 1] == ' ') && end < list.size() && list[end] == '+') return 2;
  }
  return 0;
}

}  // namespace

std::string_view unversioned(std::string_view name) {
  if (name.empty() || !is_digit(name.back())) return name;
  if (!name.starts_with("singularity") && !name.starts_with("apptainer")) return name;
  const std::size_t digit = name.find_first_of("0123456789");
  if (digit == std::string_view::npos || name.find_first_not_of("0123456789.", digit) != std::string_view::npos)
    return name;
  const bool separated = name[digit - 1] == '-' || name[digit - 1] == '_';
  const std::string_view program = name.substr(0, digit - (separated ? 1 : 0));
  return program == "singularity" || program == "apptainer" ? program : name;
}

const WrapperRow* find_wrapper(std::string_view name) {
  if (const WrapperRow* const row = kFindWrapper(unversioned(name))) return row;
  // python3, python3.11: all of them.
  if (name.starts_with("python") && name.find_first_not_of("0123456789.", 6) == std::string_view::npos) {
    return find_wrapper("python");
  }
  return nullptr;
}

bool is_plugin_option(std::string_view option) { return lists(kPluginValues, option); }

bool lists(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

std::size_t value_words(const WrapperRow& row, std::string_view options, std::string_view word) {
  if (row.payload == Payload::Step) return value_words_of_step(row, word);
  const bool one_name = word.starts_with("--") || row.single_dash;
  if (row.values_are_flags && options.data() == row.values.data()) {
    if (one_name) return lists(options, word) ? 0 : 1;
    // One letter takes a value unless it is a flag; more letters are flags, or a letter with its value.
    return word.size() == 2 && !lists(options, word) ? 1 : 0;
  }
  if (one_name) return listed_values(options, word);
  for (std::size_t at = 1; at < word.size(); ++at) {
    const char letter[] = {'-', word[at]};
    const std::size_t count = listed_values(options, {letter, 2});
    if (count > 0) return at + 1 == word.size() ? count : 0;
  }
  return 0;
}

}  // namespace sbatchlint
