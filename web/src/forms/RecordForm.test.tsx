import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, Link } from "react-router";
import { RouterProvider } from "react-router/dom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { queryClient } from "@/api/query";
import { resource } from "@/api/resource";
import { itemCreate, itemUpdate, postingLineCreate } from "@/api/zod";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type Answer, type TestRequest, type TestServer } from "@/testing/server";
import { RecordForm } from "./RecordForm";
import type { ChoiceSource } from "@/components/ui/combobox";
import type { FieldRow } from "./rows";
import type { Duplicate } from "./useRecordForm";

interface Thing {
  id: string;
  version: number;
  item_code?: string;
  item_name: string;
  min_stock_level?: string;
  description?: string;
  barcodes?: string[];
  packs?: { uom: string; numerator: number }[];
}

const things = resource<Thing, Partial<Thing>, Partial<Thing>>("/api/things");
const place = { value: "l1", code: "MAIN", name: "Main store" };
const places: ChoiceSource = {
  key: "places",
  find: (words) => Promise.resolve("main".startsWith(words.toLowerCase()) ? [place] : []),
  get: () => Promise.resolve(place),
};

const rows: readonly FieldRow[] = [
  { name: "item_code", kind: "text", label: "field.item_code", isOptional: true },
  { name: "item_name", kind: "text", label: "field.item_name" },
  { name: "min_stock_level", kind: "decimal", label: "field.min_stock_level", isOptional: true },
  { name: "description", kind: "area", label: "field.description", isOptional: true },
  { name: "default_location_id", kind: "pick", label: "field.default_location_id", isOptional: true, source: places },
  { name: "barcodes", kind: "texts", label: "field.barcodes", isOptional: true },
  {
    name: "packs",
    kind: "lines",
    label: "field.packs",
    of: [
      { name: "uom", kind: "text", label: "field.uom" },
      { name: "numerator", kind: "integer", label: "field.numerator" },
    ],
  },
];
const part = { item_code: true, item_name: true, min_stock_level: true, description: true, default_location_id: true, barcodes: true, packs: true } as const;
const schemas = { create: itemCreate.pick(part), update: itemUpdate.pick(part) };

const bolt: Thing = { id: "t1", version: 3, item_code: "BOL-1", item_name: "Bolt", min_stock_level: "5", packs: [{ uom: "BOX", numerator: 100 }] };
let answer: (request: TestRequest) => Answer;
let server: TestServer;
const saved = vi.fn<(thing: Thing) => void>();

beforeEach(async () => {
  server = await serve((request) => answer(request));
  useAuthStore.getState().login({ ...rita, permissions: [] }, "t");
  saved.mockReset();
  Element.prototype.scrollIntoView = vi.fn();
});

afterEach(async () => {
  cleanup();
  await server.close();
});

function show({ record, findDuplicates }: { record?: Thing; findDuplicates?: () => Promise<Duplicate[]> } = {}) {
  const form = (
    <>
      <Link to="/elsewhere">elsewhere</Link>
      <RecordForm
        kind="items"
        resource={things}
        rows={rows}
        schemas={schemas}
        record={record}
        {...(findDuplicates && { findDuplicates })}
        label="Thing"
        submit="Save thing"
        onSaved={saved}
      />
    </>
  );
  const router = createMemoryRouter([
    { path: "/", element: form },
    { path: "/elsewhere", element: <p>elsewhere it is</p> },
  ]);
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const press = (user: ReturnType<typeof userEvent.setup>, name: string) => user.click(screen.getByRole("button", { name }));
const field = (name: RegExp) => screen.getByRole("textbox", { name });

describe("several texts", () => {
  it("are added by Enter and on blur, and removed one by one", async () => {
    answer = () => ({ status: 200, body: bolt });
    const user = show({ record: { ...bolt, barcodes: ["A", "B"] } });
    await user.type(field(/Barcodes/), "C{Enter}B{Enter} D ");
    await user.click(screen.getByRole("button", { name: "Remove A" }));
    await press(user, "Save thing");
    await waitFor(() => expect(saved).toHaveBeenCalled());
    expect(server.requests.at(-1)?.body).toEqual({ barcodes: ["B", "C", "D"] });
  });
  it("show the server's error for one of them at their field", async () => {
    answer = () => ({ status: 409, body: { detail: "B is already in use, or was used before", code: "duplicate", loc: ["body", "barcodes", 1] } });
    const user = show({ record: { ...bolt, barcodes: ["A"] } });
    await user.type(field(/Barcodes/), "B{Enter}");
    await press(user, "Save thing");
    await screen.findByText("B is already in use, or was used before");
    expect(field(/Barcodes/)).toHaveAccessibleDescription(/B is already in use/);
  });
});

describe("a new record", () => {
  it("is sent without what was left empty, numbers as they were meant", async () => {
    answer = () => ({ status: 201, body: bolt });
    const user = show();
    await user.type(field(/^Name/), " Bolt ");
    await user.type(field(/^Minimum/), "1 000.50");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalledWith(bolt);
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.body).toEqual({ item_name: "Bolt", min_stock_level: "1000.5" });
    expect(server.requests[0]?.headers["idempotency-key"]).toBeDefined();
  });

  it("that is incomplete is not sent; the first error is focused and linked to its field", async () => {
    const user = show();
    await user.type(field(/^Minimum/), "much");
    await press(user, "Save thing");
    const name = field(/^Name/);
    expect(name).toHaveFocus();
    expect(name).toBeInvalid();
    expect(name).toHaveAccessibleDescription("Error: Enter the name");
    expect(field(/^Minimum/)).toHaveAccessibleDescription(/must be a number/);
    expect(server.requests).toHaveLength(0);
  });

  it.for([["1,00", "100", "1.00", "1.0"], ["1.000", "1000", "1.000", "1.0"]] as const)("with a number that is written otherwise here is not sent, and says so on blur: %s", async ([text, whole, broken, written]) => {
    answer = () => ({ status: 201, body: bolt });
    const user = show();
    await user.type(field(/^Name/), "Bolt");
    await user.type(field(/^Minimum/), text);
    await user.tab();
    expect(field(/^Minimum/)).toHaveAccessibleDescription(`Error: ${text} can mean ${whole} or ${broken}. Enter ${whole} or ${written}.`);
    await press(user, "Save thing");
    expect(field(/^Minimum/)).toBeInvalid();
    expect(server.requests).toHaveLength(0);
    await user.clear(field(/^Minimum/));
    await user.type(field(/^Minimum/), "1000");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
    expect(server.requests[0]?.body).toMatchObject({ min_stock_level: "1000" });
  });
  it("shows a number with thousands separators as it was read before it is sent", async () => {
    answer = () => ({ status: 201, body: bolt });
    const user = show();
    await user.type(field(/^Name/), "Bolt");
    await user.type(field(/^Minimum/), "1,000{Enter}");
    expect(field(/^Minimum/)).toHaveValue("1000");
    expect(server.requests).toHaveLength(0);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(server.requests[0]?.body).toMatchObject({ min_stock_level: "1000" }));
  });

  it("with unmatched text in a choice is not sent; the text is kept and marked", async () => {
    answer = () => ({ status: 201, body: bolt });
    const user = show();
    const place = screen.getByRole("combobox", { name: /^Default location/ });
    await user.type(field(/^Name/), "Bolt");
    await user.type(place, "zzz");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(place).toBeInvalid();
    });
    expect(place).toHaveValue("zzz");
    expect(place).toHaveAccessibleDescription(/“zzz” is not in the list/);
    expect(server.requests).toHaveLength(0);
    await user.clear(place);
    await user.type(place, "main{Enter}");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
    expect(server.requests[0]?.body).toMatchObject({ default_location_id: "l1" });
  });

  it("shows the server's errors at their fields, also in lines, others above, and keeps the input", async () => {
    answer = () => ({
      status: 422,
      body: {
        detail: [
          { loc: ["body", "packs", 0, "uom"], msg: "There is no such unit", type: "not_found" },
          { loc: ["body", "item_name"], msg: "must have at most 200 characters", type: "string_too_long" },
          { loc: ["body"], msg: "Give a category", type: "missing" },
        ],
        code: "invalid",
        request_id: "r",
      },
    });
    const user = show();
    await user.type(field(/^Name/), "Bolt");
    await press(user, "Add line");
    const line = within(screen.getByRole("group", { name: "Line 1" }));
    await user.type(line.getByRole("textbox", { name: "Unit" }), "BUX");
    await user.type(line.getByRole("textbox", { name: "Numerator" }), "1000000000000");
    await press(user, "Save thing");
    const unit = line.getByRole("textbox", { name: "Unit" });
    await waitFor(() => {
      expect(unit).toHaveAccessibleDescription("Error: There is no such unit");
    });
    expect(unit).toHaveFocus();
    expect(field(/^Name/)).toHaveAccessibleDescription("Error: Name must have at most 200 characters");
    expect(screen.getByRole("alert")).toHaveTextContent("Give a category");
    expect(field(/^Name/)).toHaveValue("Bolt");
    expect(server.requests[0]?.body).toMatchObject({ packs: [{ uom: "BUX", numerator: 1000000000000 }] });
  });

  it("says at the code that it is taken", async () => {
    answer = () => ({ status: 409, body: { detail: "The code BOL-1 is taken", code: "duplicate", loc: ["body", "item_code"], id: "t9" } });
    const user = show();
    await user.type(field(/^Code/), "BOL-1");
    await user.type(field(/^Name/), "Bolt");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(field(/^Code/)).toHaveAccessibleDescription("Error: The code BOL-1 is taken");
    });
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });

  it("is created once by a double click", async () => {
    answer = () => ({ status: 201, body: bolt });
    const user = show();
    await user.type(field(/^Name/), "Bolt");
    await user.dblClick(screen.getByRole("button", { name: "Save thing" }));
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
    expect(server.requests).toHaveLength(1);
  });

  it("of an existing name is created after a confirmation", async () => {
    answer = () => ({ status: 201, body: bolt });
    const user = show({ findDuplicates: () => Promise.resolve([{ id: "t0", code: "BOL-0", name: "Bolt", to: "/things/t0" }]) });
    await user.type(field(/^Name/), "Bolt");
    await press(user, "Save thing");
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("link", { name: /BOL-0/ })).toHaveAttribute("href", "/things/t0");
    expect(server.requests).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Create anyway" }));
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
  });
});

describe("an existing record", () => {
  it("is sent with its version and changed fields; an emptied field is null", async () => {
    answer = () => ({ body: { ...bolt, version: 4 } });
    const user = show({ record: bolt });
    await user.type(field(/^Name/), "s");
    await user.clear(field(/^Minimum/));
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
    expect(server.requests[0]).toMatchObject({ route: "PUT /api/things/t1", body: { item_name: "Bolts", min_stock_level: null } });
    expect(server.requests[0]?.headers["if-match"]).toBe('"3"');
  });

  it("that was not changed is not sent", async () => {
    const user = show({ record: bolt });
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalledWith(bolt);
    });
    expect(server.requests).toHaveLength(0);
  });

  /** The server has this version; a change of an older one is stale. */
  function has(current: Thing) {
    answer = ({ route, headers, body }) => {
      if (route.startsWith("GET")) return { body: current };
      if (headers["if-match"] !== `"${String(current.version)}"`) return { status: 412, body: { detail: "stale", code: "stale" } };
      return { body: { ...current, ...(body as Thing), version: current.version + 1 } };
    };
  }

  it("changed by someone else is shown next to one's own version, and saved as chosen", async () => {
    has({ ...bolt, version: 4, item_name: "Screw", description: "of brass" });
    const user = show({ record: bolt });
    await user.type(field(/^Name/), "s");
    await user.clear(field(/^Minimum/));
    await user.type(field(/^Minimum/), "7");
    await press(user, "Save thing");
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getAllByRole("group").map((row) => row.firstChild?.textContent)).toEqual(["Name", "Minimum", "Description"]);
    const name = within(dialog.getByRole("group", { name: "Name" }));
    expect(name.getByRole("radio", { name: /Yours/ })).toBeChecked();
    expect(within(dialog.getByRole("group", { name: "Description" })).getByRole("radio", { name: /Theirs/ })).toBeChecked();
    await user.click(name.getByRole("radio", { name: /Screw/ }));
    await user.click(dialog.getByRole("button", { name: "Save selected values" }));
    await waitFor(() => {
      expect(saved).toHaveBeenCalled();
    });
    const last = server.requests.at(-1);
    expect(last?.headers["if-match"]).toBe('"4"');
    expect(last?.body).toEqual({ min_stock_level: "7" });
  });

  it("goes back to the form with its input", async () => {
    has({ ...bolt, version: 4, item_name: "Screw" });
    const user = show({ record: bolt });
    await user.type(field(/^Name/), "s");
    await press(user, "Save thing");
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Back to the form" }));
    expect(field(/^Name/)).toHaveValue("Bolts");
    expect(saved).not.toHaveBeenCalled();
  });

  it("changed in fields outside this form is saved without a question", async () => {
    has({ ...bolt, version: 9 });
    const user = show({ record: bolt });
    await user.type(field(/^Name/), "s");
    await press(user, "Save thing");
    await waitFor(() => {
      expect(saved).toHaveBeenCalledWith(expect.objectContaining({ version: 10 }));
    });
  });

  it("is not left with unsaved changes by accident", async () => {
    const user = show({ record: bolt });
    await user.type(field(/^Name/), "s");
    await user.click(screen.getByRole("link", { name: "elsewhere" }));
    await user.click(await screen.findByRole("button", { name: "Stay on this page" }));
    expect(field(/^Name/)).toHaveValue("Bolts");
    await user.click(screen.getByRole("link", { name: "elsewhere" }));
    await user.click(await screen.findByRole("button", { name: "Leave without saving" }));
    expect(await screen.findByText("elsewhere it is")).toBeVisible();
  });
});

describe("the texts of schema errors", () => {
  it("exist for all errors of the generated schemas", async () => {
    const { faultsOf, wordsOf } = await import("./faults");
    const { default: i18next } = await import("@/i18n");
    const messages = (schema: z.ZodType, value: unknown) => faultsOf(schema, value).map((fault) => wordsOf(i18next.t, "Lead time", fault));
    expect(messages(z.string().min(1), undefined)).toEqual(["Enter the lead time"]);
    expect(messages(z.string().min(1).max(64), "")).toEqual(["Enter the lead time"]);
    expect(messages(z.string().max(3), "long")).toEqual(["Lead time must have 3 characters or fewer"]);
    expect(messages(z.int().min(1), undefined)).toEqual(["Enter the lead time"]);
    expect(messages(z.string().min(1).optional(), null)).toEqual(["Enter the lead time"]);
    expect(messages(z.int().min(0).max(3650), "soon")).toEqual(["Lead time must be a whole number"]);
    expect(messages(z.int().min(0).max(3650), 4000)).toEqual(["Lead time must be 3650 or less"]);
    expect(messages(z.int().min(0), -1)).toEqual(["Lead time must be 0 or more"]);
    expect(messages(z.email(), "nobody")).toEqual(["Enter an email address like name@example.com"]);
    expect(messages(z.union([z.literal(""), z.email()]).nullish(), "nobody")).toEqual(["Enter an email address like name@example.com"]);
    expect(messages(z.enum(["a", "b"]), "")).toEqual(["Enter the lead time"]);
    expect(messages(itemCreate.shape.min_stock_level, "-1")).toEqual(["Lead time must be 0 or more"]);
    expect(messages(itemCreate.shape.reorder_qty, "0")).toEqual(["Lead time must be more than 0"]);
    expect(messages(postingLineCreate.shape.quantity, "0")).toEqual(["Lead time must not be 0"]);
    expect(messages(itemCreate.shape.reorder_qty, "1.1234567")).toEqual(["Lead time must be a number like 12.5, with up to 6 decimal places"]);
  });
});
