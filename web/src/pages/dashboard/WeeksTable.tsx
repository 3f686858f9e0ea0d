// What came in and went out by week, as a table; loaded when it is asked for.
import { useTranslation } from "react-i18next";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Words } from "@/i18n";
import { formatCount, formatDay } from "@/lib/format";
import type { Week } from "./weeks";

interface Props {
  weeks: readonly Week[];
  ways: readonly { way: "in" | "out"; label: Words }[];
}

export default function WeeksTable({ weeks, ways }: Props) {
  const { t } = useTranslation();
  return (
    // Focusable, to scroll by keyboard.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div role="region" aria-label={t("dashboard.movements")} tabIndex={0} className="overflow-x-auto">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>{t("dashboard.week")}</TableHead>
            {ways.map(({ way, label }) => (
              <TableHead key={way} className="text-right">
                {t(label)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {weeks.toReversed().map((week) => (
            <TableRow key={week.from}>
              <TableCell className="whitespace-nowrap">{t("dashboard.week_of", { day: formatDay(week.from) })}</TableCell>
              {ways.map(({ way }) => (
                <TableCell key={way} className="text-right">
                  {formatCount(week[way])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
