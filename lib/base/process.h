/* process.h - Process-wide limits, leftovers, and protection against memory dumps. */
#ifndef PROCESS_H
#define PROCESS_H

/* Makes a file that reaches its size limit an error of write(2), like a full disk, instead of
 * a fatal signal. Call it first. */
void process_ignore_file_limit(void);

/* Removes the name of the shared memory that libmongoc's constructor has made for its counters,
 * unless MONGOC_DISABLE_SHM was set, as it is for workers. Nobody reads them here; a killed process
 * would leave it in /dev/shm, and another that is given the same pid would print a warning. */
void process_unlink_counters(void);

/* Disables core files and ptrace by other processes of the same user, as memory holds secrets. */
void process_disable_dump(void);

#endif
