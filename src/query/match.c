#include "query/match.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by name; where names are equal, by place in the list. */
static int compare(const void *left, const void *right)
{
	const struct named *a = *(struct named *const *)left, *b = *(struct named *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : a < b ? -1 : a > b;
}

static struct named **sorted(struct arena *scratch, struct named *list, size_t n)
{
	struct named **order = arena_array(scratch, n, sizeof(*order));

	for (size_t i = 0; i < n; i++)
		order[i] = &list[i];
	qsort(order, n, sizeof(*order), compare);
	return order;
}

static void pair(struct named *a, struct named *b)
{
	a->partner = b->thing;
	b->partner = a->thing;
}

void match_names(struct arena *scratch, struct named *a, size_t na, struct named *b, size_t nb)
{
	struct named **left, **right;

	/* Two trees that are compared mostly agree. */
	for (; na && nb && strcmp(a->name, b->name) == 0; na--, nb--)
		pair(a++, b++);
	if (!na || !nb)
		return;
	left = sorted(scratch, a, na);
	right = sorted(scratch, b, nb);
	for (size_t i = 0, j = 0; i < na && j < nb;) {
		int order = strcmp(left[i]->name, right[j]->name);

		if (order == 0)
			pair(left[i], right[j]);
		i += order <= 0;
		j += order >= 0;
	}
}
