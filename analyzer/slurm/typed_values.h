// The typed fields of a component, read from the uses that won. Internal to this layer.
#pragma once

#include "options/release.h"
#include "slurm/request.h"

namespace sbatchlint {

void fill_typed_values(Component& component, Release release);

}  // namespace sbatchlint
