#!/bin/bash
# Healthy when the cluster that this container belongs to has workers, and its job runs.
set -eu
host=$(printf %s "$FLINK_PROPERTIES" | sed -n 's/^ *jobmanager.rpc.address: *//p')
exec 3<>"/dev/tcp/$host/8081"
printf 'GET /jobs/overview HTTP/1.0\r\n\r\n' >&3
grep -q '"state":"RUNNING"' <&3
