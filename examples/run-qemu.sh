#!/bin/sh
# run-qemu.sh DESCRIPTION KERNEL [INITRD [QEMU-OPTION...]]: make the blob of a description and boot Linux from it.
#
# QEMU's hardware comes from its command line, the blob only describes it. So this script asks the blob for the number of
# cpus, the memory and the GIC, and gives QEMU the same. The description should be for QEMU's virt board ("minimal" or
# "qemu-virt"). Further devices are for the user to add on both sides.
#
#	examples/run-qemu.sh examples/minimal.json Image initrd.cpio
#	examples/run-qemu.sh vm.json Image initrd.cpio -drive file=disk.img,format=raw,if=none,id=d -device virtio-blk-device,drive=d
#
# MKFDT and QEMU name other programs than mkfdt and qemu-system-aarch64.
set -eu

mkfdt=${MKFDT:-mkfdt}
qemu=${QEMU:-qemu-system-aarch64}

die() {
	echo "run-qemu.sh: $*" >&2
	exit 2
}

[ $# -ge 2 ] || die "usage: run-qemu.sh DESCRIPTION KERNEL [INITRD [QEMU-OPTION...]]"
for program in "$mkfdt" "$qemu"; do
	command -v "$program" >/dev/null || die "$program is not installed"
done
description=$1 kernel=$2 initrd=${3:-}
shift 2
[ $# -eq 0 ] || shift
[ -r "$kernel" ] || die "cannot read the kernel, $kernel"
[ -z "$initrd" ] || [ -r "$initrd" ] || die "cannot read the initrd, $initrd"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
blob=$folder/vm.dtb

# Where QEMU puts the initrd, it also says so in the blob.
"$mkfdt" "$description" -o "$blob" || exit

cpus=$("$mkfdt" --get /cpus "$blob" | grep -c '^cpu@')
bytes=0
for node in $("$mkfdt" --get / "$blob" | grep '^memory@'); do
	while read -r base size; do
		[ -z "$base" ] || bytes=$((bytes + size))
	done <<END
$("$mkfdt" --get "/${node%/}:reg" "$blob")
END
done
case $("$mkfdt" --get interrupt-controller:compatible "$blob") in
*gic-v3*) gic=3 ;;
*) gic=2 ;;
esac

set -- -M "virt,gic-version=$gic" -cpu "${CPU:-cortex-a57}" -smp "$cpus" -m "$((bytes / 1048576))M" -nographic \
	-kernel "$kernel" -dtb "$blob" "$@"
[ -z "$initrd" ] || set -- "$@" -initrd "$initrd"
echo "$qemu $*"
"$qemu" "$@"
