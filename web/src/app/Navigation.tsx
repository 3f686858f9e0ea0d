// Links to the pages by group: in the sidebar on desktop and in the sheet on a phone.
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { cn } from "@/lib/cn";
import { groups, type PageRow } from "./pages";
import { useShownPages } from "./useShownPages";

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const shown = useShownPages();
  return (
    <nav aria-label={t("frame.navigation")} className="flex flex-col gap-4">
      {groups.map((group) => {
        const rows = shown.filter((row) => row.group === group);
        return rows.length === 0 ? null : (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} className={cn("px-2 py-1 text-muted-foreground", group === "work" && "sr-only")}>
              {t(`frame.group.${group}`)}
            </h2>
            <ul>
              {rows.map((row) => (
                <li key={row.path}>
                  <PageLink row={row} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

function PageLink({ row, onNavigate }: { row: PageRow; onNavigate?: () => void }) {
  const { t } = useTranslation();
  const Icon = row.icon;
  return (
    <NavLink
      to={row.path}
      end={row.path === "/"}
      onClick={onNavigate}
      className="flex h-11 items-center gap-2 rounded-md px-2 hover:bg-muted aria-[current=page]:bg-accent aria-[current=page]:font-medium aria-[current=page]:text-accent-foreground md:h-8"
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {t(row.title)}
    </NavLink>
  );
}
