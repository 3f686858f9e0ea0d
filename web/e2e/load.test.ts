// The first load of a page: few requests, little script, and something to see before the data.
import { describe } from "vitest";
import { expect, test } from "./browser";
import { firstPages, loadOf } from "./load";

const mostRequests = 15;
const mostScriptBytes = 200_000;

describe.each(firstPages)("the first load of $path", (first) => {
  test("takes few requests and little script", async ({ visit }) => {
    const { requests, scriptBytes } = await loadOf(await visit("manager"), first);
    expect(requests.length, requests.join("\n")).toBeLessThanOrEqual(mostRequests);
    expect(scriptBytes).toBeLessThanOrEqual(mostScriptBytes);
  });
});
