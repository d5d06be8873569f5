#ifndef MKFDT_CHECK_RULES_H
#define MKFDT_CHECK_RULES_H

#include "check/run.h"

/* The rules, one function each, in the files that are named after what they look at. */

/* names.c, units.c */
void check_name_syntax(struct check_run *run, struct node *node);
void check_node_name_length(struct check_run *run, struct node *node);
void check_node_name_start(struct check_run *run, struct node *node);
void check_duplicate_node(struct check_run *run, struct node *node);
void check_duplicate_label(struct check_run *run);
void check_duplicate_property(struct check_run *run, struct node *node);
void check_name_conflict(struct check_run *run, struct node *node);
void check_node_depth(struct check_run *run);
void check_unit_address(struct check_run *run, struct node *node);

/* spelling.c, types.c */
void check_misspelt(struct check_run *run, struct node *node);
void check_property_type(struct check_run *run, struct node *node);
void check_status_value(struct check_run *run, struct node *node);

/* phandles.c, paths.c */
void check_phandle_value(struct check_run *run, struct node *node);
void check_duplicate_phandle(struct check_run *run);
void check_dangling_phandle(struct check_run *run, struct node *node);
void check_provider_cells(struct check_run *run, struct node *node);
void check_dangling_path(struct check_run *run);
void check_alias_name(struct check_run *run);

/* cells.c */
void check_root_cells(struct check_run *run);
void check_cell_width(struct check_run *run, struct node *node);

/* required.c */
void check_missing_property(struct check_run *run, struct node *node);
void check_core_property(struct check_run *run);
void check_missing_node(struct check_run *run);

/* devices.c */
void check_missing_clock(struct check_run *run, struct node *node);
void check_dma_coherent(struct check_run *run);
void check_device_order(struct check_run *run, struct node *node);

/* cpus.c, gic.c */
void check_cpu_reg(struct check_run *run);
void check_cpu_mpidr(struct check_run *run);
void check_dangling_cpu(struct check_run *run);
void check_cpu_map(struct check_run *run);
void check_cpu_enable_method(struct check_run *run);
void check_psci_method(struct check_run *run, struct node *node);
void check_boot_cpu(struct check_run *run);
void check_gic_capacity(struct check_run *run);
void check_ppi_cpu_mask(struct check_run *run, struct node *node);

/* memory.c, overlap.c */
void check_address_wraps(struct check_run *run, struct node *node);
void check_zero_size(struct check_run *run, struct node *node);
void check_memory_overlap(struct check_run *run);
void check_memory_alignment(struct check_run *run);
void check_reserved_memory(struct check_run *run);
void check_reservation(struct check_run *run);
void check_reservation_outside(struct check_run *run);
void check_mmio_overlap(struct check_run *run);
void check_mmio_alignment(struct check_run *run);

/* interrupts.c, clash.c, pci.c */
void check_interrupt_parent(struct check_run *run, struct node *node);
void check_interrupt_provider(struct check_run *run, struct node *node);
void check_irq_range(struct check_run *run);
void check_irq_trigger(struct check_run *run);
void check_irq_clash(struct check_run *run);
void check_trigger_unusual(struct check_run *run);
void check_interrupt_kind(struct check_run *run);
void check_interrupt_map(struct check_run *run, struct node *node);
void check_pci_ranges(struct check_run *run, struct node *node);

/* payload.c: about the blob itself, of so many bytes; at: where a blob says so */
void check_blob_size(struct check_run *run, struct origin at, uint64_t size);
void check_blob_room(struct check_run *run, struct origin at, uint64_t size);

/* messages.c: parts of irq-range and irq-clash */
void check_message_range(struct check_run *run);
void check_message_clash(struct check_run *run);

/* payload.c */
void check_initrd_range(struct check_run *run);
void check_initrd_outside_memory(struct check_run *run);
void check_fdt_alignment(struct check_run *run);
void check_payload_overlap(struct check_run *run);

/* numa.c */
void check_numa_distance(struct check_run *run);
void check_numa_memory(struct check_run *run);

/* chosen.c */
void check_missing_console(struct check_run *run);
void check_cmdline_length(struct check_run *run);
void check_cmdline_text(struct check_run *run);
void check_seed_constant(struct check_run *run);

#endif
