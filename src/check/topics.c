#include "check/explain.h"

#include <stddef.h>

const struct article topics[] = {
	{"qemu-dtb", "what QEMU does to a blob that is given with -dtb",
		"\"qemu-system-aarch64 -M virt -dtb vm.dtb\" does not use the blob as it stands:\n"
		"\n"
		"  memory      every /memory node is deleted, and written anew from -m and -numa\n"
		"  psci        /psci is deleted and written anew for QEMU's own conduit, unless\n"
		"              PSCI is off (secure=on without -kernel)\n"
		"  bootargs    replaced by -append, if that is given and not empty\n"
		"  initrd      linux,initrd-start and -end are written if -initrd is given;\n"
		"              otherwise what the blob says survives, also if it is stale\n"
		"  rng-seed    each is filled with random bytes at every reset; kaslr-seed is\n"
		"              never touched\n"
		"\n"
		"All else is kept: QEMU adds none of its own nodes, even if -smp, gic-version or\n"
		"-device say something else. Hardware comes from the command line, the blob only\n"
		"describes it:\n"
		"\n"
		"  - as many cpus as -smp; more fail with -22, fewer are all that is used\n"
		"  - GICv3 in the blob needs -M virt,gic-version=3; the wrong one is a\n"
		"    synchronous external abort early in the boot\n"
		"  - the n-th \"-device virtio-blk-device\" sits in the n-th slot from the end:\n"
		"    the first in 0x0a003e00, SPI 47\n"
		"  - PCI is at the high ECAM unless highmem=off\n"
		"  - the root needs #address-cells and #size-cells; with one size cell, guests\n"
		"    of 4 GiB and more are refused\n"
		"\n"
		"To see what the guest gets: add dumpdtb=seen.dtb to -M, then\n"
		"\"mkfdt --diff vm.dtb seen.dtb\".\n"},
	{"interrupts", "how interrupts are counted",
		"The GIC gives every interrupt one number, the INTID:\n"
		"\n"
		"  INTID 0-15       SGI, between cpus; not in trees\n"
		"  INTID 16-31      PPI, private to a cpu: timer, PMU; in trees PPI 0-15\n"
		"  INTID 32-1019    SPI, shared by all cpus: devices; in trees SPI 0-987\n"
		"\n"
		"Trees count each kind from 0, hypervisors mostly count INTIDs, and a KVM irqfd\n"
		"counts SPIs. A description says which by the key: \"spi\": 16, \"ppi\": 11 or\n"
		"\"intid\": 48; --dump shows both. In the tree an interrupt is three cells:\n"
		"type (0 SPI, 1 PPI), number, trigger (1 edge-rising, 2 edge-falling, 4\n"
		"level-high, 8 level-low; for an SPI 1 and 4 only).\n"},
	{"severity", "when a finding is an error and when it is a warning",
		"Rules of the format (the blob's structure, names, duplicates, phandles,\n"
		"reservations) are errors everywhere. Rules about machines are errors on what a\n"
		"description made, and warnings on what came from a blob or under\n"
		"\"machine\": \"none\": such trees may be right for a machine that mkfdt does not\n"
		"know. Warnings about a machine's own tree are not shown.\n"
		"\n"
		"  -W no-CHECK     does not look\n"
		"  -W CHECK        looks\n"
		"  -E CHECK        an error wherever it is found\n"
		"  -E no-CHECK     a warning wherever it is found\n"
		"  -Werror         every warning is an error\n"
		"  -f              writes the output in spite of errors\n"
		"\n"
		"An error is exit status 1 and nothing is written; a warning is exit status 0.\n"},
	{NULL, NULL, NULL},
};
