#include "vm/part.h"

#include "vm/parts/parts.h"

/* In the order of the nodes in the tree. A new kind of device is one file and one row here. */
const struct part *const vm_parts[] = {
	&platform_part,
	&payload_part,
	&chosen_part,
	&memory_part,
	&memreserve_part,
	&reserved_memory_part,
	&framebuffer_part,
	&high_part,
	&cpus_part,
	&numa_part,
	&psci_part,
	&timer_part,
	&gic_part,
	&pmu_part,
	&clocks_part,
	&serial_part,
	&rtc_part,
	&gpio_part,
	&flash_part,
	&fw_cfg_part,
	&pmem_part,
	&battery_part,
	&watchdog_part,
	&platform_bus_part,
	&tpm_part,
	&smmu_part,
	&pcie_part,
	&virtio_part,
	&vmgenid_part,
	&vmclock_part,
	&aliases_part,
	NULL,
};

const struct record *vm_record(struct arena *arena)
{
	size_t count = sizeof(vm_parts) / sizeof(*vm_parts);
	struct field *rows = arena_array(arena, count, sizeof(*rows));
	struct record *record = arena_alloc(arena, sizeof(*record));

	for (size_t i = 0; vm_parts[i]; i++)
		rows[i] = (struct field){
			.key = "", .kind = KIND_INLINE, .record = vm_parts[i]->record};
	*record = (struct record){.name = "description", .size = sizeof(struct vm), .fields = rows};
	return record;
}
