#!/usr/bin/env python3
"""Laws of messages about several mistakes in one description.

mistakes.py MKFDT LAW: prints where the law is broken.
  pairs  two mistakes are told as each of them alone
  nodes  who refers to a node that a mistake keeps out is not told to be wrong
"""
import itertools
import json
import re
import subprocess
import sys

# A mistake at each of these keys. It says one error when it is alone.
MISTAKES = {
    "zzz": 1,
    "model": 3,
    "dma_coherent": 3,
    "cmdline": 5,
    "chosen": {"kaslr_seed": "00"},
    "aliases": {"serial7": "/nowhere"},
    "cpus": {"count": 5, "topology": {"cores": 2}},
    "psci": {"method": "x"},
    "timer": {"ppis": [13, 14, 11, 99]},
    "pmu": {"ppi": 40},
    "gic": {"version": 2, "its": True},
    "memory": [{"base": "0x40000000", "size": "1G"}, {"base": "0x60000000", "size": "1G"}],
    "reserved_memory": [{"name": "a", "size": "1M", "no_map": True, "reusable": True}],
    "memreserve": [{"base": "0x40000000", "size": "1M"}, {"base": "0x40000000", "size": "2M"}],
    "numa": {"distances": [[11]]},
    "initrd": {"start": "0xf0000000", "size": "1M"},
    "kernel": {"start": "0x48000000"},
    "tpm": True,
    "vmclock": {"bse": 1},
    "pmem": [{"size": "1M"}],
    "pcie": {"bus_range": [3]},
    "flash": [{"base": "0x04000000", "size": "1M", "bank_width": 3}],
    "framebuffer": [{"base": "0x50000000", "width": 100, "height": 100, "stride": 3}],
    "clocks": [{"name": "a"}],
    "smmu": {"base": "0x09050000", "ppi": 3},
    "rtc": {"base": "0x08000000", "spi": 9},
    "virtio": [{"base": "0x0a000000", "spi": 20}, {"base": "0x0a000200", "spi": 20}],
    "virtio_window": {"count": "x"},
    "watchdog": {"base": "0x09090000", "spi": 1},
    "battery": {"base": "0x0b000000", "spi": 1000},
    "fw_cfg": {"base": "0xffffffffffffffff", "size": "2"},
    "gpio": {"base": "0x0c000000"},
    "offers": {"foo": {}},
    "variants": {"gic.version": {"9": {}}},
    "/": {"dev": {"x": {"$u64": "zz"}}},
}

# Who is not told beside a mistake at one of these keys: it may follow from that.
FOLLOWS = {
    # The place may be where the controller is not.
    "rtc": {"gic"},
    # The message says where the memory is.
    "initrd": {"memory"},
}

# Something of every kind.
EVERYTHING = {
    "machine": "qemu-virt",
    "cpus": {"count": 2, "topology": {"cores": 2}},
    "memory": [{"base": "0x40000000", "size": "1G", "numa_node": 0}],
    "numa": {"distances": [[10]]},
    "reserved_memory": [{"name": "kept", "base": "0x50000000", "size": "4M"}],
    "framebuffer": [{"base": "0x50000000", "width": 8, "height": 8}],
    "chosen": {"rng_seed": "random"},
    "psci": {"version": "1.0"},
    "timer": {"ppis": [13, 14, 11, 10]},
    "gic": {"version": 3},
    "pmu": True,
    "clocks": [{"name": "tick", "frequency": 1}],
    "serial": [{"base": "0x09000000", "spi": 1}],
    "rtc": True,
    "gpio": True,
    "flash": [{"base": "0x0", "size": "64M"}],
    "fw_cfg": True,
    "pmem": [{"base": "0x200000000", "size": "2M"}],
    "battery": {"base": "0x0b000000", "spi": 60},
    "watchdog": {"base": "0x0b010000"},
    "platform_bus": {"base": "0x0c000000"},
    "tpm": {"base": "0x0b020000"},
    "smmu": True,
    "pcie": [{"base": "0x3f000000", "size": "16M", "mem32": {"base": "0x10000000", "size": "256M"}}],
    "virtio": 2,
    "vmgenid": {"base": "0x0b030000", "spi": 62},
    "vmclock": {"base": "0x0b040000"},
}


def errors(mkfdt, description):
    """The errors that are told of it, without their line and column."""
    said = subprocess.run([mkfdt, "--check", "-"], input=json.dumps(description).encode(), stderr=subprocess.PIPE, check=False)
    lines = said.stderr.decode().splitlines()
    return {re.sub(r"^<stdin>:\d+:\d+: ", "", line) for line in lines if ": error: " in line}


def hidden(alone, key, other):
    return alone[key] if other in FOLLOWS.get(key, ()) else set()


def pairs(mkfdt):
    alone = {key: errors(mkfdt, {key: value}) for key, value in MISTAKES.items()}

    for key, said in alone.items():
        if len(said) != 1:
            print(f"{key}: {said}")
    for one, other in itertools.combinations(MISTAKES, 2):
        both = errors(mkfdt, {one: MISTAKES[one], other: MISTAKES[other]})
        may_miss = hidden(alone, one, other) | hidden(alone, other, one)
        for lost in (alone[one] | alone[other]) - both - may_miss:
            print(f"{one}, {other}: lost: {lost}")
        for more in both - alone[one] - alone[other]:
            if not may_miss:
                print(f"{one}, {other}: more: {more}")


def nodes(mkfdt):
    made = subprocess.run([mkfdt, "-O", "json", "-"], input=json.dumps(EVERYTHING).encode(), stdout=subprocess.PIPE, check=True)
    root = json.loads(made.stdout)["/"]
    names = [name.rstrip("/") for name, value in root.items() if isinstance(value, dict) and not any(key.startswith("$") for key in value)]
    aliases = {f"a{i}": "/" + name for i, name in enumerate(names)}

    if len(names) < 28:
        print(f"only {len(names)} nodes: {names}")
    for key in set(EVERYTHING) - {"machine"}:
        # The name of a clock's node is the user's.
        wrong = [{"name": "tick", "frequency": "x!"}] if key == "clocks" else "x!"
        said = errors(mkfdt, {**EVERYTHING, key: wrong, "aliases": aliases})
        if len(said) != 1:
            print(f"{key}: {said}")


{"pairs": pairs, "nodes": nodes}[sys.argv[2]](sys.argv[1])
