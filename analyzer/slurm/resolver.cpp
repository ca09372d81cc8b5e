#include "slurm/resolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "slurm/environment.h"
#include "slurm/foreign.h"
#include "slurm/typed_values.h"
#include "slurm/values/count.h"
#include "slurm/values/dependency.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "slurm/verify.h"

namespace sbatchlint {
namespace {

constexpr std::uint32_t kMostComponents = 128;  // slurm.h, MAX_HET_JOB_COMPONENTS
// What no person writes is not read to the end: it could take more time and memory than the file is worth. Of faults,
// sbatch itself shows the first alone.
constexpr std::size_t kMostFaults = 512;
constexpr std::size_t kLongestValue = 1 << 13;

// Of options that share a place one answers for all: the later use overrides.
Opt answering(Opt opt) {
  constexpr std::pair<Opt, Opt> kShared[] = {
      {Opt::Cluster, Opt::Clusters},        {Opt::NoRequeue, Opt::Requeue},          {Opt::Nodefile, Opt::Nodelist},
      {Opt::Oversubscribe, Opt::Exclusive}, {Opt::TasksPerNode, Opt::NtasksPerNode},
  };
  for (const auto& [other, main] : kShared) {
    if (opt == other) return main;
  }
  return opt;
}

std::string_view script_text(ScriptFault fault) {
  switch (fault) {
    case ScriptFault::Empty: return "Batch script is empty!";
    case ScriptFault::OnlyBlank: return "Batch script contains only whitespace!";
    case ScriptFault::NoShebang: return "This does not look like a batch script.  The first";
    case ScriptFault::NulByte: return "The Slurm controller does not allow scripts that";
    case ScriptFault::DosLineBreaks: return "Batch script contains DOS line breaks (\\r\\n)";
  }
  return {};
}

// Options of the command line in the pieces that colons cut it into; without spans, which would lie in the file.
std::vector<std::vector<Word>> split_command_line(const std::vector<std::string>& arguments) {
  std::vector<std::vector<Word>> parts(1);
  for (const std::string& argument : arguments) {
    if (argument == ":") {
      parts.emplace_back();
    } else {
      parts.back().push_back({.text = argument, .span = {}, .holes = {}, .alternatives = {}});
    }
  }
  return parts;
}

// Slurm's own list of options, which getopt prints from, is in the order of the alphabet but for these.
std::string_view place_in_list(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kMoved[] = {
      {"bb", "begin-1"},
      {"bbf", "begin-2"},
      {"cluster-constraint", "cg"},
      {"constraint", "contiguous-1"},
      {"reservation", "resources-1"},
      {"usage", "version-1"},
  };
  for (const auto& [moved, place] : kMoved) {
    if (moved == name) return place;
  }
  return name;
}

std::string ambiguity_message(Tool tool, std::string_view word, std::string_view name, Release release) {
  std::vector<std::string_view> candidates;
  for (const OptionSpec& spec : options_with_prefix(tool, name)) {
    if (spec.exists_in(release)) candidates.push_back(spec.name);
  }
  std::ranges::sort(candidates, {}, place_in_list);
  std::string message = fmt::format("option '{}' is ambiguous; possibilities:", word);
  for (const std::string_view candidate : candidates) message += fmt::format(" '--{}'", candidate);
  return message;
}

// As glibc's getopt_long words it.
std::string option_message(Tool tool, const OptionError& error, std::string_view word, Release release) {
  const bool letter = !word.starts_with("--");
  switch (error.kind) {
    case OptionErrorKind::Unknown:
      return letter ? fmt::format("invalid option -- '{}'", error.name) : fmt::format("unrecognized option '{}'", word);
    case OptionErrorKind::Ambiguous: return ambiguity_message(tool, word, error.name, release);
    case OptionErrorKind::MissingValue:
      return letter ? fmt::format("option requires an argument -- '{}'", error.name)
                    : fmt::format("option '--{}' requires an argument", error.spec->name);
    case OptionErrorKind::UnexpectedValue:
      return fmt::format("option '--{}' doesn't allow an argument", error.spec->name);
  }
  return {};
}

FaultKind fault_kind(OptionErrorKind kind) {
  switch (kind) {
    case OptionErrorKind::Unknown: return FaultKind::UnknownOption;
    case OptionErrorKind::Ambiguous: return FaultKind::AmbiguousOption;
    case OptionErrorKind::MissingValue: return FaultKind::MissingValue;
    case OptionErrorKind::UnexpectedValue: return FaultKind::UnexpectedValue;
  }
  return FaultKind::Other;
}

std::string_view last_path_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Resolver::Resolver(const SourceText& source, const Directives& directives, const SubmitContext& context,
                   Release release)
    : source_(source),
      directives_(directives),
      context_(context),
      release_(release),
      plugins_(context.plugin_options.begin(), context.plugin_options.end()),
      command_line_(split_command_line(context.arguments)) {
  if (const auto status = variable(context, "SLURM_EXIT_ERROR")) {
    const std::int64_t number = read_integer(*status).value;
    if (number != 0) verify_exit_ = static_cast<int>(number & 0xff);
  }
}

Request Resolver::resolve() {
  request_.release = release_;
  request_.release_known = context_.release.has_value();
  read_command_line();
  check_script();
  for (std::uint32_t i = 0; i < component_count(); ++i) {
    resolve_component(i);
    request_.components.push_back(std::move(component_));
  }
  if (context_.tool == Tool::Sbatch) report(verify_clusters(state_, context_, release_, verify_exit_));
  const bool refused = !request_.faults.empty();
  if (refused || !open_) request_.accepted = !refused;
  return std::move(request_);
}

std::uint32_t Resolver::component_count() const {
  const std::size_t most = std::max(separated_, command_line_.size());
  return static_cast<std::uint32_t>(std::min<std::size_t>(most, kMostComponents));
}

std::span<const Word> Resolver::command_line_of(std::uint32_t index) const {
  return command_line_[std::min<std::size_t>(index, command_line_.size() - 1)];
}

// sbatch reads the command line once before it opens the script, colons left out: mistakes there come first, and so do
// the options that end it at once. What is read then counts as if the environment had said it, until the component is
// read whose part of the command line it is. Slurm: process_options_first_pass.
void Resolver::read_command_line() {
  first_pass_ = true;
  if (const auto ignored = variable(context_, "SBATCH_IGNORE_PBS")) apply_variable(Opt::IgnorePbs, *ignored);
  if (const auto level = variable(context_, "SBATCH_DEBUG")) apply_variable(Opt::Verbose, *level);
  std::vector<Word> words;
  for (const std::vector<Word>& part : command_line_) words.insert(words.end(), part.begin(), part.end());
  apply_words(words, Origin::CommandLine, false);
  refuse_script_with(Opt::Wrap, "Script arguments not permitted with --wrap option");
  if (release_ < Release::V26_05 || command_line_.size() == 1) {
    refuse_script_with(Opt::External, "Script arguments not permitted with --external option");
  } else if (leader_is_external()) {
    refuse_script_with(Opt::External, "Script arguments not permitted with --external option on the first component");
  }
  first_pass_ = false;
}

void Resolver::refuse_script_with(Opt opt, std::string_view message) {
  if (!state_.is_set(opt)) return;
  const OptionUse* use = last_use_of(opt);
  add_fault({.kind = FaultKind::Other,
             .message = std::string(message),
             .origin = Origin::CommandLine,
             .spec = use == nullptr ? nullptr : use->spec,
             .exit_status = verify_exit_});
}

bool Resolver::leader_is_external() const {
  const ParsedOptions leader = parse_options(Tool::Sbatch, release_, command_line_.front(), plugins_);
  return std::ranges::any_of(leader.options,
                             [](const ParsedOption& option) { return option.spec->name == "external"; });
}

void Resolver::check_script() {
  if (!directives_.fault) return;
  add_fault({.kind = FaultKind::Script,
             .message = std::string(script_text(*directives_.fault)),
             .span = directives_.fault_span,
             .exit_status = verify_exit_});
}

void Resolver::resolve_component(std::uint32_t index) {
  begin_component(index);
  apply_directives();
  if (!state_.is_set(Opt::IgnorePbs)) translate_foreign_lines(source_, directives_, release_, *this);
  apply_environment();
  apply_words(command_line_of(index), Origin::CommandLine, false);
  finish_component();
}

void Resolver::begin_component(std::uint32_t index) {
  std::vector<OptionUse> carried;
  if (index > 0) {
    for (const OptionUse& use : request_.components.back().uses) {
      const bool holds = use.spec != nullptr && use.spec->reach != Reach::Component && !use.overridden;
      if (holds) carried.push_back(use);
    }
  }
  if (changed_) {
    for (const OptionSpec& spec : option_table(Tool::Sbatch)) {
      if (spec.reach == Reach::Component && spec.exists_in(release_)) reset_option(state_, setting_of(spec).opt);
    }
  }
  component_ = {};
  component_.index = index;
  component_.uses = std::move(carried);
  last_use_.fill(0);
  for (std::size_t i = 0; i < component_.uses.size(); ++i) {
    const SettingRow& row = setting_of(*component_.uses[i].spec);
    last_use_[static_cast<std::size_t>(answering(row.opt))] = static_cast<std::uint32_t>(i + 1);
  }
}

std::string Resolver::line_message(std::uint32_t line, std::string_view what, Span rest) const {
  const std::string_view name =
      context_.script_name.empty() ? last_path_part(source_.name()) : std::string_view(context_.script_name);
  return fmt::format("{}: line {}: {} in [{}]", name, line + 1, what, source_.slice(rest));
}

void Resolver::apply_directives() {
  const std::uint32_t index = component_.index;
  if (state_.header_is_cut) return;
  separated_ = std::min<std::size_t>(directives_.components.size(), index + 2);
  if (directives_.error && directives_.error->component == index) {
    const LineError& error = *directives_.error;
    const std::string what =
        error.kind == LineErrorKind::UnexpectedColon ? "Unexpected `:`" : fmt::format("Unmatched `{}`", error.quote);
    add_fault({.kind = FaultKind::Line,
               .message = line_message(error.line, what, error.rest),
               .component = index,
               .span = error.span});
  }
  if (index >= directives_.components.size()) return;
  apply_words(directives_.components[index], Origin::Directive, false);
}

// Options up to the first bare word, where sbatch gives up; then on from there, as if it were not there.
void Resolver::apply_words(std::span<const Word> words, Origin origin, bool after_stop) {
  while (!words.empty()) {
    if (uses_ >= kMostParsedOptions || request_.faults.size() >= kMostFaults) {
      open_ = true;
      return;
    }
    ParsedOptions parsed = parse_options(context_.tool, release_, words, plugins_);
    uses_ += parsed.options.size();
    if (component_.uses.empty()) component_.uses.reserve(parsed.options.size());
    std::size_t applied = 0;
    for (const OptionError& error : parsed.errors) {
      for (; applied < error.parsed_before; ++applied) {
        fix_value_span(parsed.options[applied], words[parsed.options[applied].value_word]);
        apply(std::move(parsed.options[applied]), origin, after_stop);
      }
      if (!read_before(origin)) add_word_error(error, words, origin, after_stop);
    }
    for (; applied < parsed.options.size(); ++applied) {
      fix_value_span(parsed.options[applied], words[parsed.options[applied].value_word]);
      apply(std::move(parsed.options[applied]), origin, after_stop);
    }
    if (parsed.uncertain_from) open_ = true;
    if (!parsed.stopped_at || origin != Origin::Directive) return;
    add_stray_word(words[*parsed.stopped_at], after_stop);
    after_stop = true;
    words = words.subspan(*parsed.stopped_at + (parsed.double_dash ? 0 : 1));
  }
}

// Quotes may stand before the value: it begins after the first equals sign of the file.
void Resolver::fix_value_span(ParsedOption& parsed, const Word& word) const {
  const bool attached_to_name = parsed.value && parsed.value_word == parsed.word && !parsed.by_letter;
  if (!attached_to_name || word.span.size() == word.text.size()) return;
  const std::size_t equals = source_.slice(word.span).find('=');
  if (equals == std::string_view::npos) return;
  parsed.value->span.begin = word.span.begin + static_cast<std::uint32_t>(equals) + 1;
}

void Resolver::apply(ParsedOption parsed, Origin origin, bool after_stop) {
  if (context_.tool != Tool::Sbatch) {
    const OptionSpec* const same = find_option(Tool::Sbatch, release_, parsed.spec->name);
    if (same == nullptr || same->argument != parsed.spec->argument) return;
    parsed.spec = same;
  }
  const OptionSpec* const spec = parsed.spec;
  OptionUse use{.spec = spec, .origin = origin, .parsed = std::move(parsed)};
  if (origin == Origin::Directive) use.line = source_.line_of(use.parsed.span.begin);
  use.after_stop = after_stop;
  this->use(std::move(use));
}

// Reads the value into the state, or notes why sbatch refuses it.
void Resolver::use(OptionUse use) {
  const SettingRow& row = setting_of(*use.spec);
  use.component = component_.index;
  const bool reads = use.spec->reach != Reach::CommandLine || first_pass_;
  changed_ = true;
  const bool sure = !use.parsed.value || (use.parsed.value->known() && use.parsed.value->text.size() <= kLongestValue);
  if (!sure) {
    use.state = ValueState::Unknown;
    open_ = open_ || reads;
  } else if (reads) {
    const std::string_view text = use.parsed.value ? std::string_view(use.parsed.value->text) : std::string_view{};
    const bool left_out = use.spec->argument == ArgumentKind::Optional && text.empty();
    const Given given{.text = text,
                      .present = use.parsed.value.has_value() && !left_out,
                      .opt = row.opt,
                      .release = release_,
                      .context = &context_};
    const bool by_environment = use.origin == Origin::Environment || first_pass_;
    if (auto refused = set_option(state_, given, by_environment)) {
      use.state = ValueState::Invalid;
      use.reason = refused->reason;
      if (!read_before(use.origin))
        add_fault({.kind = use.parsed.value ? FaultKind::InvalidValue : FaultKind::Other,
                   .message = std::move(refused->message),
                   .origin = use.origin,
                   .component = component_.index,
                   .span = use.parsed.value ? use.parsed.value->span : use.parsed.name_span,
                   .spec = use.spec,
                   .written = std::string(text),
                   .reason = std::move(refused->reason),
                   .exit_status = refused->exit_status,
                   .after_stop = use.after_stop});
    } else {
      use.canonical = shown(state_, row.opt).value_or("");
    }
  } else if (use.parsed.value) {
    use.canonical = use.parsed.value->text;
  }
  if (reads) {
    override_earlier(row.opt);
    last_use_[static_cast<std::size_t>(answering(row.opt))] = static_cast<std::uint32_t>(component_.uses.size() + 1);
  }
  component_.uses.push_back(std::move(use));
}

void Resolver::override_earlier(Opt opt) {
  const bool adds_up = opt == Opt::MailType && release_ <= Release::V24_11;
  const std::uint32_t last = last_use_[static_cast<std::size_t>(answering(opt))];
  if (last != 0 && !adds_up) component_.uses[last - 1].overridden = true;
}

void Resolver::apply_environment() {
  if (state_.environment_is_gone || (context_.environment.empty() && !state_.hint_variable)) return;
  for (const Variable& entry : option_variables()) {
    // Between SBATCH_QOS and SBATCH_REQUEUE in sbatch's own table.
    if (entry.opt == Opt::Requeue) apply_switches_variable();
    const bool is_hint = state_.hint_variable && entry.name == kHintVariable;
    const auto value =
        is_hint ? std::optional<std::string_view>(*state_.hint_variable) : variable(context_, entry.name);
    if (!value || release_ < entry.since) continue;
    if (entry.until && release_ > *entry.until) {
      add_fault({.kind = FaultKind::Other,
                 .message = {},
                 .origin = Origin::Environment,
                 .component = component_.index,
                 .written = std::string(entry.name),
                 .exit_status = kSetterExit});
      continue;
    }
    apply_variable(entry.opt, *value);
  }
  if (const auto wait = variable(context_, kSwitchesWaitVariable)) state_.switches_wait = read_seconds(*wait);
}

// The first half of --switches.
void Resolver::apply_switches_variable() {
  const auto count = variable(context_, kSwitchesVariable);
  if (!count) return;
  const auto switches = read_count(*count, "--switches", Zero::Forbidden, release_);
  if (switches) {
    state_.switches = *switches;
    return;
  }
  add_fault({.kind = FaultKind::InvalidValue,
             .message = switches.refusal().message,
             .origin = Origin::Environment,
             .component = component_.index,
             .written = std::string(*count),
             .exit_status = switches.refusal().exit_status});
}

void Resolver::apply_variable(Opt opt, std::string_view value) {
  const OptionSpec* spec = find_option(Tool::Sbatch, release_, setting_row(opt).name);
  if (spec == nullptr) return;
  ParsedOption parsed{.spec = spec};
  if (spec->argument == ArgumentKind::None && !sets_flag(value)) {
    reset_option(state_, opt);
    override_earlier(opt);
    return;
  }
  if (spec->argument != ArgumentKind::None || opt == Opt::Verbose) {
    parsed.value = Word{.text = std::string(value), .span = {}, .holes = {}, .alternatives = {}};
  }
  use({.spec = spec, .origin = Origin::Environment, .parsed = std::move(parsed)});
}

void Resolver::apply_foreign(Opt opt, std::string value, Span span) {
  const OptionSpec* spec = find_option(Tool::Sbatch, release_, setting_row(opt).name);
  if (spec == nullptr) return;
  ParsedOption parsed{.spec = spec, .span = span, .name_span = span};
  if (spec->argument != ArgumentKind::None) {
    parsed.value = Word{.text = std::move(value), .span = span, .holes = {}, .alternatives = {}};
  }
  OptionUse use{.spec = spec, .origin = Origin::ForeignDirective, .parsed = std::move(parsed)};
  use.line = source_.line_of(span.begin);
  this->use(std::move(use));
}

void Resolver::refuse_foreign(std::string message, Span span, int exit_status) {
  add_fault({.kind = FaultKind::ForeignLine,
             .message = std::move(message),
             .origin = Origin::ForeignDirective,
             .component = component_.index,
             .span = span,
             .written = std::string(source_.slice(span)),
             .exit_status = exit_status});
}

void Resolver::add_word_error(const OptionError& error, std::span<const Word> words, Origin origin, bool after_stop) {
  const Word& word = words[error.word];
  add_fault({.kind = fault_kind(error.kind),
             .message = option_message(context_.tool, error, word.text, release_),
             .origin = origin,
             .component = component_.index,
             .span = error.span,
             .spec = error.spec,
             .written = word.text,
             .exit_status = kSetterExit,
             .after_stop = after_stop});
}

void Resolver::add_stray_word(const Word& word, bool after_stop) {
  add_fault({.kind = FaultKind::StrayWord,
             .message = fmt::format("Invalid directive found in batch script: {}", word.text),
             .component = component_.index,
             .span = word.span,
             .written = word.text,
             .exit_status = kSetterExit,
             .after_stop = after_stop});
}

// What sbatch checks once it has read everything; and what the component looks like then.
void Resolver::finish_component() {
  for (std::size_t i = 0; i < kOptCount; ++i) {
    const Opt opt = static_cast<Opt>(i);
    if (state_.is_set(opt)) component_.settings.emplace_back(setting_row(opt).name, shown(state_, opt));
  }
  for (std::size_t i = 0; i < component_.uses.size(); ++i) {
    if (!component_.uses[i].overridden) component_.in_force.push_back(static_cast<std::uint32_t>(i));
  }
  if (context_.tool == Tool::Sbatch) report(verify_component(state_, context_, release_, verify_exit_));
  fill_typed_values(component_, release_);
  ask_controller();
  place_component();
}

// Values that only a controller reads, and that it refuses whatever the cluster.
void Resolver::ask_controller() {
  const auto refuse = [this](std::string_view option, std::string_view message, std::string_view reason) {
    const OptionUse* use = component_.effective(option);
    const bool written_here = use != nullptr && use->component == component_.index && use->parsed.value;
    if (!written_here || use->state != ValueState::Known) return;
    request_.controller_faults.push_back({.kind = FaultKind::InvalidValue,
                                          .message = std::string(message),
                                          .origin = use->origin,
                                          .component = component_.index,
                                          .span = use->parsed.value->span,
                                          .spec = use->spec,
                                          .written = use->parsed.value->text,
                                          .reason = std::string(reason),
                                          .exit_status = kPlainExit,
                                          .after_stop = use->after_stop});
  };
  if (component_.array.invalid()) refuse("array", "Invalid job array specification", "not a list of array indices");
  const OptionUse* dependency = component_.effective("dependency");
  if (dependency != nullptr && dependency->parsed.value && !is_dependency(dependency->parsed.value->text)) {
    refuse("dependency", "Job dependency problem", "not a dependency");
  }
}

void Resolver::report(Verdict verdict) {
  open_ = open_ || verdict.open;
  for (Complaint& complaint : verdict.complaints) {
    const OptionUse* use = complaint.opt ? last_use_of(*complaint.opt) : nullptr;
    const OptionUse* other = complaint.other ? last_use_of(*complaint.other) : nullptr;
    if (use == nullptr) std::swap(use, other);
    Fault fault{.kind = complaint.kind, .message = std::move(complaint.message), .component = component_.index};
    fault.exit_status = complaint.exit_status;
    if (use != nullptr) {
      fault.origin = use->origin;
      fault.span = use->parsed.span;
      fault.spec = use->spec;
      if (use->parsed.value) fault.written = use->parsed.value->text;
    }
    if (other != nullptr) {
      fault.other = other->spec;
      fault.other_span = other->parsed.span;
    }
    add_fault(std::move(fault));
  }
}

const OptionUse* Resolver::last_use_of(Opt opt) const {
  const auto& uses =
      component_.uses.empty() && !request_.components.empty() ? request_.components.back().uses : component_.uses;
  const std::string_view name = setting_row(opt).name;
  const auto found =
      std::find_if(uses.rbegin(), uses.rend(), [name](const OptionUse& use) { return use.spec->name == name; });
  return found == uses.rend() ? nullptr : &*found;
}

// Where findings about the component as a whole point, and where a further directive of it may stand.
void Resolver::place_component() {
  const auto& lines = directives_.lines;
  const auto begin = std::ranges::lower_bound(lines, component_.index, {}, &DirectiveLine::component);
  const auto end = std::ranges::upper_bound(lines, component_.index, {}, &DirectiveLine::component);
  const DirectiveLine* first = begin == end ? nullptr : &*begin;
  const DirectiveLine* last = begin == end ? nullptr : &*std::prev(end);
  const std::string_view bytes = source_.bytes();
  const bool has_shebang = bytes.starts_with("#!");
  if (first != nullptr) {
    component_.header = first->span;
  } else if (has_shebang) {
    component_.header = source_.line_span(0);
  }
  if (last == nullptr && !has_shebang) return;
  const Span above = source_.full_line_span(last != nullptr ? last->line : 0);
  if (bytes.substr(0, above.end).ends_with('\n')) component_.insertion = above.end;
}

void Resolver::add_fault(Fault fault) {
  if (request_.faults.size() < kMostFaults) request_.faults.push_back(std::move(fault));
}

}  // namespace sbatchlint
