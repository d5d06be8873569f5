# What a description makes, judged by others: Linux's bindings, dtc, libfdt, U-Boot. Many shapes, no complaint at all.

load helper
load judges/judges

# shape NAME DESCRIPTION: one of the blobs to judge.
shape() {
	printf '%s\n' "$2" | mkfdt -o "$BATS_FILE_TMPDIR/$1.dtb"
}

setup_file() {
	shape empty '{}'
	shape smp4 '{ "cpus": 4 }'
	shape smp20 '{ "cpus": 20, "cmdline": "quiet", "aliases": { "console": "/serial@9000000" } }'
	shape smp130 '{ "cpus": 130, "memory": "6G" }'
	shape gicv2 '{ "cpus": 4, "gic": { "version": 2 } }'
	shape initrd '{ "initrd": { "start": "0x4800_0000", "size": "2M" } }'
	shape high '{ "memory": "16G", "initrd": { "start": "0x2_0000_0000", "size": "2M" } }'
	shape banks '{ "memory": [{ "base": "0x4000_0000", "size": "1G" }, { "base": "0x1_0000_0000", "size": "2G" }] }'
	shape virtio32 '{ "virtio": 32 }'
	shape ns16550a '{ "serial": [{ "type": "ns16550a", "base": "0x0900_0000", "spi": 1, "clock_frequency": 3686400 }] }'
	shape psci02 '{ "psci": { "version": "0.2", "method": "smc" }, "memreserve": [{ "base": "0x5000_0000", "size": "1M" }] }'
	shape its '{ "gic": { "its": [{}, {}] } }'
	shape mbi '{ "gic": { "mbi": { "spi": 64, "count": 64 } } }'
	shape gicv4 '{ "cpus": 100, "gic": { "version": 4, "redistributor_stride": "0x4_0000", "maintenance_ppi": 9 } }'
	shape v2m '{
		"gic": {
			"version": 2, "v2m": { "base": "0x802_0000", "base_spi": 48, "num_spis": 64 }, "maintenance_ppi": 9,
			"hypervisor_interface": { "base": "0x803_0000" }, "vcpu_interface": { "base": "0x804_0000" }
		},
		"pcie": true
	}'
	shape smmu '{
		"gic": { "its": true }, "pcie": true, "smmu": true, "virtio": [{ "iommu": "smmu", "iommu_id": "0x1_0000" }]
	}'
	shape lines '{
		"pcie": {
			"swizzle": null, "interrupts": [{ "device": 1, "spi": 4 }, { "device": 2, "pin": "B", "spi": 5 }],
			"mem64": { "prefetchable": true }, "virtio_iommu": { "device": 3, "function": 2 }
		}
	}'
	shape segments '{
		"gic": { "its": true },
		"pcie": [
			{ "base": "0x3000_0000", "bus_range": [0, 0], "mem32": { "base": "0x1000_0000", "size": "256M" } },
			{
				"type": "cam", "base": "0x3010_0000", "bus_range": [0, 0],
				"io": { "base": "0x3100_0000", "size": "64K" }, "mem32": { "base": "0x2000_0000", "size": "128M" }
			}
		]
	}'
	shape numa '{
		"cpus": 4, "memory": [{ "size": "1G", "numa_node": 0 }, { "size": "1G", "numa_node": 1 }],
		"numa": { "cpus": ["0,3", "1-2"] }
	}'
}

@test "Linux's bindings have no complaint about any shape" {
	# The binding of the distances is a text.
	assert_dt_valid --undocumented numa-distance-map-v1 "$BATS_FILE_TMPDIR"/*.dtb
}

@test "dtc has no warning about any shape" {
	assert_dtc_silent "$BATS_FILE_TMPDIR"/*.dtb
}

@test "libfdt's full check finds nothing in any shape" {
	assert_libfdt_full "$BATS_FILE_TMPDIR"/*.dtb
}

@test "dtc makes the same tree of the source that mkfdt prints" {
	local blob

	require dtc
	for blob in "$BATS_FILE_TMPDIR"/*.dtb; do
		mkfdt --dump=dts "$blob" >"$BATS_TEST_TMPDIR/printed.dts"
		dtc -q -I dts -O dtb -o "$BATS_TEST_TMPDIR/compiled.dtb" "$BATS_TEST_TMPDIR/printed.dts"
		mkfdt --diff "$blob" "$BATS_TEST_TMPDIR/compiled.dtb"
	done
}

@test "U-Boot reaches its prompt from {}" {
	assert_uboot_prompt "$BATS_FILE_TMPDIR/empty.dtb"
}

@test "EDK2 reaches its shell from a tree with the flash that it keeps its variables in" {
	mkfdt -o "$(tmp edk2.dtb)" <<-END
		{ "/": { "flash@0": {
			"compatible": "cfi-flash",
			"reg": { "\$u64": [0, "64M", "64M", "64M"] },
			"bank-width": 4
		} } }
	END
	assert_edk2_shell "$(tmp edk2.dtb)"
}
