/* fcgi_io.h - A request and its answer as libfcgi has them. */
#ifndef FCGI_IO_H
#define FCGI_IO_H

#include "api/http.h"

struct FCGX_Request;

/* Fills what the transport sets; a body that cannot be read sets req->refused. The texts live as
 * long as the FCGX_Request. */
void fcgi_read_request(struct req *, struct FCGX_Request *);

/* Also finishes the FCGX_Request, and closes its connection. */
void fcgi_write_answer(const struct res *, struct FCGX_Request *);

#endif
