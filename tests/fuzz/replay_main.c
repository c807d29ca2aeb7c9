/*
 * replay_main.c - runs a fuzz target over the inputs that were kept, without libFuzzer.
 *
 * It stands in for libFuzzer's main in the ordinary builds, so that a crash found once stays a
 * test. Each argument is a file, or a directory whose files are taken in byte order.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The copy has exactly the input's size, so that the sanitizer sees each read past its end. */
static int replay_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	struct stat st;
	uint8_t *data;
	size_t size;

	if (!in || fstat(fileno(in), &st) < 0) {
		fprintf(stderr, "replay: cannot open '%s'\n", path);
		return -1;
	}
	size = (size_t)st.st_size;
	data = malloc(size ? size : 1);
	if (!data || fread(data, 1, size, in) != size) {
		fprintf(stderr, "replay: cannot read '%s'\n", path);
		abort();
	}
	fclose(in);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int replay_directory(const char *directory)
{
	struct dirent **entries;
	char path[4096];
	int count = scandir(directory, &entries, is_visible, alphasort);
	int result = 0;

	if (count <= 0) {
		fprintf(stderr, "replay: '%s' holds no input\n", directory);
		return -1;
	}
	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, entries[i]->d_name);
		result |= replay_file(path);
		free(entries[i]);
	}
	free(entries);
	return result;
}

int main(int argc, char **argv)
{
	int result = 0;

	for (int i = 1; i < argc; i++) {
		struct stat st;

		if (stat(argv[i], &st) == 0 && S_ISREG(st.st_mode))
			result |= replay_file(argv[i]);
		else
			result |= replay_directory(argv[i]);
	}
	return result < 0;
}
