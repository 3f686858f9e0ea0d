import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Choice } from "./combobox";
import { Suggestions } from "./suggestions";

const choices = ["L1", "L2", "L3"].map((code) => ({ value: code, code }));

describe("suggestions under a field", () => {
  const onTake = vi.fn<(choice: Choice) => void>();
  const onKeyDown = vi.fn();
  beforeEach(() => {
    onTake.mockReset();
    onKeyDown.mockReset();
    Element.prototype.scrollIntoView = vi.fn();
  });
  const show = (more: object = {}) => {
    render(<Suggestions label="Lot" choices={choices} defaultValue="" onTake={onTake} onKeyDown={onKeyDown} {...more} />);
    return screen.getByRole("combobox", { name: "Lot" });
  };
  const taken = () => onTake.mock.calls.map(([choice]) => choice.code);

  it("are taken when the keys point at them; else Enter is the field's own", async () => {
    const field = show();
    await userEvent.type(field, "L{Enter}");
    expect(taken()).toEqual([]);
    expect(onKeyDown).toHaveBeenCalled();
    expect(screen.queryByRole("listbox")).toBeNull();
    await userEvent.keyboard("1{ArrowDown}{ArrowDown}");
    expect(field).toHaveAttribute("aria-activedescendant", screen.getByRole("option", { name: "L2" }).id);
    await userEvent.keyboard("{Enter}");
    expect(taken()).toEqual(["L2"]);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("are walked round, past what was typed", async () => {
    const field = show();
    await userEvent.type(field, "L{ArrowUp}");
    expect(screen.getByRole("option", { name: "L3" })).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{ArrowDown}");
    expect(field).not.toHaveAttribute("aria-activedescendant");
  });

  it("may be meant unasked: the first by Enter and Tab", async () => {
    await userEvent.type(show({ pointsAtFirst: true }), "L{Enter}");
    await userEvent.keyboard("x");
    await userEvent.tab();
    expect(taken()).toEqual(["L1", "L1"]);
  });

  it("take the separator of a GS1 code where it is scanned", async () => {
    const field = show();
    await userEvent.type(field, "10L");
    await userEvent.keyboard("{Control>}]{/Control}21S");
    expect(field).toHaveValue("10L\u001d21S");
  });

  it("may be there with the focus; Escape and leaving shut them", async () => {
    show({ opensAtOnce: true }).focus();
    await screen.findByRole("listbox", { name: "Lot" });
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
  });
});
