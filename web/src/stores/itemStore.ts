// The items as a store, for code that wants them without a query of its own: a view of the one
// cache of server state. What is added, changed or deleted here is seen by every list at once.
import { create } from "zustand";
import { toApiError } from "@/api/errors";
import { forget, keys, queryClient } from "@/api/query";
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
  /** Whatever fails says so in the store, and to the caller. */
  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const error = toApiError(thrown);
      set({ error: error.message, loading: false });
      throw error;
    }
  }

  /** The version that was shown; one that is not in the list is read first. */
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
      }).catch(() => undefined); // the store says it
    },

    addItem: (item, key = crypto.randomUUID()) =>
      told(async () => {
        const made = await mastersAPI.item.create(item, key);
        set(({ items }) => ({ items: [...items, made] }));
        await forget("items");
        return made;
      }),

    updateItem: (id, change) =>
      told(async () => {
        const changed = await mastersAPI.item.update(await read(id), change);
        set(({ items }) => ({ items: items.map((item) => (item.id === id ? changed : item)) }));
        await forget("items");
        return changed;
      }),

    deleteItem: (id) =>
      told(async () => {
        await mastersAPI.item.deactivate(await read(id));
        set(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
        await forget("items");
      }),

    clearError: () => {
      set({ error: null });
    },
  };
});
