#ifndef MKFDT_FDT_RULES_H
#define MKFDT_FDT_RULES_H

/*
 * The rules that only the reader of a blob can judge, because the tree no longer shows what broke
 * them. Data for the table of checks: all are errors, wherever the blob comes from.
 */
struct fdt_rule {
	const char *name;
	const char *summary;	 /* one line */
	const char *explanation; /* paragraphs */
};

/* Ends with a name of NULL. */
extern const struct fdt_rule fdt_rules[];

#define BLOB_HEADER    "blob-header"
#define BLOB_LAYOUT    "blob-layout"
#define BLOB_STRUCTURE "blob-structure"
#define BLOB_NAMES     "blob-names"
#define BLOB_RESERVE   "blob-reserve"

#endif
