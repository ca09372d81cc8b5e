#include "job/credentials.h"

#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

using sbatchlint::Credential;
using sbatchlint::find_credentials;

namespace {

// Made up, and of the right shape. Joined here, so that no scanner of repositories takes them for real.
const std::string kHex40 =
    "0123456789abcdef"
    "0123456789abcdef"
    "01234567";
const std::string kLetters36 = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";

std::string shown(std::string_view text, sbatchlint::Span span) {
  return std::string(text.substr(span.begin, span.size()));
}

}  // namespace

TEST_CASE("a credential is found with what may be shown and what may not") {
  struct Row {
    std::string text;
    std::string kind;
    std::string name;
    std::string value;
  };
  const auto row = GENERATE(values<Row>({
      {"export WANDB_API_KEY=" + kHex40, "a key", "WANDB_API_KEY", kHex40},
      {"# export WANDB_API_KEY='" + kHex40 + "'", "a key", "WANDB_API_KEY", kHex40},
      {"wandb login --relogin " + kHex40, "a key", "wandb login", kHex40},
      {"HF_TOKEN=hf_" + kLetters36, "a Hugging Face token", "HF_TOKEN", "hf_" + kLetters36},
      {"huggingface-cli login hf_" + kLetters36, "a Hugging Face token", "hf_", kLetters36},
      {"git clone https://x:ghp_" + kLetters36 + "@github.com/a/b", "a password", "x", "ghp_" + kLetters36},
      {"rsync rsync://me:hunter22@host/x .", "a password", "me", "hunter22"},
      {"DB_PASSWORD=hunter22", "a password", "DB_PASSWORD", "hunter22"},
      {"run --db-passwd hunter22 -x", "a password", "--db-passwd", "hunter22"},
      {"os.environ['WANDB_API_KEY'] = '" + kHex40 + "'", "a key", "WANDB_API_KEY", kHex40},
      {"{\"api_key\":\"" + kHex40 + "\"}", "a key", "api_key", kHex40},
      {"curl -H 'X-API-Key: " + kHex40 + "' h", "a key", "X-API-Key", kHex40},
      {"wandb.login(key='" + kHex40 + "')", "a key", "wandb.login", kHex40},
      {"export AWS_SECRET_ACCESS_KEY=" + kLetters36 + "/+a1", "a key", "AWS_SECRET_ACCESS_KEY", kLetters36 + "/+a1"},
      {"setenv DB_PASS hunter22", "a password", "DB_PASS", "hunter22"},
      {"sshpass -p hunter22 ssh h", "a password", "sshpass", "hunter22"},
      {"curl -s -u me:hunter22 h", "a password", "curl", "hunter22"},
      {"https://discord.com/api/webhooks/" + kLetters36, "a Discord address", "discord.com/api/webhooks/", kLetters36},
      {"jupyter lab --NotebookApp.token='" + kHex40 + "'", "a token", "--NotebookApp.token", kHex40},
      {"-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END", "a private key", "-----BEGIN RSA PRIVATE KEY-----", "\nabc\n"},
  }));
  CAPTURE(row.text);
  const std::vector<Credential> found = find_credentials(row.text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == row.kind);
  CHECK(shown(row.text, found[0].name) == row.name);
  CHECK(shown(row.text, found[0].value) == row.value);
}

TEST_CASE("variables, placeholders and other long words are no credentials") {
  const auto text = GENERATE(values<std::string>({
      "export WANDB_API_KEY=$KEY",
      "export WANDB_API_KEY=$(cat ~/.key)",
      "export WANDB_API_KEY=YourOwnWandbAPIKey2024",
      "export WANDB_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "export HF_TOKEN=<your token>",
      "export TOKENIZERS_PARALLELISM=false",
      "--max_token 4096",
      "TOKENIZER=/models/tokenizer0123456789",
      "redis_password=$(uuidgen)",
      "PASSWORD=${1}",
      "--password prompt",
      "git checkout 0123456789abcdef0123456789abcdef01234567",
      "wandb login",
      "wandb login $KEY # 0123",
      "curl https://user@host/path:80",
      "curl -u me:$PASSWORD h",
      "# password: contact the admins",
      "--pad_token=abcdefghijklmnop12",
      "first_pass=yes",
      "task-resting_run-1_space-T1w_desc-preproc_bold",
  }));
  CAPTURE(text);
  CHECK(find_credentials(text).empty());
}

TEST_CASE("credentials come in the order of the text, and none twice") {
  const std::string text = "A_TOKEN=hf_" + kLetters36 + "\nWANDB_API_KEY=" + kHex40 + "\n";
  const std::vector<Credential> found = find_credentials(text);
  REQUIRE(found.size() == 2);
  CHECK(shown(text, found[0].name) == "A_TOKEN");
  CHECK(shown(text, found[1].name) == "WANDB_API_KEY");
}

TEST_CASE("a credential is starred wherever it was carried") {
  const std::string text = "DB_PASSWORD=hunter22\nrun $DB_PASSWORD\n";
  std::string shown = "run hunter22 hunter";
  sbatchlint::star_out(shown, sbatchlint::credential_values(text));
  CHECK(shown == "run ******** hunter");
}
