// Values that are words from a list: --mail-type, --profile, --signal, --gres-flags.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

// One bit a word of --mail-type; 0 for NONE. Unknown words are skipped where one is known; nothing where none is.
// Slurm 22.05 to 26.05, src/common/proc_args.c, parse_mail_type and print_mail_type.
[[nodiscard]] std::optional<std::uint16_t> read_mail_types(std::string_view text);
[[nodiscard]] std::string show_mail_types(std::uint16_t types);

// --profile as Slurm shows it: "Energy,Task" for `task,energy`. The words are found anywhere in the text; nothing where
// none is. Slurm 22.05 to 26.05, acct_gather_profile_from_string.
[[nodiscard]] std::optional<std::string> read_profile(std::string_view text);

// --signal: `[R][B][R][:]SIGNAL[@SECONDS]`. Slurm 22.05 to 26.05, src/common/proc_args.c, get_signal_opts.
struct SignalSpec {
  std::uint16_t number = 0;
  std::uint16_t seconds = 60;
  bool to_batch_shell = false;  // B
  bool on_reservation = false;  // R
};
[[nodiscard]] std::optional<SignalSpec> read_signal(std::string_view text, Release release);
[[nodiscard]] std::string show_signal(const SignalSpec& spec, Release release);

// --gres-flags. `before` are the flags in force, of which a further use does not take all back. "unset" where none is
// set. Slurm 23.11 to 26.05, src/common/slurm_opt.c, arg_set_gres_flags; until 23.02 one of two words.
[[nodiscard]] Reading<std::uint32_t> read_gres_flags(std::string_view text, std::uint32_t before, Release release);
[[nodiscard]] std::string show_gres_flags(std::uint32_t flags);
// one-task-per-sharing, which the cluster must allow (SelectTypeParameters=MULTIPLE_SHARING_GRES_PJ).
[[nodiscard]] bool gres_flags_need_shared_gres(std::uint32_t flags);

}  // namespace sbatchlint
