#!/usr/bin/env bash
# Runs a batch as an array of four jobs on the Slurm of cluster.sh, lets their time run out on the way, and
# checks that what is merged is what one machine makes, byte for byte.
#
#   array.sh RUNNER SCENARIO     RUNNER: the program; prints a log and `slurm: 1 passed, 0 failed`
set -euo pipefail

[ $# -eq 2 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
runner=$(realpath "$1")
scenario=$(realpath "$2")
shards=4
work=$(mktemp -d)
trap '"$here/cluster.sh" down; rm -rf "$work"' EXIT
cd "$work"

say() { printf '%4d s  %s\n' $SECONDS "$*"; }
fail() { say "FAILED: $*"; tail -v -n 20 "$work"/*.log || true; echo "slurm: 0 passed, 1 failed"; exit 1; }
slurm() { "$here/cluster.sh" run "$@"; }
folders() { ls -d out/*.shard-*; }

"$here/cluster.sh" up
say "Slurm is up: $(slurm sinfo -h -o '%D node, %c CPUs, %T')"

# As many runs as keep four shards busy for some 25 s: longer than Slurm takes to send its signal. A machine
# that is busy with something else is measured slower than it is later: ask for more there.
seconds=${SLURM_TEST_SECONDS:-25}
cores=$(nproc); [ "$cores" -le $shards ] || cores=$shards
begin=$(date +%s%N)
"$runner" "$scenario" --runs 8 --threads 1 --quiet -o probe >/dev/null
took=$((($(date +%s%N) - begin) / 1000000 + 1))
export RUNNER_RUNS=$((1000 * seconds * cores * 8 / took / shards * shards + shards))
say "8 runs on one thread take $took ms; the batch gets $RUNNER_RUNS"
"$runner" "$scenario" --quiet -o whole >/dev/null
say "one machine has made the whole batch"

# What the program prints for this batch, with jobs of a minute; the signal that stops all of them is
# sent earlier than the program says, and the node is small.
"$runner" slurm "$scenario" --shards $shards --cpus 1 --time 1 >asked.sbatch
grep '^#SBATCH' asked.sbatch

# Slurm looks at the time limits every 30 s. With a limit of a minute and a signal 55 s before its end,
# the first look stops every shard; submit 5 to 12 s before one.
log=$("$here/cluster.sh" folder)/slurmctld.log
until last=$(grep -o '^\[[^]]*\] debug2: Testing job time limits' "$log" | tail -n 1 | tr -d '[' | cut -d. -f1) &&
    wait=$((30 - ($(date +%s) - $(date -d "$last" +%s)) % 30)) && [ $wait -ge 5 ] && [ $wait -le 12 ]; do
    sleep 1
done
sed -e 's/^#SBATCH --mem=.*/#SBATCH --mem=400M/' -e 's/^#SBATCH --signal=.*/#SBATCH --signal=B:USR1@55/' \
    asked.sbatch >array.sbatch
job=$(slurm sbatch --parsable array.sbatch)
say "submitted array $job of $shards shards"

before=
for _ in $(seq 180); do
    now=$(slurm squeue -h -j "$job" -r -o '%a:%T' 2>/dev/null | sed 's/^[^:]*://' | sort | uniq -c | xargs || true)
    if [ "$now" != "$before" ]; then say "queue: ${now:-empty}"; before=$now; fi
    [ -n "$now" ] || break
    sleep 1
done
[ -z "$before" ] || fail "the array has not ended after 3 minutes"
for task in $(seq $shards); do
    state=$(slurm scontrol show job "${job}_$task" | grep -oE '(JobState|Restarts|ExitCode)=\S+' | xargs)
    say "shard $task: $state"
    case $state in *JobState=COMPLETED*ExitCode=0:0* | *JobState=COMPLETED*) ;; *) fail "shard $task did not end well" ;; esac
    [[ $state != *Restarts=0* ]] || continue
    stopped=$((${stopped:-0} + 1))
done
[ "${stopped:-0}" -gt 0 ] || fail "no shard was stopped and queued again"
say "$stopped shards were stopped by the signal, left with 75, were queued again and went on"

# Another array, numbered from 0, whose jobs ask Slurm who they are: finds every shard done.
known=$(folders)
slurm sbatch --quiet --wait --array=0-$((shards - 1)) --time=1 --mem=400M --output=auto-%a.log \
    --wrap "'$runner' '$scenario' --shard auto --threads 1" || fail "--shard auto"
[ "$known" = "$(folders)" ] || fail "--shard auto makes other shards"
say "--shard auto finds the same shards"

# shellcheck disable=SC2046
"$runner" merge $(folders) --quiet -o merged >/dev/null
compared=0
for file in whole/*/*.parquet; do
    cmp "$file" "merged/${file#whole/}" || fail "$file differs"
    compared=$((compared + 1))
done
[ $compared -gt 0 ] || fail "there is nothing to compare"
say "merged: $compared tables are the same, byte for byte"
"$here/cluster.sh" down
say "Slurm is down"
echo "slurm: 1 passed, 0 failed"
