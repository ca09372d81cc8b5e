// Placeholders of template languages: the parts of a script that somebody fills before it is one.
#pragma once

#include <cstddef>
#include <string_view>

namespace sbatchlint {

// How many bytes the placeholder has that begins at `at`, 0 where none does. Known are those that mean nothing in a
// shell: `{{ name }}`, `{% if x %}`, `{# note #}`, `<% code %>`, `%(name)s`, `@NAME@`, `@@name@@`. A placeholder lies
// on one line. `{{a,b},{c,d}}` is a list of the shell's and none.
[[nodiscard]] std::size_t template_hole_at(std::string_view text, std::size_t at);

// The same for a directive, where the shell has no say: also `<your account>`, `[your account]`, `{name}`,
// `{job.name}`, `%NAME%`, `%%name%%`, `__NAME__`, `XXXnameXXX`; where a value begins, `%s`; and as whole values
// `!NAME`, `@NAME`, `#NAME#`, `XXXname`, `_NAME_` and `*NAME*`. `${NAME}` is none: it is a variable where Slurm knows
// no variables.
[[nodiscard]] std::size_t template_hole_in_directive(std::string_view text, std::size_t at);

// How many bytes the template's code has that begins at `at`, `<%` at the begin of a line to `%>` on a later one; 0
// where none does.
[[nodiscard]] std::size_t template_code_at(std::string_view text, std::size_t at);

// The line holds placeholders and nothing else, such as `{% if gpu %}` or `{{ directives }}`: what it will be is not
// known, and it may be nothing at all.
[[nodiscard]] bool is_template_line(std::string_view line);

}  // namespace sbatchlint
