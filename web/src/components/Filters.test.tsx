import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { ListView } from "@/lib/useListView";
import { activeFilter, Filters } from "./Filters";

/** What useListView makes of the URL, without one. */
function List({ asked }: { asked: string[] }) {
  const [params, setParams] = useState<Record<string, string | undefined>>({ q: "bolt" });
  const set = (changes: Record<string, string | undefined>) => {
    asked.push(JSON.stringify(changes));
    setParams((now) => ({ ...now, ...changes }));
  };
  const clear = () => setParams({});
  const view = { get: (name: string) => params[name], set, clear, isFiltered: Object.values(params).some(Boolean) };
  return <Filters view={view as unknown as ListView<object>} filters={[activeFilter]} what="items" />;
}

describe("the filters of a list", () => {
  const shown = () => {
    const asked: string[] = [];
    render(<List asked={asked} />);
    return { asked, field: screen.getByRole("searchbox", { name: "Search items" }) };
  };

  it("begin with the words of the URL, and ask once typing rests", async () => {
    const { asked, field } = shown();
    expect(field).toHaveValue("bolt");
    await userEvent.type(field, " m8 ");
    await waitFor(() => expect(asked).toEqual(['{"q":"bolt m8"}']));
    expect(field).toHaveValue("bolt m8 ");
  });

  it("follow what the URL becomes otherwise", async () => {
    const { field } = shown();
    await userEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
    expect(field).toHaveValue("");
  });

  it("narrow by a choice", async () => {
    const { asked } = shown();
    await userEvent.selectOptions(screen.getByLabelText("State"), "Inactive");
    expect(asked).toEqual(['{"is_active":"false"}']);
  });
});
