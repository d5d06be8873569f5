#ifndef MKFDT_VM_GIC_H
#define MKFDT_VM_GIC_H

#include "vm/part.h"

/*
 * What of the interrupt controller receives messages (gic_msi.c): the interrupt translation
 * services of a GICv3, the v2m frames of a GICv2, and the distributor itself (mbi-ranges).
 */
extern const struct record its_record, v2m_record, mbi_record;

/*
 * An ITS without an address lies right below the redistributors, the next one below that. What
 * SPIs are known to be raised by messages are claimed.
 */
void plan_msi(struct vm *vm);

/* The child nodes, and the properties of the controller's own. */
void build_msi(struct vm *vm, struct node *gic);

#endif
