// fix_proof FOLDER: holds every fix of every script below FOLDER against what fixes promise, and prints a line a rule:
// how many fixes, and which options of the request they changed.
//
// For each script, with safe fixes and with unsafe ones: the fixes settle; the fixed text has no more syntax errors
// than the script, and no unreadable region where it had none (one that was there may well be read as two); fixing it
// again changes nothing. For each fix alone: sbatch does not refuse what it took before; the effective request stays as
// it is, or changes in the options that the tables below grant to its rule.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "corpus/accepted.h"
#include "lint/fix.h"
#include "lint/report.h"
#include "shell/script.h"
#include "slurm/request.h"
#include "support/linter.h"

namespace sbatchlint::corpus {
namespace {

// Rules whose fixes are about the request: a directive that is read now, or read as another one.
constexpr std::string_view kMayChangeAny[] = {"SB101", "SB102", "SB104", "SB106", "SB108", "SB109", "SB111",
                                              "SB114", "SB115", "SB116", "SB117", "SB119", "SB124", "SB127"};

// Rules whose fixes let sbatch read more: what it reads already stays.
constexpr std::string_view kMayAdd[] = {"SB105"};

struct Grant {
  std::string_view code;
  std::string_view option;
};
constexpr Grant kMayChange[] = {
    {"SB203", "mem"}, {"SB203", "mem-per-cpu"}, {"SB203", "mem-per-gpu"}, {"SB702", "output"}, {"SB702", "error"}};

bool may_change(std::string_view code, std::string_view option) {
  return std::ranges::find(kMayChangeAny, code) != std::ranges::end(kMayChangeAny) ||
         std::ranges::any_of(kMayChange, [&](const Grant& g) { return g.code == code && g.option == option; });
}

// "0:time" to its canonical value; what a script asks for.
using Asked = std::map<std::string, std::string>;

bool says(const Asked& asked, std::string_view option) {
  return std::ranges::any_of(asked, [option](const auto& setting) {
    return std::string_view(setting.first).substr(setting.first.find(':') + 1) == option;
  });
}

bool adds(std::string_view code, std::string_view option, const Asked& before) {
  return std::ranges::find(kMayAdd, code) != std::ranges::end(kMayAdd) && !says(before, option);
}

Request request_of(const SourceText& source) {
  const Directives directives = read_directives(source, kNewestRelease, Placeholders::Holes);
  SubmitContext context;
  context.now = 1767225600;
  return resolve_request(source, directives, context);
}

Asked asked_by(const Request& request) {
  Asked asked;
  for (const Component& part : request.components) {
    for (const auto& [name, value] : part.settings) {
      asked[std::to_string(part.index) + ":" + std::string(name)] = value.value_or("?");
    }
  }
  return asked;
}

std::set<std::string> changed_options(const Asked& before, const Asked& after) {
  std::set<std::string> changed;
  const auto compare = [&changed](const Asked& left, const Asked& right) {
    for (const auto& [name, value] : left) {
      const auto other = right.find(name);
      if (other == right.end() || other->second != value) changed.insert(name.substr(name.find(':') + 1));
    }
  };
  compare(before, after);
  compare(after, before);
  return changed;
}

struct Tally {
  std::size_t fixes = 0;
  std::size_t changing = 0;
  std::map<std::string, std::size_t> options;
};

class Proof {
 public:
  void prove(const CorpusScript& script) {
    for (const Safety widest : {Safety::Safe, Safety::Unsafe}) {
      path_ = script.path + " (" + std::string(safety_name(widest)) + ")";
      prove_whole(SourceText(script.path, script.bytes), widest);
    }
    path_ = script.path;
    prove_single(SourceText(script.path, script.bytes));
  }

  [[nodiscard]] bool report() const {
    for (const auto& [code, tally] : tallies_) {
      std::cout << code << ": " << tally.fixes << " fixes, " << tally.changing << " change the request";
      for (const auto& [option, count] : tally.options) std::cout << ' ' << option << '=' << count;
      std::cout << '\n';
    }
    std::cout << files_[0] << " files fixed safely, " << files_[1] << " also unsafely; " << faults_ << " faults\n";
    return faults_ == 0;
  }

 private:
  void fault(const std::string& what) {
    ++faults_;
    std::cout << path_ << ": " << what << '\n';
  }

  std::vector<Diagnostic> find(const SourceText& text) const {
    return linter_.run(text.name(), std::string(text.bytes())).diagnostics;
  }

  FixOutcome settle(const SourceText& source, Safety widest) const {
    return fix_until_settled(source, widest, [this](const SourceText& text) { return find(text); });
  }

  void prove_whole(const SourceText& source, Safety widest) {
    const FixOutcome outcome = settle(source, widest);
    if (!outcome.settled) return fault("the fixes do not settle");
    if (outcome.text == source.bytes()) return;
    ++files_[widest == Safety::Safe ? 0 : 1];
    const SourceText fixed(source.name(), outcome.text);
    if (settle(fixed, widest).text != outcome.text) fault("fixing twice is not fixing once");
    const Script before = read_script(source, {});
    const Script after = read_script(fixed, {});
    if (!before.parsed) return;
    if (!after.parsed) fault("the fixed text is not read as a script");
    if (after.problems.size() > before.problems.size()) fault("a new syntax error");
    if (before.error_regions.empty() && !after.error_regions.empty()) fault("an unreadable region");
  }

  void prove_single(const SourceText& source) {
    const Request request = request_of(source);
    const Asked before = asked_by(request);
    for (const Diagnostic& diagnostic : find(source)) {
      const FixedText fixed = apply_fixes(source.bytes(), {&diagnostic, 1}, Safety::Unsafe);
      if (fixed.applied == 0) continue;
      const std::string code(diagnostic.rule->code);
      Tally& tally = tallies_[code];
      ++tally.fixes;
      const Request fixed_request = request_of(SourceText(source.name(), fixed.text));
      if (request.accepted == true && fixed_request.accepted == false) fault(code + " makes sbatch refuse");
      const auto changed = changed_options(before, asked_by(fixed_request));
      if (!changed.empty()) ++tally.changing;
      for (const std::string& option : changed) {
        ++tally.options[option];
        if (!may_change(code, option) && !adds(code, option, before)) fault(concat(code, " changes --", option));
      }
    }
  }

  test::Linter linter_{"generic"};
  std::map<std::string, Tally> tallies_;
  std::string path_;
  std::size_t files_[2] = {0, 0};
  std::size_t faults_ = 0;
};

}  // namespace
}  // namespace sbatchlint::corpus

int main(int argc, char** argv) {
  namespace corpus = sbatchlint::corpus;
  if (argc != 2) return 2;
  corpus::Proof proof;
  for (const corpus::CorpusScript& script : corpus::scripts_of(argv[1])) proof.prove(script);
  return proof.report() ? 0 : 1;
}
