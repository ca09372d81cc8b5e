// The formats a run can be written in: one file each, one line in the table each.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/run_result.h"

namespace sbatchlint {

// What a SARIF log has beside the findings.
struct SarifOptions {
  std::string category = "sbatchlint";  // of the run, for code scanning: automationDetails
  bool one_line = false;                // without layout, however short
  bool open_only = false;               // nothing that is silenced, accepted or settled
  bool no_root = false;                 // the folder that addresses start from is not told
  std::optional<std::int64_t> started;  // when the run began and ended, seconds since 1970; nothing: not told
  std::optional<std::int64_t> ended;
  std::vector<std::pair<std::string, std::string>> properties;  // of the run, by the user
};

// What the outputs need to know of the run's surroundings. Nothing here changes what was found.
struct OutputOptions {
  bool color = false;
  bool hyperlinks = false;  // on a terminal: codes of rules lead to their pages, where there is an address (docs_url)
  unsigned columns = 120;   // of the terminal; source lines are cut to it
  bool quiet = false;       // findings only, no closing summary
  bool statistics = false;
  bool show_suppressed = false;  // text only: the other formats always have them or never
  int exit_status = 0;
  std::string_view docs_url;  // address of the published pages, with a final slash; empty: none
  std::string here;           // the folder that relative file names start from, absolute; empty: not known
  std::string root;           // the folder that addresses are given from: the repository's, else `here`
  std::map<std::string, std::string, std::less<>> real_paths;  // of the files that a symbolic link leads to, by name
  SarifOptions sarif;
};

// Where `./dev docs` puts a rule's page below the address; empty where none is known.
[[nodiscard]] std::string page_address(const Rule& rule, const OutputOptions& options);

// Appends the run to `out`, UTF-8 with a final newline. Pure: the same run gives the same bytes.
using WriteRun = void (*)(const RunResult& run, const OutputOptions& options, std::string& out);

struct Emitter {
  std::string_view name;
  WriteRun write = nullptr;
  bool gives_addresses = false;  // needs OutputOptions::here and ::root
};

[[nodiscard]] std::span<const Emitter> emitters();

// The emitter of a name; null where there is none.
[[nodiscard]] const Emitter* find_emitter(std::string_view name);

void write_text(const RunResult& run, const OutputOptions& options, std::string& out);
void write_concise(const RunResult& run, const OutputOptions& options, std::string& out);
void write_json(const RunResult& run, const OutputOptions& options, std::string& out);
void write_jsonl(const RunResult& run, const OutputOptions& options, std::string& out);
void write_junit(const RunResult& run, const OutputOptions& options, std::string& out);
void write_checkstyle(const RunResult& run, const OutputOptions& options, std::string& out);
void write_gcc(const RunResult& run, const OutputOptions& options, std::string& out);
void write_github(const RunResult& run, const OutputOptions& options, std::string& out);
void write_gitlab(const RunResult& run, const OutputOptions& options, std::string& out);
void write_rdjson(const RunResult& run, const OutputOptions& options, std::string& out);
void write_html(const RunResult& run, const OutputOptions& options, std::string& out);
void write_sarif(const RunResult& run, const OutputOptions& options, std::string& out);

}  // namespace sbatchlint
