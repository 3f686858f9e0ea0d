/* health.c - Answers liveness, readiness and Prometheus metrics. */
#include "api/handlers.h"
#include "api/metrics.h"
#include "base/mem.h"
#include "schema/records.h"

static enum err
health_answer(struct req *req, struct res *res, struct str status)
{
	struct health *h = MEM_ONE(req->mem, struct health);

	SET(h, health, status, status);
	return http_record(req, res, 200, &health_schema, h);
}

enum err
health_live(struct req *req, struct res *res)
{
	return health_answer(req, res, STR("healthy"));
}

enum err
health_ready(struct req *req, struct res *res)
{
	if (store_ready(req->app->store, &req->why) == OK)
		return health_answer(req, res, STR("ready"));
	why_clear(&req->why);
	return err_set(&req->why, ERR_UNAVAILABLE, "Not ready");
}

enum err
health_metrics(struct req *req, struct res *res)
{
	if (req->app->metrics == NULL)
		return err_set(&req->why, ERR_NOT_FOUND, "Not found");
	metrics_print(req->app->metrics, &res->body);
	res->status = 200;
	res->type = "text/plain; version=0.0.4; charset=utf-8";
	return OK;
}
