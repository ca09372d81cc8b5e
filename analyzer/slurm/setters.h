// The functions that the rows of settings.cpp name: how options change what sbatch keeps. Internal to this layer.
#pragma once

#include <optional>
#include <string>

#include "slurm/settings.h"

namespace sbatchlint {

// Kinds that many options share.
Refused set_text(SubmitState& state, Slot& slot, const Given& given);
Refused set_flag(SubmitState& state, Slot& slot, const Given& given);
Refused set_count(SubmitState& state, Slot& slot, const Given& given);
Refused set_size(SubmitState& state, Slot& slot, const Given& given);
Refused set_file(SubmitState& state, Slot& slot, const Given& given);
// --help, --usage, --version: all ends well, and at once.
Refused refuse_to_go_on(SubmitState& state, Slot& slot, const Given& given);

// One option each, or a few that share a place.
Refused set_acctg_freq(SubmitState& state, Slot& slot, const Given& given);
Refused set_autocomplete(SubmitState& state, Slot& slot, const Given& given);
Refused set_chdir(SubmitState& state, Slot& slot, const Given& given);
Refused set_clusters(SubmitState& state, Slot& slot, const Given& given);
Refused set_core_spec(SubmitState& state, Slot& slot, const Given& given);
Refused set_cpu_freq(SubmitState& state, Slot& slot, const Given& given);
Refused set_distribution(SubmitState& state, Slot& slot, const Given& given);
Refused set_exclusive(SubmitState& state, Slot& slot, const Given& given);
Refused set_extra_node_info(SubmitState& state, Slot& slot, const Given& given);
Refused set_get_user_env(SubmitState& state, Slot& slot, const Given& given);
Refused set_gpu_bind(SubmitState& state, Slot& slot, const Given& given);
Refused set_gpu_freq(SubmitState& state, Slot& slot, const Given& given);
Refused set_gres(SubmitState& state, Slot& slot, const Given& given);
Refused set_gres_flags(SubmitState& state, Slot& slot, const Given& given);
Refused set_kill_on_invalid_dep(SubmitState& state, Slot& slot, const Given& given);
Refused set_mail_type(SubmitState& state, Slot& slot, const Given& given);
Refused set_mem_bind(SubmitState& state, Slot& slot, const Given& given);
Refused set_mem_update(SubmitState& state, Slot& slot, const Given& given);
Refused set_nice(SubmitState& state, Slot& slot, const Given& given);
Refused set_no_kill(SubmitState& state, Slot& slot, const Given& given);
Refused set_nodelist(SubmitState& state, Slot& slot, const Given& given);
Refused set_nodes(SubmitState& state, Slot& slot, const Given& given);
Refused set_oom_kill_step(SubmitState& state, Slot& slot, const Given& given);
Refused set_open_mode(SubmitState& state, Slot& slot, const Given& given);
Refused set_oversubscribe(SubmitState& state, Slot& slot, const Given& given);
Refused set_point_in_time(SubmitState& state, Slot& slot, const Given& given);
Refused set_power(SubmitState& state, Slot& slot, const Given& given);
Refused set_priority(SubmitState& state, Slot& slot, const Given& given);
Refused set_profile(SubmitState& state, Slot& slot, const Given& given);
Refused set_propagate(SubmitState& state, Slot& slot, const Given& given);
Refused set_requeue(SubmitState& state, Slot& slot, const Given& given);
Refused set_no_requeue(SubmitState& state, Slot& slot, const Given& given);
Refused set_resv_ports(SubmitState& state, Slot& slot, const Given& given);
Refused set_root_only(SubmitState& state, Slot& slot, const Given& given);
Refused set_runtime(SubmitState& state, Slot& slot, const Given& given);
Refused set_segment(SubmitState& state, Slot& slot, const Given& given);
Refused set_shape(SubmitState& state, Slot& slot, const Given& given);  // sockets, cores and threads, one by one
Refused set_signal(SubmitState& state, Slot& slot, const Given& given);
Refused set_switches(SubmitState& state, Slot& slot, const Given& given);
Refused set_thread_spec(SubmitState& state, Slot& slot, const Given& given);
Refused set_time(SubmitState& state, Slot& slot, const Given& given);
Refused set_delay_boot(SubmitState& state, Slot& slot, const Given& given);
Refused set_tres_bind(SubmitState& state, Slot& slot, const Given& given);
Refused set_quiet(SubmitState& state, Slot& slot, const Given& given);
Refused set_verbose(SubmitState& state, Slot& slot, const Given& given);
Refused set_wait_all_nodes(SubmitState& state, Slot& slot, const Given& given);

using Shown = std::optional<std::string>;
Shown show_clusters(const SubmitState& state, const Slot& slot);
Shown show_core_spec(const SubmitState& state, const Slot& slot);
Shown show_thread_spec(const SubmitState& state, const Slot& slot);
Shown show_sockets(const SubmitState& state, const Slot& slot);
Shown show_cores(const SubmitState& state, const Slot& slot);
Shown show_threads(const SubmitState& state, const Slot& slot);
Shown show_extra_node_info(const SubmitState& state, const Slot& slot);
Shown show_sharing(const SubmitState& state, const Slot& slot);
Shown show_get_user_env(const SubmitState& state, const Slot& slot);
void reset_get_user_env(SubmitState& state);
Shown show_kill_on_invalid_dep(const SubmitState& state, const Slot& slot);
Shown show_nodefile(const SubmitState& state, const Slot& slot);
Shown show_nodelist(const SubmitState& state, const Slot& slot);
Shown show_layout(const SubmitState& state, const Slot& slot);
Shown show_requeue(const SubmitState& state, const Slot& slot);
Shown show_switches(const SubmitState& state, const Slot& slot);
Shown show_tres_bind(const SubmitState& state, const Slot& slot);

void reset_core_spec(SubmitState& state);
void reset_cores(SubmitState& state);
void reset_sockets(SubmitState& state);
void reset_threads(SubmitState& state);
void reset_extra_node_info(SubmitState& state);
void reset_sharing(SubmitState& state);
void reset_gpu_bind(SubmitState& state);
void reset_gres_flags(SubmitState& state);
void reset_layout(SubmitState& state);
void reset_mail_type(SubmitState& state);
void reset_mem_bind(SubmitState& state);
void reset_nodefile(SubmitState& state);
void reset_nodelist(SubmitState& state);
void reset_nodes(SubmitState& state);
void reset_requeue(SubmitState& state);
void reset_switches(SubmitState& state);
void reset_tres_bind(SubmitState& state);

}  // namespace sbatchlint
