# The memory of a description: banks, windows with holes, NUMA nodes, and what lies above it all.

load helper
load vm

# banks DESCRIPTION: base and size of each memory node, in the tree's order.
banks() {
	mkfdt -O dts <<<"$1" | sed -n '/^  memory@/,/^  };/s/^ *reg = <\(.*\)>;.*/\1/p'
}

# A hole below 4 GiB, as of a VMM with devices there.
HOLE='[{ "base": "0x4000_0000", "end": "0xfc00_0000" }, { "base": "0x1_0000_0000" }]'

@test "512 MiB at 1 GiB" {
	run node memory@40000000 '{}'
	assert_output - <<-END
		memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x20000000>;
		};
	END
}

@test "a size, a region, a list" {
	run banks '{ "memory": "1G" }'
	assert_output "0x0 0x40000000 0x0 0x40000000"
	run banks '{ "memory": { "base": "0x8000_0000", "end": "0xc000_0000" } }'
	assert_output "0x0 0x80000000 0x0 0x40000000"
	run banks '{ "memory": [{ "base": "0x4000_0000", "size": "1G" }, { "base": "0x1_0000_0000", "size": "6G" }] }'
	assert_output "$(printf '%s\n' "0x0 0x40000000 0x0 0x40000000" "0x1 0x0 0x1 0x80000000")"
}

@test "banks without a base follow one another" {
	run banks '{ "memory": [{ "size": "1G" }, { "size": "512M" }] }'
	assert_output "$(printf '%s\n' "0x0 0x40000000 0x0 0x40000000" "0x0 0x80000000 0x0 0x20000000")"
}

@test "a size fills the windows in order, around a hole" {
	run banks "{ \"memory\": \"2G\", \"memory_windows\": $HOLE }"
	assert_output "0x0 0x40000000 0x0 0x80000000"
	run banks "{ \"memory\": \"4G\", \"memory_windows\": $HOLE }"
	assert_output "$(printf '%s\n' "0x0 0x40000000 0x0 0xbc000000" "0x1 0x0 0x0 0x44000000")"
	run banks "{ \"memory\": [{ \"size\": \"0xbc00_0000\" }, { \"size\": \"1G\" }], \"memory_windows\": $HOLE }"
	assert_output "$(printf '%s\n' "0x0 0x40000000 0x0 0xbc000000" "0x1 0x0 0x0 0x40000000")"
}

@test "windows that are full refuse the rest" {
	refused '{ "memory": "1G", "memory_windows": [{ "base": "0x4000_0000", "size": "256M" }] }'
	assert_line --partial "/memory: 0x30000000 bytes of it find no place: the memory_windows are full"
}

@test "what the VMM reserves at a window's base counts, but is not told" {
	run banks '{ "memory": "1G", "memory_windows": [{ "base": "0x4000_0000", "reserved": "2M" }] }'
	assert_output "0x0 0x40200000 0x0 0x3fe00000"
	refused '{ "memory": "1M", "memory_windows": [{ "base": "0x4000_0000", "reserved": "2M" }] }'
	assert_line --partial "of this memory, 0x200000 bytes are reserved, and it has 0x100000"
}

@test "NUMA: memory and cpus are in nodes, and the distances are what Linux takes" {
	local description='{
		"cpus": 4,
		"memory": [{ "size": "1G", "numa_node": 0 }, { "size": "1G", "numa_node": 1 }],
		"numa": { "cpus": ["0,3", "1-2"] }
	}'

	run node memory@40000000 "$description"
	assert_line "numa-node-id = <0>;"
	run node memory@80000000 "$description"
	assert_line "numa-node-id = <1>;"
	run node cpu@0 "$description"
	assert_line "numa-node-id = <0>;"
	run node cpu@2 "$description"
	assert_line "numa-node-id = <1>;"
	run node cpu@3 "$description"
	assert_line "numa-node-id = <0>;"
	run node distance-map "$description"
	assert_output - <<-END
		distance-map {
		compatible = "numa-distance-map-v1";
		distance-matrix = <0 0 0xa>, <0 1 0x14>, <1 0 0x14>, <1 1 0xa>;
		};
	END
}

@test "a cpu of the list says its node itself; without \"numa\" there is no distance-map" {
	local description='{ "cpus": { "list": [{ "numa_node": 1 }, {}] } }'

	run node cpu@0 "$description"
	assert_line "numa-node-id = <1>;"
	run node cpu@1 "$description"
	refute_line --partial "numa-node-id"
	run node distance-map "$description"
	assert_output ""
}

@test "distances: a row for each node, a node without memory included" {
	run node distance-map '{ "numa": { "distances": [[10, 15, 255], [16, 10, 30], [40, 30, 10]] } }'
	assert_equal "$(printf '%s ' "${lines[@]:2}")" "distance-matrix = <0 0 0xa>, <0 1 0xf>, <0 2 0xff>, <1 0 0x10>, <1 1 0xa>, <1 2 0x1e>, <2 0 0x28>, <2 1 0x1e>, <2 2 0xa>; }; "
}

@test "distances that no kernel takes are refused" {
	refused '{ "numa": { "distances": [[10, 20], [20]] } }'
	assert_line --partial "/numa/distances/1: a row has the distances to all 2 nodes, not 1"
	refused '{ "numa": { "distances": [[10, 10], [20, 11]] } }'
	assert_line --partial "/numa/distances/0: the distance from 0 to 1 is 10: it is 10 to the node itself, and more to others"
	assert_line --partial "/numa/distances/1: the distance from 1 to 1 is 11"
	refused '{ "numa": { "distances": [[10, 256], [20, 10]] } }'
	assert_line --partial "256 is out of range: it must be 10 to 255"
	refused '{ "memory": { "numa_node": 2 }, "numa": { "distances": [[10, 20], [20, 10]] } }'
	assert_line --partial "/numa/distances: there are 3 nodes, but distances from 2 of them"
}

@test "lists of cpus: of this machine's, as Linux writes them" {
	refused '{ "cpus": 2, "numa": { "cpus": ["0-2"] } }'
	assert_line --partial "/numa/cpus: there is no cpu 2: they are 0 to 1"
	refused '{ "numa": { "cpus": ["0-", "x"] } }'
	assert_line --partial '/numa/cpus: "0-" is no list of cpus such as "0-3,8"'
	assert_line --partial '/numa/cpus: "x" is no list of cpus such as "0-3,8"'
}

@test "a high region is above the window's base, and above the memory; each aligned to its size" {
	local gic='"high_window": "256G", "gic": { "redistributors": [{ "base": "high", "size": "64M" }, { "base": "high", "size": "128M" }] }'

	run node interrupt-controller@8000000 "{ $gic }"
	assert_line "<0x40 0x0 0x0 0x4000000>,"
	assert_line "<0x40 0x8000000 0x0 0x8000000>;"
	run node interrupt-controller@8000000 "{ \"memory\": \"300G\", $gic }"
	assert_line "<0x4b 0x40000000 0x0 0x4000000>,"
	run node interrupt-controller@8000000 "{ \"memory\": \"0x4b_0020_0000\", $gic }"
	assert_line "<0x4b 0x80000000 0x0 0x4000000>,"
}

@test "a high region needs the window, and is no memory" {
	refused '{ "gic": { "redistributors": [{ "base": "high" }] }, "high_window": null }'
	assert_line --partial '"high" needs a high_window'
	refused '{ "memory": { "base": "high", "size": "1G" } }'
	assert_line --partial '/memory/base: "high" is a place above the memory'
}

@test "the reservation block" {
	run mkfdt -O dts <<<'{ "memreserve": [{ "base": "0x4100_0000", "size": "64K" }] }'
	assert_line --regexp "^/memreserve/ 0x41000000 0x10000;"
}

@test "what is resolved says the same again" {
	local description="{ \"memory\": \"4G\", \"memory_windows\": $HOLE, \"numa\": { \"distances\": [[10]], \"cpus\": [\"0\"] } }"

	mkfdt -O vm <<<"$description" >"$(tmp resolved.json)"
	assert_equal "$(mkfdt -O dts "$(tmp resolved.json)")" "$(mkfdt -O dts <<<"$description")"
}
