// The items as a store, for code without a query of its own. It is a view of the query cache, so
// every list sees its changes at once.
import { create } from "zustand";
import { toApiError } from "@/api/errors";
import { invalidate, keys, queryClient } from "@/api/query";
import type { ListParams } from "@/api/resource";
import { mastersAPI } from "@/api/services";
import type { Item, ItemCreate, ItemUpdate } from "@/api/types";

interface ItemState {
  items: Item[];
  loading: boolean;
  error: string | null;

  fetchItems: (params?: ListParams) => Promise<void>;
  addItem: (item: ItemCreate, key?: string) => Promise<Item>;
  updateItem: (id: string, change: ItemUpdate) => Promise<Item>;
  deleteItem: (id: string) => Promise<void>;
  clearError: () => void;
}

export const useItemStore = create<ItemState>()((set, get) => {
  /** Records a failure in the store and rethrows it. */
  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const error = toApiError(thrown);
      set({ error: error.message, loading: false });
      throw error;
    }
  }

  /** The item as listed, with its version; one that is not listed is fetched. */
  const read = async (id: string) => get().items.find((item) => item.id === id) ?? (await mastersAPI.item.get(id));

  return {
    items: [],
    loading: false,
    error: null,

    fetchItems: async (params = {}) => {
      set({ loading: true, error: null });
      await told(async () => {
        const { rows } = await queryClient.fetchQuery({
          queryKey: keys.list("items", params),
          queryFn: ({ signal }) => mastersAPI.item.list(params, signal),
        });
        set({ items: rows, loading: false });
      }).catch(() => undefined); // the store has the error
    },

    addItem: (item, key = crypto.randomUUID()) =>
      told(async () => {
        const created = await mastersAPI.item.create(item, key);
        set(({ items }) => ({ items: [...items, created] }));
        await invalidate("items");
        return created;
      }),

    updateItem: (id, change) =>
      told(async () => {
        const changed = await mastersAPI.item.update(await read(id), change);
        set(({ items }) => ({ items: items.map((item) => (item.id === id ? changed : item)) }));
        await invalidate("items");
        return changed;
      }),

    deleteItem: (id) =>
      told(async () => {
        await mastersAPI.item.deactivate(await read(id));
        set(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
        await invalidate("items");
      }),

    clearError: () => {
      set({ error: null });
    },
  };
});
