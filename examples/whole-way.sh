#!/bin/sh
# whole-way.sh KERNEL INITRD: from a description to a booted guest, step by step.
#
# KERNEL is an arm64 Image, INITRD any initrd for it. Debian's installer has both:
#
#	url=https://deb.debian.org/debian/dists/bookworm/main/installer-arm64/current/images/netboot/debian-installer/arm64
#	wget $url/linux $url/initrd.gz
#	examples/whole-way.sh linux initrd.gz
#
# MKFDT and QEMU name other programs than mkfdt and qemu-system-aarch64.
set -eu

here=$(dirname "$0")
mkfdt=${MKFDT:-mkfdt}

[ $# -eq 2 ] || { echo "usage: whole-way.sh KERNEL INITRD" >&2; exit 2; }
kernel=$1 initrd=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() {
	printf '\n== %s\n' "$*"
}

say "1. A description says what differs from the machine it starts from."
cat >"$folder/vm.json" <<'END'
{
  "machine": "minimal",
  "cpus": 2,
  "memory": "768M",
  "cmdline": "console=ttyAMA0 panic=-1",
  "initrd": { "start": "auto" },
  "virtio": [
    { "// which": "where QEMU puts its first virtio device", "name": "rng", "base": "0x0a00_3e00" }
  ]
}
END
cat "$folder/vm.json"

say "2. It becomes a blob; what is given on the command line comes last."
cp "$initrd" "$folder/initrd"
"$mkfdt" "$folder/vm.json" --set "initrd.file=$folder/initrd" -o "$folder/vm.dtb"
ls -l "$folder/vm.dtb"

say "3. What lies where, and who has which interrupt?"
"$mkfdt" --dump=map "$folder/vm.dtb"

say "4. Is it right, warnings counted as errors?"
"$mkfdt" --check -Werror "$folder/vm.dtb" && echo "yes"

say "5. What would change with another cpu?"
"$mkfdt" "$folder/vm.json" --set "initrd.file=$folder/initrd" --set cpus=3 -o "$folder/other.dtb"
"$mkfdt" --diff "$folder/vm.dtb" "$folder/other.dtb" || true

say "6. It boots."
MKFDT=$mkfdt sh "$here/run-qemu.sh" "$folder/vm.dtb" "$kernel" "$initrd" \
	-device virtio-rng-device -no-reboot
