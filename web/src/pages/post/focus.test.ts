import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { focusable } from "@/lib/focusable";
import { cellId, setRenderer, focusFault, focusLine, headId, rowId, scanId } from "./focus";

const row = (key: number, inside: string) => `<li id="${rowId(key)}">${inside}</li>`;
const cell = (name: "quantity" | "lot", key: number, more = "") => `<input id="${cellId(name, key)}" ${more}>`;

/** Registers the elements, as their refs do. */
const register = () => document.querySelectorAll<HTMLElement>("[id^=post-]").forEach((element) => focusable(element.id)(element));

describe("the focus", () => {
  const focused = () => document.activeElement?.id;
  beforeEach(() => {
    document.body.innerHTML = `<section id="post"><fieldset id="${headId}"></fieldset>${row(1, cell("quantity", 1) + cell("lot", 1, "aria-invalid=true"))}<input id="${scanId}"></section>`;
    register();
  });
  afterEach(() => {
    document.body.innerHTML = "";
  });

  it("goes to a line's cell, or its quantity, and from the last line to the scan cell", () => {
    focusLine(1, "lot");
    expect(focused()).toBe(cellId("lot", 1));
    focusLine(1, "cost");
    expect(focused()).toBe(cellId("quantity", 1));
    focusLine(undefined, "lot");
    expect(focused()).toBe(scanId);
  });

  it("has a line rendered first that is out of sight", () => {
    const renderer = vi.fn((key: number, then: () => void) => {
      document.getElementById("post")?.insertAdjacentHTML("beforeend", row(key, cell("quantity", key)));
      register();
      then();
    });
    const leave = setRenderer(renderer);
    focusLine(400);
    leave();
    expect(focused()).toBe(cellId("quantity", 400));
    focusLine(1);
    expect(renderer).toHaveBeenCalledTimes(1);
  });

  it("goes to the first error: in the head, otherwise in the line", () => {
    focusFault(1);
    expect(focused()).toBe(cellId("lot", 1));
    document.querySelector("fieldset")?.insertAdjacentHTML("beforeend", '<input id="date" aria-invalid="true">');
    focusFault(1);
    expect(focused()).toBe("date");
    document.querySelector("fieldset")?.replaceChildren();
    document.getElementById("post")?.insertAdjacentHTML("beforeend", row(2, '<button id="again"></button>'));
    register();
    focusFault(2);
    expect(focused()).toBe("again");
  });
});
