// How files are written, for posix.cpp alone.
#pragma once

#include <unistd.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint::posix {

[[nodiscard]] Error failed(std::string message);

// The reason of an `errno`: the commonest in our own words, the others in the system's.
[[nodiscard]] Error failed_with(int number);

// An open file, closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// True when all of it was taken.
[[nodiscard]] bool write_all(int descriptor, std::string_view bytes);

// World::run.
[[nodiscard]] Result<std::string> run_program(const std::vector<std::string>& words);

// The functions of World that have these names.
[[nodiscard]] std::optional<Error> write_file(const std::string& path, std::string_view bytes);
[[nodiscard]] std::optional<Error> write_program(const std::string& path, std::string_view bytes);
[[nodiscard]] std::optional<Error> remove_file(const std::string& path);
[[nodiscard]] std::optional<Error> replace_file(const std::string& path, std::string_view bytes);

}  // namespace sbatchlint::posix
