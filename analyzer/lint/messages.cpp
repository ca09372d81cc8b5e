// Finds rows by their fixed text; the rows themselves are data beside the rules.
#include "lint/messages.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>

namespace sbatchlint {
namespace {

std::string folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) result.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return result;
}

bool is_edge(char c) { return !std::isalnum(static_cast<unsigned char>(c)); }

// `text` as a whole word of `said`: `Priority` is no part of `--priority=x`, but stands in `(Priority)`.
bool stands_alone(std::string_view said, std::size_t at, std::size_t length) {
  const bool left = at == 0 || (is_edge(said[at - 1]) && said[at - 1] != '-');
  const bool right = at + length == said.size() || is_edge(said[at + length]);
  return left && right;
}

// The pieces between stars occur in order.
bool occurs(std::string_view pattern, std::string_view said) {
  std::size_t from = 0;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const std::size_t at = said.find(piece, from);
    if (at == std::string_view::npos) return false;
    const bool one_word = piece.find(' ') == std::string_view::npos && star == std::string_view::npos && from == 0;
    if (one_word && !stands_alone(said, at, piece.size())) return false;
    if (star == std::string_view::npos) return true;
    from = at + piece.size();
    pattern.remove_prefix(star + 1);
  }
}

std::size_t fixed_length(std::string_view pattern) {
  return pattern.size() - static_cast<std::size_t>(std::ranges::count(pattern, '*'));
}

}  // namespace

std::vector<const SlurmMessage*> find_messages(std::string_view said) {
  const std::string needle = folded(said);
  std::vector<const SlurmMessage*> found;
  for (const SlurmMessage& row : slurm_messages()) {
    if (occurs(folded(row.text), needle)) found.push_back(&row);
  }
  std::ranges::stable_sort(found, [](const SlurmMessage* a, const SlurmMessage* b) {
    return fixed_length(a->text) > fixed_length(b->text);
  });
  return found;
}

std::string_view message_source_name(MessageSource source) {
  switch (source) {
    case MessageSource::Client: return "sbatch, before it contacts the controller";
    case MessageSource::Controller: return "the controller, at submission";
    case MessageSource::PendingReason: return "squeue, as the reason why a job waits";
    case MessageSource::JobState: return "the accounting, as how a job ended";
  }
  return {};
}

}  // namespace sbatchlint
