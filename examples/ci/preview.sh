#!/usr/bin/env bash
# examples/ci/preview.sh <stack>: previews a stack, for a comment. Writes preview-<stack>.md; its exit code is Pulumi's.
set -uo pipefail
stack=$1
# With the program's own login, and a wrong one is told in words: docs/ci.md.
output=$(pulumi preview --run-program --stack "$stack" --diff --non-interactive --color never 2>&1)
code=$?

counts=$(sed -nE 's/^ +[+~-]+ *([0-9]+ to [a-z]+)$/\1/p' <<<"$output" | paste -sd ,)
title=${counts:-no changes}
[ "$code" -eq 0 ] || title="the preview failed"
# A comment holds 65,536 characters at GitHub; the end says what counts.
longest=60000
if [ "${#output}" -gt "$longest" ]; then
  output="[… the beginning is in the job's log]"$'\n'"${output: -$longest}"
fi
cat <<TEXT >"preview-$stack.md"
### \`$stack\`: $title

<details><summary>pulumi preview</summary>

~~~~~~diff
$output
~~~~~~

</details>
TEXT
cat "preview-$stack.md"
exit "$code"
