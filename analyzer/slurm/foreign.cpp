#include "slurm/foreign.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slurm/line_words.h"
#include "slurm/resolver.h"
#include "slurm/values/count.h"
#include "slurm/values/hosts.h"
#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

// The letters and long names of the foreign tools. `opt` is what a letter stands for without further work.
enum class Meaning : std::uint8_t { Ignored, Direct, Hosts, Memory, Tasks, MailType, Export, Resources, Attributes };

struct ForeignOption {
  char letter = '\0';
  bool takes_value = true;
  Meaning meaning = Meaning::Ignored;
  Opt opt = Opt::Account;
  Release since = kOldestRelease;
};

constexpr ForeignOption kPbs[] = {
    {'a', true, Meaning::Direct, Opt::Begin},
    {'A', true, Meaning::Direct, Opt::Account},
    {'c'},
    {'C'},
    {'d', true, Meaning::Direct, Opt::Chdir, Release::V23_02},
    {'e', true, Meaning::Direct, Opt::Error},
    {'h', false, Meaning::Direct, Opt::Hold},
    {'I', false},
    {'j'},
    {'J', true, Meaning::Direct, Opt::Array},
    {'k'},
    {'l', true, Meaning::Resources},
    {'m', true, Meaning::MailType, Opt::MailType},
    {'M', true, Meaning::Direct, Opt::MailUser},
    {'N', true, Meaning::Direct, Opt::JobName},
    {'o', true, Meaning::Direct, Opt::Output},
    {'p', true, Meaning::Direct, Opt::Nice},
    {'q', true, Meaning::Direct, Opt::Partition},
    {'r'},
    {'S'},
    {'t', true, Meaning::Direct, Opt::Array},
    {'u'},
    {'v', true, Meaning::Export, Opt::Export},
    {'V', false},
    {'W', true, Meaning::Attributes},
    {'w', true, Meaning::Direct, Opt::Chdir, Release::V23_02},
    {'z', false},
};

constexpr ForeignOption kBsub[] = {
    {'c', true, Meaning::Direct, Opt::Chdir},     {'e', true, Meaning::Direct, Opt::Error},
    {'J', true, Meaning::Direct, Opt::JobName},   {'m', true, Meaning::Hosts, Opt::Nodelist},
    {'M', true, Meaning::Memory, Opt::MemPerCpu}, {'n', true, Meaning::Tasks, Opt::Ntasks},
    {'o', true, Meaning::Direct, Opt::Output},    {'q', true, Meaning::Direct, Opt::Partition},
    {'W', true, Meaning::Direct, Opt::Time},      {'x', false, Meaning::Direct, Opt::Exclusive},
};

struct LongName {
  std::string_view name;
  char letter = '\0';
  ArgumentKind argument = ArgumentKind::Required;
};

constexpr LongName kPbsNames[] = {
    {"start_time", 'a'},
    {"account", 'A'},
    {"checkpoint", 'c'},
    {"working_dir", 'C'},
    {"error", 'e'},
    {"hold", 'h', ArgumentKind::None},
    {"interactive", 'I', ArgumentKind::None},
    {"join", 'j', ArgumentKind::Optional},
    {"job_array", 'J'},
    {"keep", 'k'},
    {"resource_list", 'l'},
    {"mail_options", 'm'},
    {"mail_user_list", 'M'},
    {"job_name", 'N'},
    {"out", 'o'},
    {"priority", 'p'},
    {"destination", 'q'},
    {"rerunable", 'r'},
    {"script_path", 'S'},
    {"array", 't'},
    {"running_user", 'u'},
    {"variable_list", 'v'},
    {"all_env", 'V', ArgumentKind::None},
    {"attributes", 'W'},
    {"no_std", 'z', ArgumentKind::None},
};

constexpr LongName kBsubNames[] = {
    {"cwd", 'c'},        {"error_file", 'e'},   {"job_name", 'J'},
    {"hostname", 'm'},   {"memory_limit", 'M'}, {"output_file", 'o'},
    {"queue_name", 'q'}, {"time", 'W'},         {"exclusive", 'x', ArgumentKind::None},
};

constexpr std::size_t kMostForeignWords = 1000;  // some of them add up, and one sum grows with each

// What follows `-l`: `nodes=2:ppn=4,walltime=1:00:00`. Names are found at any place, not only after a comma.
class ResourceList {
 public:
  ResourceList(std::string_view text, Span span, Resolver& resolver) : text_(text), span_(span), resolver_(resolver) {}

  void translate() {
    while (at_ < text_.size()) read_item();
    finish();
  }

 private:
  bool take(std::string_view name) {
    if (!text_.substr(at_).starts_with(name)) return false;
    at_ += name.size();
    return true;
  }
  bool take_in_any_case(std::string_view name) {
    if (!starts_with_ignoring_case(text_.substr(at_), name)) return false;
    at_ += name.size();
    return true;
  }
  std::string take_value(char separator) {
    const std::string_view value = text_.substr(at_, text_.substr(at_).find(separator));
    at_ = std::min(at_ + value.size() + 1, text_.size());
    return std::string(value);
  }
  void apply(Opt opt, std::string value) { resolver_.apply_foreign(opt, std::move(value), span_); }

  void read_item() {
    if (take_in_any_case("accelerator=")) {
      if (starts_with_ignoring_case(text_.substr(at_), "true") && gpus_ < 1) gpus_ = 1;
    } else if (take("cput=") || take("pcput=") || take("walltime=")) {
      apply(Opt::Time, take_value(','));
    } else if (take("file=")) {
      apply(Opt::Tmp, without_byte(take_value(',')));
    } else if (take("mem=")) {
      apply(Opt::Mem, without_byte(take_value(',')));
    } else if (take_in_any_case("mpiprocs=")) {
      has_tasks_ = true;
      apply(Opt::NtasksPerNode, take_value(':'));
    } else if (take_in_any_case("naccelerators=")) {
      read_accelerators(take_value(','));
    } else if (take_in_any_case("ncpus=")) {
      has_cpus_ = true;
      apply(Opt::Mincpus, take_value(':'));
    } else if (take("nice=")) {
      apply(Opt::Nice, take_value(','));
    } else if (take("nodes=")) {
      read_nodes(take_value(','));
    } else if (take("proc=")) {
      read_processor(take_value(','));
    } else if (take_in_any_case("select=")) {
      has_select_ = true;
      apply(Opt::Nodes, take_value(':'));
    } else if (take("arch=") || take("host=") || take("opsys=") || take("other=") || take("pmem=") || take("pvmem=") ||
               take("software=") || take("vmem=")) {
      take_value(',');
    } else {
      ++at_;
    }
  }

  // `2gb` is 2g to sbatch.
  static std::string without_byte(std::string value) {
    if (!value.empty() && to_lower(value.back()) == 'b') value.pop_back();
    return value;
  }

  void read_accelerators(const std::string& value) {
    const auto count = read_count(value, "naccelerators", Zero::Forbidden, resolver_.release());
    if (count) {
      gpus_ = *count;
    } else {
      resolver_.refuse_foreign(count.refusal().message, span_, count.refusal().exit_status);
    }
  }

  void read_processor(std::string value) {
    const SubmitState& state = resolver_.state();
    if (state.is_set(Opt::Constraint)) value += "," + state.text(Opt::Constraint);
    apply(Opt::Constraint, std::move(value));
    take_value(',');
  }

  // `2:ppn=4:gpus=1+node7`
  void read_nodes(std::string_view value) {
    std::int64_t processes = 0;
    std::int64_t count = 0;
    std::vector<std::string_view> names;
    std::size_t at = 0;
    const auto take_part = [&] {
      const std::string_view part = value.substr(at, value.substr(at).find_first_of("+:"));
      at = std::min(at + part.size() + 1, value.size());
      return part;
    };
    while (at < value.size()) {
      const std::string_view rest = value.substr(at);
      const char first = rest.front();
      if (rest.starts_with("gpus=")) {
        at += 5;
        apply(Opt::GpusPerNode, std::string(take_part()));
      } else if (rest.starts_with("ppn=")) {
        at += 4;
        processes += read_integer(take_part()).value;
      } else if (is_digit(first)) {
        count += read_integer(take_part()).value;
      } else if ('a' <= to_lower(first) && to_lower(first) <= 'z') {
        names.push_back(take_part());
      } else {
        ++at;
      }
    }
    if (count != 0) apply(Opt::Nodes, fmt::format("{}", count));
    if (processes != 0) apply(Opt::Ntasks, fmt::format("{}", processes * std::max<std::int64_t>(count, 1)));
    if (!names.empty()) apply(Opt::Nodelist, show_hosts(names));
  }

  void finish() {
    const SubmitState& state = resolver_.state();
    const std::int64_t cpus = state[Opt::Mincpus].number;
    const std::int64_t tasks = state[Opt::NtasksPerNode].number;
    if (has_select_ && has_cpus_ && has_tasks_ && tasks > 0 && cpus > tasks) {
      apply(Opt::CpusPerTask, fmt::format("{}", cpus / tasks));
    }
    if (gpus_ <= 0) return;
    const std::string before = state.is_set(Opt::Gres) ? state.text(Opt::Gres) + "," : std::string();
    apply(Opt::Gres, fmt::format("{}gpu:{}", before, gpus_));
  }

  std::string_view text_;
  Span span_;
  Resolver& resolver_;
  std::size_t at_ = 0;
  std::int64_t gpus_ = 0;
  bool has_select_ = false;
  bool has_cpus_ = false;
  bool has_tasks_ = false;
};

// getopt over the words of all foreign lines; the first mistake ends it.
class Translator {
 public:
  Translator(std::vector<Word> words, bool bsub, Release release, Resolver& resolver)
      : words_(std::move(words)), bsub_(bsub), release_(release), resolver_(resolver) {}

  void translate() {
    while (at_ < words_.size()) {
      if (skips_placeholder()) continue;
      const std::string_view text = words_[at_].text;
      if (text == "--") {
        ++at_;
        break;
      }
      if (text.size() < 2 || text.front() != '-') break;
      const bool fine = text[1] == '-' ? read_long() : read_cluster();
      if (!fine) return;
    }
    if (at_ < words_.size()) {
      const Word& word = words_[at_];
      resolver_.refuse_foreign(fmt::format("Invalid argument: {}", word.text), word.span, kPlainExit);
    }
  }

 private:
  // An option with a placeholder in it, or in the word behind it, says nothing.
  bool skips_placeholder() {
    const bool here = !words_[at_].known();
    const bool next = at_ + 1 < words_.size() && !words_[at_ + 1].known();
    if (!here && !next) return false;
    resolver_.leave_open();
    at_ += next ? 2 : 1;
    return true;
  }

  [[nodiscard]] const ForeignOption* find_letter(char letter) const {
    const std::span<const ForeignOption> table = bsub_ ? std::span<const ForeignOption>(kBsub) : kPbs;
    const auto found = std::ranges::find(table, letter, &ForeignOption::letter);
    return found != table.end() && found->since <= release_ ? &*found : nullptr;
  }

  bool refuse(std::string message, const Word& word) {
    resolver_.refuse_foreign(std::move(message), word.span, kPlainExit);
    return false;
  }

  bool read_long() {
    const Word& word = words_[at_++];
    const std::string_view text = std::string_view(word.text).substr(2);
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const std::span<const LongName> names = bsub_ ? std::span<const LongName>(kBsubNames) : kPbsNames;
    const LongName* found = nullptr;
    bool ambiguous = false;
    for (const LongName& candidate : names) {
      if (!candidate.name.starts_with(name)) continue;
      if (candidate.name == name) {
        found = &candidate;
        ambiguous = false;
        break;
      }
      ambiguous = found != nullptr;
      found = &candidate;
    }
    if (ambiguous) return refuse(fmt::format("option '{}' is ambiguous", word.text), word);
    if (found == nullptr) return refuse(fmt::format("unrecognized option '{}'", word.text), word);
    const bool attached = equals != std::string_view::npos;
    if (attached && found->argument == ArgumentKind::None) {
      return refuse(fmt::format("option '--{}' doesn't allow an argument", found->name), word);
    }
    if (attached) return apply(*find_letter(found->letter), text.substr(equals + 1), word.span);
    if (found->argument != ArgumentKind::Required) return apply(*find_letter(found->letter), {}, word.span);
    if (at_ == words_.size()) return refuse(fmt::format("option '--{}' requires an argument", found->name), word);
    const Word& value = words_[at_++];
    return apply(*find_letter(found->letter), value.text, cover(word.span, value.span));
  }

  bool read_cluster() {
    const std::size_t index = at_++;
    const std::string_view text = words_[index].text;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const ForeignOption* option = find_letter(text[i]);
      if (option == nullptr) return refuse(fmt::format("invalid option -- '{}'", text[i]), words_[index]);
      if (!option->takes_value) {
        if (!apply(*option, {}, words_[index].span)) return false;
        continue;
      }
      if (i + 1 < text.size()) return apply(*option, text.substr(i + 1), words_[index].span);
      if (at_ == words_.size()) {
        return refuse(fmt::format("option requires an argument -- '{}'", text[i]), words_[index]);
      }
      const Word& value = words_[at_++];
      return apply(*option, value.text, cover(words_[index].span, value.span));
    }
    return true;
  }

  bool apply(const ForeignOption& option, std::string_view value, Span span) {
    const auto direct = [&](std::string text) { resolver_.apply_foreign(option.opt, std::move(text), span); };
    switch (option.meaning) {
      case Meaning::Ignored: break;
      case Meaning::Direct: direct(std::string(value)); break;
      case Meaning::Hosts: {
        std::string hosts(value);
        std::ranges::replace(hosts, ' ', ',');
        direct(std::move(hosts));
        break;
      }
      case Meaning::Memory: direct(with_kilobytes(value)); break;
      case Meaning::Tasks: return apply_tasks(option, value, span);
      case Meaning::MailType: direct(mail_type(value)); break;
      case Meaning::Export: direct(add_to_export(value)); break;
      case Meaning::Resources: ResourceList(value, span, resolver_).translate(); break;
      case Meaning::Attributes: return apply_attributes(value, span);
    }
    return true;
  }

  // LSF counts kilobytes.
  static std::string with_kilobytes(std::string_view value) {
    std::string size(value);
    if (!size.empty() && is_digit(size.back())) size += 'K';
    return size;
  }

  // Of a pair `MIN,MAX` the second counts.
  bool apply_tasks(const ForeignOption& option, std::string_view value, Span span) {
    const std::size_t comma = value.find(',');
    const std::string_view count = comma == std::string_view::npos ? value : value.substr(comma + 1);
    if (comma != std::string_view::npos && count.empty()) {
      resolver_.refuse_foreign(fmt::format("#BSUB -n format not correct given: '{}'", value), span, kPlainExit);
      return false;
    }
    resolver_.apply_foreign(option.opt, std::string(count), span);
    return true;
  }

  static std::string mail_type(std::string_view letters) {
    const auto has = [letters](char letter) {
      return std::ranges::any_of(letters, [letter](char c) { return to_lower(c) == letter; });
    };
    if (has('n')) return "NONE";
    std::string types;
    const auto add = [&types](std::string_view type) {
      if (!types.empty()) types += ',';
      types += type;
    };
    if (has('b')) add("BEGIN");
    if (has('e')) add("END");
    if (has('a')) add("FAIL");
    return types;
  }

  [[nodiscard]] std::string add_to_export(std::string_view value) const {
    const SubmitState& state = resolver_.state();
    std::string names = state.is_set(Opt::Export) ? state.text(Opt::Export) + "," : std::string();
    return names += value;
  }

  bool apply_attributes(std::string_view value, Span span) {
    if (starts_with_ignoring_case(value, "depend=")) {
      resolver_.apply_foreign(Opt::Dependency, std::string(value.substr(7)), span);
    } else if (starts_with_ignoring_case(value, "umask=")) {
      const std::int64_t mask = read_integer_of_any_base(value.substr(6)).value;
      if (mask < 0 || mask > 0777) {
        resolver_.refuse_foreign("Invalid -W umask= specification", span, kSetterExit);
        return false;
      }
    }
    return true;
  }

  std::vector<Word> words_;
  bool bsub_;
  Release release_;
  Resolver& resolver_;
  std::size_t at_ = 0;
};

}  // namespace

void translate_foreign_lines(const SourceText& source, const Directives& directives, Release release,
                             Resolver& resolver) {
  if (directives.foreign.empty()) return;
  const bool bsub = directives.foreign.front().marker == Marker::Bsub;
  const std::uint32_t marker_length = bsub ? 5 : 4;
  std::vector<Word> words;
  const ReadingMode mode{.release = release, .placeholders = directives.placeholders};
  for (const DirectiveLine& line : directives.foreign) {
    if (words.size() >= kMostForeignWords) {
      resolver.leave_open();
      break;
    }
    const std::uint32_t begin = line.span.begin + marker_length;
    const std::string_view text = source.slice({.begin = begin, .end = line.span.end});
    DirectiveLine unused;
    const std::size_t before = words.size();
    if (const auto error = split_words(text, begin, mode, unused, words)) {
      const std::string what = error->kind == LineErrorKind::UnexpectedColon
                                   ? "Unexpected `:`"
                                   : fmt::format("Unmatched `{}`", error->quote);
      resolver.refuse_foreign(resolver.line_message(line.line, what, error->rest), error->span, kPlainExit);
      return;
    }
    // bsub has one long name with a single dash.
    for (std::size_t i = before; bsub && i < words.size(); i += 1) {
      if (i % 2 == 0 && words[i].text == "-cwd") words[i].text = "-c";
    }
  }
  Translator(std::move(words), bsub, release, resolver).translate();
}

}  // namespace sbatchlint
