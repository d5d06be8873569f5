# The machines that are built in: each is judged with all it can have and with GICv2; then what is particular to each.

load helper
load vm
load judges/judges

# make NAME DESCRIPTION: $BATS_TEST_TMPDIR/NAME.dtb; the machine has nothing to say about its own tree.
make() {
	run mkfdt -o "$(tmp "$1.dtb")" <<<"$2"
	assert_output ""
	assert_success
	mkfdt -O vm <<<"$2" | mkfdt -o "$(tmp again)"
	cmp "$(tmp "$1.dtb")" "$(tmp again)" || fail "the resolved description makes another blob"
}

# judge MACHINE CPUS OPTIONS [--undocumented COMPATIBLE]...: what everyone has to say, which is nothing. CPUS is a list
# of counts, OPTIONS more keys of the description.
judge() {
	local machine=$1 cpus=$2 options=$3 n

	shift 3
	for n in $cpus; do
		make "$n" "{ \"machine\": \"$machine\", \"cpus\": { \"count\": $n, \"topology\": {} }, $options }"
	done
	assert_dtc_silent "$BATS_TEST_TMPDIR"/*.dtb
	assert_libfdt_full "$BATS_TEST_TMPDIR"/*.dtb
	assert_dt_valid "$@" "$BATS_TEST_TMPDIR"/*.dtb
}

# An initrd, and words for the kernel.
payloads='"cmdline": "console=ttyS0", "initrd": { "start": "auto", "size": "1M" }, "fdt": { "start": "auto" }'

@test "minimal: everyone agrees" {
	judge minimal "1 4 20" '
		"memory": "6G", "cmdline": "quiet", "initrd": { "start": "0x4800_0000", "size": "1M" }, "virtio": 32, "pmu": true,
		"rtc": true, "gpio": true, "flash": true, "fw_cfg": true, "platform_bus": true, "gic": { "its": true }'
}

@test "minimal with GICv2: everyone agrees" {
	judge minimal "8" '"gic": { "version": 2 }, "virtio": 32, "pmu": true, "rtc": true'
}

@test "firecracker: everyone agrees" {
	judge firecracker "1 4 20" '"memory": "300G", "virtio": 92, "pmu": true, '"$payloads" \
		--undocumented microsoft,vmgenid --undocumented amazon,vmclock
}

@test "firecracker with PCI: everyone agrees" {
	judge firecracker "1 4" '"memory": "1G", "pcie": true, '"$payloads" \
		--undocumented microsoft,vmgenid --undocumented amazon,vmclock
}

@test "firecracker with GICv2: everyone agrees" {
	judge firecracker "1 8" '"gic": { "version": 2 }, "virtio": 6, '"$payloads" \
		--undocumented microsoft,vmgenid --undocumented amazon,vmclock
}

@test "cloud-hypervisor: everyone agrees" {
	judge cloud-hypervisor "1 4 20" '"memory": "8G", "fw_cfg": true, '"$payloads"
}

@test "crosvm: everyone agrees" {
	judge crosvm "1 4 20" '"memory": "8G", "pcie": { "interrupts": [{ "device": 1, "spi": "next" }, { "device": 2, "spi": "next" }] },
		"reserved_memory": [{ "compatible": "restricted-dma-pool", "size": "64M", "alignment": "4K" }], '"$payloads"
}

@test "crosvm with GICv2: everyone agrees" {
	judge crosvm "1 8" '"gic": { "version": 2 }, "battery": true, '"$payloads" \
		--undocumented google,goldfish-battery
}

@test "kvmtool: everyone agrees" {
	judge kvmtool "1 4 20" '"memory": "8G", "virtio": 8, "pmu": true, "flash": { "size": "4M" }, '"$payloads" \
		--undocumented motorola,mc146818
}

@test "kvmtool with GICv2: everyone agrees" {
	judge kvmtool "1 8" '"gic": { "version": 2 }, "virtio": 8, "pmu": true, '"$payloads" \
		--undocumented motorola,mc146818
}

@test "libkrun: everyone agrees" {
	judge libkrun "1 4 20" '"memory": "8G", "virtio": 126, '"$payloads"
}

@test "libkrun with GICv2: everyone agrees" {
	judge libkrun "1 8" '"gic": { "version": 2 }, "virtio": 6, '"$payloads"
}

@test "every machine is listed with one line about it" {
	run mkfdt --list-machines
	assert_equal "${#lines[@]}" "$(find "$MKFDT_SOURCE_DIR/src/vm/machines" -name '*.json' | wc -l)"
	for line in "${lines[@]}"; do
		assert_regex "$line" '^[a-z-]+ +[A-Za-z].{20,}$'
		assert [ "${#line}" -le 100 ]
	done
}

@test "redistributors and ITS grow downward with the cpus, as on Firecracker and kvmtool" {
	local machine

	for machine in firecracker kvmtool; do
		run node interrupt-controller@3fff0000 "{ \"machine\": \"$machine\", \"cpus\": 20 }"
		assert_line "reg = <0x0 0x3fff0000 0x0 0x10000>,"
		assert_line "<0x0 0x3fd70000 0x0 0x280000>;"
		assert_line "reg = <0x0 0x3fd50000 0x0 0x20000>;"
	done
}

@test "crosvm has its ITS above the distributor, wherever the redistributors end" {
	run node interrupt-controller@3fff0000 '{ "machine": "crosvm", "cpus": 20 }'
	assert_line "<0x0 0x3fd70000 0x0 0x280000>;"
	assert_line "reg = <0x0 0x40000000 0x0 0x20000>;"
}

@test "cloud-hypervisor and libkrun have their controllers below the UART; libkrun has no ITS" {
	run node interrupt-controller@8ff0000 '{ "machine": "cloud-hypervisor", "cpus": 2 }'
	assert_line "<0x0 0x8fb0000 0x0 0x40000>;"
	assert_line "reg = <0x0 0x8f90000 0x0 0x20000>;"
	run node interrupt-controller@9ff0000 '{ "machine": "libkrun", "cpus": 2 }'
	assert_line "<0x0 0x9fb0000 0x0 0x40000>;"
	refute_line --partial "msi-controller"
}

@test "GICv2: a GIC-400 in the last pages, or a GIC of the Cortex-A15" {
	run node interrupt-controller@3ffff000 '{ "machine": "firecracker", "gic": { "version": 2 } }'
	assert_line 'compatible = "arm,gic-400";'
	assert_line "reg = <0x0 0x3ffff000 0x0 0x1000>,"
	assert_line "<0x0 0x3fffd000 0x0 0x2000>;"
	assert_line --regexp "^interrupts = <1 8 (260|0x104)>;"
	refute_line --partial "msi-controller"
	run node interrupt-controller@9fff000 '{ "machine": "libkrun", "gic": { "version": 2 } }'
	assert_line "<0x0 0x9ffd000 0x0 0x2000>;"
	run node interrupt-controller@3fff0000 '{ "machine": "crosvm", "gic": { "version": 2 } }'
	assert_line 'compatible = "arm,cortex-a15-gic";'
	assert_line "<0x0 0x3ffd0000 0x0 0x20000>;"
}

@test "kvmtool with GICv2 has a v2m frame with the first 64 SPIs; the devices have those behind" {
	run node v2m@3ffcf000 '{ "machine": "kvmtool", "gic": { "version": 2 } }'
	assert_line "reg = <0x0 0x3ffcf000 0x0 0x1000>;"
	run node serial@1003000 '{ "machine": "kvmtool", "gic": { "version": 2 } }'
	assert_line "interrupts = <0 67 4>;"
	run node virtio_mmio@3000000 '{ "machine": "kvmtool", "gic": { "version": 2 }, "virtio": 1 }'
	assert_line "interrupts = <0 68 1>;"
}

@test "firecracker: interrupts in the order virtio, serial, rtc, vmgenid, vmclock" {
	local description='{ "machine": "firecracker", "virtio": 3 }'

	run node virtio_mmio@40005000 "$description"
	assert_line "reg = <0x0 0x40005000 0x0 0x1000>;"
	assert_line "interrupts = <0 2 1>;"
	run node serial@40002000 "$description"
	assert_line "interrupts = <0 3 1>;"
	run node rtc@40001000 "$description"
	refute_line --partial "interrupts"
	run node rng@801ffff0 "$description"
	assert_line "interrupts = <0 5 1>;"
	run node ptp@801fe000 "$description"
	assert_line "interrupts = <0 6 1>;"
}

@test "kvmtool: four UARTs have SPI 0 to 3, virtio those behind" {
	local description='{ "machine": "kvmtool", "virtio": 2 }'

	run node serial@1000000 "$description"
	assert_line "interrupts = <0 0 4>;"
	run node serial@1003000 "$description"
	assert_line "interrupts = <0 3 4>;"
	run node virtio_mmio@3000200 "$description"
	assert_line "interrupts = <0 5 1>;"
}

@test "libkrun: UART, clock and virtio devices in pages one after the other, from SPI 32 up" {
	local description='{ "machine": "libkrun", "virtio": 2 }'

	run node serial@a001000 "$description"
	assert_line 'compatible = "arm,pl011", "arm,primecell";'
	assert_line "interrupts = <0 32 1>;"
	run node rtc@a002000 "$description"
	assert_line "interrupts = <0 33 4>;"
	run node virtio_mmio@a004000 "$description"
	assert_line "interrupts = <0 35 1>;"
	run node timer "$description"
	refute_line --partial "<1 12 "
}

@test "crosvm: two UARTs on each of two lines, a pl030 with a clock of its own" {
	local base

	for base in 3f8 3e8; do
		run node "serial@$base" '{ "machine": "crosvm" }'
		assert_line "interrupts = <0 0 1>;"
	done
	for base in 2f8 2e8; do
		run node "serial@$base" '{ "machine": "crosvm" }'
		assert_line "interrupts = <0 2 1>;"
	done
	run node rtc@2000 '{ "machine": "crosvm" }'
	assert_line "arm,primecell-periphid = <0x41030>;"
	run node apb-pclk '{ "machine": "crosvm" }'
	assert_line "clock-frequency = <3141592>;"
	run node watchdog@3000 '{ "machine": "crosvm" }'
	refute_line --partial "interrupts"
}

@test "cloud-hypervisor: rtc, power key and UART behind the eight lines of PCI" {
	run node rtc@9010000 '{ "machine": "cloud-hypervisor" }'
	assert_line "interrupts = <0 8 4>;"
	run node gpio@9020000 '{ "machine": "cloud-hypervisor" }'
	assert_line "interrupts = <0 9 1>;"
	run node serial@9000000 '{ "machine": "cloud-hypervisor" }'
	assert_line "interrupts = <0 11 1>;"
}

# banks MACHINE MEMORY: the regions of its memory.
banks() {
	mkfdt <<<"{ \"machine\": \"$1\", \"memory\": \"$2\" }" |
		mkfdt --dump=json - | jq -r '."/" | to_entries[] | select(.key | startswith("memory@")) | .key'
}

@test "memory goes around what the VMM has for itself" {
	require jq
	run banks firecracker 1G
	assert_output memory@80200000
	run banks firecracker 300G
	assert_output "memory@80200000
memory@8000000000"
	run banks cloud-hypervisor 2G
	assert_output memory@40000000
	run banks cloud-hypervisor 4G
	assert_output "memory@40000000
memory@100000000"
	run banks crosvm 100G
	assert_output memory@80000000
}

# placed MACHINE: where 20 MiB of kernel, 5000 bytes of initrd and the blob go in 1 GiB.
placed() {
	mkfdt -O vm <<-END | jq -r '[.kernel, .initrd, .fdt] | map(.start) | join(" ")'
		{
			"machine": "$1", "memory": "1G", "kernel": { "start": "auto", "size": "20M" },
			"initrd": { "start": "auto", "size": 5000 }, "fdt": { "start": "auto" }
		}
	END
}

@test "kernel, initrd and blob are where the VMM's loader puts them" {
	require jq
	run placed firecracker
	assert_output "0x80200000 0xbfdfe000 0xbfe00000"
	run placed cloud-hypervisor
	assert_output "0x40400000 0x7fffe000 0x40000000"
	run placed crosvm
	assert_output "0x80000000 0x82000000 0xbfe00000"
	run placed kvmtool
	assert_output "0x80000000 0x8fdfec78 0x8fe00000"
	run placed libkrun
	assert_output "0x80000000 0xbfdfec78 0xbfe00000"
}

@test "PCI: a window below 4 GiB, and what is left above the memory" {
	run node pcie@30000000 '{ "machine": "cloud-hypervisor" }'
	assert_line "reg = <0x0 0x30000000 0x0 0x100000>;"
	assert_line "<0x3000000 0x2 0x0 0x2 0x0 0xfd 0xffef0000>;"
	run node pcie@30000000 '{ "machine": "cloud-hypervisor", "memory": "16G" }'
	assert_line "<0x3000000 0x4 0x48000000 0x4 0x48000000 0xfb 0xb7ef0000>;"
	run node pcie@10000 '{ "machine": "crosvm", "memory": "2G" }'
	assert_line 'compatible = "pci-host-cam-generic";'
	assert_line "<0x43000000 0x1 0x800000 0x1 0x800000 0xfe 0xff800000>;"
	run node pcie@40000000 '{ "machine": "kvmtool" }'
	assert_line "bus-range = <0 0>;"
	assert_line "<0x2000000 0x0 0x50000000 0x0 0x50000000 0x0 0x30000000>;"
	run node pcie@70000000 '{ "machine": "firecracker", "pcie": true }'
	assert_line "<0x3000000 0x40 0x0 0x40 0x0 0x40 0x0>;"
	run node pcie@70000000 '{ "machine": "firecracker" }'
	assert_output ""
}

@test "crosvm: a device's line is the next free one, from SPI 4 up when there is a battery" {
	run node pcie@10000 '{ "machine": "crosvm", "battery": true, "pcie": { "interrupts": [{ "device": 1, "spi": "next" }] } }'
	assert_line --partial " 0 4 4>;"
}

@test "a machine that does not exist: the one that was meant, or all" {
	refused '{ "machine": "virt" }'
	assert_line --partial '/machine: there is no machine "virt"'
	assert_line 'help: did you mean "qemu-virt"?'
	refused '{ "machine": "bochs" }'
	assert_line --partial "help: the machines are cloud-hypervisor, crosvm, "
}
