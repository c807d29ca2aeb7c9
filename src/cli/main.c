/*
 * main.c - the program.
 */
#include "cli/cli.h"

int main(int argc, char **argv)
{
	const struct io io = { stdin, stdout, stderr };

	return (int)cli_run(argc, argv, &io);
}
