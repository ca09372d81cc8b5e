#include "text/setting.h"

#include <string>

#include "support/catch.hpp"
#include "text/word.h"

using sbatchlint::Origin;
using sbatchlint::Setting;
using sbatchlint::Span;
using sbatchlint::Word;

TEST_CASE("a setting is in exactly one of four states") {
  const Setting<int> absent;
  const auto known = Setting<int>::known(4, {1, 2}, Origin::CommandLine);
  const auto unknown = Setting<int>::unknown({3, 4});
  const auto invalid = Setting<int>::invalid({5, 6}, "not a count");

  CHECK((absent.absent() && !absent.known() && !absent.unknown() && !absent.invalid()));
  CHECK((!known.absent() && known.known() && !known.unknown() && !known.invalid()));
  CHECK((!unknown.absent() && !unknown.known() && unknown.unknown() && !unknown.invalid()));
  CHECK((!invalid.absent() && !invalid.known() && !invalid.unknown() && invalid.invalid()));

  CHECK(known.value() == 4);
  CHECK(known.span() == Span{1, 2});
  CHECK(known.origin() == Origin::CommandLine);
  CHECK(unknown.value_or(7) == 7);
  CHECK(invalid.reason() == "not a count");
}

TEST_CASE("a word is known only without holes and without alternatives") {
  const Word plain{.text = "bash", .span = {}, .holes = {}, .alternatives = {}};
  const Word partly{.text = "--gres=gpu:", .span = {}, .holes = {{.at = 11, .splits = false}}, .alternatives = {}};
  const Word hole{.text = "", .span = {}, .holes = {{.at = 0, .splits = true}}, .alternatives = {}};
  const Word either{.text = "a", .span = {}, .holes = {}, .alternatives = {"b"}};

  CHECK((plain.known() && plain.is("bash") && !plain.unknown()));
  CHECK((!partly.known() && !partly.unknown() && partly.known_prefix() == "--gres=gpu:" && !partly.may_split()));
  CHECK((!hole.known() && hole.unknown() && hole.may_split() && hole.known_prefix().empty()));
  CHECK((!either.known() && !either.is("a")));
}
