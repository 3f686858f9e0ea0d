// /api/inventory and /api/audit: stock, postings, periods, history.
import { apiClient } from "@/api/client";
import { list, idempotencyKey, type ListParams, type Listed } from "@/api/resource";
import type * as T from "@/api/types";

const base = "/api/inventory";
const posting = (id: string) => `${base}/postings/${encodeURIComponent(id)}`;

export const inventoryAPI = {
  getStock: (params?: ListParams, signal?: AbortSignal): Promise<Listed<T.StockRow>> => list(`${base}/stock`, params, signal),

  getItemStock: async (itemId: string, signal?: AbortSignal): Promise<T.ItemStockAnswer> =>
    (await apiClient.get<T.ItemStockAnswer>(`${base}/stock/${encodeURIComponent(itemId)}`, signal && { signal })).data,

  getHistory: (itemId: string, params?: ListParams, signal?: AbortSignal): Promise<Listed<T.HistoryPoint>> =>
    list(`${base}/stock/${encodeURIComponent(itemId)}/history`, params, signal),

  getSummary: async (signal?: AbortSignal): Promise<T.StockSummary> =>
    (await apiClient.get<T.StockSummary>(`${base}/summary`, signal && { signal })).data,

  getMovements: (params?: ListParams, signal?: AbortSignal): Promise<Listed<T.MovementCount>> => list(`${base}/movements`, params, signal),

  createTransaction: async (body: T.PostingRequestCreate, key: string): Promise<T.Posting> =>
    (await apiClient.post<T.Posting>(`${base}/transactions`, body, { headers: idempotencyKey(key) })).data,

  getTransactions: (params?: ListParams, signal?: AbortSignal): Promise<Listed<T.StockTransaction>> =>
    list(`${base}/transactions`, params, signal),

  getPosting: async (id: string, signal?: AbortSignal): Promise<T.Posting> =>
    (await apiClient.get<T.Posting>(posting(id), signal && { signal })).data,

  reverse: async (id: string, body: T.ReverseRequestCreate, key: string): Promise<T.Posting> =>
    (await apiClient.post<T.Posting>(`${posting(id)}/reverse`, body, { headers: idempotencyKey(key) })).data,

  correct: async (id: string, body: T.CorrectRequestCreate, key: string): Promise<T.Posting> =>
    (await apiClient.post<T.Posting>(`${posting(id)}/correct`, body, { headers: idempotencyKey(key) })).data,

  getPeriods: (params?: ListParams, signal?: AbortSignal): Promise<Listed<T.PeriodRow>> => list(`${base}/periods`, params, signal),

  getPeriod: async (month: string, signal?: AbortSignal): Promise<T.PeriodRow> =>
    (await apiClient.get<T.PeriodRow>(`${base}/periods/${month}`, signal && { signal })).data,

  closePeriod: async (month: string, body: T.PeriodRequestCreate): Promise<T.PeriodRow> =>
    (await apiClient.post<T.PeriodRow>(`${base}/periods/${month}/close`, body)).data,

  reopenPeriod: async (month: string, body: T.PeriodRequestCreate): Promise<T.PeriodRow> =>
    (await apiClient.post<T.PeriodRow>(`${base}/periods/${month}/reopen`, body)).data,
};

export const auditAPI = {
  getAudit: (params?: ListParams, signal?: AbortSignal): Promise<Listed<T.Audit>> => list("/api/audit", params, signal),
};
