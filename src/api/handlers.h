/* handlers.h - the functions that routes.c names, by group. */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "api/http.h"

/* health.c */
handler health_live, health_ready, health_metrics;
/* crud.c */
handler crud_list, crud_get, crud_create, crud_created, crud_replay, crud_update, crud_changed;
handler crud_deactivate, crud_restore;
/* items.c */
handler items_list;
/* lookup.c, audit.c */
handler lookup_get, lookup_many, audit_list, audit_refusals;
/* postings.c, ledger.c */
handler postings_create, postings_reverse, postings_correct, postings_made, postings_replay;
handler postings_get, postings_list, ledger_list;
/* stock.c, periods.c */
handler stock_list, stock_get, stock_summary_get, stock_history, stock_movements;
handler periods_list, periods_get, periods_close, periods_reopen;
/* docs.c */
handler docs_openapi_get;
/* auth.c */
handler auth_login, auth_refresh, auth_logout, auth_me, auth_password, auth_sessions;
handler auth_session_end;
/* users.c */
handler users_register, users_list, users_create, users_get, users_update, users_deactivate;
handler users_restore, users_password, users_end_sessions, users_changed;

#endif
