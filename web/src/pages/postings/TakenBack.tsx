// That a posting was reversed or corrected, with a link to the posting that did it. A correction,
// unlike a reversal, has put something in its place.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { StateBadge } from "@/components/StateBadge";
import { pathOf } from "@/records";

export const usePosting = (id: string) => useQuery({ queryKey: keys.record("postings", id), queryFn: ({ signal }) => inventoryAPI.getPosting(id, signal) });

export function TakenBack({ by }: { by: string }) {
  const { data } = usePosting(by);
  return (
    data && (
      <span className="inline-flex items-center gap-2">
        <StateBadge state={data.kind === "correction" ? "corrected" : "reversed"} />
        <Link to={pathOf("posting", by)} className="font-mono text-primary underline-offset-4 hover:underline">
          {data.number}
        </Link>
      </span>
    )
  );
}
