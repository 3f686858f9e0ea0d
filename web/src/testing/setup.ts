// For each unit test: matchers for the DOM, and the catalogue of texts.
import "@testing-library/jest-dom/vitest";
import "@/i18n";
