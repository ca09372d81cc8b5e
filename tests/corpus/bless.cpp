// Rewrites expected.tsv of the corpus in the folder given. Whoever runs it reads the diff.
#include <fstream>

#include "corpus/accepted.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path corpus = argv[1];
  const std::string text = sbatchlint::corpus::accepted_findings(corpus);
  std::ofstream out(corpus / "expected.tsv", std::ios::binary);
  out << text;
  return out.flush() ? 0 : 2;
}
