// Placeholders in the shape of the coming content. They appear after 150 ms (see .late in
// index.css), so that fast answers do not flicker.
import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/ui/skeleton";

const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function Loading() {
  const { t } = useTranslation();
  return (
    <p role="status" className="sr-only">
      {t("state.loading")}
    </p>
  );
}

export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="late flex flex-col" data-slot="skeletons">
      <Loading />
      {times(rows).map((row) => (
        <div key={row} className="flex h-12 items-center gap-6 border-b px-3 last:border-b-0 sm:h-9">
          <Skeleton className="w-28" />
          <Skeleton className="w-64 shrink" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className="late flex flex-col gap-4" data-slot="skeletons">
      <Loading />
      <Skeleton className="h-7 w-48" />
      <div className="rounded-md border">
        <RowsSkeleton />
      </div>
    </div>
  );
}

export function FactsSkeleton({ facts = 6 }: { facts?: number }) {
  return (
    <div className="late grid gap-3 sm:grid-cols-2" data-slot="skeletons">
      <Loading />
      {times(facts).map((fact) => (
        <Skeleton key={fact} className="w-48" />
      ))}
    </div>
  );
}
