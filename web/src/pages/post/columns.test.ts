import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useColumns } from "./columns";

const none = { lot: false, cost: false };

describe("the columns of lots and costs", () => {
  const open = () => renderHook(({ needs, isEmpty }) => useColumns(needs, isEmpty), { initialProps: { needs: none, isEmpty: true } });

  it("are shown when switched on, on this device", () => {
    const { result } = open();
    expect(result.current.lot.isOn).toBe(false);
    act(() => result.current.lot.set(true));
    expect(result.current.lot.isOn).toBe(true);
    expect(localStorage.getItem("ccpl.post.lots")).toBe("on");
    act(() => result.current.lot.set(false));
    expect(result.current.lot.isOn).toBe(false);
  });

  it("open where a line needs one, and stay while its cell is emptied", () => {
    const { result, rerender } = open();
    rerender({ needs: { lot: true, cost: false }, isEmpty: false });
    expect([result.current.lot.isOn, result.current.lot.isNeeded, result.current.cost.isOn]).toEqual([true, true, false]);
    rerender({ needs: none, isEmpty: false });
    expect([result.current.lot.isOn, result.current.lot.isNeeded]).toEqual([true, false]);
    rerender({ needs: none, isEmpty: true });
    expect(result.current.lot.isOn).toBe(false);
  });
});
