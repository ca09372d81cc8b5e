// The formats a run can be written in: one file each, one line in the table each.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lint/run_result.h"

namespace sbatchlint {

// What the outputs need to know of the run's surroundings. Nothing here changes what was found.
struct OutputOptions {
  bool color = false;
  unsigned columns = 120;  // of the terminal; source lines are cut to it
  bool quiet = false;      // findings only, no closing summary
  bool statistics = false;
  bool show_suppressed = false;  // text only: the other formats always have them or never
  int exit_status = 0;
  std::string_view docs_url;  // address of the published pages, with a final slash; empty: none
  std::string here;           // the folder that relative file names start from, absolute; empty: not known
  std::string category;       // of the run, for code scanning: SARIF's automationDetails
  std::string root;           // the folder that addresses are given from: the repository's, else `here`
};

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
