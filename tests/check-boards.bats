#!/usr/bin/env bats
# Real boards must not drown in findings: machines that boot have no errors, and few warnings.

load helper

@test "the boards of Debian's arm64 kernels have no errors, and five warnings each at most (tests/boards/fetch)" {
	local boards counts errors warnings files

	need_boards
	files=$(find -L "$boards" -name '*.dtb*' | wc -l)
	counts=$(find -L "$boards" -name '*.dtb*' -print0 | xargs -0 "$MKFDT_BUILD_DIR/tests/unit/check_tool" -c)
	read -r errors warnings <<<"$(awk '{ e += $1; w += $2 } END { print e + 0, w + 0 }' <<<"$counts")"
	{
		echo "# $files blobs: $errors errors, $warnings warnings"
		sort -k2,2rn <<<"$counts" | sed 's/^/# /'
	} >&3
	assert_equal "$errors" 0
	assert [ "$warnings" -le $((files * 5)) ]
}

@test "QEMU's own trees have no errors, and few warnings" {
	local options

	require qemu-system-aarch64
	for options in gic-version=2 gic-version=3 gic-version=3,iommu=smmuv3 gic-version=3,virtualization=on; do
		qemu-system-aarch64 -M "virt,$options,dumpdtb=$(tmp qemu.dtb)" -cpu cortex-a57 -smp 4 -m 1024 -nographic >/dev/null 2>&1
		run mkfdt --check "$(tmp qemu.dtb)"
		assert_success
		# pl061.yaml: a GPIO controller of this kind takes interrupts. QEMU's does not say so.
		assert_equal "$(grep -c 'warning: ' <<<"$output")" "$(grep -cF 'warning: /pl061@9030000: "arm,pl061" needs the property' <<<"$output")"
	done
}
