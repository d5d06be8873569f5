# Every machine's tree, as it comes and at several sizes, judged by others: no complaint at all.

load helper
load judges/judges

# blob NAME MACHINE MEMBERS: without a warning, or the tests of this file fail.
blob() {
	mkfdt -Werror -o "$BATS_FILE_TMPDIR/blobs/$1.dtb" - <<<"{ \"machine\": \"$2\", $3 }"
}

setup_file() {
	local machine cpus

	mkdir "$BATS_FILE_TMPDIR/blobs"
	# "none" has no tree of its own to judge.
	mkfdt --list-machines | awk '$1 != "none" { print $1 }' >"$BATS_FILE_TMPDIR/machines"
	while read -r machine; do
		for cpus in 1 4 20; do
			blob "$machine-$cpus" "$machine" "\"cpus\": $cpus"
		done
		blob "$machine-options" "$machine" '"cpus": { "count": 8, "topology": { "sockets": 2, "cores": 4 } }, "pmu": true,
			"memory": { "size": "6G" }, "cmdline": "quiet", "initrd": { "start": "auto", "size": "2M" },
			"chosen": { "rng_seed": "random", "kaslr_seed": "random" }'
		# Cloud Hypervisor has no GICv2.
		[ "$machine" = cloud-hypervisor ] ||
			blob "$machine-gicv2" "$machine" '"cpus": 8, "gic": { "version": 2 }'
	done <"$BATS_FILE_TMPDIR/machines"
}

@test "there are machines to judge" {
	run cat "$BATS_FILE_TMPDIR/machines"
	assert_line minimal
}

@test "Linux's bindings have no complaint about any machine" {
	# Two have bindings, but later ones than Linux 6.1's; the binding of the third is a text.
	assert_dt_valid --undocumented microsoft,vmgenid --undocumented amazon,vmclock --undocumented motorola,mc146818 \
		"$BATS_FILE_TMPDIR"/blobs/*.dtb
}

@test "dtc has no warning about any machine" {
	assert_dtc_silent "$BATS_FILE_TMPDIR"/blobs/*.dtb
}

@test "libfdt's full check finds nothing in any machine" {
	assert_libfdt_full "$BATS_FILE_TMPDIR"/blobs/*.dtb
}

@test "no machine's tree raises a warning when it is read back" {
	mkfdt --check -Werror "$BATS_FILE_TMPDIR"/blobs/*.dtb
}
