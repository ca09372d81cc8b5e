// SB317 service-window. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "job/job.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// A job whose limit reaches into the window waits until it is over. Silent where the time of submission is not known
// and where --begin moves the job.
void service_window(const Job& job, Report& report) {
  if (job.site.windows.empty() || job.now <= 0) return;
  for (const Component& part : job.request.components) {
    if (!part.time.known() || part.time.value().is_unlimited || part.effective("begin") != nullptr) continue;
    const std::int64_t end = job.now + std::int64_t{part.time.value().count} * 60;
    const auto crossed = std::ranges::find_if(
        job.site.windows, [&](const ServiceWindow& window) { return job.now < window.begin && end > window.begin; });
    if (crossed == job.site.windows.end()) continue;
    const auto minutes = static_cast<std::uint32_t>((crossed->begin - job.now) / 60);
    report.at(part.time.span(), "the limit reaches into the service window of {}", crossed->day)
        .help(concat("the job waits until the window is over; one of less than ",
                     in_words({.count = minutes < 120 ? minutes : minutes / 60 * 60}), " can run before"));
    return;
  }
}

}  // namespace

extern constinit const Rule SB317_service_window{
    .code = "SB317",
    .name = "service-window",
    .group = Group::Site,
    .level = Level::Note,
    .check = service_window,
};

}  // namespace sbatchlint::rules
