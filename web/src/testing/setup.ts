// For each unit test: matchers for the DOM, the catalogue of texts, and an empty page.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "@/i18n";

configure({ asyncUtilTimeout: 60_000 }); // waits end by what they wait for

afterEach(cleanup);
