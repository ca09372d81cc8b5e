// Text of students inside other people's formats: always shown, never obeyed.
#pragma once

#include <string>
#include <string_view>

#include "grade/gradebook.h"

namespace sbatchlint {

// For Markdown: whatever could be taken for markup is escaped, line breaks are blanks.
[[nodiscard]] std::string markdown_text(std::string_view text);

// One cell of a CSV file: quoted where it has to be; a spreadsheet takes it for text, never for a formula.
[[nodiscard]] std::string csv_cell(std::string_view text);

// "7.5 of 10"
[[nodiscard]] std::string out_of(Points points, Points possible);

// What a criterion asks for, in one line: "the request: gpus == 2".
[[nodiscard]] std::string question_of(const Criterion& criterion);

// The first paragraph of `## Why` of a rule's page, without line breaks; empty where there is none.
[[nodiscard]] std::string why_of(const Gradebook& book, const Rule& rule);

// Findings of a row's scripts that no criterion counts and no hidden one would be betrayed by.
[[nodiscard]] std::vector<Evidence> other_findings(const Gradebook& book, const Row& row);

// "1 of 3 points for what is not told here", or empty where no criterion of the task is hidden.
[[nodiscard]] std::string hidden_text(const TaskResult& task);

// The command as one would type it: "srun > python train.py"; what is not known is `?`.
[[nodiscard]] std::string command_text(const CommandSummary& command);

// A name for the student's files: ASCII letters, digits, `-` and `_`; what else there was is told apart by a number.
[[nodiscard]] std::string file_stem_of(const Row& row);

}  // namespace sbatchlint
