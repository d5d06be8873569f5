#ifndef MKFDT_FDT_FORMAT_H
#define MKFDT_FDT_FORMAT_H

/*
 * What a blob is (DTSpec chapter 5). Every number is big-endian.
 *
 *	blob         = header, then the three blocks in any order, with gaps and slack between
 *	header       = magic totalsize off_dt_struct off_dt_strings off_mem_rsvmap
 *	               version last_comp_version boot_cpuid_phys
 *	               size_dt_strings             ; since version 3
 *	               size_dt_struct              ; since version 17     ten u32 at 4-byte steps
 *
 *	reservations = entry* end                  ; the block at off_mem_rsvmap, 8-byte aligned
 *	entry        = address:u64 size:u64
 *	end          = 0:u64 0:u64
 *
 *	structure    = NOP* node NOP* END          ; the block at off_dt_struct, 4-byte aligned
 *	node         = BEGIN_NODE name (NOP | property)* (NOP | node)* END_NODE
 *	name         = byte* 0 padding             ; "" for the root
 *	property     = PROP length:u32 nameoff:u32 byte{length} padding
 *	padding      = zeroes up to a multiple of 4 from the start of the block
 *
 *	strings      = (byte* 0)*                  ; the block at off_dt_strings; nameoff counts
 *	                                           ; from its start and may point into a string
 *
 * An off_... counts from the first byte of the blob. Nothing lies beyond totalsize.
 */

enum fdt_token {
	FDT_BEGIN_NODE = 1,
	FDT_END_NODE = 2,
	FDT_PROP = 3,
	FDT_NOP = 4,
	FDT_END = 9,
};

/* Where the fields of the header stand. */
enum fdt_field {
	FDT_MAGIC_AT = 0,
	FDT_TOTALSIZE_AT = 4,
	FDT_OFF_DT_STRUCT_AT = 8,
	FDT_OFF_DT_STRINGS_AT = 12,
	FDT_OFF_MEM_RSVMAP_AT = 16,
	FDT_VERSION_AT = 20,
	FDT_LAST_COMP_VERSION_AT = 24,
	FDT_BOOT_CPUID_PHYS_AT = 28,
	FDT_SIZE_DT_STRINGS_AT = 32,
	FDT_SIZE_DT_STRUCT_AT = 36,
};

#define FDT_MAGIC	  0xd00dfeedU
#define FDT_MAGIC_SWAPPED 0xedfe0dd0U /* stored by a little-endian program */

enum {
	FDT_VERSION = 17,     /* what is written */
	FDT_LAST_COMP = 16,   /* the oldest version whose readers understand it */
	FDT_OLDEST = 16,      /* what is read: this version ... */
	FDT_HEADER_SIZE = 40, /* of version 17 */
	FDT_HEADER_16 = 36,   /* of version 16, without size_dt_struct */
	FDT_RESERVATION = 16, /* bytes of an entry */
	FDT_MAX = 0x7fffffff, /* a blob is below 2 GiB */
};

#endif
