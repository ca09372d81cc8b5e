// The parts of the profile reader. Internal to this layer.
#pragma once

#include "site/profile_table.h"
#include "site/site.h"

namespace sbatchlint {

// [site] to [[window]]: what the cluster is. Tables of the same name replace those that `site` has inherited.
void read_profile_facts(ProfileTable& root, Site& site);

// [policy]: what the site wants. Entries stand before those that `site` has inherited, so that they are found first.
void read_profile_policy(ProfileTable& policy, Site& site);

// [doors]: what happens where jobs are submitted. Replaces nothing: it is not inherited.
void read_profile_doors(ProfileTable& root, Site& site);

// [[example]].
void read_profile_examples(ProfileTable& root, Site& site);

// The words of a file's quantities in the order of Quantity, and whether one is a time or a size.
[[nodiscard]] std::optional<std::uint64_t> read_amount(ProfileTable& table, std::string_view key, Quantity of);

// Which keys the reader asks for, by kind of table, while it reads this text: what the published schema is held
// against. The text has to be a profile without mistakes.
[[nodiscard]] KnownKeys keys_asked_for(std::string_view toml);

}  // namespace sbatchlint
