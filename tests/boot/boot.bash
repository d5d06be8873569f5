# Booting Linux from a blob. A file of boot tests says
#
#	load helper
#	load boot/boot
#
#	setup_file() {
#		require_guest || return 0
#		boot_blob NAME BLOB [QEMU option...]
#	}
#
# and asks `facts NAME KEY` in its tests: one boot, a test for each fact.
#
# boot_blob loads kernel, initrd and blob as they are and enters the kernel by a stub that does what a boot loader does,
# because QEMU rewrites what it is given with -dtb (memory, chosen, psci): here, every byte that the guest sees is ours.

# Where things lie in the guest's memory, which begins at 0x40000000 on QEMU's virt board. The blob must say GUEST_INITRD_START too.
# (QEMU puts a tree of its own at the very beginning.)
GUEST_KERNEL=0x40200000
GUEST_STUB=0x45ff0000
GUEST_BLOB=0x46000000
GUEST_INITRD_START=0x48000000
export GUEST_KERNEL GUEST_STUB GUEST_BLOB GUEST_INITRD_START

: "${MKFDT_GUEST_DIR:=$MKFDT_BUILD_DIR/guest}"
GUEST_IMAGE=$MKFDT_GUEST_DIR/Image
GUEST_INITRD=$MKFDT_GUEST_DIR/initrd.cpio
export GUEST_IMAGE GUEST_INITRD

# For setup_file: fails when this machine cannot have the guest; the tests are then skipped with the reason, or fail with
# it where everything must be there (CI=true).
require_guest() {
	local status=0

	GUEST_LACK="qemu-system-aarch64 is not installed"
	if command -v qemu-system-aarch64 >/dev/null; then
		GUEST_LACK=$("$MKFDT_SOURCE_DIR/tests/boot/fetch" "$MKFDT_GUEST_DIR" 2>&1) || status=$?
		[ $status -ne 0 ] || GUEST_LACK=
		if [ $status -ne 0 ] && [ $status -ne 77 ]; then
			echo "$GUEST_LACK" >&2
			exit 1
		fi
	fi
	export GUEST_LACK
	[ -z "$GUEST_LACK" ]
}

setup() {
	[ -z "${GUEST_LACK:-}" ] || lack "$GUEST_LACK"
}

# word NUMBER: a 32-bit instruction as its bytes, little-endian.
word() {
	local n=$(($1))

	# shellcheck disable=SC2059
	printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $((n & 255)) $((n >> 8 & 255)) $((n >> 16 & 255)) $((n >> 24 & 255)))"
}

# stub BLOB KERNEL: the entry that arm64's boot protocol asks for. Both addresses are multiples of 64 KiB below 4 GiB.
stub() {
	word $((0xd2a00000 | ($1 >> 16) << 5))     # mov x0, #BLOB
	word 0xaa1f03e1                            # mov x1, xzr
	word 0xaa1f03e2                            # mov x2, xzr
	word 0xaa1f03e3                            # mov x3, xzr
	word $((0xd2a00004 | ($2 >> 16) << 5))     # mov x4, #KERNEL
	word 0xd61f0080                            # br x4
}

# boot_blob NAME BLOB [QEMU option...]: by the stub, from the blob alone.
boot_blob() {
	local name=$1 blob=$2

	shift 2
	stub "$GUEST_BLOB" "$GUEST_KERNEL" >"$BATS_FILE_TMPDIR/stub"
	run_guest "$name" \
		-device "loader,force-raw=on,addr=$GUEST_KERNEL,file=$GUEST_IMAGE" \
		-device "loader,force-raw=on,addr=$GUEST_INITRD_START,file=$GUEST_INITRD" \
		-device "loader,force-raw=on,addr=$GUEST_BLOB,file=$blob" \
		-device "loader,force-raw=on,addr=$GUEST_STUB,file=$BATS_FILE_TMPDIR/stub,cpu-num=0" \
		"$@"
}

# boot_dtb_option NAME BLOB [QEMU option...]: as users do, with -kernel and -dtb; memory, chosen and psci are QEMU's.
boot_dtb_option() {
	local name=$1 blob=$2

	shift 2
	run_guest "$name" -kernel "$GUEST_IMAGE" -initrd "$GUEST_INITRD" -dtb "$blob" "$@"
}

# run_guest NAME QEMU-OPTION...: run QEMU until the guest powers off. The first serial line goes to NAME.serial, what
# init said (there, or in NAME.console when a test routes the console to that file) to NAME.facts. A guest that does not
# power off, or whose init said nothing, is a failure. An option given again wins, so a test may say -M gic-version=2.
# What the function named by GUEST_MONITOR prints goes to QEMU's monitor.
run_guest() {
	local name=$1 status=0
	local serial=$BATS_FILE_TMPDIR/$name.serial console=$BATS_FILE_TMPDIR/$name.console

	shift
	# One thread for all cpus: of 20 that wait for one another, only one has work, and the machine has other tests to run.
	timeout "${BOOT_TIMEOUT:-240}" qemu-system-aarch64 -M virt,gic-version=3 -cpu cortex-a57 -m 512M \
		-accel tcg,thread=single -nodefaults -display none -monitor stdio -no-reboot -serial "file:$serial" "$@" \
		>"$BATS_FILE_TMPDIR/$name.qemu" 2>&1 < <("${GUEST_MONITOR:-true}" 3>&-) || status=$?
	[ -e "$console" ] || console=$serial
	tr -d '\r' <"$console" | sed -n '/^facts begin$/,/^facts end$/p' >"$BATS_FILE_TMPDIR/$name.facts"
	if [ $status -ne 0 ] || ! grep -q '^facts end$' "$BATS_FILE_TMPDIR/$name.facts"; then
		{
			echo "guest $name: QEMU ended with status $status"
			cat "$BATS_FILE_TMPDIR/$name.qemu"
			tail -n 40 "$console"
		} >&2
		return 1
	fi
}

# wait_for NAME TEXT: until the guest NAME has written TEXT to its serial line, for a minute at most (for GUEST_MONITOR).
wait_for() {
	local deadline=$((SECONDS + 60))

	until grep -a -q -F -e "$2" "$BATS_FILE_TMPDIR/$1.serial" 2>/dev/null || [ $SECONDS -gt $deadline ]; do
		sleep 0.2
	done
}

# facts NAME KEY: every value that the guest NAME told of KEY (init says which there are), one a line.
facts() {
	sed -n "s/^$2: //p" "$BATS_FILE_TMPDIR/$1.facts"
}
