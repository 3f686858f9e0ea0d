import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Choice } from "./combobox";
import { Suggestions } from "./suggestions";

const choices = ["L1", "L2", "L3"].map((code) => ({ value: code, code }));

describe("suggestions under a field", () => {
  const onChoose = vi.fn<(choice: Choice) => void>();
  const onKeyDown = vi.fn();
  beforeEach(() => {
    onChoose.mockReset();
    onKeyDown.mockReset();
    Element.prototype.scrollIntoView = vi.fn();
  });
  const show = (more: object = {}) => {
    render(<Suggestions label="Lot" choices={choices} defaultValue="" onChoose={onChoose} onKeyDown={onKeyDown} {...more} />);
    return screen.getByRole("combobox", { name: "Lot" });
  };
  const chosen = () => onChoose.mock.calls.map(([choice]) => choice.code);

  it("are chosen when highlighted; otherwise Enter is the field's", async () => {
    const field = show();
    await userEvent.type(field, "L{Enter}");
    expect(chosen()).toEqual([]);
    expect(onKeyDown).toHaveBeenCalled();
    expect(screen.queryByRole("listbox")).toBeNull();
    await userEvent.keyboard("1{ArrowDown}{ArrowDown}");
    expect(field).toHaveAttribute("aria-activedescendant", screen.getByRole("option", { name: "L2" }).id);
    await userEvent.keyboard("{Enter}");
    expect(chosen()).toEqual(["L2"]);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("are chosen by keys that follow each other without a pause", async () => {
    const field = show({ opensOnFocus: true });
    field.focus();
    await screen.findByRole("listbox", { name: "Lot" });
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false); // which would render everything after each key
    for (const key of ["ArrowDown", "ArrowDown", "Enter"]) {
      field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await new Promise<void>(queueMicrotask); // a key is a task of its own
    }
    vi.unstubAllGlobals();
    expect(chosen()).toEqual(["L2"]);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  it("wrap around, past the typed text", async () => {
    const field = show();
    await userEvent.type(field, "L{ArrowUp}");
    expect(screen.getByRole("option", { name: "L3" })).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{ArrowDown}");
    expect(field).not.toHaveAttribute("aria-activedescendant");
  });

  it("can highlight the first at once, for Enter and Tab", async () => {
    await userEvent.type(show({ selectsFirst: true }), "L{Enter}");
    await userEvent.keyboard("x");
    await userEvent.tab();
    expect(chosen()).toEqual(["L1", "L1"]);
  });

  it("accept the separator of a GS1 code where it is scanned", async () => {
    const field = show();
    await userEvent.type(field, "10L");
    await userEvent.keyboard("{Control>}]{/Control}21S");
    expect(field).toHaveValue("10L\u001d21S");
  });

  it("can open with the focus; Escape and blur close them", async () => {
    show({ opensOnFocus: true }).focus();
    await screen.findByRole("listbox", { name: "Lot" });
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
  });
});
