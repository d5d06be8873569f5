/*
 * fdt_check FILE...: what libfdt's fdt_check_full() says about each blob.
 *
 * Exit status: 0 all sound, 1 some are not (one line each on standard error), 2 a file cannot be
 * read.
 */
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>

/* The whole file in memory that the caller frees; NULL (and a message) if it cannot be read. */
static void *read_whole(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes = NULL;
	size_t room = 0;

	*size = 0;
	if (!file) {
		perror(path);
		return NULL;
	}
	for (;;) {
		size_t got;

		if (room - *size < 4096) {
			unsigned char *more = realloc(bytes, room += 65536);

			if (!more)
				break;
			bytes = more;
		}
		got = fread(bytes + *size, 1, room - *size, file);
		*size += got;
		if (got == 0 && feof(file)) {
			(void)fclose(file);
			return bytes;
		}
		if (got == 0)
			break;
	}
	perror(path);
	free(bytes);
	(void)fclose(file);
	return NULL;
}

int main(int argc, char **argv)
{
	int status = 0;

	for (int i = 1; i < argc; i++) {
		size_t size;
		void *blob = read_whole(argv[i], &size);
		int error;

		if (!blob)
			return 2;
		error = fdt_check_full(blob, size);
		if (error) {
			fprintf(stderr, "%s: %s\n", argv[i], fdt_strerror(error));
			status = 1;
		}
		free(blob);
	}
	return status;
}
