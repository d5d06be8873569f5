# What others say of a blob. Loaded by .bats files after helper: `load judges/judges`.

# The complaints of dt-validate on standard input, one a line with the binding that they come from; without the known
# exceptions: chosen.yaml of that time does not know that Linux reads a 64-bit linux,initrd-start and -end.
complaints() {
	sed '/^\t/!{ N; s/\n\tFrom schema: .*bindings\// \[/; s/\n\tFrom schema: .*schemas\// \[/; s/\.yaml$/]/; P; D; }' |
		grep -v -E 'chosen: linux,initrd-(start|end):0: \[[0-9]+, [0-9]+\] is too long'
}

# assert_dt_valid [--undocumented COMPATIBLE]... BLOB...: Linux's bindings have no complaint about any of the blobs, and
# know every compatible string but those named.
assert_dt_valid() {
	local status=0 lack said known='^$'

	while [ "$1" = --undocumented ]; do
		known+="|failed to match any schema with compatible: \['$2'\]"
		shift 2
	done
	lack=$("$MKFDT_SOURCE_DIR/tests/judges/bindings" "$MKFDT_BUILD_DIR/judges" 2>&1) || status=$?
	case $status in
	0) ;;
	77) lack "$lack" ;;
	*) fail "$lack" ;;
	esac
	"$MKFDT_SOURCE_DIR/tests/judges/bindings-for" "$MKFDT_BUILD_DIR/judges/bindings.json" "$@" \
		>"$BATS_TEST_TMPDIR/bindings.json"
	dt-validate -m -s "$BATS_TEST_TMPDIR/bindings.json" "$@" >"$BATS_TEST_TMPDIR/dt-validate" 2>&1 ||
		fail "dt-validate failed: $(cat "$BATS_TEST_TMPDIR/dt-validate")"
	said=$(complaints <"$BATS_TEST_TMPDIR/dt-validate" | grep -v -E "$known") || true
	[ -z "$said" ] || fail "$said"
}

# assert_dtc_silent BLOB...: dtc (or the one that DTC names) reads each of them, and none of its checks has anything to
# say. One that dtc 1.7 gave up does not count: before, it wanted #address-cells of every interrupt controller, which the
# binding of the pl061 forbids.
assert_dtc_silent() {
	local dtc=${DTC:-dtc} blob said

	require "$dtc"
	for blob; do
		said=$("$dtc" -I dtb -O dts -o /dev/null "$blob" 2>&1) || fail "dtc refuses $blob: $said"
		said=$(grep -v '(interrupt_provider): /gpio@[0-9a-f]*: Missing #address-cells' <<<"$said") || true
		[ -z "$said" ] || fail "$blob: $said"
	done
}

# assert_libfdt_full BLOB...: libfdt's full check finds nothing.
assert_libfdt_full() {
	local tool=$MKFDT_BUILD_DIR/tests/unit/fdt_check

	[ -x "$tool" ] || lack "libfdt's headers were not there when the tests were built (libfdt-dev)"
	"$tool" "$@" || fail "libfdt refuses the blob"
}

# assert_uboot_prompt BLOB [QEMU option...]: U-Boot, given the blob by QEMU's -dtb, reaches its prompt.
assert_uboot_prompt() {
	local firmware=/usr/lib/u-boot/qemu_arm64/u-boot.bin

	[ -f "$firmware" ] || lack "U-Boot is not installed (u-boot-qemu)"
	firmware_says "$firmware" '^=> ' "$@"
}

# assert_edk2_shell BLOB [QEMU option...]: EDK2, given the blob by QEMU's -dtb, reaches its shell.
assert_edk2_shell() {
	local firmware=/usr/share/qemu-efi-aarch64/QEMU_EFI.fd

	[ -f "$firmware" ] || lack "EDK2 is not installed (qemu-efi-aarch64)"
	firmware_says "$firmware" 'Shell> ' "$@"
}

# firmware_says FIRMWARE PATTERN BLOB [QEMU option...]: the serial line shows PATTERN within FIRMWARE_TIMEOUT seconds.
firmware_says() {
	local firmware=$1 pattern=$2 blob=$3 qemu deadline
	local serial=$BATS_TEST_TMPDIR/firmware.serial

	shift 3
	require qemu-system-aarch64
	: >"$serial"
	# Not on bats' own descriptor 3: it would wait for QEMU.
	qemu-system-aarch64 -M virt,gic-version=3 -cpu cortex-a57 -m 512M -accel tcg,thread=single -nodefaults -display none \
		-monitor none -serial "file:$serial" -bios "$firmware" -dtb "$blob" "$@" \
		>"$BATS_TEST_TMPDIR/firmware.qemu" 2>&1 </dev/null 3>&- &
	qemu=$!
	deadline=$((SECONDS + ${FIRMWARE_TIMEOUT:-120}))
	while kill -0 $qemu 2>/dev/null && [ $SECONDS -lt $deadline ]; do
		if tr -d '\r' <"$serial" | grep -a -q -e "$pattern"; then
			kill $qemu
			wait $qemu || true
			return 0
		fi
		sleep 0.2
	done
	kill $qemu 2>/dev/null || true
	wait $qemu || true
	fail "$(basename "$firmware") did not say '$pattern': $(cat "$BATS_TEST_TMPDIR/firmware.qemu") $(tail -n 20 "$serial")"
}
