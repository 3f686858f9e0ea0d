// The printed slip of a posting.
import { newItem, signedIn } from "./api";
import { expect, test } from "./browser";
import { printed } from "./pdf";
import { settle } from "./views";

test("a slip has the posting's number and the page number on each sheet, under its own heading", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin);
  const lines = Array.from({ length: 60 }, (_, i) => ({ item_id: item.id, transaction_type: "receipt", quantity: 1, lot: `LOT${String(i)}`, unit_cost: 2.5 }));
  const posting = await admin.post<{ id: string; number: string }>("/api/inventory/transactions", { lines, reference: "PO 4711" });
  const page = await visit("staff");
  await page.goto(`/postings/${posting.id}`);
  await settle(page);
  const bars = page.getByRole("img", { name: posting.number, includeHidden: true });
  await page.waitForFunction((img) => (img as HTMLImageElement).naturalWidth > 0, await bars.elementHandle());

  for (const paper of ["A4", "A5"]) {
    const sheets = await printed(page, paper);
    expect(sheets.length).toBeGreaterThan(1);
    sheets.forEach(({ text }, i) => {
      expect(text).toContain(posting.number);
      expect(text).toContain(`${String(i + 1)} / ${String(sheets.length)}`);
      expect(text).toContain("Quantity");
      expect(text).toContain("Lot");
    });
    const all = sheets.map(({ text }) => text).join("");
    expect(all).toContain("PO 4711");
    for (const sign of ["Handed over by", "Received by"]) expect(all).toContain(sign);
    expect(all).toContain("LOT59");
    for (const other of ["Dashboard", "Search", "Reverse", "Unit cost"]) expect(all, "not for paper, or not for staff").not.toContain(other);
  }
});

test("a slip is printed after its barcode is drawn", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin, {}, 1);
  const [posting] = await admin.get<{ posting_id: string }[]>(`/api/inventory/transactions?item_id=${item.id}`);
  const page = await visit("staff");
  await page.addInitScript(() => {
    window.print = () => {
      const img = document.querySelector("main img") as HTMLImageElement | null;
      document.title = `printed with ${String(img?.naturalWidth)}`;
    };
  });
  await page.goto(`/postings/${posting?.posting_id ?? ""}?print=1`);
  await page.waitForFunction(() => /printed with [1-9]/.test(document.title));
  await expect.poll(() => new URL(page.url()).search).toBe("");
});
