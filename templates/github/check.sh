#!/usr/bin/env bash
# The one step of action.yml: makes a command line of the action's inputs, runs it, and writes the action's outputs.
# It leaves with the exit code of `plumbline check`. It also runs on the bash 3.2 of macOS.
set -euo pipefail

# What the check could not do stays unknown: an empty count, never 0.
write_outputs() {
  {
    echo "ok=$1"
    echo "breaking-count=$2"
    echo "report=$3"
  } >>"${GITHUB_OUTPUT:-/dev/null}"
}

# fail CODE REASON: where there is no report the reason stands at the job and in the summary of the step, or nobody would see it.
fail() {
  local text="$2"
  text="${text//'%'/%25}"
  text="${text//$'\r'/}"
  echo "::error title=Plumbline::${text//$'\n'/%0A}"
  {
    echo '## ❌ Event contracts'
    echo
    echo "The check could not be made (exit code $1):"
    echo
    # Indented it is text, whatever it says.
    printf '%s\n' "$2" | sed 's/^/    /'
  } >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  write_outputs false '' ''
  exit "$1"
}

stop() { fail 2 "$1"; }

trimmed() {
  local text="${1//$'\r'/}"
  text="${text#"${text%%[![:space:]]*}"}"
  printf '%s' "${text%"${text##*[![:space:]]}"}"
}

# event KEY...: a text in the payload of the event that started the workflow; nothing where it is not there.
event() {
  [ -f "${GITHUB_EVENT_PATH:-}" ] || return 0
  node -e '
    const [file, ...keys] = process.argv.slice(1);
    const found = keys.reduce((at, key) => at?.[key], JSON.parse(require("fs").readFileSync(file, "utf8")));
    if (typeof found === "string") process.stdout.write(found);
  ' "$GITHUB_EVENT_PATH" "$@"
}

# The commit that the work starts from; nothing where the event has none.
base_commit() {
  case "${GITHUB_EVENT_NAME:-}" in
    pull_request | pull_request_target) event pull_request base sha ;;
    merge_group) event merge_group base_sha ;;
    push)
      local before
      before="$(event before)"
      # A new branch has no commit before it, which is told as zeros.
      case "$before" in *[!0]*) printf '%s' "$before" ;; esac
      ;;
  esac
}

# A check of the base says nothing of the pull request, whatever it is compared with. For pull_request_target that is what
# actions/checkout takes by itself, GITHUB_SHA: the base's newest commit, where the event has the one at the last push.
refuse_base() {
  local head
  case "${GITHUB_EVENT_NAME:-}" in pull_request | pull_request_target) ;; *) return 0 ;; esac
  head="$(git rev-parse --quiet --verify HEAD 2>/dev/null)" || return 0
  if [ "$head" != "$(base_commit)" ]; then
    [ "$GITHUB_EVENT_NAME" = pull_request_target ] && [ "$head" = "${GITHUB_SHA:-}" ] || return 0
  fi
  stop "The checkout is the base of the pull request, so nothing of the pull request would be checked.
Check out the head of the pull request: on pull_request actions/checkout does by itself, on pull_request_target give it
ref: \${{ github.event.pull_request.head.sha }}"
}

# Whether HEAD is the merge of the pull request into its base, as actions/checkout takes it by itself. The parents stand in the commit
# even where a clone of depth 1 does not have them.
is_merge_of_pull_request() {
  [ "${GITHUB_EVENT_NAME:-}" = pull_request ] || return 1
  [ "$(git rev-parse --quiet --verify HEAD 2>/dev/null)" = "${GITHUB_SHA:-}" ] || return 1
  [ "$(git cat-file -p HEAD 2>/dev/null | sed '/^$/q' | grep -c '^parent ')" = 2 ] || return 1
}

# A checkout has one commit where nobody asked for more. Where the other cannot be had, the check tells what to do.
fetch_commit() {
  git cat-file -e "$1^{commit}" 2>/dev/null && return
  git fetch --quiet --no-tags --depth=1 origin "$1" || true
}

has_common() { git merge-base "$1" HEAD >/dev/null 2>&1; }

unshallow() {
  [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = true ] || return 0
  git fetch --quiet --no-tags --unshallow origin "$1" "$(git rev-parse HEAD)" || true
}

add_against() {
  local against commit branch
  against="$(trimmed "${INPUT_AGAINST:-}")"
  if [ -n "$against" ] || [ -n "$registry" ]; then
    arguments+=("--against=${against:-registry}")
    return
  fi
  if is_merge_of_pull_request; then
    # The base as it was merged here: the one in the event may be older, and what others merged since would count as of this pull request.
    git cat-file -e 'HEAD^1^{commit}' 2>/dev/null || git fetch --quiet --no-tags --depth=2 origin "$GITHUB_SHA" || true
    arguments+=("--against=git:$(git rev-parse --quiet --verify 'HEAD^1' || event pull_request base sha)" --no-merge-base)
    return
  fi
  commit="$(base_commit)"
  if [ -n "$commit" ]; then
    case "$commit" in *[!0-9a-f]*) stop "The event names no commit to compare with: say what in the input against." ;; esac
    fetch_commit "$commit"
    arguments+=("--against=git:$commit")
    # A push is compared with what stood there before it, also where it takes commits back. A checkout of one commit has no
    # history to look for the common one in: a pull request's is fetched, and a merge contains the base already.
    if [ "$GITHUB_EVENT_NAME" = push ]; then
      arguments+=(--no-merge-base)
      return
    fi
    case "$GITHUB_EVENT_NAME" in pull_request*) has_common "$commit" || unshallow "$commit" ;; esac
    has_common "$commit" || arguments+=(--no-merge-base)
    return
  fi
  branch="$(event repository default_branch)"
  if [ "${GITHUB_EVENT_NAME:-}" != push ] || [ -z "$branch" ]; then
    stop "Say what to check against: the inputs against or registry. The event ${GITHUB_EVENT_NAME:-(none)} names no commit to compare with."
  fi
  git fetch --quiet --no-tags origin "+refs/heads/$branch:refs/remotes/origin/$branch" || true
  # On the default branch itself that is the commit at hand, and a tag or a new branch may have nothing else.
  if [ "${GITHUB_REF:-}" = "refs/heads/$branch" ] || git merge-base --is-ancestor HEAD "origin/$branch" 2>/dev/null; then
    git cat-file -e 'HEAD^1^{commit}' 2>/dev/null || git fetch --quiet --no-tags --depth=2 origin "${GITHUB_SHA:-HEAD}" || true
    arguments+=('--against=git:HEAD^' --no-merge-base)
    return
  fi
  has_common "origin/$branch" || unshallow "refs/heads/$branch"
  arguments+=("--against=git:origin/$branch")
}

# add_option NAME VALUE: in one word, so that no value passes for an option.
add_option() {
  local value
  value="$(trimmed "$2")"
  [ -z "$value" ] || arguments+=("$1=$value")
}

add_globs() {
  local line
  arguments+=(--)
  while IFS= read -r line; do
    line="$(trimmed "$line")"
    [ -z "$line" ] || arguments+=("$line")
  done <<<"${INPUT_GLOBS:-}"
}

add_formats() {
  local line
  arguments+=(--format=human "--format=json=$report")
  while IFS= read -r line; do
    line="$(trimmed "$line")"
    [ -z "$line" ] || arguments+=("--format=$line")
  done <<<"${INPUT_FORMATS:-}"
}

choose_command() {
  local bundled="${GITHUB_ACTION_PATH:-}/dist-cli/main.js" version
  if [ -f "$bundled" ]; then
    command=(node "$bundled")
    return
  fi
  version="$(trimmed "${INPUT_VERSION:-latest}")"
  case "$version" in
    *[!0-9A-Za-z.+^~-]* | '') stop "The input version is one such as 1.2.3 or latest." ;;
  esac
  command=(npx --yes "@plumbline/cli@$version")
}

count_breaking() {
  node -e '
    const { counts } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    process.stdout.write(String(counts.incompatible));
  ' "$report"
}

command -v node >/dev/null || stop "There is no node on this runner: add actions/setup-node before this step."
cd "${GITHUB_WORKSPACE:-.}/$(trimmed "${INPUT_WORKING_DIRECTORY:-.}")" 2>/dev/null ||
  stop "There is no folder of the input working-directory: is the repository checked out?"

report="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/plumbline-report.json"
complaints="${report%.json}.txt"
rm -f "$report"
registry="$(trimmed "${INPUT_REGISTRY:-}")"
refuse_base
arguments=(check)
add_option --registry "$registry"
add_against
add_option --level "${INPUT_LEVEL:-}"
add_option --policy "${INPUT_POLICY:-}"
add_option --fail-on "${INPUT_FAIL_ON:-}"
add_option --baseline "${INPUT_BASELINE:-}"
add_formats
add_globs
choose_command

code=0
"${command[@]}" "${arguments[@]}" 2>"$complaints" || code=$?
cat "$complaints" >&2
if [ ! -f "$report" ]; then
  # What passes without a report was no check.
  [ "$code" -ne 0 ] || code=3
  reason="$(tail -n 20 "$complaints")"
  fail "$code" "${reason:-The check left neither a report nor a word.}"
fi
ok=false
[ "$code" -ne 0 ] || ok=true
write_outputs "$ok" "$(count_breaking)" "$report"
exit "$code"
