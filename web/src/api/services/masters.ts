// /api/masters: what is described once and referred to.
import { apiClient } from "@/api/client";
import { resource } from "@/api/resource";
import type * as T from "@/api/types";

export const mastersAPI = {
  items: resource<T.Item, T.ItemCreate, T.ItemUpdate>("/api/masters/items"),
  categories: resource<T.ItemCategory, T.ItemCategoryCreate, T.ItemCategoryUpdate>("/api/masters/item-categories"),
  uoms: resource<T.Uom, T.UomCreate, T.UomUpdate>("/api/masters/uoms"),
  suppliers: resource<T.Supplier, T.SupplierCreate, T.SupplierUpdate>("/api/masters/suppliers"),
  locations: resource<T.Location, T.LocationCreate, T.LocationUpdate>("/api/masters/locations"),
  recipients: resource<T.Recipient, T.RecipientCreate, T.RecipientUpdate>("/api/masters/recipients"),
  reasons: resource<T.Reason, T.ReasonCreate, T.ReasonUpdate>("/api/masters/reasons"),

  /** What a scanned code names: an item, a pack, a location, a recipient or a posting. */
  lookup: async (code: string, signal?: AbortSignal): Promise<T.LookupAnswer> =>
    (await apiClient.get<T.LookupAnswer>("/api/lookup", { params: { code }, ...(signal && { signal }) })).data,
};
