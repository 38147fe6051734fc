#!/bin/bash
# Runs one job as an application cluster and resumes it from its newest whole checkpoint: run-job.sh JOB
set -eu
job=$1
# Two clusters must not share a job id, or their checkpoints mix.
id=$(printf %s "tidewatch-$job" | md5sum | cut -c1-32)
newest=$(find "/flink/checkpoints/$job" -name _metadata -printf '%T@ %h\n' 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-)
set -- standalone-job --job-classname io.tidewatch.job.JobMain --job-id "$id"
[ -z "$newest" ] || set -- "$@" --fromSavepoint "$newest"
exec /docker-entrypoint.sh "$@" "$job"
