// What the build says about itself.
#pragma once

#include <string_view>

namespace sbatchlint::cli {

extern const std::string_view kVersion;
// Address of the published rule pages with a final slash; empty where none was set at build time.
extern const std::string_view kDocsUrl;

}  // namespace sbatchlint::cli
