// Shortcuts "g" and a letter, which open a page.
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useShownPages } from "./useShownPages";
import { addShortcuts } from "./shortcuts";

export function useGoToKeys(): void {
  const shown = useShownPages();
  const navigate = useNavigate();
  useEffect(
    () =>
      addShortcuts(
        shown.flatMap((row) => (row.key ? [{ keys: `g ${row.key}`, does: row.title, run: () => void navigate(row.path) }] : [])),
      ),
    [shown, navigate],
  );
}
