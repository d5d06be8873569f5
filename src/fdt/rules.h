#ifndef MKFDT_FDT_RULES_H
#define MKFDT_FDT_RULES_H

/*
 * The rules that the reader of a blob judges, most of them because the tree does not show what
 * broke them. The table of checks has a line and an explanation for each.
 */
#define BLOB_HEADER    "blob-header"	/* magic, versions, totalsize */
#define BLOB_LAYOUT    "blob-layout"	/* where the blocks lie */
#define BLOB_STRUCTURE "blob-structure" /* the grammar of tokens */
#define BLOB_NAMES     "blob-names"	/* the strings block, names that are missing or no text */
#define BLOB_RESERVE   "blob-reserve"	/* the reservation block */

#endif
