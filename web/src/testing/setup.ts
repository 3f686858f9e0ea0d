// Setup of the unit tests: DOM matchers, texts, cleanup.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "@/i18n";

// jsdom has no popovers: what would be one is shown in its place.
HTMLElement.prototype.showPopover = function showPopover() {
  this.removeAttribute("popover");
};

configure({ asyncUtilTimeout: 60_000 }); // waits end by what they wait for

afterEach(cleanup);
