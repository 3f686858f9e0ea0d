// When: as the locale writes it, in the zone of business days; the exact instant on hover.
import { formatMoment, type MomentForm } from "@/lib/format";
import { useAuthStore } from "@/stores/authStore";

export function Moment({ at, form = "minute" }: { at: string; form?: Exclude<MomentForm, "exact"> }) {
  const zone = useAuthStore((state) => state.user?.timezone);
  return (
    <time dateTime={at} title={`${formatMoment(at, "exact", zone)} (${at})`} className="whitespace-nowrap">
      {formatMoment(at, form, zone)}
    </time>
  );
}
