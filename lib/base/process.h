/* process.h - Process-wide limits and protection against memory dumps. */
#ifndef PROCESS_H
#define PROCESS_H

/* Makes a file that reaches its size limit an error of write(2), like a full disk, instead of
 * a fatal signal. Call it first. */
void process_ignore_file_limit(void);

/* Disables core files and ptrace by other processes of the same user, as memory holds secrets. */
void process_disable_dump(void);

#endif
