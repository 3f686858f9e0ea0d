// A date and time in the locale's format and the business time zone; the exact instant on hover.
import { formatDateTime, type DateTimeForm } from "@/lib/format";
import { useAuthStore } from "@/stores/authStore";

export function DateTime({ at, form = "minute" }: { at: string; form?: Exclude<DateTimeForm, "exact"> }) {
  const zone = useAuthStore((state) => state.user?.timezone);
  return (
    <time dateTime={at} title={`${formatDateTime(at, "exact", zone)} (${at})`} className="whitespace-nowrap">
      {formatDateTime(at, form, zone)}
    </time>
  );
}
