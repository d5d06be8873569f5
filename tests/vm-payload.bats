# Kernel, initrd and blob of a description: what is measured, and where "auto" puts them.

load helper
load vm

# resolved DESCRIPTION: start and size of each payload, as the resolved description has them.
resolved() {
	require jq
	mkfdt -O vm <<<"$1" | jq -r '[.kernel, .initrd, .fdt] | map(select(.)) | map("\(.start) \(.size)")[]'
}

@test "an initrd: 64 bits for its start, and for the address behind its end" {
	run node chosen '{ "initrd": { "start": "0x4800_0000", "size": "2M" } }'
	assert_line "linux,initrd-start = <0 0x48000000>;"
	assert_line "linux,initrd-end = <0 0x48200000>;"
	run node chosen '{ "initrd": { "start": "0x4800_0000", "end": "0x4800_0001" } }'
	assert_line "linux,initrd-end = <0 0x48000001>;"
}

@test "a file is measured, beside the description" {
	mkdir "$(tmp sub)"
	truncate -s 12345 "$(tmp sub/initrd.img)"
	echo '{ "initrd": { "start": "0x4800_0000", "file": "initrd.img" } }' >"$(tmp sub/vm.json)"
	run mkfdt -O dts "$(tmp sub/vm.json)"
	assert_line --partial "linux,initrd-end = <0 0x48003039>;"
}

@test "a file that cannot be measured, or is empty" {
	refused "{ \"initrd\": { \"start\": \"auto\", \"file\": \"$(tmp absent)\" } }"
	assert_line --partial "/initrd/file: cannot measure $(tmp absent): No such file or directory"
	: >"$(tmp empty)"
	refused "{ \"initrd\": { \"start\": \"auto\", \"file\": \"$(tmp empty)\" } }"
	assert_line --partial "/initrd/file: $(tmp empty) is empty"
}

@test "minimal: initrd half way up, at most 128 MiB; the blob on the next 2 MiB behind it" {
	run resolved '{ "initrd": { "start": "auto", "size": "2M" }, "fdt": { "start": "auto", "size": "64K" } }'
	assert_output "$(printf '%s\n' "0x48000000 0x200000" "0x48200000 0x10000")"
	run resolved '{ "memory": "128M", "initrd": { "start": "auto", "size": 4096 }, "fdt": { "start": "auto", "size": "64K" } }'
	assert_output "$(printf '%s\n' "0x44000000 0x1000" "0x44200000 0x10000")"
}

@test "minimal: a large kernel pushes the initrd up" {
	run resolved '{
		"kernel": { "start": "auto", "size": "200M" },
		"initrd": { "start": "auto", "size": "2M" }, "fdt": { "start": "auto", "size": "64K" }
	}'
	assert_output "$(printf '%s\n' "0x40200000 0xc800000" "0x4ca00000 0x200000" "0x4cc00000 0x10000")"
}

@test "minimal: without an initrd, the blob goes where that would be" {
	run resolved '{ "fdt": { "start": "auto", "size": "64K" } }'
	assert_output "0x48000000 0x10000"
}

@test "rules: the blob in the last 2 MiB of the first bank, the initrd right below it" {
	run resolved '{
		"memory": [{ "size": "1G" }, { "base": "0x100_0000_0000", "size": "1G" }],
		"placement": {
			"initrd": { "below": "fdt", "align": "4K", "above": null, "distance": null },
			"fdt": { "below": "first-bank", "room": "2M", "above": null }
		},
		"initrd": { "start": "auto", "size": 5000 }, "fdt": { "start": "auto" }
	}'
	assert_output "$(printf '%s\n' "0x7fdfe000 0x1388" "0x7fe00000 0x200000")"
}

@test "rules: the initrd at the top of all memory, the blob at its beginning" {
	run resolved '{
		"memory": [{ "size": "1G" }, { "base": "0x1_0000_0000", "size": "1G" }],
		"placement": {
			"kernel": { "distance": "4M" },
			"initrd": { "below": "memory", "align": "4K", "above": null, "distance": null },
			"fdt": { "above": "memory", "room": "2M" }
		},
		"kernel": { "start": "auto", "size": "32M" },
		"initrd": { "start": "auto", "size": 5000 }, "fdt": { "start": "auto" }
	}'
	assert_output "$(printf '%s\n' "0x40400000 0x2000000" "0x13fffe000 0x1388" "0x40000000 0x200000")"
}

@test "rules: only the first 256 MiB count; the initrd behind the kernel" {
	run resolved '{
		"memory": "1G",
		"placement": {
			"initrd": { "above": "kernel", "align": "16M", "distance": null },
			"fdt": { "below": "first-bank", "within": "256M", "align": "2M", "above": null }
		},
		"kernel": { "start": "auto", "size": "32M" },
		"initrd": { "start": "auto", "size": 5000 }, "fdt": { "start": "auto", "size": 65536 }
	}'
	assert_output "$(printf '%s\n' "0x40200000 0x2000000" "0x43000000 0x1388" "0x4fe00000 0x10000")"
}

@test "\"auto\" without a rule, and rules that lead nowhere" {
	refused '{ "placement": null, "initrd": { "start": "auto", "size": 1 } }'
	assert_line --partial '/initrd/start: no "placement" says where to put the initrd'
	assert_line 'help: give "start" an address'
	refused '{ "placement": { "initrd": { "below": "memory" } }, "initrd": { "start": "auto", "size": 1 } }'
	assert_line --partial '/placement/initrd: a place is above or below something'
	assert_line 'help: give one of "above" and "below"'
	refused '{ "placement": { "initrd": { "above": "fdt" } }, "initrd": { "start": "auto", "size": 1 } }'
	assert_line --regexp '/placement/(initrd|fdt): the place of the (initrd|fdt) depends on itself'
	refused '{
		"memory": "1M", "placement": { "fdt": { "above": null, "below": "memory", "distance": "2G", "room": null } },
		"fdt": { "start": "auto", "size": 1 }
	}'
	assert_line --partial "/fdt/start: there is no room for 0x1 bytes below the memory"
}

@test "what is missing, and what is too much" {
	refused '{ "initrd": { "size": 1 } }'
	assert_line --partial '/initrd: "start" is missing here'
	refused '{ "initrd": { "start": "0x4800_0000" } }'
	assert_line --partial "/initrd: the initrd has no size"
	refused '{ "initrd": { "start": "0x4800_0000", "size": 1, "file": "x" } }'
	assert_line --partial "/initrd/file: the file's size takes the place of size and end: leave them out"
	refused '{ "initrd": { "start": "auto", "end": "0x4800_0000" } }'
	assert_line --partial '/initrd/end: with "start": "auto", give the size in the end'"'"'s place'
	refused '{ "initrd": { "start": "0xffff_ffff_ffff_f000", "size": "1M" } }'
	assert_line --partial "/initrd/start: the initrd of 0x100000 bytes goes beyond the last address"
}

@test "half_at_most: the distance is at most half of the memory" {
	local rule='"placement": { "initrd": { "above": "memory", "distance": "256M", "half_at_most": HALF } },
		"memory": "256M", "initrd": { "start": "auto", "size": "1M" }'

	run resolved "{ ${rule/HALF/true} }"
	assert_output "0x48000000 0x100000"
	refused "{ ${rule/HALF/false} }"
	assert_line --partial "[initrd-outside-memory]"
}

@test "crosvm: behind the kernel, on the next 16 MiB; behind the first 64 MiB where nothing is said of it" {
	run resolved '{ "machine": "crosvm", "kernel": { "start": "auto", "size": "33M" }, "initrd": { "start": "auto", "size": "1M" } }'
	assert_output "$(printf '%s\n' "0x80000000 0x2100000" "0x83000000 0x100000")"
	run resolved '{ "machine": "crosvm", "initrd": { "start": "auto", "size": "1M" } }'
	assert_output "0x84000000 0x100000"
	refused '{ "machine": "crosvm", "placement": { "kernel": { "room": null } }, "initrd": { "start": "auto", "size": "1M" } }'
	assert_line --partial "/initrd/start: the place is behind the kernel, of which nothing is said"
}

@test "the blob has room without a size, on every machine" {
	local machine

	for machine in $(mkfdt --list-machines | awk '$1 != "none" { print $1 }'); do
		run resolved "{ \"machine\": \"$machine\", \"fdt\": { \"start\": \"auto\" } }"
		assert_output --regexp '^0x[0-9a-f]+ 0x(10000|200000)$'
	done
}

@test "kernel, fdt and initrd are regions as well: base is start" {
	run mkfdt -O vm <<<'{ "kernel": { "base": "0x4020_0000", "size": "32M" }, "initrd": { "base": "0x4800_0000", "end": "0x4810_0000" } }'
	assert_success
	assert_line --partial '"start": "0x40200000"'
	assert_line --partial '"start": "0x48000000"'
	# Either takes the other's place in a later layer.
	echo '{ "kernel": { "start": "auto", "size": "1M" } }' >"$(tmp a.json)"
	echo '{ "kernel": { "base": "0x4080_0000" } }' >"$(tmp b.json)"
	for later in "$(tmp b.json)" '--set kernel.base=0x40800000'; do
		run mkfdt -O vm "$(tmp a.json)" $later
		assert_success
		assert_line --partial '"start": "0x40800000"'
	done
	run mkfdt -O vm "$(tmp b.json)" --set kernel.start=0x40900000 --set kernel.size=1M
	assert_line --partial '"start": "0x40900000"'
	refused '{ "kernel": { "base": "0x4000_0000", "end": "0x4000_0000" } }'
	assert_line --index 0 '<stdin>:1:45: error: /kernel/end: a kernel of 0 bytes is none'
	refused '{ "kernel": { "base": "auto", "start": "auto", "size": "1M" } }'
	assert_line --index 0 '<stdin>:1:23: error: /kernel/base: "base" and "start" are one: give one of them'
}
