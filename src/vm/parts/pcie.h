#ifndef MKFDT_VM_PCIE_H
#define MKFDT_VM_PCIE_H

#include "vm/part.h"

enum {
	PCIE_BUS_FUNCTIONS = 256, /* of 32 devices with 8 functions each */
	PCIE_DEVICES = 32,
	PCIE_PINS = 4,
};

/* How many buses a segment has (planned). */
static inline uint64_t pcie_buses(const struct pcie *pcie)
{
	return pcie->bus_range.values[1] - pcie->bus_range.values[0] + 1;
}

/* Makes the node of a segment that is planned (pcie_node.c). */
void pcie_build_segment(struct vm *vm, struct node *root, const struct pcie *pcie);

#endif
