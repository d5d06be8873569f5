#ifndef MKFDT_VM_PARTS_H
#define MKFDT_VM_PARTS_H

#include "vm/part.h"

extern const struct part aliases_part;
extern const struct part battery_part;
extern const struct part chosen_part;
extern const struct part clocks_part;
extern const struct part cpus_part;
extern const struct part flash_part;
extern const struct part framebuffer_part;
extern const struct part fw_cfg_part;
extern const struct part gic_part;
extern const struct part gpio_part;
extern const struct part high_part;
extern const struct part memory_part;
extern const struct part memreserve_part;
extern const struct part numa_part;
extern const struct part payload_part;
extern const struct part pcie_part;
extern const struct part platform_bus_part;
extern const struct part platform_part;
extern const struct part pmem_part;
extern const struct part pmu_part;
extern const struct part psci_part;
extern const struct part reserved_memory_part;
extern const struct part rtc_part;
extern const struct part serial_part;
extern const struct part smmu_part;
extern const struct part timer_part;
extern const struct part tpm_part;
extern const struct part virtio_part;
extern const struct part vmclock_part;
extern const struct part vmgenid_part;
extern const struct part watchdog_part;

#endif
