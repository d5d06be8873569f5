#ifndef MKFDT_VM_PARTS_H
#define MKFDT_VM_PARTS_H

#include "vm/part.h"

extern const struct part aliases_part, chosen_part, cpus_part, gic_part, memory_part, platform_part,
	psci_part, serial_part, timer_part, virtio_part;

#endif
