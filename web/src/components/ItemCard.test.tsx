import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import ItemCard, { isBelowMinimum } from "./ItemCard";

const bolt = { id: "1", item_code: "TEST-001", item_name: "Test Item", uom: "PCS" };

describe("ItemCard", () => {
  it("says what the item is", () => {
    render(<ItemCard item={bolt} />);
    for (const text of ["TEST-001", "Test Item", "PCS"]) expect(screen.getByText(text)).toBeInTheDocument();
  });

  it("gives the item to who edits it", async () => {
    const onEdit = vi.fn();
    render(<ItemCard item={bolt} onEdit={onEdit} />);
    await userEvent.click(screen.getByRole("button", { name: /edit/i }));
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(bolt);
  });

  it("offers no editing to who may not", () => {
    render(<ItemCard item={bolt} />);
    expect(screen.queryByRole("button", { name: /edit/i })).toBeNull();
  });

  it("says in words that there is too little, and that it is inactive", () => {
    render(<ItemCard item={{ ...bolt, on_hand: "4", available: "4", min_stock_level: "10", is_active: false }} />);
    expect(screen.getByText("4")).toBeInTheDocument();
    expect(screen.getByText("Below minimum")).toBeInTheDocument();
    expect(screen.getByText("Inactive")).toBeInTheDocument();
  });

  it("leads to the item's page", () => {
    render(<ItemCard item={bolt} to="/items/1" />, { wrapper: MemoryRouter });
    expect(screen.getByRole("link", { name: "Test Item" })).toHaveAttribute("href", "/items/1");
  });
});

describe("the minimum", () => {
  it("is of what is available, and is compared by value", () => {
    expect(isBelowMinimum({ available: "9.5", min_stock_level: "10" })).toBe(true);
    expect(isBelowMinimum({ available: "10.0", min_stock_level: "10" })).toBe(false);
    expect(isBelowMinimum({ on_hand: "0", min_stock_level: "10" })).toBe(false);
    expect(isBelowMinimum({ available: "0" })).toBe(false);
  });
});
