// A rule is a value: metadata and one pure function. Everything else a rule needs is in job/ and report.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lint/diagnostic.h"

namespace sbatchlint {

struct Job;
struct SiteRule;
class Report;

// The hundreds of the code.
enum class Group : std::uint8_t { Engine, Directives, Request, Site, Launch, Containers, Use, Environment, SiteRules };

// What has to be readable for the rule to make sense. Text: any file. Request: a file that sbatch would read the
// directives of, whatever its language. Script: a shell script (bash, sh, zsh, ksh) that was parsed.
enum class Stage : std::uint8_t { Text, Request, Script };

// Whether findings carry a fix: always, for some of them, or never. Checked against the page's examples.
enum class Fixes : std::uint8_t { Never, Sometimes, Always };

// A rule fires because something is there, or because something is missing. An absence rule may be satisfied by words
// that cannot be read; its page says which.
enum class RuleKind : std::uint8_t { Presence, Absence };

// Whether a rule also holds for the command lines in a script. Values: how an option and its value are written, for
// every sbatch, srun and salloc. Requests: what is asked for, where that makes a new request: sbatch, and srun and
// salloc outside of a job.
enum class CommandLines : std::uint8_t { No, Values, Requests };

struct Rule {
  std::string_view code;  // "SB201", never reused
  std::string_view name;  // "missing-time": the problem, not the cure
  Group group = Group::Directives;
  Stage stage = Stage::Request;
  RuleKind kind = RuleKind::Presence;
  Level level = Level::Warning;  // the default; a site or the user may change it, a finding may differ
  Confidence confidence = Confidence::High;
  Fixes fixes = Fixes::Never;
  CommandLines command_lines = CommandLines::No;
  std::string_view since = "0.1";  // the first release that has it
  // Null for the engine's own diagnostics (SB0xx). Pure: looks at the job, writes to the report, keeps nothing.
  void (*check)(const Job&, Report&) = nullptr;
  // Of a rule that a site declares as data: it runs instead of `check` (lint/site_rules.h).
  const SiteRule* declared = nullptr;
};

// One line of the rule table that the build makes from the directory listing: a rule and the text of its page
// (Markdown, as it stands in the file).
struct CatalogEntry {
  const Rule* rule = nullptr;
  std::string_view page;
};

// All rules, sorted by code. The engine itself never asks for it: hosts and tests hand it what should run.
[[nodiscard]] std::span<const CatalogEntry> catalog();

}  // namespace sbatchlint
