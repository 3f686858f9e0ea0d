/*
 * fcgi-hello.c - the least that a FastCGI answer can cost: no parsing, no store, no token.
 * Started like a worker: spawn-fcgi gives it the socket as descriptor 0.
 */
#include <fcgiapp.h>

#include <string.h>

int
main(void)
{
	static const char body[] =
	    "{\"id\":\"0001\",\"item_code\":\"ITM-000001\",\"is_active\":true}";
	FCGX_Request r;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&r, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&r) == 0) {
		FCGX_FPrintF(r.out,
		    "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		    (int)strlen(body), body);
		FCGX_Finish_r(&r);
	}
	return 0;
}
