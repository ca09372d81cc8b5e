#include "job/containers.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/invocation.h"

using std::literals::operator""sv;
using sbatchlint::container_call;
using sbatchlint::container_programs;
using sbatchlint::ContainerAction;
using sbatchlint::Invocation;
using sbatchlint::is_remote_image;
using sbatchlint::Word;
using sbatchlint::test::invocation;
using sbatchlint::test::word;

namespace {

std::string image_of(const sbatchlint::ContainerCall& call) { return call.image == nullptr ? "" : call.image->text; }

}  // namespace

TEST_CASE("a container call says what it does, and with which image") {
  struct Row {
    std::string_view text;
    ContainerAction action;
    std::string_view image;
  };
  const auto row = GENERATE(values<Row>({
      {"singularity exec image.sif", ContainerAction::Exec, "image.sif"},
      {"singularity -c", ContainerAction::Other, ""},
      {"apptainer -s --config", ContainerAction::Other, ""},
      {"singularity exec --bind", ContainerAction::Exec, ""},
      {"singularity exec --nv image.sif", ContainerAction::Exec, "image.sif"},
      {"singularity -q exec -B /data image.sif", ContainerAction::Exec, "image.sif"},
      {"singularity exec -B/data:/data -ce image.sif", ContainerAction::Exec, "image.sif"},
      {"singularity exec --bind=/data --env A=1 image.sif", ContainerAction::Exec, "image.sif"},
      {"apptainer run -- image.sif", ContainerAction::Run, "image.sif"},
      {"apptainer shell image.sif", ContainerAction::Shell, "image.sif"},
      {"/opt/bin/apptainer instance start --nv image.sif name", ContainerAction::Start, "image.sif"},
      {"apptainer instance stop name", ContainerAction::Other, ""},
      {"singularity pull image.sif docker://ubuntu", ContainerAction::Pull, "image.sif"},
      {"singularity build image.sif image.def", ContainerAction::Build, "image.sif"},
      {"singularity --version", ContainerAction::Other, ""},
      {"docker run --rm --gpus all -v /a:/b ubuntu ls", ContainerAction::Run, "ubuntu"},
      {"podman run -it ubuntu", ContainerAction::Run, "ubuntu"},
      {"docker ps", ContainerAction::Other, ""},
      {"enroot start image", ContainerAction::Start, "image"},
      {"shifter --image=ubuntu", ContainerAction::Exec, ""},
      {"ch-run -w /img", ContainerAction::Exec, ""},
  }));
  CAPTURE(row.text);
  const Invocation text = invocation(row.text);
  const auto call = container_call(text);
  REQUIRE(call.has_value());
  CHECK(call->action == row.action);
  CHECK(image_of(*call) == row.image);
  CHECK_FALSE(call->uncertain);
}

TEST_CASE("other programs are no container calls") {
  const auto text = GENERATE("srun singularity"sv, "singularity-hub exec x"sv, "dockerd run x"sv, "python x.py"sv);
  CAPTURE(text);
  CHECK_FALSE(container_call(invocation(text)).has_value());
}

TEST_CASE("an option is found by its name and by its letter, also in a bundle") {
  struct Row {
    std::string_view text;
    std::string_view name;
    char letter;
    bool found;
  };
  const auto row = GENERATE(values<Row>({
      {"singularity exec --nv image.sif", "nv", '\0', true},
      {"singularity exec --nvccli image.sif", "nv", '\0', false},
      {"singularity --nv exec image.sif", "nv", '\0', false},
      {"singularity exec image.sif --nv", "nv", '\0', false},
      {"singularity exec -B --nv image.sif", "nv", '\0', false},
      {"singularity exec -e image.sif", "cleanenv", 'e', true},
      {"singularity exec -Ce image.sif", "cleanenv", 'e', true},
      {"singularity exec -B/e image.sif", "cleanenv", 'e', false},
      {"singularity exec --env-file=x image.sif", "env-file", '\0', true},
      {"singularity exec --env-file=x image.sif", "env", '\0', false},
  }));
  CAPTURE(row.text, row.name);
  const Invocation text = invocation(row.text);
  CHECK((container_call(text)->option(row.name, row.letter) != nullptr) == row.found);
}

TEST_CASE("options that cannot be known may be any option, and hide the image") {
  const Invocation text = invocation("singularity exec $opts image.sif ls");
  const auto call = container_call(text);
  REQUIRE(call.has_value());
  CHECK(call->uncertain);
  CHECK(call->image == nullptr);
}

TEST_CASE("a subcommand that cannot be known is none") {
  const Invocation text = invocation("singularity $what image.sif");
  const auto call = container_call(text);
  REQUIRE(call.has_value());
  CHECK(call->action == ContainerAction::Other);
  CHECK(call->uncertain);
}

TEST_CASE("an unknown word at the end is the image") {
  const Invocation text = invocation("singularity exec --nv $image");
  const auto call = container_call(text);
  REQUIRE(call.has_value());
  CHECK_FALSE(call->uncertain);
  CHECK(call->image == &text.args.back());
}

TEST_CASE("an image with a scheme comes from somewhere else") {
  CHECK(is_remote_image(word("docker://ubuntu:22.04", 0)));
  CHECK(is_remote_image(word("oras://registry.example.org/x", 0)));
  CHECK_FALSE(is_remote_image(word("docker/ubuntu.sif", 0)));
  CHECK_FALSE(is_remote_image(word("instance://name", 0)));
  CHECK_FALSE(is_remote_image(word("$image", 0)));
}

TEST_CASE("the names of container programs are sorted") {
  CHECK(std::ranges::is_sorted(container_programs()));
  CHECK(std::ranges::binary_search(container_programs(), "apptainer"sv));
}
