import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Combobox, type ChoiceSource } from "./combobox";

const units = [
  { value: "KG", code: "KG", name: "Kilogram" },
  { value: "PAIR", code: "PAIR", name: "Pair" },
  { value: "PCS", code: "PCS", name: "Piece" },
];

const source: ChoiceSource = {
  key: "units",
  find: async (words) => {
    await new Promise((resolve) => setTimeout(resolve, 30)); // the list comes after the key
    return units.filter(({ code }) => code.startsWith(words.toUpperCase()));
  },
  get: (value) => Promise.resolve(units.find((unit) => unit.value === value)),
};

describe("a combobox", () => {
  const onChange = vi.fn();
  beforeEach(() => {
    onChange.mockReset();
    Element.prototype.scrollIntoView = vi.fn();
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Combobox source={source} value="" onChange={onChange} aria-label="Unit" />
        <label htmlFor="pack">Pack</label>
        <Combobox id="pack" source={source} value="" onChange={onChange} />
      </QueryClientProvider>,
    );
  });
  const unit = () => screen.getByRole("combobox", { name: "Unit" });
  const expectChoice = (value: string) => waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith(value, expect.anything()));

  it.for(["Unit", "Pack"])("names its list after the field: %s", async (name) => {
    await userEvent.click(screen.getByRole("combobox", { name }));
    const option = await screen.findByRole("option", { name: /KG/ });
    expect(screen.getByRole("listbox", { name })).toContainElement(option);
  });

  it("chooses the typed text on Enter before the list has arrived", async () => {
    await userEvent.type(unit(), "pcs{Enter}");
    await expectChoice("PCS");
  });

  it("chooses on Enter while the list is being fetched", async () => {
    let answer: ((found: typeof units) => void) | undefined;
    const find = vi.spyOn(source, "find").mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    await userEvent.type(unit(), "pcs");
    await waitFor(() => expect(find).toHaveBeenCalledWith("pcs", expect.anything()));
    await userEvent.keyboard("{Enter}");
    answer?.(units.slice(2));
    await expectChoice("PCS");
    find.mockRestore();
  });

  it("does not choose from an outdated list", async () => {
    const field = unit();
    await userEvent.click(field);
    await screen.findByRole("option", { name: /KG/ });
    await userEvent.type(field, "pa{Enter}");
    await expectChoice("PAIR");
  });

  it("chooses a code on blur", async () => {
    await userEvent.type(unit(), "kg");
    await userEvent.tab();
    await expectChoice("KG");
  });

  it.for([["nothing", "zzz"], ["several", "p"]])("keeps text that matches %s, marks it invalid and chooses nothing", async ([, text]) => {
    await userEvent.type(unit(), text ?? "");
    await userEvent.tab();
    await waitFor(() => expect(unit()).toBeInvalid());
    expect(unit()).toHaveValue(text);
    expect(unit()).toHaveAccessibleDescription(`“${text ?? ""}” is not in the list. Choose an entry, or clear the field.`);
    expect(onChange).not.toHaveBeenCalled();
  });

  it("is empty and valid after unmatched text is cleared", async () => {
    await userEvent.type(unit(), "zzz");
    await userEvent.tab();
    await userEvent.click(await screen.findByRole("button", { name: "Clear" }));
    expect(unit()).toHaveValue("");
    expect(unit()).toBeValid();
    await userEvent.type(unit(), "kg{Enter}");
    await expectChoice("KG");
  });

  it("is valid again after a match is typed", async () => {
    await userEvent.type(unit(), "zzz");
    await userEvent.tab();
    await waitFor(() => expect(unit()).toBeInvalid());
    await userEvent.clear(unit());
    await userEvent.type(unit(), "pcs");
    await userEvent.tab();
    await expectChoice("PCS");
    expect(unit()).toBeValid();
  });
});

describe("a combobox with a choice", () => {
  it("keeps it when the list is opened and left", async () => {
    const onChange = vi.fn();
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Combobox source={source} value="PCS" onChange={onChange} aria-label="Unit" />
      </QueryClientProvider>,
    );
    const unit = screen.getByRole("combobox", { name: "Unit" });
    await waitFor(() => expect(unit).toHaveValue("PCS  Piece"));
    await userEvent.click(unit);
    await screen.findByRole("option", { name: /KG/ });
    await userEvent.tab();
    expect(unit).toHaveValue("PCS  Piece");
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.clear(unit);
    await userEvent.tab();
    expect(onChange).toHaveBeenCalledExactlyOnceWith(undefined);
  });
});
