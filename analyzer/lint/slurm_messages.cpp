// Slurm's messages, pending reasons and job states, with the rules that find their cause in a script. Texts as of
// 22.05 to 26.05; where releases word one differently, the part that they share.
#include "lint/messages.h"

namespace sbatchlint {
namespace {

constexpr auto kClient = MessageSource::Client;
constexpr auto kController = MessageSource::Controller;
constexpr auto kPending = MessageSource::PendingReason;
constexpr auto kState = MessageSource::JobState;

// clang-format off
constexpr SlurmMessage kMessages[] = {
  // The file as a whole.
  {"Batch script is empty", kClient, "The file has no bytes, or the wrong file was submitted.", "check the path", {"SB103"}},
  {"Batch script contains only whitespace", kClient, "The file holds blanks and newlines only.", "check the path", {"SB103"}},
  {"This does not look like a batch script", kClient, "The first two bytes of the file are not `#!`; a blank line, a blank or a byte order mark before them counts.", "make `#!/bin/bash` the first line", {"SB101", "SB104"}},
  {"The SLURM controller does not allow scripts that contain a NULL character", kClient, "There is a NUL byte in the file, often because it was saved as UTF-16.", "save the file as UTF-8 text", {"SB103"}},
  {"Batch script contains DOS line breaks", kClient, "Some line ends in CR LF. sbatch refuses the whole file.", "convert it with `dos2unix`", {"SB102"}},
  {"Pathname of a file, directory or other parameter too long", kController, "A value is longer than Slurm keeps, or the script is over the site's limit (4 MiB unless set otherwise).", "shorten the value, or move data out of the script", {"SB103"}},
  // Directives as text.
  {"Invalid directive found in batch script: *", kClient, "A word among the `#SBATCH` options is no option and no option's value: a blank inside a value, a comment without `#`, or a value after an option that takes it with `=` only.", "remove the word, quote the value, or put `#` before the comment", {"SB111", "SB114", "SB116", "SB117", "SB124"}},
  {"Unmatched `*` in", kClient, "A quote is opened in a directive and not closed on its line.", "close the quote, or write \\' for an apostrophe", {"SB120"}},
  {"Unexpected `:` in", kClient, "A word of a directive begins with a colon.", "remove the colon", {"SB111"}},
  {"unrecognized option", kClient, "sbatch has no option of that name, in this release or at all.", "check the spelling; options of srun and of plugins are not sbatch's", {"SB108", "SB109", "SB110", "SB125"}},
  {"invalid option --", kClient, "A letter behind a single dash is no option of sbatch. A long name needs two dashes.", "write `--` before a long name", {"SB108", "SB116"}},
  {"is ambiguous; possibilities", kClient, "The name is a prefix of several options of this release.", "write the option in full", {"SB108", "SB123"}},
  {"requires an argument", kClient, "The option stands at the end without its value.", "give the value on the same line", {"SB112"}},
  {"doesn't allow an argument", kClient, "The option is a flag and was given a value.", "remove `=` and the value", {"SB112"}},
  {"Change from #SLURM to #SBATCH", kClient, "`#SLURM` lines are read, with this complaint.", "write `#SBATCH`", {"SB127"}},
  {"Unrecognized command line parameter", kClient, "A `#PBS` or `#BSUB` line that sbatch tries to translate has an option it does not know.", "remove the foreign lines, or submit with `--ignore-pbs`", {"SB126"}},
  {"Invalid argument: *", kClient, "A `#PBS` or `#BSUB` line that sbatch tries to translate cannot be read.", "remove the foreign lines, or submit with `--ignore-pbs`", {"SB126"}},
  // Values.
  {"Invalid --time specification", kClient, "A time limit is minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS; units such as `h` are not read.", "write `1-12:00:00` for a day and a half", {"SB113", "SB115", "SB118"}},
  {"Invalid --time-min specification", kClient, "The value is not in the form of a time limit.", "write it as HH:MM:SS", {"SB113"}},
  {"Invalid time-min specification", kController, "`--time-min` is above `--time`.", "lower `--time-min`", {"SB122"}},
  {"Invalid --mem specification", kClient, "Memory is a whole number and one of K, M, G, T; fractions, blanks and `GiB` are not read.", "write `1536M` for 1.5 GB", {"SB113", "SB114", "SB118"}},
  {"Invalid --mem-per-*specification", kClient, "Memory is a whole number and one of K, M, G, T; fractions, blanks and `GiB` are not read.", "write `1536M` for 1.5 GB", {"SB113", "SB118"}},
  {"Invalid --mail-type specification", kClient, "None of the words is an event that Slurm knows.", "use BEGIN, END, FAIL, REQUEUE, TIME_LIMIT, ALL or NONE", {"SB113"}},
  {"Invalid --begin specification", kClient, "The time cannot be read. `now+1hour` is right, `now+1h` is not.", "write `now+2hours` or `2030-01-20T12:34:00`", {"SB113"}},
  {"Invalid --signal specification", kClient, "The form is `[B:]SIGNAL[@SECONDS]`.", "write `--signal=B:USR1@120`", {"SB113"}},
  {"Invalid --distribution specification", kClient, "The word is not one of Slurm's distributions.", "use block, cyclic, plane=N or arbitrary", {"SB113"}},
  {"Invalid --open-mode specification", kClient, "The value begins with neither `a` nor `t`.", "write `append` or `truncate`", {"SB113"}},
  {"Invalid numeric value *", kClient, "The option takes a whole number above zero, without units.", "write digits only", {"SB113", "SB115", "SB118"}},
  {"Numeric argument (*) too large", kClient, "The number does not fit 32 bits.", "check the number", {"SB113"}},
  {"is not a valid node count", kClient, "`--nodes` takes `N` or `MIN-MAX`.", "write digits only", {"SB113", "SB118"}},
  {"Maximum node count * is less than minimum node count", kClient, "The range of `--nodes` is written backwards.", "write the smaller number first", {"SB113"}},
  {"Invalid generic resource (gres) specification", kClient, "`--gres` takes `NAME[:TYPE][:COUNT]`, and the name has to be one that the cluster knows; case counts.", "write `--gres=gpu:TYPE:2`", {"SB113", "SB301"}},
  {"Invalid Trackable RESource (TRES) specification", kController, "A GPU count cannot be read.", "write a whole number: `--gpus=a100:2`", {"SB113"}},
  {"with and without type identification", kClient, "One request names a GPU type and another does not.", "name the type in both or in neither", {"SB122"}},
  {"Invalid job array specification", kController, "`--array` takes `0-15`, `0-15:4`, `1,3,5` and `%N`; every index has to be below the site's MaxArraySize.", "check the range and the largest index", {"SB113", "SB128"}},
  {"Job dependency problem", kController, "The form is `afterok:ID[:ID]`, without blanks, or the job does not exist any more.", "check the spelling and the job ids", {"SB113", "SB210", "SB118"}},
  {"Socket, core and/or thread specification can not be satisfied", kController, "No node has as many sockets, cores or threads.", "drop `--sockets-per-node`, `--cores-per-socket` and `--threads-per-core`", {"SB308"}},
  // Combinations.
  {"--mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive", kClient, "Two of the three are given; a later component of a heterogeneous job inherits `--mem`.", "keep one", {"SB122", "SB128"}},
  {"mutually exclusive", kClient, "Two options that exclude each other are given.", "keep one of the two", {"SB122"}},
  {"--gpus-per-task used without either --gpus or -n/--ntasks", kClient, "The number of GPUs would be open: it needs a number of tasks.", "add `--ntasks`", {"SB122"}},
  {"option requires --sockets-per-node", kClient, "`--gpus-per-socket` needs to know how many sockets are asked for.", "use `--gpus-per-node`", {"SB122"}},
  {"did not request any GPU", kClient, "An option that counts per GPU is given, and no GPU is asked for.", "add `--gpus` or `--gres=gpu:N`", {"SB122"}},
  {"Incompatible begin and deadline time specification", kClient, "`--begin` is later than `--deadline`.", "move one of them", {"SB122"}},
  {"Script arguments not permitted with --wrap", kClient, "`--wrap` and a script file were both given.", "use one of them", {}},
  // The controller.
  {"Requested node configuration is not available", kController, "No node, or no set of nodes, can ever satisfy the whole request: GPUs, CPUs and memory per node together.", "lower the largest number, or name another partition", {"SB306", "SB307", "SB308", "SB309", "SB301"}},
  {"Requested time limit is invalid", kController, "The time limit is missing or above what the partition or QoS allows.", "set `--time` within the partition's limit", {"SB305", "SB201"}},
  {"Invalid partition name specified", kController, "There is no partition of that name; case counts.", "`sinfo -s` lists them", {"SB301", "SB302", "SB115"}},
  {"No partition specified or system default partition", kController, "The site has no default partition.", "add `--partition`", {"SB310"}},
  {"Invalid qos specification", kController, "There is no such QoS, or your account may not use it.", "`sacctmgr show assoc user=$USER` lists yours", {"SB301", "SB302", "SB303"}},
  {"Invalid account or account/partition combination specified", kController, "The account does not exist, is not yours, or may not use this partition.", "`sacctmgr show assoc user=$USER` lists yours", {"SB301", "SB303", "SB310"}},
  {"Job violates accounting/QOS policy", kController, "A limit of your account or QoS is exceeded, or an option that the site requires is missing.", "compare the request with the site's limits", {"SB306", "SB310", "SB312"}},
  {"Invalid feature specification", kController, "A feature named in `--constraint` exists on no node.", "`sinfo -o '%f'` lists them", {"SB301"}},
  {"Invalid node name specified", kController, "A name in `--nodelist` or `--exclude` is no node of this cluster; a domain behind it counts.", "`sinfo -N` lists them", {"SB301", "SB302", "SB213"}},
  {"Requested nodes not in this partition", kController, "`--nodelist` names a node that the partition does not have.", "name the partition of that node", {"SB213", "SB309"}},
  {"Node count specification invalid", kController, "`--nodes` is 0 or above what the partition has.", "ask for fewer nodes", {"SB113", "SB309"}},
  {"More processors requested than permitted", kController, "The CPUs asked for are more than all nodes together have.", "ask for fewer tasks or CPUs", {"SB308", "SB309"}},
  {"Memory specification can not be satisfied", kController, "No node has as much memory; a node's nominal memory never fits, since the system keeps a part.", "ask for a little less than the node's nominal memory", {"SB308", "SB203"}},
  {"Temporary disk specification can not be satisfied", kController, "No node has a local disk of that size.", "lower `--tmp`", {"SB308"}},
  {"CPU count per node can not be satisfied", kController, "No node has as many CPUs.", "lower `--cpus-per-task` or spread the tasks", {"SB308"}},
  {"Invalid license specification", kController, "The licence is not known or more are asked for than exist.", "`scontrol show lic` lists them", {"SB301"}},
  {"Requested reservation is invalid", kController, "The reservation does not exist, is over, or is not yours.", "`scontrol show res` lists them", {"SB301"}},
  {"Job --batch option is invalid or not a subset of --constraint", kController, "`--batch` names features that `--constraint` does not.", "name the feature in both", {"SB122"}},
  {"Access/permission denied", kController, "The option is for operators only, such as a negative `--nice`.", "drop the option", {}},
  {"Unable to contact slurm controller", kClient, "The request itself passed sbatch's own checks; the controller did not answer.", "try again later", {}},
  // Steps.
  {"Requested nodes are busy", kController, "A step asks for what another step of the job holds.", "add `--exact` or `--overlap` to the steps", {"SB402"}},
  {"step creation temporarily disabled", kController, "A step waits for resources that other steps of the job hold.", "add `--exact` and per-step CPUs and memory, or `--overlap`", {"SB402", "SB403"}},
  {"More processors requested than permitted*step", kController, "A step asks for more than the job has.", "lower the numbers given to srun", {"SB403"}},
  // Why a job waits.
  {"Resources", kPending, "The job is next and waits for nodes to become free.", "wait, or ask for less", {}},
  {"Priority", kPending, "Jobs of higher priority wait for the same nodes.", "wait; shorter time limits start earlier", {"SB201"}},
  {"PartitionTimeLimit", kPending, "The time limit is above the partition's: the job will never start.", "lower it: `scontrol update job=ID TimeLimit=...`", {"SB305"}},
  {"PartitionNodeLimit", kPending, "More nodes are asked for than the partition allows: the job will never start.", "cancel it and ask for fewer nodes", {"SB309"}},
  {"PartitionConfig", kPending, "The request is outside the partition's limits: the job will not start as it is.", "compare it with `scontrol show partition`", {"SB305", "SB309"}},
  {"QOSMaxGRESPerUser", kPending, "You hold as many GPUs as the QoS allows. A job that asks for more than that alone never starts.", "wait for your other jobs, or ask for fewer GPUs", {"SB306", "SB319"}},
  {"QOSMaxJobsPerUserLimit", kPending, "As many of your jobs run as the QoS allows.", "wait for your other jobs", {"SB319"}},
  {"QOSMaxWallDurationPerJobLimit", kPending, "The time limit is above the QoS's: the job will never start.", "lower `--time`", {"SB305"}},
  {"AssocGrpGRES", kPending, "Your account holds as many GPUs as it may.", "wait, or ask for fewer GPUs", {"SB306", "SB319"}},
  {"AssocGrpCPURunMinutesLimit", kPending, "CPUs times remaining minutes of your account's jobs are at the limit.", "shorter time limits help", {"SB201"}},
  {"AssocMaxJobsLimit", kPending, "As many of your account's jobs run as it may have.", "wait for your other jobs", {"SB319"}},
  {"InvalidQOS", kPending, "The QoS is not valid any more.", "`scontrol update job=ID QOS=...`", {"SB301", "SB302"}},
  {"InvalidAccount", kPending, "The account is not valid.", "`scontrol update job=ID Account=...`", {"SB301", "SB303"}},
  {"ReqNodeNotAvail", kPending, "A node that the job needs is down, drained or reserved, for example for a service window.", "a time limit that ends before the window lets it start", {"SB201", "SB213", "SB317"}},
  {"BadConstraints", kPending, "No node satisfies the constraints any more.", "cancel it and drop a constraint", {"SB309"}},
  {"Dependency", kPending, "A job that this one waits for has not ended.", "wait", {"SB210"}},
  {"DependencyNeverSatisfied", kPending, "The job that this one waits for failed: it will never start.", "cancel it, or submit with `--kill-on-invalid-dep=yes`", {"SB210"}},
  {"JobHeldUser", kPending, "The job was submitted held: `--hold`, or `--priority` with a word that is no number.", "`scontrol release ID`", {"SB113"}},
  {"JobArrayTaskLimit", kPending, "As many tasks run as `%N` of the array allows.", "wait", {}},
  {"BeginTime", kPending, "`--begin` has not come yet.", "wait", {}},
  {"launch failed requeued held", kPending, "The job failed to start and is held, often since its working or log directory is missing on the node.", "check `--chdir` and `--output`, then `scontrol release ID`", {"SB701"}},
  // How a job ended.
  {"TIMEOUT", kState, "The time limit was reached and the job was killed.", "set `--time` a little above the longest run", {"SB201", "SB202", "SB411"}},
  {"DUE TO TIME LIMIT", kState, "The time limit was reached and the job was killed. `--time=24` is 24 minutes.", "set `--time` a little above the longest run", {"SB202"}},
  {"OUT_OF_MEMORY", kState, "The job used more memory than it asked for. `--mem=16` is 16 MB.", "raise `--mem`", {"SB203"}},
  {"oom-kill event", kState, "The job used more memory than it asked for. `--mem=16` is 16 MB.", "raise `--mem`", {"SB203"}},
  {"JobLaunchFailure", kState, "The job could not be started and left no log: before 23.02 mostly a missing directory of `--output`.", "make the directory before submitting", {"SB701"}},
  {"PREEMPTED", kState, "A job of higher priority took the nodes.", "save your state regularly, and resume from it", {"SB316", "SB413"}},
};
// clang-format on

}  // namespace

std::span<const SlurmMessage> slurm_messages() { return kMessages; }

}  // namespace sbatchlint
