#!/usr/bin/env bats
# Several mistakes in one description: each is told in one run, once, and nothing that only follows from another.

load helper
load vm
load check

# told JSON [OPTION...]: `output` (and `lines`) is the messages alone, a line for each.
told() {
	local description=$1

	shift
	run mkfdt --check "$@" - <<<"$description"
	output=$(sed -nE 's/^<stdin>:([0-9:]+: (error|warning): )/\1/p' <<<"$output")
	mapfile -t lines <<<"$output"
}

# --- all in one run ---

@test "all mistakes of all layers are told in one run" {
	echo '{ "cpuz": 1, "memory": "512MB" }' >"$(tmp a.json)"
	echo '{ "gic": { "version": 9 } }' >"$(tmp b.json)"
	run mkfdt "$(tmp a.json)" "$(tmp b.json)" -o "$(tmp x)"
	assert_failure 1
	assert_equal "$(grep -c error: <<<"$output")" 3
	assert_line --partial 'a.json:1:3: error: /cpuz: unknown key "cpuz"'
	assert_line --partial 'b.json:1:23: error: /gic/version: 9 is out of range'
}

@test "at most 20 are printed, the rest is counted" {
	run mkfdt -o "$(tmp x)" <<<"{ $(seq -s, -f '"k%g": 1' 30) }"
	assert_failure 1
	assert_equal "$(grep -c ': error: ' <<<"$output")" 20
	assert_line 'mkfdt: 10 more errors not shown'
}

@test "mistakes in the raw tree are told with those of the keys" {
	refused '{ "cpus": 0, "/": { "a": { "b": false } } }'
	assert_line --partial "error: /cpus: 0 is out of range"
	assert_line --partial "error: /~1/a/b: "
	refused '{ "serial": [{ "base": 0 }], "/": { "a": { "b": false } } }'
	assert_line --partial "error: /serial/0: a pl011 needs an interrupt"
	assert_line --partial "error: /~1/a/b: "
}

@test "mistakes in variants, offers and the machine's name hide no others" {
	refused '{ "machin": "x", "cpus": { "count": -1 }, "variants": { "gic.version": { "9": {} } }, "offers": { "rct": {} }, "gic": { "foo": null } }'
	assert_equal "$(grep -c ' error: ' <<<"$output")" 5
	refused '{ "machine": "nope", "cpus": { "count": -1 }, "memory": "x", "virtio_window": { "count": 3 } }'
	assert_line --partial 'error: /machine: there is no machine "nope"'
	assert_line --partial "error: /cpus/count: "
	assert_line --partial "error: /memory: "
	assert_equal "$(grep -c ' error: ' <<<"$output")" 3
}

@test "mistakes of every kind are told in one run: keys, values, what is missing, overlaps and clashes" {
	run mkfdt <<-'END'
		{ "virtio": [ { "base": "0x0a00_0000", "spi": 19 },
		              { "base": "0x0a00_0200", "spi": 19 },
		              { "spi": "q" },
		              { "base": "0x0a00_0400", "spi": 21, "trigger": "level-low" } ],
		  "serail": [],
		  "serial": [ { "base": "0x0900_0000", "spi": 1 }, { "spi": 2 }, { "base": "0x0900_0800", "spi": 3 } ],
		  "/": { "a b": {} } }
	END
	assert_failure 1
	assert_line --regexp '^<stdin>:2:47: error: /virtio/1/spi: SPI 19 \(INTID 51\) is already taken by /virtio/0 \[irq-clash\]$'
	assert_line --regexp '^<stdin>:3:24: error: /virtio/2/spi: "q" is no number'
	assert_line --regexp '^<stdin>:4:[0-9]+: error: /virtio/3/trigger: SPI 21 .* \[irq-trigger\]$'
	assert_line --regexp '^<stdin>:5:3: error: /serail: unknown key "serail"$'
	assert_line --regexp '^<stdin>:6:52: error: /serial/1: "base" is missing here$'
	assert_line --regexp '^<stdin>:6:[0-9]+: error: /serial/2/base: the range 0x9000800-0x90017ff overlaps 0x9000000-0x9000fff of /serial/0 \[mmio-overlap\]$'
	assert_line --regexp '^<stdin>:7:10: error: /~1/a b: .* \[name-syntax\]$'
	assert_equal "$(grep -c ': error: ' <<<"$output")" 7
}

@test "what is missing because of a mistake is not told as another one" {
	local text

	for text in '{"memory": "512Q"}' '{"cpus": 0}' '{"gic": {"version": 9}}' '{"serial": [{"base": "x"}]}' '{"psci": {"method": "hcv"}}' \
		'{"chosen": {"stdout_path": 1}}' '{"cpus": {"count": 300, "list": [1]}}' '{"memory": "1Q", "initrd": {"start": "0x4800_0000", "size": "1M"}}' \
		'{"memory": "1Q", "/": {"memory@40000000": {"status": "okay"}}}' '{"cpus": 0, "/": {"cpus": {"cpu@0": {"status": "okay"}}}}' \
		'{"pcie": {"base": "q"}, "/": {"pcie@10000000": {"device_type": "pci", "dev@1,0": {"reg": [2048, 0, 0, 0, 0]}}}}' \
		'{"virtio_window": {"base": "x"}, "virtio": 4}' '{"pcie": {"base": "q"}, "virtio": [{"base": "0x0a00_0000", "spi": 16}]}'; do
		run mkfdt --check <<<"$text"
		assert_failure 1
		assert_equal "$text: $(grep -cE ': (error|warning): ' <<<"$output")" "$text: 1"
	done
}

@test "rules of a description with mistakes are switched as those of a good one" {
	local text='{"colour": 1, "virtio": [{"base": "0x0a00_0000", "spi": 19}, {"base": "0x0a00_0200", "spi": 19}]}'

	run mkfdt --check -W no-irq-clash <<<"$text"
	assert_failure 1
	refute_output --partial irq-clash
	run mkfdt --check -E no-irq-clash <<<"$text"
	assert_failure 1
	assert_line --partial 'warning: /virtio/1/spi: SPI 19 (INTID 51) is already taken by /virtio/0 [irq-clash]'
	run mkfdt -f -o "$(tmp out.dtb)" <<<"$text"
	assert_failure 1
	assert [ ! -e "$(tmp out.dtb)" ]
}

@test "what an unknown key was to replace is not judged, nor a machine that may not be the one" {
	local text

	for text in '{"mchine": "firecracker", "memory": "1G", "serial": [{"type": "ns16550a", "base": "0x4000_2000", "spi": 1}]}' \
		'{"memroy": {"base": "0x8000_0000", "size": "1G"}, "pmem": {"base": "0x4000_0000", "size": "1G"}}' \
		'{"serail": [{"base": "0x0b00_0000", "spi": 9}], "rtc": {"base": "0x0900_0000", "spi": 1}}' \
		'{"gci": {"version": 2, "distributor": {"base": "0x1000_0000"}}, "rtc": {"base": "0x0800_0000", "spi": 4}}' \
		'{"virtio_widnow": {"base": "0x0b00_0000"}, "virtio": [{"base": "0x0b00_0000"}, {"name": "x"}]}' \
		'{"reserved_memroy": [{"name": "p", "base": "0x5000_0000", "size": "4M"}], "framebuffer": {"base": "0x5000_0000", "width": 640, "height": 480}}' \
		'{"reserved_memory": [{"name": "p", "base": "0x5000_0000", "size": "4Q"}], "framebuffer": {"base": "0x5000_0000", "width": 640, "height": 480}}' \
		'{"reserved_memory": [{"name": "p", "base": "0x5000_0000", "size": "4M", "nomap": true}], "framebuffer": {"base": "0x5000_0000", "width": 640, "height": 480}}' \
		'{"memory": [{"size": "1G"}, {"size": "1Q"}, {"size": "1G"}], "rtc": {"base": "0x8000_0000", "spi": 4}}' \
		'{"virtio": [{"base": "0x0a00_0000", "spi": "x"}, {}, {}], "rtc": {"base": "0x0a00_0000", "spi": 9}}'; do
		run mkfdt --check <<<"$text"
		assert_failure 1
		assert_equal "$text: $(grep -cE ': (error|warning): ' <<<"$output")" "$text: 1"
	done
}

@test "what is free is not said where a part is missing" {
	run mkfdt --check <<<'{"machine": "qemu-virt", "rtc": {"base": "q"}, "virtio": [{"base": "0x0b00_0000", "spi": 1}, {"base": "0x0b00_0100", "spi": 50}]}'
	assert_failure 1
	assert_line --partial 'SPI 1 (INTID 33) is already taken by /serial@9000000 [irq-clash]'
	assert_line --partial '[mmio-overlap]'
	refute_output --partial 'free'
}

@test "the mistakes of all parts are told in one run" {
	refused '{ "serial": [{ "base": "0x900_0000", "spi": 1, "reg_shift": 2 }], "gic": { "version": 2, "its": true },
		"smmu": { "base": "0x905_0000", "spi": null, "ppi": 3 }, "virtio_window": null }'
	assert_line --partial "/serial/0/reg_shift: "
	assert_line --partial "/gic/its: "
	assert_line --partial "/smmu/ppi: "
	assert_equal "$(grep -c ' error: ' <<<"$output")" 3
}

@test "an unknown key hides nothing" {
	told '{"tpm": true, "zzz": 1}'
	assert_output - <<-'END'
		1:9: error: /tpm: "base" is missing here
		1:15: error: /zzz: unknown key "zzz"
	END
	told '{"cpus": {"count": 9, "topology": {"cores": 2}, "zzz": 1}, "gic": {"version": 2, "zzz": 1}}'
	assert_output - <<-'END'
		1:35: error: /cpus/topology: 1 sockets of 1 clusters of 2 cores of 1 threads are 2 cpus, but the count is 9
		1:49: error: /cpus/zzz: unknown key "zzz"
		1:67: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:82: error: /gic/zzz: unknown key "zzz"
	END
	told '{"cpus": 9, "gic": {"version": 2}, "zzz": 1}'
	assert_output - <<-'END'
		1:20: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:36: error: /zzz: unknown key "zzz"
	END
}

@test "planning tells its mistakes beside a wrong value elsewhere" {
	told '{"model": 3, "virtio_window": null, "virtio": 2, "gic": {"version": 2, "its": true}, "flash": [{"base": 0, "size": "1M", "bank_width": 3}]}'
	assert_output - <<-'END'
		1:11: error: /model: a string is wanted here, not a number
		1:47: error: /virtio: the device has no base, and there is no virtio_window to give one
		1:79: error: /gic/its: an ITS translates for the redistributors of GICv3; this is version 2
		1:136: error: /flash/0/bank_width: a bank is 1, 2 or 4 bytes wide
	END
	told '{"memory": "1Q", "numa": {"cpus": ["0"], "distances": [[10, 20], [20, 11]]}, "pcie": {"bus_range": [3]}}'
	assert_output - <<-'END'
		1:12: error: /memory: "1Q" is no number: only a unit may follow the digits: K, M, G, T or KiB, MiB, GiB, TiB
		1:66: error: /numa/distances/1: the distance from 1 to 1 is 11: it is 10 to the node itself, and more to others
		1:100: error: /pcie/bus_range: a bus_range is the first and the last bus
	END
}

@test "rules judge what a mistake has no part in" {
	told '{"model": 3, "cpus": 9, "gic": {"version": 2}, "initrd": {"start": "0x1000", "size": "1M"}, "chosen": {"stdout_path": "/nope"}}'
	assert_output - <<-'END'
		1:11: error: /model: a string is wanted here, not a number
		1:32: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:68: error: /initrd/start: the initrd 0x1000-0x100fff is not in memory, which is 0x40000000-0x5fffffff [initrd-outside-memory]
		1:119: error: /chosen/stdout_path: there is no node or alias "/nope" [dangling-path]
	END
	told '{"cpus": 0, "initrd": {"start": "0x1000", "size": "1M"}, "chosen": {"stdout_path": "/nope"}}'
	assert_output - <<-'END'
		1:10: error: /cpus: 0 is out of range: it must be 1 to 1048576
		1:33: error: /initrd/start: the initrd 0x1000-0x100fff is not in memory, which is 0x40000000-0x5fffffff [initrd-outside-memory]
		1:84: error: /chosen/stdout_path: there is no node or alias "/nope" [dangling-path]
	END
	told '{"cmdline": 5, "boot_cpu": 3, "aliases": {"serial7": "/q"}}'
	assert_output - <<-'END'
		1:13: error: /cmdline: a string is wanted here, not a number
		1:28: warning: /boot_cpu: the boot cpu is 0x3, but no cpu has this number [boot-cpu]
		1:54: error: /aliases/serial7: there is no node "/q" to refer to [dangling-path]
	END
}

@test "raw nodes are judged beside mistakes that have no part in them" {
	told '{"cpus": {"count": "x"}, "aliases": {"z": "/no"}, "/": {"q": {"v": {"$phandle": "/none"}}, "dev@5": {"reg": [0, 6, 0, 1]}, "b@1": {"reg": [1]}}}'
	assert_output - <<-'END'
		1:20: error: /cpus/count: "x" is no number: it does not begin with a digit
		1:43: error: /aliases/z: there is no node "/no" to refer to [dangling-path]
		1:81: error: /~1/q/v/$phandle: there is no node "/none" to refer to [dangling-phandle]
		1:101: warning: /~1/dev@5: the unit address "5" is not that of reg, 0x6 [unit-address]
		1:139: error: /~1/b@1/reg: 4 bytes are no list of 2+2 cells, as #address-cells and #size-cells of / say [cell-width]
	END
}

@test "a label is looked for among the names of what is missing" {
	told '{"rtc": {"base": "q", "name": "clock"}, "/": {"a": {"v": {"$path": "nowhere"}, "w": {"$phandle": "clock"}}}}'
	assert_output - <<-'END'
		1:18: error: /rtc/base: "q" is no number: it does not begin with a digit
		1:68: error: /~1/a/v/$path: there is no node "nowhere" to refer to [dangling-path]
	END
	told '{"serial": [{"base": "q"}], "chosen": {"stdout_path": "serial0:115200n8"}, "/": {"a": {"v": {"$phandle": "rtc0"}}}}'
	assert_output - <<-'END'
		1:22: error: /serial/0/base: "q" is no number: it does not begin with a digit
		1:106: error: /~1/a/v/$phandle: there is no node "rtc0" to refer to [dangling-phandle]
	END
}

@test "rules that planning finds broken come as well" {
	told '{"flash": [{"base": "0x10", "end": "0x1"}], "memory": "0", "model": 3}'
	assert_output - <<-'END'
		1:36: error: /flash/0/end: the end 0x1 is below the base 0x10
		1:55: error: /memory: the region at 0x40000000 has a size of 0 [zero-size]
		1:69: error: /model: a string is wanted here, not a number
	END
}

@test "a mistake in psci has no part in how many cpus there can be, nor one in model in the boot cpu" {
	told '{"cpus": 9, "gic": {"version": 2}, "psci": {"version": "9"}}'
	assert_output - <<-'END'
		1:20: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:56: error: /psci/version: must be one of "0.2", "1.0"
	END
	told '{"model": 3, "boot_cpu": 9}'
	assert_output - <<-'END'
		1:11: error: /model: a string is wanted here, not a number
		1:26: warning: /boot_cpu: the boot cpu is 0x9, but no cpu has this number [boot-cpu]
	END
	run mkfdt --check -b 9 - <<<'{"model": 3}'
	assert_line '-b 9: warning: the boot cpu is 0x9, but no cpu has this number [boot-cpu]'
}

@test "what stands beside others in an object hides none of them" {
	told '{"chosen": {"stdout_path": "/nope", "kaslr_seed": "00", "rng_seed": "0"}}'
	assert_output - <<-'END'
		1:28: error: /chosen/stdout_path: there is no node or alias "/nope" [dangling-path]
		1:51: error: /chosen/kaslr_seed: a kaslr-seed has 8 bytes, not 1
		1:69: error: /chosen/rng_seed: hexadecimal digits are wanted in pairs, such as "de ad be ef"
	END
	told '{"cpus": {"count": 9, "topology": {"cores": 3}, "caches": {"l2": {"sze": 1}}}, "gic": {"version": 2, "its": true}}'
	assert_output - <<-'END'
		1:35: error: /cpus/topology: 1 sockets of 1 clusters of 3 cores of 1 threads are 3 cpus, but the count is 9
		1:67: error: /cpus/caches/l2/sze: unknown key "sze"
		1:109: error: /gic/its: an ITS translates for the redistributors of GICv3; this is version 2
	END
	told '{"cpus": {"count": 9, "topology": {"cores": "x"}}, "gic": {"version": 2}, "flash": [{"base": "0x0900_0000", "size": "1M", "bank_width": 3}]}'
	assert_output - <<-'END'
		1:45: error: /cpus/topology/cores: "x" is no number: it does not begin with a digit
		1:59: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:94: error: /flash/0/base: the range 0x9000000-0x90fffff overlaps 0x9000000-0x9000fff of /serial@9000000 [mmio-overlap]
		1:137: error: /flash/0/bank_width: a bank is 1, 2 or 4 bytes wide
	END
}

@test "interrupts are judged though the controller has a mistake" {
	told '{"gic": {"version": 5}, "serial": [{"base": "0x0900_0000", "spi": 1}, {"base": "0x0901_0000", "spi": 1}]}'
	assert_output - <<-'END'
		1:21: error: /gic/version: 5 is out of range: it must be 2 to 4
		1:102: error: /serial/1/spi: SPI 1 (INTID 33) is already taken by /serial/0 [irq-clash]
	END
}

@test "mistakes over a blob are told as those without one" {
	mkfdt -o "$(tmp vm.dtb)" <<<'{}'
	run mkfdt --check "$(tmp vm.dtb)"
	assert_success
	run mkfdt -o "$(tmp out.dtb)" "$(tmp vm.dtb)" - <<<'{"model": 3, "serial": [{"base": "0x0a00_0000", "spi": 7}, {"base": "0x0b00_0000", "spi": 7}]}'
	assert_failure 1
	assert_line '<stdin>:1:11: error: /model: a string is wanted here, not a number'
	assert_line '<stdin>:1:91: warning: /serial/1/spi: SPI 7 (INTID 39) is already taken by /serial/0 [irq-clash]'
	assert [ ! -e "$(tmp out.dtb)" ]
}

@test "what rules find counts among what is not shown" {
	local devices alone

	devices="\"virtio\": [$(yes '{"base": "0x0a00_0000", "spi": 16}' | head -5000 | paste -sd,)]"
	run mkfdt --check - <<<"{$devices}"
	alone=$(sed -nE 's/^mkfdt: ([0-9]+) more errors not shown$/\1/p' <<<"$output")
	assert [ "$alone" -gt 9000 ]
	run mkfdt --check - <<<"{$devices, \"model\": 3}"
	assert_failure 1
	assert_equal "$(grep -c ': error: ' <<<"$output")" 20
	assert_line "mkfdt: $((alone + 1)) more errors not shown"
}

# --- none twice, and no consequences ---

@test "a value that cannot be made is told once, and not judged" {
	told '{"/": {"dev@1000": {"compatible": "x", "reg": [{"$u64": "zz"}, {"$u64": "4K"}]}}}'
	assert_output '1:57: error: /~1/dev@1000/reg/0/$u64: it does not begin with a digit'
	told '{"/": {"#address-cells": {"$u32": "x"}, "soc": {"reg": false}}}'
	assert_output - <<-'END'
		1:35: error: /~1/#address-cells/$u32: it does not begin with a digit
		1:56: error: /~1/soc/reg: a property cannot be false
	END
	told '{"/": {"cpus": {"cpu@0": {"reg": {"$bytes": "x"}}}, "chosen": {"linux,initrd-start": {"$u64": -1}, "linux,initrd-end": {"$u64": 1}}}}'
	assert_output - <<-'END'
		1:45: error: /~1/cpus/cpu@0/reg/$bytes: "$bytes" is pairs of hex digits, not "x"
		1:95: error: /~1/chosen/linux,initrd-start/$u64: negative numbers are not allowed
	END
}

@test "beside such a value all others are judged" {
	told '{"cpus": 9, "gic": {"version": 2}, "/": {"a": {"x": {"$u64": "zz"}}, "b@1": {"reg": [1, 2, 3]}}}'
	assert_output - <<-'END'
		1:20: error: /gic: GICv2 serves 8 cpus, there are 9 [gic-capacity]
		1:62: error: /~1/a/x/$u64: it does not begin with a digit
		1:85: error: /~1/b@1/reg: 12 bytes are no list of 2+2 cells, as #address-cells and #size-cells of / say [cell-width]
	END
}

@test "a later layer may still set what an earlier one could not" {
	told '{"/": [{"a": {"reg": false}}, {"a": {"reg": [1, 2, 3]}}]}'
	assert_output - <<-'END'
		1:22: error: /~1/0/a/reg: a property cannot be false
		1:45: error: /~1/1/a/reg: 12 bytes are no list of 2+2 cells, as #address-cells and #size-cells of / say [cell-width]
	END
}

@test "what a misspelt key stands for is not missing" {
	told '{"clocks": [{"name": "a", "frequncy": 1}, {"frequency": 5, "x": 1}]}'
	assert_output - <<-'END'
		1:27: error: /clocks/0/frequncy: unknown key "frequncy"
		1:43: error: /clocks/1: "name" is missing here: the node's name; apb-pclk is the clock of the Arm peripherals
		1:60: error: /clocks/1/x: unknown key "x"
	END
	told '{"tpm": {"bsae": "0x0c00_0000"}, "gic": {"verison": 2, "cpu_interface": {"base": "0x0801_0000"}}}'
	assert_output - <<-'END'
		1:10: error: /tpm/bsae: unknown key "bsae"
		1:42: error: /gic/verison: unknown key "verison"
	END
}

@test "what goes by a place that is lost is not judged" {
	local text

	for text in '{"kernel": {"size": "x"}, "initrd": {"start": "auto", "size": "1M"}, "fdt": {"start": "auto", "size": "1M"}}' \
		'{"memory": "x", "initrd": {"start": "auto", "size": "1M"}}' \
		'{"machine": "qemu-virt", "memory": "x", "pcie": {"base": "high", "size": "256M"}}' \
		'{"machine": "qemu-virt", "high_window": "x", "pcie": {"base": "high", "size": "256M"}}' \
		'{"memory_windows": "x", "memory": "1G", "initrd": {"start": "0x7000_0000", "size": "1M"}}' \
		'{"cpus": "x", "numa": {"cpus": ["0-3"]}}' '{"cpus": "x", "numa": {"distances": [[10]]}, "memory": {"numa_node": 0}}' \
		'{"gic": {"version": 5}, "serial": [{"base": "0x0800_0000", "spi": 1}]}' \
		'{"memory": "x", "numa": {"distances": [[10, 20], [20, 10]], "cpus": ["0"]}}' '{"boot_cpu": "x", "cpus": {"mpidr": [5]}}'; do
		told "$text"
		assert_equal "$text: $(grep -c . <<<"$output")" "$text: 1"
	done
}

@test "variants and offers with mistakes are left out, and what they would have changed is not judged" {
	told '{"gic": {"version": 2}, "variants": {"gic.version": {"2": {"zz": 1}}}, "tpm": true}'
	assert_output - <<-'END'
		1:60: error: /variants/gic.version/2/zz: unknown key "zz"
		1:79: error: /tpm: "base" is missing here
	END
	told '{"gic": {"version": 2}, "variants": {"gic.version": {"2": {"tpm": {"base": "x"}}}}, "tpm": true, "rtc": true, "offers": {"foo": {}}}'
	assert_output - <<-'END'
		1:76: error: /variants/gic.version/2/tpm/base: "x" is no number: it does not begin with a digit
		1:122: error: /offers/foo: unknown key "foo"
	END
	# A variant that does not apply changes nothing.
	told '{"variants": {"gic.version": {"2": {"serail": []}}}, "serial": [{"base": "0x0911_0000", "spi": 1200}]}'
	assert_output - <<-'END'
		1:37: error: /variants/gic.version/2/serail: unknown key "serail"
		1:96: error: /serial/0/spi: SPI 1200 (INTID 1232) is out of range: SPIs are 0 to 987 [irq-range]
	END
	told '{"variants": {"gic.version": 3, "cpus.count": {"4": {"mm": 1}}}, "offers": {"foo": 1, "rtc": 2}}'
	assert_output - <<-'END'
		1:30: error: /variants/gic.version: variants are objects in an object, and this is a number
		1:54: error: /variants/cpus.count/4/mm: unknown key "mm"
		1:77: error: /offers/foo: unknown key "foo"
		1:94: error: /offers/rtc: offers are objects in an object, and this is a number
	END
}

@test "a warning is told once" {
	told '{"cpus": 0, "/": {"x": {"reg": {"a": 1}}}}'
	assert_output - <<-'END'
		1:10: error: /cpus: 0 is out of range: it must be 1 to 1048576
		1:25: warning: /~1/x/reg: an object makes a node, not the property "reg" [property-type]
	END
}

@test "two mistakes are told as each of them alone" {
	run python3 "$MKFDT_SOURCE_DIR/tests/mistakes.py" "$MKFDT" pairs
	assert_success
	assert_output ""
}

@test "who refers to what a mistake keeps out is not told to be wrong" {
	run python3 "$MKFDT_SOURCE_DIR/tests/mistakes.py" "$MKFDT" nodes
	assert_success
	assert_output ""
}

@test "memory that something is reserved of is judged though a reservation has a mistake" {
	told '{"memory": [{"base": "0x4000_0000", "size": "1G"}, {"base": "0x6000_0000", "size": "1G"}], "reserved_memory": [{"name": "a", "size": "1Q"}],
		"framebuffer": {"base": "0x5000_0000", "width": 8, "height": 8}}'
	assert_line --regexp '^1:[0-9]+: error: /reserved_memory/0/size: "1Q" is no number'
	assert_line --regexp '^1:[0-9]+: error: /memory/1/base: the memory 0x60000000-0x9fffffff overlaps .* \[memory-overlap\]$'
	refute_line --partial framebuffer # it may lie in what is reserved
}

# nulled JSON POINTER: one message, at the null.
nulled() {
	told "$1"
	assert_equal "${#lines[@]}" 1
	assert_line --regexp "^1:[0-9]+: (error|warning): $2: "
}

@test "what the machine refers to and the user took away is told at the null, once" {
	told '{"/": {"interrupt-controller@8000000": null}}'
	assert_output '1:8: error: /~1/interrupt-controller@8000000: there is no node "interrupt-controller@8000000" to refer to [dangling-phandle]'
	nulled '{"machine": "qemu-virt", "/": {"interrupt-controller@8000000": null}}' '/~1/interrupt-controller@8000000'
	nulled '{"machine": "crosvm", "/": {"interrupt-controller@3fff0000": null}}' '/~1/interrupt-controller@3fff0000'
	nulled '{"/": {"serial@9000000": null}}' '/~1/serial@9000000'
	nulled '{"machine": "kvmtool", "/": {"serial@1000000": null}}' '/~1/serial@1000000'
	nulled '{"machine": "kvmtool", "/": {"aliases": null}}' '/~1/aliases'
	nulled '{"/": {"apb-pclk": null}}' '/~1/apb-pclk'
	nulled '{"/": {"interrupt-parent": null}}' '/~1/interrupt-parent'
	nulled '{"gic": null}' '/gic'
	nulled '{"/": {"psci": null}}' '/~1/psci'
	nulled '{"/": {"chosen": null}}' '/~1/chosen'
	nulled '{"/": {"chosen": {"stdout-path": null}}}' '/~1/chosen/stdout-path'
	nulled '{"/": {"#size-cells": null}}' '/~1/#size-cells'
}

@test "a phandle that is none is told, not replaced" {
	told '{"/": {"interrupt-controller@8000000": {"phandle": 0}}}'
	assert_output '1:52: error: /~1/interrupt-controller@8000000/phandle: 0 is no phandle: references of 0 mean nothing [phandle-value]'
	run mkfdt -f -O dts --raw <<<'{"/": {"interrupt-controller@8000000": {"phandle": 0}}}'
	assert_line --partial 'phandle = <0x0>;'
}

@test "one mistake in bootargs, a number or a phandle is one message" {
	told '{"/": {"chosen": {"bootargs": {"$bytes": "61 62"}}}}'
	assert_output '1:31: warning: /~1/chosen/bootargs: bootargs is one string, not these 2 bytes [property-type]'
	told '{"pmu": {"ppi": 4294967295}}'
	assert_output '1:17: error: /pmu/ppi: PPI 4294967295 (INTID 4294967311) is out of range: PPIs are 0 to 15 [irq-range]'
	told '{"machine": "qemu-virt", "platform_bus": {"base": "0xc00_0000", "size": 0}}'
	assert_output '1:73: error: /platform_bus/size: a platform bus of 0 bytes is none'
	told '{"/": {"foo": {"interrupts-extended": [{"$phandle": "/intx"}, 0, 1, 4]}}}'
	assert_output '1:53: error: /~1/foo/interrupts-extended/0/$phandle: there is no node "/intx" to refer to [dangling-phandle]'
}

@test "a misspelt key one level down is told alone" {
	local text

	for text in '{"memory": {"siez": "1G"}, "kernel": {"start": "0x7000_0000", "size": "1M"}}' '{"cpus": {"cont": 4}, "boot_cpu": 3}' \
		'{"memory": [{"bse": "0x4000_0000", "size": "1G"}, {"base": "0x4000_0000", "size": "1G"}]}' \
		'{"cpus": {"count": 2, "enable_metod": "spin-table"}, "psci": false}' '{"timer": {"ppsi": [1, 2, 3, 4]}, "pmu": {"ppi": 13}}' \
		'{"machine": "qemu-virt", "virtio_window": {"spu": 100}, "tpm": {"base": "0x0e00_0000", "spi": 16}}' \
		'{"machine": "qemu-virt", "rtc": {"bse": "0x0910_0000"}, "tpm": {"base": "0x0901_0000", "spi": 60}}' \
		'{"virtio": [{"base": "0x0a00_0000", "spi": 20, "shared": true}, {"base": "0x0a00_0200", "spi": 20, "shred": true}]}' \
		'{"gic": {"distributr": {"base": "0x100_0000"}}, "flash": {"base": "0x0800_0000", "size": "64K"}}' \
		'{"gpio": {"base": "0x0903_0000", "irq": 7}}'; do
		told "$text"
		assert_equal "$text: $(grep -c . <<<"$output")" "$text: 1"
	done
}

@test "many of one kind at one place do not push the others out" {
	told '{"machine": "qemu-virt", "memory": {"base": "0x0900_0000", "size": "1G"}, "tpm": {}}'
	assert_equal "${#lines[@]}" 20
	assert_equal "$(grep -c '/memory/base: .* \[memory-overlap\]$' <<<"$output")" 19
	assert_line '1:82: error: /tpm: "base" is missing here'
}

@test "a wrong entry among a hundred thousand that have names" {
	python3 -c '
import json
devices = [{"name": f"d{i}", "base": 0x100000000 + i * 0x200, "spi": 16 + i % 900, "shared": True} for i in range(100000)]
devices[5]["spi"] = "q"
print(json.dumps({"virtio": devices, "chosen": {"stdout_path": "d7"}}))' >"$(tmp many.json)"
	SECONDS=0
	run mkfdt --check "$(tmp many.json)"
	assert_failure 1
	assert_equal "$(grep -c ': error: ' <<<"$output")" 1
	assert [ "$SECONDS" -le 20 ] # half a second in a release build
}

@test "a hundred thousand names that are none" {
	python3 -c 'import json; print(json.dumps({"/": {f"a{i}/b": {} for i in range(100000)}}))' >"$(tmp many.json)"
	SECONDS=0
	run mkfdt --check "$(tmp many.json)"
	assert_failure 1
	assert_line 'mkfdt: 99980 more errors not shown'
	assert [ "$SECONDS" -le 20 ] # a fifth of a second in a release build
}
