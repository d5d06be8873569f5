#ifndef MKFDT_VM_PARTS_H
#define MKFDT_VM_PARTS_H

#include "vm/part.h"

extern const struct part aliases_part, battery_part, chosen_part, clocks_part, cpus_part,
	flash_part, framebuffer_part, fw_cfg_part, gic_part, gpio_part, memory_part,
	platform_bus_part, platform_part, pmem_part, pmu_part, psci_part, reserved_memory_part,
	rtc_part, serial_part, timer_part, tpm_part, virtio_part, vmclock_part, vmgenid_part,
	watchdog_part;

#endif
