// Puts the sources of options together in sbatch's order. Internal to this layer.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "options/getopt.h"
#include "slurm/directives.h"
#include "slurm/request.h"
#include "slurm/settings.h"
#include "slurm/verify.h"
#include "text/source_text.h"

namespace sbatchlint {

// Resolves one script as one release reads it. Slurm 22.05 to 26.05, src/sbatch/sbatch.c, main;
// src/sbatch/opt.c, process_options_second_pass.
class Resolver {
 public:
  Resolver(const SourceText& source, const Directives& directives, const SubmitContext& context, Release release);

  [[nodiscard]] Request resolve();

  // For the translation of #PBS and #BSUB lines: an option with the words that stand for it.
  void apply_foreign(Opt opt, std::string value, Span span);
  void refuse_foreign(std::string message, Span span, int exit_status);
  // The verdict rests on something that is not known.
  void leave_open() { open_ = true; }
  [[nodiscard]] const SubmitState& state() const { return state_; }
  [[nodiscard]] Release release() const { return release_; }
  // "job.sh: line 3: WHAT in [REST]"
  [[nodiscard]] std::string line_message(std::uint32_t line, std::string_view what, Span rest) const;

 private:
  void read_command_line();
  void refuse_script_with(Opt opt, std::string_view message);
  [[nodiscard]] bool leader_is_external() const;
  // Mistakes of the command line were reported when it was read the first time.
  [[nodiscard]] bool read_before(Origin origin) const { return origin == Origin::CommandLine && !first_pass_; }
  void check_script();
  void resolve_component(std::uint32_t index);
  void begin_component(std::uint32_t index);
  void finish_component();
  void ask_controller();

  void apply_directives();
  void apply_words(std::span<const Word> words, Origin origin, bool after_stop);
  void apply_environment();
  void apply_switches_variable();
  void apply_variable(Opt opt, std::string_view value);
  void apply(ParsedOption parsed, Origin origin, bool after_stop);
  void use(OptionUse use);
  void override_earlier(Opt opt);
  void report(Verdict verdict);
  void place_component();

  void add_word_error(const OptionError& error, std::span<const Word> words, Origin origin, bool after_stop);
  void add_stray_word(const Word& word, bool after_stop);
  void add_fault(Fault fault);
  void fix_value_span(ParsedOption& parsed, const Word& word) const;
  [[nodiscard]] std::span<const Word> command_line_of(std::uint32_t index) const;
  [[nodiscard]] std::uint32_t component_count() const;
  [[nodiscard]] const OptionUse* last_use_of(Opt opt) const;

  const SourceText& source_;
  const Directives& directives_;
  const SubmitContext& context_;
  Release release_;
  std::vector<std::string_view> plugins_;
  std::vector<std::vector<Word>> command_line_;  // one a component: `sbatch -N1 : -N2 job.sh`

  Request request_;
  Component component_;
  SubmitState state_;
  std::array<std::uint32_t, kOptCount> last_use_{};  // 1 + index in component_.uses, by the option that answers
  std::size_t uses_ = 0;                             // options of all components
  std::size_t separated_ = 1;                        // components that separators of the script have begun so far
  int verify_exit_ = 1;                              // SLURM_EXIT_ERROR changes it
  bool changed_ = false;                             // state_ is not as it began
  bool first_pass_ = false;                          // the command line is read before the script
  bool open_ = false;                                // the verdict rests on something that is not known
};

}  // namespace sbatchlint
