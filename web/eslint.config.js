// Lint rules: TypeScript, hooks, accessibility, and no binary floating point for quantities.
import a11y from "eslint-plugin-jsx-a11y-x";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import ts from "typescript-eslint";

const exact = "quantities are exact: use lib/decimal (for counts and indexes, lib/number)";

export default ts.config(
  { ignores: ["dist/", "src/api/types.ts", "src/api/zod.ts"] },
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  hooks.configs.flat["recommended-latest"],
  a11y.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-globals": ["error", { name: "parseFloat", message: exact }, { name: "Number", message: exact }],
      "no-restricted-properties": [
        "error",
        { object: "Number", property: "parseFloat", message: exact },
        { object: "window", property: "parseFloat", message: exact },
      ],
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
    },
  },
);
