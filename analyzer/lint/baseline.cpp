#include "lint/baseline.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "lint/fingerprint.h"
#include "lint/secrets.h"

namespace sbatchlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;
constexpr std::string_view kReason = "in the baseline";

std::optional<BaselineEntry> read_entry(const Json& json) {
  const auto text = [&json](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (!json.is_object()) return std::nullopt;
  BaselineEntry entry{.fingerprint = text("fingerprint"), .code = text("code"), .path = text("path")};
  const auto count = json.find("count");
  if (count == json.end() || !count->is_number_unsigned()) return std::nullopt;
  entry.count = count->get<std::size_t>();
  if (entry.fingerprint.empty() || entry.code.empty()) return std::nullopt;
  return entry;
}

// Findings about the run itself are never accepted.
bool is_kept_out(const Diagnostic& diagnostic) {
  return diagnostic.rule->code == "SB000" || diagnostic.rule->code == "SB001";
}

// How many findings may still be taken from each entry.
class Credit {
 public:
  explicit Credit(const Baseline& baseline) : baseline_(baseline) {
    for (std::size_t i = 0; i < baseline.size(); ++i) {
      left_.push_back(baseline[i].count);
      by_fingerprint_.emplace(baseline[i].fingerprint, i);
    }
  }

  // Takes one; `path` is null where any will do.
  bool take(const std::string& fingerprint, const std::string* path) {
    const auto [first, last] = by_fingerprint_.equal_range(fingerprint);
    for (auto at = first; at != last; ++at) {
      if (left_[at->second] == 0 || (path != nullptr && baseline_[at->second].path != *path)) continue;
      --left_[at->second];
      return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t left(std::size_t index) const { return left_[index]; }

 private:
  const Baseline& baseline_;
  std::vector<std::size_t> left_;
  std::multimap<std::string, std::size_t> by_fingerprint_;
};

// Moves the findings that the credit covers; `path` is null for those of renamed files.
void take_known(FileResult& file, Credit& credit, const std::string* path) {
  const SourceText shown = printable_source(file);
  std::vector<Diagnostic> kept;
  for (Diagnostic& diagnostic : file.diagnostics) {
    if (!is_kept_out(diagnostic) && credit.take(content_fingerprint(shown, diagnostic), path)) {
      file.suppressed.push_back(
          {.diagnostic = std::move(diagnostic), .reason = std::string(kReason), .in_source = false});
    } else {
      kept.push_back(std::move(diagnostic));
    }
  }
  file.diagnostics = std::move(kept);
}

// A list in a list in a list …: the library would take memory for each of them before anybody looks at the text.
bool is_too_deep(std::string_view json) {
  constexpr std::size_t kDeepest = 8;
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < json.size() && depth <= kDeepest; ++at) {
    const char c = json[at];
    if (c == '"') quoted = !quoted;
    if (quoted) {
      if (c == '\\') ++at;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return depth > kDeepest;
}

}  // namespace

Result<Baseline> parse_baseline(std::string_view json) {
  const auto failed = [](std::string message) { return Error{.message = std::move(message), .place = {}}; };
  if (is_too_deep(json)) return failed("it is nested deeper than a baseline is");
  const Json document = Json::parse(json, nullptr, false);
  if (!document.is_object()) return failed("it is no JSON object");
  const auto schema = document.find("schema");
  if (schema == document.end() || *schema != kSchema) return failed("its `schema` is not 1");
  const auto findings = document.find("findings");
  if (findings == document.end() || !findings->is_array()) return failed("it has no list of `findings`");
  Baseline baseline;
  for (const Json& item : *findings) {
    auto entry = read_entry(item);
    if (!entry) return failed("finding " + std::to_string(baseline.size() + 1) + " lacks code, fingerprint or count");
    baseline.push_back(std::move(*entry));
  }
  return baseline;
}

std::string baseline_text(const Baseline& baseline) {
  std::string text = "{\n  \"schema\": " + std::to_string(kSchema) + ",\n  \"findings\": [";
  std::string_view separator = "\n    ";
  for (const BaselineEntry& entry : baseline) {
    const Json json = {
        {"path", entry.path}, {"code", entry.code}, {"fingerprint", entry.fingerprint}, {"count", entry.count}};
    text += separator;
    text += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    separator = ",\n    ";
  }
  return text + (baseline.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

Baseline baseline_of(const RunResult& run, const std::vector<std::string>& paths) {
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> counts;
  for (std::size_t i = 0; i < run.files.size(); ++i) {
    const FileResult& file = run.files[i];
    const SourceText shown = printable_source(file);
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (is_kept_out(diagnostic)) continue;
      ++counts[{paths[i], std::string(diagnostic.rule->code), content_fingerprint(shown, diagnostic)}];
    }
  }
  Baseline baseline;
  for (const auto& [key, count] : counts) {
    const auto& [path, code, fingerprint] = key;
    baseline.push_back({.fingerprint = fingerprint, .code = code, .path = path, .count = count});
  }
  return baseline;
}

Baseline apply_baseline(const Baseline& baseline, const std::vector<std::string>& paths, RunResult& run) {
  Credit credit(baseline);
  for (const bool by_path : {true, false}) {
    for (std::size_t i = 0; i < run.files.size(); ++i) {
      if (!paths[i].empty()) take_known(run.files[i], credit, by_path ? &paths[i] : nullptr);
    }
  }
  run.has_baseline = true;
  // A rule that did not run cannot tell that its findings are gone.
  const auto ran = [&run](const std::string& code) {
    return std::ranges::any_of(run.catalog, [&code](const CatalogEntry& entry) { return entry.rule->code == code; });
  };
  Baseline stale;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    if (credit.left(i) == 0 || std::ranges::find(paths, baseline[i].path) == paths.end()) continue;
    if (!ran(baseline[i].code)) continue;
    stale.push_back(baseline[i]);
    stale.back().count = credit.left(i);
  }
  return stale;
}

}  // namespace sbatchlint
