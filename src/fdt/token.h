#ifndef MKFDT_FDT_TOKEN_H
#define MKFDT_FDT_TOKEN_H

#include "fdt/cursor.h"
#include "fdt/format.h"

/* The structure block, token by token (DTSpec 5.4). */
struct token {
	uint32_t kind;	    /* enum fdt_token, or a number that is none of them */
	const char *name;   /* of FDT_BEGIN_NODE; NULL: the block ends before the name does */
	uint32_t nameoff;   /* of FDT_PROP */
	struct bytes value; /* of FDT_PROP; no data: the block ends before the value does */
};

enum token_state {
	TOKEN_WHOLE,
	TOKEN_UNKNOWN, /* the number is no token's */
	TOKEN_CUT,     /* the block ends inside it */
	TOKEN_NONE,    /* nothing is left */
};

/*
 * Takes the next token with its padding. size: what the whole block has, padding counts from its
 * start.
 */
enum token_state token_next(struct cursor *block, size_t size, struct token *token);

#endif
