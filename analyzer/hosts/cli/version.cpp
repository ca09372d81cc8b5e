#include "hosts/cli/version.h"

namespace sbatchlint::cli {

constinit const std::string_view kVersion = SBATCHLINT_VERSION;
constinit const std::string_view kDocsUrl = SBATCHLINT_DOCS_URL;

}  // namespace sbatchlint::cli
