#ifndef MKFDT_VM_CACHES_H
#define MKFDT_VM_CACHES_H

#include "vm/part.h"

/* The caches of the cpus (DTSpec 3.8 and 3.9): nothing is said of them unless asked. */
extern const struct record caches_record;

void plan_caches(struct vm *vm);

/* What the cpus' nodes say of their own caches, and a node below /cpus for each shared one. */
void build_caches(struct vm *vm, struct node *parent, struct node *const *cpus);

#endif
