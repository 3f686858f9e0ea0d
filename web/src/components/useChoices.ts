// Choices that match typed text. Waits longer than a scanner needs for a code, so that no list
// flickers during a scan, and returns nothing for text that has changed since.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebounced } from "@/lib/useDebounced";
import type { Choice, ChoiceSource } from "./ui/combobox";

const restMs = 180;
const fewest = 2;
const nothing: readonly Choice[] = [];

export function useChoices(source: Pick<ChoiceSource, "key" | "find">, text: string, enabled = true): readonly Choice[] {
  const typed = text.trim();
  const words = useDebounced(typed, restMs);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["choices", source.key, words],
    queryFn: ({ signal }) => source.find(words, signal),
    enabled: enabled && words.length >= fewest,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isOfNow = enabled && words.length >= fewest && words === typed && !isPlaceholderData;
  return isOfNow && data ? data : nothing;
}
