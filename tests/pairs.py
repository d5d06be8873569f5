#!/usr/bin/env python3
"""A law of messages: two mistakes in one description are told as each of them alone.

pairs.py MKFDT: prints each pair of which that is not so.
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
    # What the alias names may be among what is missing.
    "aliases": {"timer", "pmu", "gic", "tpm", "vmclock", "pmem", "pcie", "flash", "framebuffer", "clocks", "smmu",
                "virtio_window", "gpio"},
    # The place may be where the controller is not.
    "rtc": {"gic"},
    # The message says where the memory is.
    "initrd": {"memory"},
}


def errors(mkfdt, description):
    """The errors that are told of it, without their line and column."""
    said = subprocess.run([mkfdt, "--check", "-"], input=json.dumps(description).encode(), stderr=subprocess.PIPE, check=False)
    lines = said.stderr.decode().splitlines()
    return {re.sub(r"^<stdin>:\d+:\d+: ", "", line) for line in lines if ": error: " in line}


def hidden(alone, key, other):
    return alone[key] if other in FOLLOWS.get(key, ()) else set()


def main():
    mkfdt = sys.argv[1]
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


main()
