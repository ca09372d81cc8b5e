#include "lint/fix.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

Edit edit(std::uint32_t begin, std::uint32_t end, std::string text) {
  return {.span = {.begin = begin, .end = end}, .text = std::move(text)};
}

Diagnostic finding(std::vector<Edit> edits, Safety safety = Safety::Safe) {
  Diagnostic diagnostic;
  diagnostic.fixes.push_back({.title = "Do it", .safety = safety, .edits = std::move(edits)});
  return diagnostic;
}

std::string fixed(std::string_view text, const std::vector<Diagnostic>& findings, Safety widest = Safety::Safe) {
  return apply_fixes(text, findings, widest).text;
}

}  // namespace

TEST_CASE("edits replace, insert and delete") {
  CHECK(fixed("abcdef", {finding({edit(1, 3, "X")})}) == "aXdef");
  CHECK(fixed("abcdef", {finding({edit(0, 0, "X"), edit(6, 6, "Y")})}) == "XabcdefY");
  CHECK(fixed("abcdef", {finding({edit(0, 6, "")})}).empty());
  CHECK(fixed("abcdef", {finding({edit(1, 2, "X")}), finding({edit(2, 3, "Y")})}) == "aXYdef");
  CHECK(fixed("abcdef", {}) == "abcdef");
}

TEST_CASE("findings are taken by place, whatever their order") {
  CHECK(fixed("abcdef", {finding({edit(4, 5, "Y")}), finding({edit(0, 1, "X")})}) == "XbcdYf");
}

TEST_CASE("of two fixes that touch the same bytes the first one wins, and the other is left out whole") {
  const auto both =
      apply_fixes("abcdef", std::vector{finding({edit(0, 3, "X")}), finding({edit(2, 4, "Y")})}, Safety::Safe);
  CHECK(both.text == "Xdef");
  CHECK(both.applied == 1);
  CHECK(both.skipped == 1);
  // Its second edit would have fitted.
  CHECK(fixed("abcdef", {finding({edit(0, 3, "X")}), finding({edit(1, 2, "Y"), edit(5, 6, "Z")})}) == "Xdef");
  // Around an edit that was taken.
  CHECK(fixed("abcdef", {finding({edit(2, 3, "X")}), finding({edit(0, 0, "A"), edit(1, 5, "Y")})}) == "AaYf");
}

TEST_CASE("two insertions at one place are a conflict") {
  const auto both =
      apply_fixes("ab", std::vector{finding({edit(1, 1, "X")}), finding({edit(1, 1, "Y")})}, Safety::Safe);
  CHECK(both.text == "aXb");
  CHECK(both.skipped == 1);
}

TEST_CASE("a finding's first fix that is safe enough is applied") {
  Diagnostic diagnostic = finding({edit(0, 1, "S")}, Safety::Suggest);
  diagnostic.fixes.push_back({.title = "Do it", .safety = Safety::Unsafe, .edits = {edit(0, 1, "U")}});
  diagnostic.fixes.push_back({.title = "Do it", .safety = Safety::Safe, .edits = {edit(0, 1, "X")}});
  CHECK(fixed("a", {diagnostic}, Safety::Safe) == "X");
  CHECK(fixed("a", {diagnostic}, Safety::Unsafe) == "U");
  CHECK(fixed("a", {diagnostic}, Safety::Suggest) == "S");
  CHECK(fixed("a", {finding({edit(0, 1, "U")}, Safety::Unsafe)}, Safety::Safe) == "a");
}

TEST_CASE("fixing goes on until nothing is left to fix") {
  // Each round turns the first `b` into an `a`.
  const auto first_b = [](const SourceText& source) {
    const auto at = source.bytes().find('b');
    if (at == std::string_view::npos) return std::vector<Diagnostic>{};
    const auto place = static_cast<std::uint32_t>(at);
    return std::vector{finding({edit(place, place + 1, "a")})};
  };
  const auto done = fix_until_settled(SourceText("x", "abbb"), Safety::Safe, first_b);
  CHECK(done.text == "aaaa");
  CHECK(done.applied == 3);
  CHECK(done.settled);
  CHECK(fix_until_settled(SourceText("x", std::string(kFixRounds, 'b')), Safety::Safe, first_b).settled);
  CHECK_FALSE(fix_until_settled(SourceText("x", std::string(kFixRounds + 1, 'b')), Safety::Safe, first_b).settled);
}

}  // namespace sbatchlint
