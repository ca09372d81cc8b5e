#include "job/layout.h"

#include "support/catch.hpp"

using sbatchlint::Component;
using sbatchlint::Count;
using sbatchlint::gpus_per_node;
using sbatchlint::node_count;
using sbatchlint::NodeRange;
using sbatchlint::Setting;
using sbatchlint::Span;
using sbatchlint::task_count;

namespace {

Setting<Count> count(std::uint64_t value) { return Setting<Count>::known({.value = value}, Span{}); }
Setting<NodeRange> nodes(std::uint64_t min, std::uint64_t max) {
  return Setting<NodeRange>::known({.min = min, .max = max}, Span{});
}

}  // namespace

TEST_CASE("tasks come from --ntasks, else from the layout of the nodes") {
  Component part;
  CHECK(task_count(part) == 1);
  part.nodes = nodes(2, 2);
  CHECK(task_count(part) == 2);
  part.ntasks_per_node = count(4);
  CHECK(task_count(part) == 8);
  part.ntasks = count(6);
  CHECK(task_count(part) == 6);
}

TEST_CASE("what may vary is not counted") {
  Component part;
  part.nodes = nodes(2, 4);
  CHECK_FALSE(node_count(part));
  CHECK_FALSE(task_count(part));
  part.nodes = Setting<NodeRange>::unknown(Span{});
  CHECK_FALSE(task_count(part));
}

TEST_CASE("a total of GPUs is that of a node where there is one") {
  Component part;
  part.gpu.total = count(4);
  CHECK(gpus_per_node(part) == 4);
  part.nodes = nodes(2, 2);
  CHECK_FALSE(gpus_per_node(part));
  part.gpu.per_node = count(2);
  CHECK(gpus_per_node(part) == 2);
}
