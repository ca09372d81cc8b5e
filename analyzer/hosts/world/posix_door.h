// What only a door needs of the system: a guarded child, the hand-over to another program, a log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hosts/world/world.h"
#include "text/result.h"

namespace sbatchlint::posix {

[[nodiscard]] Guarded run_guarded(const std::function<int()>& work, std::uint64_t budget_ms);
[[nodiscard]] Error become(const std::string& program, const std::vector<std::string>& words,
                           const std::optional<std::string>& input);
[[nodiscard]] Result<std::string> read_input_again(InputFrom from, std::size_t limit);
[[nodiscard]] std::optional<Error> append_line(const std::string& path, std::string_view line);
void tell_syslog(std::string_view line);
[[nodiscard]] bool can_run(const std::string& path);

}  // namespace sbatchlint::posix
