#ifndef MKFDT_CLI_TABLE_H
#define MKFDT_CLI_TABLE_H

#include "cli/options.h"

/* What an option does; one function (options.c) reads them all. */
enum option_id {
	OPTION_MODE,
	OPTION_INPUT_FORMAT,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_DEPFILE,
	OPTION_PADDING,
	OPTION_SIZE,
	OPTION_ALIGNMENT,
	OPTION_BOOT_CPU,
	OPTION_SYMBOLS,
	OPTION_FORCE,
	OPTION_QUIET,
	OPTION_CHECK,
	OPTION_SET,
	OPTION_DEFAULT,
	OPTION_IGNORE,
	OPTION_RAW,
	OPTION_JSON,
	OPTION_SCAN,
	OPTION_AT,
	OPTION_ERROR_FORMAT,
	OPTION_COLOUR,
};

/* A row without a help ends the table. */
struct option_row {
	enum option_id id;
	char letter;	      /* 0: none */
	const char *name;     /* NULL: none */
	const char *argument; /* NULL: takes none */
	bool optional;	      /* the argument may be left out */
	enum mode mode;	      /* of OPTION_MODE */
	uint64_t max;	      /* of a number */
	const char *values;   /* what the argument can be, blanks between: for completion */
	bool checks;	      /* the argument is the name of a check: for completion */
	const char *help;
};

extern const struct option_row option_table[];

#endif
