// Translates `#PBS` and `#BSUB` lines into options of sbatch. Internal to this layer.
#pragma once

#include "options/release.h"
#include "slurm/directives.h"
#include "text/source_text.h"

namespace sbatchlint {

class Resolver;

// Applies the options that the foreign lines stand for, in their order, and reports what cannot be translated.
// Slurm 22.05 to 26.05, src/sbatch/xlate.c.
void translate_foreign_lines(const SourceText& source, const Directives& directives, Release release,
                             Resolver& resolver);

}  // namespace sbatchlint
