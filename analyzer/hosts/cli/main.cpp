// The program `sbatchlint`: the real world and the words of the command line.
#include "hosts/cli/commands.h"

int main(int count, char** words) {
  return sbatchlint::cli::run(std::vector<std::string>(words + 1, words + count), sbatchlint::posix_world());
}
