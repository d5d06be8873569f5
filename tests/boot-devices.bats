# The board's small devices and the shape of its cpus, from the blob alone: clock, power key, performance counters,
# two NUMA nodes, sockets and cores.

load helper
load boot/boot

press_power_key() {
	wait_for guest "waiting for the power key"
	sleep 1
	echo system_powerdown
}

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": { "count": 4, "topology": { "sockets": 2, "cores": 2 } },
			"memory": [
				{ "base": "0x4000_0000", "size": "384M", "numa_node": 0 },
				{ "base": "0x5800_0000", "size": "128M", "numa_node": 1 }
			],
			"numa": { "cpus": ["0-1", "2-3"], "distances": [[10, 30], [30, 10]] },
			"pmu": true,
			"rtc": { "base": "0x0901_0000", "spi": 2 },
			"gpio": {
				"base": "0x0903_0000", "spi": 7,
				"keys": [{ "name": "power", "code": 116, "pin": 3 }]
			},
			"fw_cfg": { "base": "0x0902_0000" },
			"cmdline": "mkfdt.power-key",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	GUEST_MONITOR=press_power_key boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -smp 4
}

@test "the clock tells the time" {
	local rtc now

	rtc=$(facts guest rtc)
	now=$(date +%s)
	assert_regex "$rtc" '^rtc-pl031 9010000\.rtc [0-9]+$'
	[ $((now - ${rtc##* })) -lt 300 ]
}

@test "the clock has its interrupt" {
	run facts guest interrupt
	assert_line --regexp ' GICv3 34 Level rtc-pl031$'
}

@test "the GPIO controller is there, and the key has its line 3" {
	run facts guest gpio
	assert_output "9030000.gpio 8"
	run facts guest device
	assert_line "gpio-keys gpio-keys"
	run facts guest interrupt
	assert_line --regexp ' 9030000\.gpio 3 Edge gpio_keys$'
}

@test "pressed, it is Linux's power key: EV_KEY, KEY_POWER, down" {
	run facts guest power-key
	assert_output "1 116 1"
}

@test "the performance counters are there, with their interrupt" {
	run facts guest pmu
	assert_output armv8_pmuv3
	run facts guest interrupt
	assert_line --regexp ' GICv3 23 Level arm-pmu$'
}

@test "fw_cfg has its driver" {
	run facts guest device
	assert_line "9020000.fw-cfg fw_cfg"
}

@test "two NUMA nodes have their cpus and the distances described" {
	run facts guest node
	assert_line --regexp '^0 cpus 0-1 memory [0-9]+ distances 10 30$'
	assert_line --regexp '^1 cpus 2-3 memory [0-9]+ distances 30 10$'
	assert_equal ${#lines[@]} 2
}

@test "two sockets have two cores each" {
	run facts guest cpu
	assert_output - <<-END
		cpu0 package 0 cluster 0 core 0 threads 0
		cpu1 package 0 cluster 0 core 1 threads 1
		cpu2 package 1 cluster 0 core 0 threads 2
		cpu3 package 1 cluster 0 core 1 threads 3
	END
}
