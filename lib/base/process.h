/* process.h - what our programs ask of the kernel about themselves. */
#ifndef PROCESS_H
#define PROCESS_H

/* A file that may not grow further is an error of write(2) like a full disk, not a signal that
 * kills. To be called first. */
void process_ignore_file_limit(void);

/* No core file, and no look into its memory by others of its user: it holds secrets. */
void process_disable_dump(void);

#endif
