// Says what we make of submissions, for differential.py: cases on standard input, one JSON object a line, answers on
// standard output in the same order. The release is the first argument; `answer RELEASE options` lists the options of
// sbatch instead.
#include <fmt/format.h>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/case.h"
#include "options/option_spec.h"
#include "options/release.h"

namespace sbatchlint::conformance {
namespace {

using nlohmann::json;

int list_options(Release release) {
  json options = json::array();
  for (const OptionSpec& spec : option_table(Tool::Sbatch)) {
    if (!spec.exists_in(release)) continue;
    constexpr std::string_view kArguments[] = {"none", "required", "optional"};
    options.push_back({{"name", spec.name},
                       {"letter", spec.letter == '\0' ? std::string() : std::string(1, spec.letter)},
                       {"argument", kArguments[static_cast<std::size_t>(spec.argument)]}});
  }
  std::cout << options.dump() << '\n';
  return 0;
}

json answer_of(const json& object, Release release) {
  const Request request = answer(read_case(object), release, object.value("now", kRecordedAt));
  json components = json::array();
  for (const Component& component : request.components) {
    json settings = json::object();
    for (const auto& [name, value] : component.settings) {
      settings[std::string(name)] = value ? json(*value) : json(nullptr);
    }
    components.push_back(std::move(settings));
  }
  json result = {{"accepted", request.accepted ? json(*request.accepted) : json(nullptr)},
                 {"parsed", std::move(components)},
                 {"says", first_line(request)}};
  if (!request.faults.empty()) result["refused"] = request.faults.front().exit_status;
  return result;
}

int answer_all(Release release) {
  for (std::string line; std::getline(std::cin, line);) {
    // Bytes that are no UTF-8 are replaced: they come from sbatch's own words.
    std::cout << answer_of(json::parse(line), release).dump(-1, ' ', false, json::error_handler_t::replace)
              << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace sbatchlint::conformance

int main(int argc, char** argv) {
  const auto release = argc > 1 ? sbatchlint::parse_release(argv[1]) : std::nullopt;
  if (!release) {
    std::cerr << "usage: answer RELEASE [options]\n";
    return 2;
  }
  const bool options = argc > 2 && std::string_view(argv[2]) == "options";
  return options ? sbatchlint::conformance::list_options(*release) : sbatchlint::conformance::answer_all(*release);
}
