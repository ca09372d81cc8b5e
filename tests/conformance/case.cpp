#include "conformance/case.h"

#include "slurm/directives.h"

namespace sbatchlint::conformance {
namespace {

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> count) & 0xff);
  }
  return bytes;
}

// Where the job is submitted. The cases call it $DIR.
constexpr std::string_view kDirectory = "/submitted/here";

void replace_directory(std::string& value) {
  const std::size_t at = value.find(kDirectory);
  if (at != std::string::npos) value.replace(at, kDirectory.size(), "$DIR");
}

std::string script_of(const nlohmann::json& object) {
  if (object.contains("script_b64")) return decode_base64(object["script_b64"].get<std::string>());
  if (object.contains("script")) return object["script"].get<std::string>();
  std::string script = "#!/bin/bash\n";
  if (object.contains("lines")) {
    for (const auto& line : object["lines"]) script += line.get<std::string>() + "\n";
  }
  return script + "true\n";
}

}  // namespace

Case read_case(const nlohmann::json& object) {
  Case read;
  read.id = object.value("id", "");
  read.script = SourceText("job.sh", script_of(object));
  if (object.contains("args")) read.arguments = object["args"].get<std::vector<std::string>>();
  if (object.contains("env")) {
    for (const auto& [name, value] : object["env"].items()) read.environment.emplace_back(name, value);
  }
  if (object.contains("files")) {
    for (const auto& [name, content] : object["files"].items()) read.files.push_back({name, content});
  }
  return read;
}

Request answer(const Case& submission, Release release, std::int64_t now) {
  SubmitContext context;
  context.release = release;
  context.arguments = submission.arguments;
  context.environment = submission.environment;
  context.now = now;
  context.directory = kDirectory;
  context.facts.gres_types = {"gpu"};
  context.facts.has_accounting = false;
  context.facts.is_root = false;
  context.facts.files = submission.files;
  Request request = resolve_request(submission.script, read_directives(submission.script, release), context);
  for (Component& component : request.components) {
    for (auto& [name, value] : component.settings) {
      if (value) replace_directory(*value);
    }
  }
  return request;
}

std::string first_line(const Request& request) { return request.faults.empty() ? "" : request.faults.front().message; }

}  // namespace sbatchlint::conformance
