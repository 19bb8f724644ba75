#!/usr/bin/env bash
# A real Slurm of one node, for tests: its daemons run in a network namespace of their own, and all their
# files lie in one temporary folder. Nothing is left of it after `down`. Needs root, as in a container.
#
#   cluster.sh up            install what is missing, start munge, controller and node, wait until it is idle
#   cluster.sh run CMD...    run a command beside them, such as sinfo or sbatch
#   cluster.sh down          end the daemons, remove the namespace and the folder
#   cluster.sh folder        print that folder; slurmctld.log and slurmd.log in it say what happened
set -Eeuo pipefail

name=runner-slurm
folder=${TMPDIR:-/tmp}/$name
address=192.0.2.1                     # of the range that is kept for examples; exists in the namespace only
cpus=${SLURM_TEST_CPUS:-4}            # the node offers so many, whatever the machine has
daemons=(slurmd slurmctld munged)

install() {
    command -v slurmctld slurmd munged ip >/dev/null && return
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # Debian starts services on installation where it can; the answer 101 says no.
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
        trap "rm -f $policy" EXIT
    fi
    apt-get install -y -qq --no-install-recommends slurm-wlm munge iproute2 >/dev/null
}

inside() {
    ip netns exec $name env SLURM_CONF="$folder/slurm.conf" "$@"
}

up() {
    install
    down
    mkdir -p "$folder"/{state,spool}
    chmod 755 "$folder" "$folder"/*

    # Slurm wants an address that is not the loopback's: a veth pair, both ends inside.
    ip netns add $name
    inside ip link set lo up
    inside ip link add node0 type veth peer name node1
    inside ip address add $address/24 dev node0
    inside ip link set node0 up
    inside ip link set node1 up

    # cred_expire is also how long a requeued job waits: 120 s by default, too long for a test.
    cat >"$folder/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$(hostname -s)($address)
AuthInfo=socket=$folder/munge.socket,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmctldDebug=debug2
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2,batch_sched_delay=0
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
KillWait=5
NodeName=node NodeHostname=$(hostname -s) NodeAddr=$address CPUs=$cpus RealMemory=$((cpus * 512))
PartitionName=all Nodes=node Default=YES MaxTime=INFINITE State=UP
END
    # Looking for control groups fails in a namespace; naming the older kind, nothing is looked for.
    echo CgroupPlugin=cgroup/v1 >"$folder/cgroup.conf"
    (umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
    trap 'tail -v -n 20 "$folder"/*.log >&2' ERR
    inside munged --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
        --pid-file="$folder/munged.pid" --log-file="$folder/munged.log" \
        --seed-file="$folder/munged.seed" --num-threads=2
    inside slurmctld -i -f "$folder/slurm.conf"
    inside slurmd -N node -f "$folder/slurm.conf"
    for _ in $(seq 100); do
        if [ "$(inside sinfo -h -o %T 2>/dev/null)" = idle ]; then return; fi
        sleep 0.2
    done
    echo "the node is not idle after 20 s" >&2
    false
}

down() {
    if [ -e /run/netns/$name ]; then
        inside scancel --state=RUNNING,PENDING --user=root 2>/dev/null || true
        for daemon in "${daemons[@]}"; do
            if [ -s "$folder/$daemon.pid" ]; then kill "$(cat "$folder/$daemon.pid")" 2>/dev/null || true; fi
        done
        # What is still there after a moment, jobs included, is what lives in the namespace.
        for _ in $(seq 25); do
            [ -z "$(ip netns pids $name)" ] && break
            sleep 0.2
        done
        for process in $(ip netns pids $name); do kill -KILL "$process" 2>/dev/null || true; done
        ip netns delete $name
    fi
    rm -rf "$folder"
}

case ${1:-} in
    up) up ;;
    run) shift && inside "$@" ;;
    down) down ;;
    folder) echo "$folder" ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
