#ifndef MKFDT_VM_VM_H
#define MKFDT_VM_VM_H

#include "tree/set.h"
#include "vm/field.h"
#include "vm/keys.h"

/*
 * What a virtual machine is: the description, decoded. One struct for each part, filled by the
 * part's rows, completed by its planning (addresses and interrupts that were left out), turned
 * into nodes by its builder; see vm/part.h. Addresses and sizes are in bytes, guest physical.
 */

/* A span of the address space: two of base, size and end (exclusive). */
struct region {
	struct origin at;
	struct number base, size, end;
};

/*
 * One line of the GIC. spi and ppi count as in the tree's specifiers, intid as the GIC does
 * (SPI + 32, PPI + 16). trigger is one of interrupt_triggers.
 */
enum trigger { EDGE_RISING, EDGE_FALLING, LEVEL_HIGH, LEVEL_LOW };
struct interrupt {
	struct origin at;
	struct number spi, ppi, intid;
	struct choice trigger;
	struct flag shared;
};

/* What most devices are. */
struct device {
	struct origin at;
	struct text name; /* a label: what references in the raw tree may call it */
	struct region region;
	struct interrupt interrupt;
};

struct platform {
	struct origin at;
	struct text model;
	struct texts compatible;
	struct number boot_cpu;
	struct flag dma_coherent;
};

struct cpu {
	struct origin at;
	struct number mpidr;
	struct text compatible, enable_method;
	struct number numa_node, capacity_dmips_mhz, dynamic_power_coefficient;
};

struct topology {
	struct origin at;
	struct number sockets, clusters, cores, threads;
};

struct cache {
	struct origin at;
	struct number size, line_size, sets;
};

struct shared_cache {
	struct origin at;
	struct cache cache;
	struct number cpus;
};

struct caches {
	struct origin at;
	struct cache l1d, l1i;
	struct shared_cache l2, l3;
};

struct cpus {
	struct origin at;
	struct number count;
	struct text compatible, enable_method;
	struct numbers mpidr; /* planned for every cpu */
	struct topology topology;
	struct caches caches;
	LIST_OF(struct cpu) list;
};

struct memory {
	struct origin at;
	struct region region;
	struct number numa_node;
};

/* Where memory without a base goes; without a size the window has no end. */
struct memory_window {
	struct origin at;
	struct region region;
	struct number reserved;
};

/* Where regions go whose base is "high": above the memory, in the order of planning. */
struct high_window {
	struct origin at;
	struct number base, distance, align;
	uint64_t next; /* planning: the first address that is free, 0 before the first region */
};

struct numa {
	struct origin at;
	struct matrix distances;
	struct texts cpus;
	uint64_t *of_cpu; /* planned: the node of each cpu, NO_NODE where none is said */
	uint64_t nodes;	  /* planned: how many there are */
};

/* Four lines: eventq, priq, cmdq-sync, gerror. */
struct smmu {
	struct origin at;
	struct device device;
	struct flag dma_coherent;
};

/* A part of the address space that a PCI bus passes on. */
struct pcie_window {
	struct origin at;
	struct region region;	   /* as the cpus see it */
	struct number pci_address; /* where the bus has it */
	struct flag prefetchable;
};

/* INTA to INTD of the slots, rotated over the lines as on a board. */
struct pcie_swizzle {
	struct origin at;
	struct number spi, lines, slots;
	struct flag shared;
};

/* The line of one device's pin. */
struct pcie_line {
	struct origin at;
	struct number device;
	struct choice pin;
	struct interrupt interrupt;
};

struct virtio_iommu {
	struct origin at;
	struct text name;
	struct number device, function;
};

enum pcie_type { PCIE_ECAM, PCIE_CAM };
struct pcie {
	struct origin at;
	struct device device;
	struct choice type;
	struct numbers bus_range; /* planned: first and last */
	struct number domain;
	struct number id_base; /* of the first function for MSI controllers and IOMMUs */
	struct pcie_window io, mem32, mem64;
	struct pcie_swizzle swizzle;
	LIST_OF(struct pcie_line) interrupts;
	struct text msi, iommu, memory_region;
	struct virtio_iommu virtio_iommu;
	struct flag dma_coherent;
};

/* A payload that the VMM loads: where it is, or how large the file is that goes there. */
struct payload {
	struct origin at;
	struct number start, base, size, end; /* base: a synonym of start, never set */
	struct text file;
};

/* Where the machine's loader puts what "auto" leaves to it: above or below something else. */
struct placement_rule {
	struct origin at;
	struct choice above, below;
	struct number distance, align, room, within;
	struct flag half_at_most;
};

struct placement {
	struct origin at;
	struct placement_rule kernel, initrd, fdt;
};

struct chosen {
	struct origin at;
	struct text stdout_path;
	struct hex rng_seed, kaslr_seed;
	struct flag pci_probe_only;
};

struct psci {
	struct origin at;
	struct choice version, method;
};

enum psci_version { PSCI_0_2, PSCI_1_0 };

struct redistributors {
	struct origin at;
	struct region region;
	struct flag when_full;
};

/* Message signalled interrupts: GICv3's translation service, GICv2's frame. */
struct its {
	struct origin at;
	struct text name;
	struct region region;
};

struct v2m {
	struct origin at;
	struct text name;
	struct region region;
	struct number base_spi, num_spis;
};

/* SPIs that messages may raise, written to the distributor. */
struct mbi {
	struct origin at;
	struct number spi, count;
};

struct gic {
	struct origin at;
	struct number version;
	struct text compatible;
	struct region distributor, cpu_interface, hypervisor_interface, vcpu_interface;
	LIST_OF(struct redistributors) redistributors;
	struct number redistributor_stride;
	struct number maintenance_ppi;
	LIST_OF(struct its) its;
	LIST_OF(struct v2m) v2m;
	LIST_OF(struct mbi) mbi;
};

struct timer {
	struct origin at;
	struct numbers ppis; /* secure, physical, virtual, hypervisor, hypervisor virtual */
	struct choice trigger;
	struct flag always_on;
};

enum serial_type { SERIAL_PL011, SERIAL_NS16550A };
struct serial {
	struct origin at;
	struct choice type;
	struct device device;
	struct number clock_frequency, reg_shift, reg_io_width;
};

struct virtio {
	struct origin at;
	struct device device;
	struct number count;
	struct flag dma_coherent;
	struct text iommu;
	struct number iommu_id;
};

struct virtio_window {
	struct origin at;
	struct number base, stride, size, spi, count;
};

struct reserve {
	struct origin at;
	struct region region;
};

struct pmu {
	struct origin at;
	struct number ppi;
};

enum rtc_type { RTC_PL031, RTC_PL030, RTC_MC146818 };
struct rtc {
	struct origin at;
	struct choice type;
	struct device device;
	struct flag polled;
};

/* A key on a line of the gpio controller. */
struct key {
	struct origin at;
	struct text name, label;
	struct number code, pin;
	struct flag active_low;
};

struct gpio {
	struct origin at;
	struct device device;
	LIST_OF(struct key) keys;
};

/* A region and nothing more, in a list. */
struct bank {
	struct origin at;
	struct region region;
};

struct flash {
	struct origin at;
	struct text name, label;
	struct region region;
	LIST_OF(struct bank) banks;
	struct number bank_width, device_width;
};

struct fw_cfg {
	struct origin at;
	struct device device;
	struct flag dma_coherent;
};

struct platform_bus {
	struct origin at;
	struct device device;
	struct texts compatible;
};

struct vmgenid {
	struct origin at;
	struct device device;
};

struct vmclock {
	struct origin at;
	struct device device;
};

struct battery {
	struct origin at;
	struct device device;
};

struct watchdog {
	struct origin at;
	struct device device;
	struct number clock_frequency, timeout_sec;
};

struct framebuffer {
	struct origin at;
	struct device device;
	struct number width, height, stride;
	struct choice format;
};

struct pmem {
	struct origin at;
	struct device device;
	struct number numa_node;
	struct flag is_volatile;
};

struct tpm {
	struct origin at;
	struct device device;
	struct texts compatible;
};

struct clock {
	struct origin at;
	struct text name, output_name;
	struct number frequency;
};

/* Memory that the guest must keep its hands off, at an address or wherever the guest finds room. */
struct reserved_memory {
	struct origin at;
	struct text name;
	struct texts compatible;
	struct region region;
	struct number alignment;
	LIST_OF(struct bank) alloc_ranges;
	struct flag no_map, reusable, cma_default, dma_default;
	struct number record_size, console_size, ftrace_size, pmsg_size, ecc_size;
};
#define NO_NODE UINT64_MAX

enum { SPIS = 988 }; /* 0 to 987 (GICv3 architecture: INTID 32 to 1019) */

/* Does something have that SPI, and where was it said? */
struct spi_claim {
	bool taken;
	struct origin at;
};

struct vm {
	struct origin at;
	struct arena *arena;
	struct diag *diag;
	unsigned earlier;		  /* errors that are not the description's */
	struct spi_claim *spi_claims;	  /* SPIS of them, by planning */
	LIST_OF(struct interrupt *) next; /* interrupts that want the next free SPI */
	LIST_OF(const char *) files;	  /* that were measured: the blob depends on them */
	struct keys lost;		  /* what mistakes made incomplete: see vm_rest */
	const struct json *schema, *summary, *machine, *variants, *offers,
		*raw; /* keys that are read elsewhere */

	struct platform platform;
	struct names aliases;
	struct cpus cpus;
	LIST_OF(struct memory) memory;
	LIST_OF(struct memory_window) memory_windows;
	struct high_window high_window;
	struct numa numa;
	struct text cmdline;
	struct payload initrd, kernel, fdt;
	struct placement placement;
	struct chosen chosen;
	struct psci psci;
	struct gic gic;
	struct timer timer;
	LIST_OF(struct serial) serial;
	LIST_OF(struct virtio) virtio;
	struct virtio_window virtio_window;
	LIST_OF(struct reserve) memreserve;
	struct smmu smmu;
	LIST_OF(struct pcie) pcie;
	struct pmu pmu;
	struct rtc rtc;
	struct gpio gpio;
	LIST_OF(struct flash) flash;
	struct fw_cfg fw_cfg;
	struct platform_bus platform_bus;
	struct vmgenid vmgenid;
	struct vmclock vmclock;
	struct battery battery;
	struct watchdog watchdog;
	LIST_OF(struct framebuffer) framebuffer;
	LIST_OF(struct pmem) pmem;
	struct tpm tpm;
	LIST_OF(struct clock) clocks;
	LIST_OF(struct reserved_memory) reserved_memory;
};

/*
 * A description from its layers: json documents left to right, the machine that they name put
 * in front, merged (RFC 7396), decoded and planned. raw: each layer's "/", in order.
 */
struct description {
	struct vm vm;
	bool broken;   /* messages say why: nothing can be built of vm; raw is there all the same */
	bool lenient;  /* "machine": "none" */
	unsigned gaps; /* enum gap: what mistakes kept out of it, ... */
	struct keys lacks; /* ... and the names of nodes that it would make: see tree_lack */
	const struct json *merged; /* what was decoded; NULL: no machine was under it */
	struct keys doubts;	/* keys that variants and offers with mistakes would have changed */
	const struct json *gic; /* the machine's own, or NULL */
	const struct json **raw;
	size_t raw_count;
	const struct json **taken; /* keys that take away what the machine has */
	size_t taken_count;
};

/* A --set KEY=VALUE, or a document. */
struct layer {
	const struct json *document; /* NULL: an assignment */
	struct source *assignment;   /* its content: KEY=VALUE */
};

/* Planning is left out when decoding found mistakes. */
struct description *vm_describe(struct arena *arena, struct diag *diag, const struct layer *layers,
	size_t count, bool has_blob);

/*
 * A broken description without the entries and keys that have mistakes, for rules that judge what
 * is there: what those would have made is missing. NULL where too little is left.
 * diag: where the mistakes were reported; what is found in sound entries is added.
 */
struct description *vm_rest(
	struct arena *arena, struct diag *diag, const struct description *broken);

/* Makes the nodes, over whatever the tree holds already. */
void vm_build(struct description *description, struct tree *tree);

/* Prints the resolved description: every default, given address and interrupt written out. */
void vm_print(struct out *out, struct arena *arena, const struct description *description);

/* The top record of all parts: for the schema. */
const struct record *vm_record(struct arena *arena);

#endif
