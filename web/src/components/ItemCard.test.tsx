import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import ItemCard, { isBelowMinimum } from "./ItemCard";

const bolt = { id: "1", item_code: "TEST-001", item_name: "Test Item", uom: "PCS" };

describe("ItemCard", () => {
  it("shows code, name and unit", () => {
    render(<ItemCard item={bolt} />);
    for (const text of ["TEST-001", "Test Item", "PCS"]) expect(screen.getByText(text)).toBeInTheDocument();
  });

  it("passes the item to onEdit", async () => {
    const onEdit = vi.fn();
    render(<ItemCard item={bolt} onEdit={onEdit} />);
    await userEvent.click(screen.getByRole("button", { name: /edit/i }));
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(bolt);
  });

  it("has no edit button without permission", () => {
    render(<ItemCard item={bolt} />);
    expect(screen.queryByRole("button", { name: /edit/i })).toBeNull();
  });

  it("says that the item is below minimum and inactive", () => {
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
  it("applies to available stock, and compares by value", () => {
    expect(isBelowMinimum({ available: "9.5", min_stock_level: "10" })).toBe(true);
    expect(isBelowMinimum({ available: "10.0", min_stock_level: "10" })).toBe(false);
    expect(isBelowMinimum({ on_hand: "0", min_stock_level: "10" })).toBe(false);
    expect(isBelowMinimum({ available: "0" })).toBe(false);
  });
});
