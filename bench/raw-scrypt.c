/*
 * raw-scrypt.c - how many password hashes a second this machine can do at all.
 *
 *     raw-scrypt PROCESSES SECONDS N R P      prints hashes a second of all together
 */
#include <libscrypt.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Hashes for so many seconds; the rate counts whole hashes over the time they took. */
static double
rate(double seconds, uint64_t n, uint32_t r, uint32_t p)
{
	static const uint8_t password[] = "a password of the usual length", salt[16] = {1, 2, 3};
	uint8_t out[64];
	double start = now(), t = start;
	int done = 0;

	for (; t - start < seconds; t = now(), done++)
		if (libscrypt_scrypt(password, sizeof password - 1, salt, sizeof salt, n, r, p, out,
			sizeof out) != 0)
			exit(1);
	return done / (t - start);
}

int
main(int argc, char **argv)
{
	int fds[2];
	double sum = 0, one;

	if (argc != 6 || pipe(fds) != 0)
		return 2;
	for (int i = atoi(argv[1]); i > 0; i--) {
		if (fork() != 0)
			continue;
		one = rate(atof(argv[2]), strtoull(argv[3], NULL, 10), (uint32_t)atoi(argv[4]),
		    (uint32_t)atoi(argv[5]));
		return write(fds[1], &one, sizeof one) == (ssize_t)sizeof one ? 0 : 1;
	}
	for (int i = atoi(argv[1]); i > 0; i--) {
		if (read(fds[0], &one, sizeof one) != (ssize_t)sizeof one)
			return 1;
		sum += one;
	}
	while (wait(NULL) > 0)
		;
	printf("%.3f\n", sum);
	return 0;
}
