// The code and name of a record, given its id.
import { useQuery } from "@tanstack/react-query";
import type { ChoiceSource } from "@/components/ui/combobox";

export function ChoiceName({ source, value }: { source: ChoiceSource; value: string }) {
  const { data } = useQuery({
    queryKey: ["choice", source.key, value],
    queryFn: ({ signal }) => source.get(value, signal).then((choice) => choice ?? null),
    enabled: value !== "",
    staleTime: 60_000,
  });
  if (!data) return value;
  return (
    <span>
      <span className="font-mono">{data.code}</span> {data.name}
    </span>
  );
}
